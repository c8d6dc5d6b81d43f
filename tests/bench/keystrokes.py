"""How long a keystroke holds the window: in a note of so many characters of a meeting, with autosave on.

Prints JSON: the 99th percentile and the longest, in milliseconds, of each keystroke with all it sets off
(`Turns.stroke`).
"""

import json
import sys
from pathlib import Path

from PySide6.QtGui import QTextCursor

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "shots"), str(Path(__file__).parent)]

import stores  # noqa: E402
from opened import window_on  # noqa: E402
from stand import rest  # noqa: E402
from turns import Turns  # noqa: E402

from desktop.place import Place  # noqa: E402

LINE = "Mormor hentede børnene torsdag, fordi bussen kom for sent, og de spiste madpakker i bilen. "


def keystrokes(folder: Path, characters: int, count: int) -> list[float]:
    """Milliseconds that each keystroke held the window's thread, layout, paint and autosave included."""
    store = stores.filled(folder)
    app, window = window_on(store, stores.PASSPHRASE, folder)
    window.page.go_to(Place("live", record="f01-m8", tab="0"))
    area = window.page._rooms["live"]._notes.first.area
    area.setFocus()
    text = "\n".join(LINE * 6 for _ in range(characters // (len(LINE) * 6) + 1))[:characters]
    area.insertPlainText(text)
    rest(1500)
    area.moveCursor(QTextCursor.MoveOperation.Left)
    took, turns = [], Turns(app)
    for turn in range(count):
        took.append(turns.stroke(window, "a" if turn % 7 else " "))
    window.leave()
    return took


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = sorted(keystrokes(Path(folder), int(sys.argv[1]), int(sys.argv[2])))
    sys.stdout.write(json.dumps({"percentile": found[int(len(found) * 0.99)], "longest": found[-1]}) + "\n")
