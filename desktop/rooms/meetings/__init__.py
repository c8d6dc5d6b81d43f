"""A case's meetings, and how one is prepared."""
