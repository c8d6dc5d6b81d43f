"""The only way to change anything: one transaction and one line of the journal each."""
