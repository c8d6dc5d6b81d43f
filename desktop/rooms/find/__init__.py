"""Finding: anything, from anywhere, by Ctrl+K."""
