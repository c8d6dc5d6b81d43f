"""How long the window's thread is held while words are searched for in the store at hand, letter by letter.

Prints JSON: the 99th percentile and the longest, in milliseconds, of what each turn of its loop took that
did anything, and the 95th percentile of the time from a word's last letter to its first results.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent), str(ROOT / "tests" / "shots")]

import office  # noqa: E402
from opened import window_on  # noqa: E402
from stand import rest  # noqa: E402

WORDS = ("mormor", "vikaren kom", "svømmehal", "barn 4711", "skolen ringede", "læge samtale", "cykel xq")
BUSY = 0.2  # milliseconds: a turn that took less found nothing to do


def measured(store: str, folder: Path) -> dict[str, float]:
    """What the help on top says."""
    app, window = window_on(Path(store), office.PASSPHRASE, folder)
    rest(3000)
    window.page._on_find()
    rest(500)
    panel = window.page._rooms["find"]
    answers: list[float] = []
    panel._finder.found.connect(lambda _: answers.append(time.perf_counter()))
    turns: list[float] = []
    first: list[float] = []
    for word in WORDS * 4:
        panel.line.clear()
        for letter in word:
            begun = time.perf_counter()
            QTest.keyClick(panel.line, letter)
            _turn(app, turns, begun)
            _work(app, turns, until=begun + 0.12)
        asked, known = time.perf_counter(), len(answers)
        QTest.keyClick(panel.line, Qt.Key.Key_Space)
        while len(answers) == known and time.perf_counter() < asked + 2:
            _turn(app, turns, time.perf_counter())
        first.append(1000 * (answers[-1] - asked) if len(answers) > known else 2000.0)
    turns.sort()
    first.sort()
    return {
        "percentile": turns[int(len(turns) * 0.99)],
        "longest": turns[-1],
        "first": first[int(len(first) * 0.95)],
    }


def _work(app, turns, *, until):
    while time.perf_counter() < until:
        _turn(app, turns, time.perf_counter())
        time.sleep(0.001)


def _turn(app, turns, begun):
    app.processEvents()
    took = 1000 * (time.perf_counter() - begun)
    if took >= BUSY:
        turns.append(took)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        told = json.dumps(measured(sys.argv[1], Path(place)))
        sys.stdout.write(told + "\n")
        sys.stdout.flush()
        os._exit(0)  # no thread is waited for
