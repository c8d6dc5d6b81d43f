"""Familie og netværk: the people of a case, listed and drawn."""
