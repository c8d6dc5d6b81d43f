"""*Overblik*: the key figures of many cases, each opening its cases; never a score, never a ranking."""
