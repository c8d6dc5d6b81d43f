"""`make shots`: pictures of every screen, light, dark, high contrast and at 200 % text, into shots/.

The guide's own pictures, in resources/guide, are taken on the way; `--guide` takes those alone.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from run_demo import ROOT, filled, pictures, without_screen

TODAY = ("--today", "2026-11-23")
"""The day that the families were written for, so that the pictures are the same on every day."""


def main() -> int:
    """Fill a store with fictional families and go through the screens."""
    with tempfile.TemporaryDirectory(prefix="taetpaa-") as folder:
        given = filled(Path(folder), *TODAY)
        if "--guide" not in sys.argv and (code := pictures(given, ROOT / "shots")):
            return code
        return of_the_guide(given)


def of_the_guide(given: list[str]) -> int:
    """Take the guide's pictures anew, once and a half as sharp as a plain screen; returns the exit code."""
    take = [sys.executable, "tests/shots/guide_pictures.py", *given]
    return subprocess.run(
        take, cwd=ROOT, check=False, env=without_screen() | {"QT_SCALE_FACTOR": "1.5"}
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
