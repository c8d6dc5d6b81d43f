"""Where things lie: the resources that ship with the program, and the user's own folder."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""Law, ladder, catalogue, forms, letters, words, fonts and icons."""


def default_store() -> Path:
    """The store in the user's local data folder: never a roaming one."""
    from platformdirs import user_data_path

    return user_data_path("taetpaa", appauthor=False, roaming=False) / "sager.taetpaa"
