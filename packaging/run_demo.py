"""`make run`: the program on a demonstration store; without a display the main job is done headless."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "gul cykel regn lampe"  # noqa: S105 - of fictional families, shown on purpose
COMMAND = (sys.executable, "-m", "desktop")
CASES = ("2025-0001", "2025-0012")
_OPENS = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


def main() -> int:
    """Make the store, then open the window on it, or print two plans and take pictures."""
    folder = Path(tempfile.mkdtemp(prefix="taetpaa-demo-"))
    given = filled(folder)
    sys.stdout.write(f"\n  Demonstration store: {given[1]}\n  Its passphrase:      {PASSPHRASE}\n\n")
    sys.stdout.flush()
    if not has_display():
        return headless(folder / "out", given)
    return subprocess.run([*COMMAND, *given[:2]], cwd=ROOT, check=False).returncode


def filled(folder: Path, *options: str) -> list[str]:
    """A store with the fictional families in `folder`: the options that open it, `--store` first."""
    store, words = folder / "demo.taetpaa", folder / "passphrase.txt"
    words.write_text(PASSPHRASE + "\n", "utf-8")
    given = ["--store", str(store), "--passphrase-file", str(words), *options]
    for step in ("init", "demo"):
        subprocess.run([*COMMAND, *given, "--lang", "en", step], cwd=ROOT, check=True)
    return given


def pictures(given: list[str], out: Path, *options: str) -> int:
    """Take pictures of the screens into `out`, without a display; returns the exit code."""
    take = [sys.executable, "tests/shots/take.py", *given, "--out", str(out), *options]
    return subprocess.run(take, cwd=ROOT, check=False, env=without_screen()).returncode


def without_screen() -> dict[str, str]:
    """The environment of a program that takes pictures where nobody looks."""
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def has_display() -> bool:
    """True if a window can be opened here."""
    if sys.platform != "linux":
        return True
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    # Tried in a process of its own: where a display is named but does not answer, Qt ends the process.
    return subprocess.run([sys.executable, "-c", _OPENS], capture_output=True, check=False).returncode == 0


def headless(out: Path, given: list[str]) -> int:
    """The main job without a display: two plans as PDF and pictures of the screens, in `out`."""
    sys.stdout.write("There is no display: the main job is done without a window.\n")
    sys.stdout.flush()
    plans = [*COMMAND, *given, "plan", *CASES, "--edition", "family", "--out", str(out)]
    subprocess.run(plans, cwd=ROOT, check=True)
    if pictures(given, out, "--look", "light"):
        sys.stderr.write("The pictures could not be taken.\n")
        return 1
    sys.stdout.write(f"The plans of two families and pictures of the screens lie in {out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
