"""The desk in front of the case file: everything that needs a window."""
