"""Words that were typed in a session are in no file that the program touched, whole or killed.

`sentinel.py TIMES SEED`: each time a window is opened in a home of its own, and a word that stands nowhere
else is typed into a meeting, a plan, a form and a note; then it locks and leaves, or it is killed. All files
of that home are read, also for letters of two bytes. Prints a line of JSON.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import killed
import stores
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

import desktop.writer
from desktop.place import Place

WORD = "kvidderstang"
HOMES = (
    "HOME",
    "TMPDIR",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_RUNTIME_DIR",
)


def session(store, said, seed):
    """Type into one room after another, then lock and leave."""
    app, window = killed.window_on(store)
    chance = random.Random(seed)
    rooms, gone_to = list(killed.PLACES.items()), []

    def go_on():
        if window.page is None:
            return
        if not rooms:
            window.page.anywhere.open_note(Place("note"))
            area = window.page._rooms["note"].findChildren(killed.QTextEdit)[0]
            QTest.keyClicks(area, f"{WORD} i noten")
            os.write(said, b"typed\n")
            timer.stop()
            QTimer.singleShot(600, leave)
            return
        what, place = rooms[-1]
        if what not in gone_to:
            gone_to.append(what)
            window.page.go_to(place(window.page.tools.desk))
        elif fields := killed._fields(window.page, what, chance):
            rooms.pop()
            QTest.keyClicks(fields[0], f"{WORD} {what}")
            os.write(said, b"typed\n")

    def leave():
        window.leave()
        os.write(said, b"left\n")
        app.quit()

    timer = QTimer()
    timer.setInterval(80)
    timer.timeout.connect(go_on)
    timer.start()
    app.exec()


def found_in(folder):
    """The files below `folder` in which the word stands."""
    ways = [WORD.encode(), WORD.encode("utf-16-le"), WORD.upper().encode()]
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return len(files), [path.name for path in files if any(way in path.read_bytes() for way in ways)]


def main(times, seed):
    """Hold so many sessions, every second one killed; returns the exit code."""
    desktop.writer.preload()
    chance, wrong, typed, looked = random.Random(seed), [], 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "first").mkdir()
        template = killed.template_in(folder / "first")
        for turn in range(times):
            home = folder / str(turn)
            store = stores.copied(template, home / "sager")
            heard, said = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(heard)
                for variable in HOMES:
                    os.environ[variable] = str(home)
                tempfile.tempdir = None
                try:
                    session(store, said, seed + turn)
                finally:
                    os._exit(0)
            os.close(said)
            with os.fdopen(heard, "rb") as lines:
                told = lines.readline()
                if turn % 2:
                    time.sleep(chance.uniform(0.05, 1.2))
                    os.kill(child, signal.SIGKILL)
                told += lines.read()
            os.waitpid(child, 0)
            typed += told.count(b"typed")
            if not turn % 2 and b"left" not in told:
                wrong.append(f"session {turn} did not come to its end")
            count, names = found_in(home)
            looked += count
            wrong += [f"session {turn}: {one}" for one in names]
    line = {"what": "sentinel", "sessions": times, "fields": typed, "files": looked, "wrong": wrong}
    sys.stdout.write(json.dumps(line) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
