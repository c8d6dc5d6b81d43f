"""Which release this is, and of which day: shown in the window, in `--version` and in a report to IT."""

from functools import cache
from typing import Final

from db.paths import RESOURCES

VERSION: Final = "0.1.0"
"""The number of the release; `pyproject.toml` has the same."""


@cache
def build() -> str:
    """The state of the source that was built, as `2026-01-31 0a1b2c3d4e`; empty where it runs from source."""
    file = RESOURCES / "build.txt"
    return file.read_text("utf-8").strip() if file.is_file() else ""
