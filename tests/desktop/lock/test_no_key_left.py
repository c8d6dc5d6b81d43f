"""After the lock nobody who reads the memory of the program finds the key of the store there."""

import subprocess
import sys
from pathlib import Path

import pytest
import stores

from db.store import open as door

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the memory is read as Linux shows it")
CHILD = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from PySide6.QtCore import QTimer
from db.store import dumps
dumps.forbid = lambda: None  # else this test could not look into it
from db.words import Words
from desktop.app import application
from desktop.main_window import MainWindow
from desktop.settings import Settings

store, passphrase = Path(sys.argv[1]), sys.stdin.readline().strip()
app = application()
now = datetime(2026, 11, 23, 11, tzinfo=UTC)
window = MainWindow(Words("da"), store=store, now=lambda: now, settings=Settings(),
                    settings_file=store.with_name("window.json"))
window.show()
window.unlock(passphrase)

def wait_for(what, then):
    if what():
        print(then, flush=True)
        sys.stdin.readline()
        return True
    return False

def look():
    if wait_for(lambda: not window.is_locked, "open"):
        timer.stop()
        window.lock()
        wait_for(lambda: window.is_locked, "locked")
        app.quit()

timer = QTimer()
timer.setInterval(20)
timer.timeout.connect(look)
timer.start()
app.exec()
"""


def memory_of(pid):
    """The pieces of memory that the process may read, one after the other."""
    place = Path(f"/proc/{pid}")
    with (place / "maps").open() as maps, (place / "mem").open("rb", 0) as memory:
        for line in maps:
            reach, rights, *_, name = line.split()
            begin, end = (int(one, 16) for one in reach.split("-"))
            if rights.startswith("rw") and not name.startswith("[v"):
                memory.seek(begin)
                yield memory.read(end - begin)


def copies(pid, key):
    """How often the key stands in that memory, as it is and in digits."""
    digits = key.hex().encode()
    ways = (key, digits, digits.upper(), key.hex().encode("utf-16-le"))
    return sum(piece.count(way) for piece in memory_of(pid) for way in ways)


def test_after_the_lock_the_key_stands_nowhere_in_the_programs_memory(tmp_path):
    store = stores.made(tmp_path)
    with door.unlock_by_passphrase(store, stores.PASSPHRASE) as unlocked:
        key = bytes(unlocked.key)
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        answers = []
        for line in (stores.PASSPHRASE, ""):
            program.stdin.write(f"{line}\n")
            program.stdin.flush()
            answers.append((program.stdout.readline().strip(), copies(program.pid, key)))
        program.communicate("\n", timeout=20)
    (opened, there), (locked, left) = answers
    assert (opened, locked) == ("open", "locked")
    assert there > 0  # else the test looks where nothing is
    assert left == 0
