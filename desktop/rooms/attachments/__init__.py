"""Bilag: the documents and photos of a case."""
