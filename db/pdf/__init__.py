"""Papers: records in, bytes out."""
