"""The calendar: month, week and list."""
