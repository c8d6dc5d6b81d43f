"""The meeting while it is held: agenda, notes, columns, scale, agreements, and the screen turned round."""
