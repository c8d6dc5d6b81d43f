"""One window, timed from the start of the process: `empty` (Qt alone), `lock`, or `today STORE`.

Prints JSON: seconds to the first paint, seconds from passphrase to the painted day beyond the key
derivation, resident and peak memory in KiB.
"""

import json
import os
import sys
import time
from pathlib import Path

START = time.clock_gettime(time.CLOCK_BOOTTIME)
PASSPHRASE = "gul cykel regn lampe"


def since_the_process_began() -> float:
    """Seconds since the kernel started this process."""
    ticks = int(Path("/proc/self/stat").read_text("ascii").rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def memory() -> dict:
    """Resident and peak memory in KiB, of this process alone: `ru_maxrss` begins with its parent's peak."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    found = {line.split()[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    return {"resident": found["VmRSS:"], "peak": found["VmHWM:"]}


def painted(window, then):
    """Call `then` once `window` has been painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Eye(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, then)
            return False

    eye = Eye(window)
    window.installEventFilter(eye)


def empty() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1360, 860)
    painted(window, lambda: finish({"first": since_the_process_began()}))
    window.show()
    app.exec()


def lock() -> None:
    as_the_program_does()
    from db.cli.opening import WindowOptions
    from desktop.app import application, first_window

    app = application()
    window = first_window(app, WindowOptions(store=sys.argv[2]))
    painted(window.lock_screen, lambda: finish({"first": since_the_process_began()}))
    window.show()
    app.exec()


def as_the_program_does() -> None:
    """What `desktop.__main__` does first."""
    from desktop.lean import forgo

    forgo()


def today() -> None:
    as_the_program_does()
    from datetime import date

    from PySide6.QtCore import QTimer

    from db.cli.opening import WindowOptions
    from desktop.app import application, first_window

    app = application()
    window = first_window(app, WindowOptions(store=sys.argv[2], today=date(2026, 11, 23)))
    took = {}

    def unlock():
        from db.store import keys

        derive = keys.key_by_passphrase

        def timed(*given):
            begun = time.perf_counter()
            try:
                return derive(*given)
            finally:
                took["key"] = time.perf_counter() - begun

        keys.key_by_passphrase = timed
        took["begun"] = time.perf_counter()
        window._pages.currentChanged.connect(opened)
        window.unlock(PASSPHRASE)

    def opened(at):
        page = window._pages.widget(at)
        if page is not window.lock_screen:
            painted(page.stack, done)

    def done():
        took["unlock"] = time.perf_counter() - took.pop("begun") - took["key"]
        QTimer.singleShot(1500, lambda: finish(took))

    window.show()
    QTimer.singleShot(2500, unlock)
    app.exec()


def finish(found) -> None:
    sys.stdout.write(json.dumps(found | memory()) + "\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))
    {"empty": empty, "lock": lock, "today": today}[sys.argv[1]]()
