"""`make shots`: pictures of every screen, light, dark, high contrast and at 200 % text, into shots/."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Fill a store with fictional families and go through the screens."""
    with tempfile.TemporaryDirectory(prefix="taetpaa-") as folder:
        words = Path(folder) / "passphrase.txt"
        words.write_text("gul cykel regn lampe\n", "utf-8")
        given = ["--store", str(Path(folder) / "demo.taetpaa"), "--passphrase-file", str(words)]
        for step in (["init"], ["--today", "2026-11-23", "demo"]):
            command = [sys.executable, "-m", "desktop", *given, *step]
            subprocess.run(command, cwd=ROOT, check=True)
        take = [sys.executable, "tests/shots/take.py", *given, "--today", "2026-11-23", "--out", "shots"]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        return subprocess.run(take, cwd=ROOT, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
