"""Skole: reduced hours with their conditions, what stands beside them, and absence."""
