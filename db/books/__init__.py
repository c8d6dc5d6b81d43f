"""Readers of resources/ and of a profile: data in, records out, loud on any mistake."""
