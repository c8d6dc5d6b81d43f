"""`make shots`: pictures of every screen, light, dark, high contrast and at 200 % text, into shots/."""

import sys
import tempfile
from pathlib import Path

from run_demo import ROOT, filled, pictures

TODAY = ("--today", "2026-11-23")
"""The day that the families were written for, so that the pictures are the same on every day."""


def main() -> int:
    """Fill a store with fictional families and go through the screens."""
    with tempfile.TemporaryDirectory(prefix="taetpaa-") as folder:
        return pictures(filled(Path(folder), *TODAY), ROOT / "shots")


if __name__ == "__main__":
    sys.exit(main())
