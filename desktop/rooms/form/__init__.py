"""One form of a case, as it is answered."""
