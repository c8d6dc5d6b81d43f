"""One family's case: its head, its overview, its plan."""
