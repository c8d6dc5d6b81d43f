"""All SQL, and the encrypted file."""
