"""Other formats of the same file: the exchange document, the calendar, the package for one receiver."""
