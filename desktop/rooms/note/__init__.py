"""The quick note: text first, case later."""
