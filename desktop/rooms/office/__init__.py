"""*Kontoret*: what belongs to no single case."""
