"""What holds: pure functions on records, without a clock, a file or SQL."""
