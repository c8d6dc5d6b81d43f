"""The words of the case file: frozen records, checked when they are made, without a clock, a file or SQL."""
