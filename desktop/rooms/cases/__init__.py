"""Sager: the caseload, and a new case."""
