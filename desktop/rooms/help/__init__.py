"""*Indsatser og økonomi*: the help that a family gets, how it is chosen, and what it costs."""
