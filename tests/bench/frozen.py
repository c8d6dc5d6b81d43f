"""The built program against the source: until its first window is on the screen, in turn, the middle of all.

Needs a display, `xdotool`, and what `make deb` built. Prints JSON: seconds of both, and how many times as
long the built one took; ends with 1 if that is more than 1.2.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FROZEN = ROOT / "build" / "linux" / "out" / "taetpaa" / "taetpaa"
COMMANDS = {"source": [sys.executable, "-m", "desktop"], "frozen": [str(FROZEN)]}
TIMES = 9
MOST = 1.2


def seconds(command: list[str], store: Path) -> float:
    """From the start of `command` until its window is mapped."""
    before = time.monotonic()
    running = subprocess.Popen([*command, "--store", str(store)], cwd=ROOT)
    try:
        found = ("xdotool", "search", "--sync", "--onlyvisible", "--pid", str(running.pid))
        subprocess.run(found, check=True, capture_output=True, timeout=60)
        return time.monotonic() - before
    finally:
        running.kill()
        running.wait()


def main() -> int:
    """Measure; returns the exit code."""
    os.environ |= {"QT_QPA_PLATFORM": "xcb"}
    with tempfile.TemporaryDirectory() as folder:
        store, words = Path(folder) / "s.taetpaa", Path(folder) / "words"
        words.write_text("gul cykel regn lampe\n", "utf-8")
        made = [*COMMANDS["source"], "--store", str(store), "--passphrase-file", str(words), "init"]
        subprocess.run(made, cwd=ROOT, check=True, capture_output=True)
        taken = {name: [] for name in COMMANDS}
        for _ in range(TIMES):
            for name, command in COMMANDS.items():
                taken[name].append(seconds(command, store))
    found = {name: round(statistics.median(times), 3) for name, times in taken.items()}
    ratio = found["frozen"] / found["source"]
    sys.stdout.write(json.dumps({**found, "times_as_long": round(ratio, 2)}) + "\n")
    return 1 if ratio > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
