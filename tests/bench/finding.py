"""How long the window's thread is held while words are searched for in the store at hand, letter by letter.

Prints JSON, in milliseconds without what others took of the machine (`turns`): `percentile`, the 99th, of
what each turn of its loop took that did anything; `longest`, the longest turn that a letter brings, each
by the median of the times it was typed; `rarest`, the longest turn of all; and `first`, the time from a
word's last letter until its first results are painted, of the slowest word, by its median again.
"""

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent), str(ROOT / "tests" / "shots")]

import office  # noqa: E402
from opened import window_on  # noqa: E402
from stand import rest  # noqa: E402
from turns import Span, Turns, press  # noqa: E402

WORDS = ("mormor", "vikaren kom", "svømmehal", "barn 4711", "skolen ringede", "læge samtale", "cykel xq")
TIMES = 5
_PAUSE = 80  # milliseconds between two letters


def measured(store: str, folder: Path) -> dict[str, float]:
    """What the help on top says."""
    app, window = window_on(Path(store), office.PASSPHRASE, folder)
    rest(3000)
    window.page._on_find()
    rest(500)
    line = window.page._rooms["find"].line
    turns, first, letters = Turns(app), {}, {}
    for word in WORDS * TIMES:
        for at, letter in enumerate(word):
            took = turns.stroke(window, letter)
            letters.setdefault((word, at), []).append(max(took, turns.work(_PAUSE)))
        if line.text() != word:
            raise RuntimeError(line.text())
        first.setdefault(word, []).append(_first(window, turns))
        took = turns.turn(line.clear)
        letters.setdefault((word, "cleared"), []).append(max(took, turns.work(60)))
    return {
        "percentile": turns.percentile(),
        "longest": max(statistics.median(one) for one in letters.values()),
        "rarest": max(turns.held),
        "first": max(statistics.median(one) for one in first.values()),
    }


def _first(window, turns):
    """From one more key until what it found is painted."""
    panel, answers = window.page._rooms["find"], []
    panel._finder.found.connect(answers.append)
    span = Span()
    turns.turn(lambda: press(window, " "))
    while not answers and span.took() < 2000:
        turns.work(1)
    took = span.without_waits()  # it was painted in the turn that brought it
    panel._finder.found.disconnect(answers.append)
    return took


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        told = json.dumps(measured(sys.argv[1], Path(place)))
        sys.stdout.write(told + "\n")
        sys.stdout.flush()
        os._exit(0)  # no thread is waited for
