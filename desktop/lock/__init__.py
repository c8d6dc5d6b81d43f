"""The lock screen and the first start."""
