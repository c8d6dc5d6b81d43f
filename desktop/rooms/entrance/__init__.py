"""The one entrance: what came in, and a case on its way to its closing."""
