"""I dag: what needs an answer now, what comes, and what was left unfinished."""
