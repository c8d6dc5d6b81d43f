"""Forløb: everything that happened in a case, and who changed what."""
