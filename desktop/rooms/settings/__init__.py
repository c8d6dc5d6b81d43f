"""Settings: how the window looks and speaks, and the passphrase."""
