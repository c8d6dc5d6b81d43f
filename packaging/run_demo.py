"""`make run`: the program on a demonstration store; without a display the main job is done headless."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "gul cykel regn lampe"  # noqa: S105 - of fictional families, shown on purpose
COMMAND = [sys.executable, "-m", "desktop"]


def main() -> int:
    """Make the store, then open the window on it, or print two plans and take pictures."""
    folder = Path(tempfile.mkdtemp(prefix="taetpaa-demo-"))
    store, words = folder / "demo.taetpaa", folder / "passphrase.txt"
    words.write_text(PASSPHRASE + "\n", "utf-8")
    given = ["--store", str(store), "--passphrase-file", str(words)]
    for step in (["init"], ["demo"]):
        subprocess.run([*COMMAND, *given, *step], cwd=ROOT, check=True)
    sys.stdout.write(f"\n  Demonstration store: {store}\n  Passphrase: {PASSPHRASE}\n\n")
    sys.stdout.flush()
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return headless(folder, given)
    return subprocess.run([*COMMAND, "--store", str(store)], cwd=ROOT, check=False).returncode


def headless(folder: Path, given: list[str]) -> int:
    """The main job without a display: two plans as PDF, and pictures of the screens."""
    sys.stdout.write("There is no display: the main job is done without a window.\n")
    out = folder / "out"
    plans = [*given, "plan", "2025-0001", "2025-0012", "--edition", "family", "--out", str(out)]
    subprocess.run([*COMMAND, *plans], cwd=ROOT, check=True)
    take = [sys.executable, "tests/shots/take.py", *given, "--look", "light", "--out", str(out)]
    subprocess.run(
        take, cwd=ROOT, check=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    )
    sys.stdout.write(f"Two plans and the pictures lie in {out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
