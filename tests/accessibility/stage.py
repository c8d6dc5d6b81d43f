"""Brings each screen on stage under a real X server and bus, and writes what a reader of it finds.

Run by test_accessibility.py inside `dbus-run-session` and Xvfb.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QProcess, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "shots")]

from stand import rest, until  # noqa: E402
from tour import first_shots, shots  # noqa: E402

from db.cli.opening import WindowOptions  # noqa: E402
from desktop import settings as chosen  # noqa: E402
from desktop.app import application, first_window  # noqa: E402
from desktop.kit.style import apply  # noqa: E402

MOST_TABS = 400


def tree() -> list[dict]:
    """The accessible tree as another process sees it; the program takes a moment to join the bus."""
    for _ in range(20):
        if found := _walked():
            return found
        rest(250)
    return []


def _walked() -> list[dict]:
    walker = QProcess()
    loop = QEventLoop()
    walker.finished.connect(loop.quit)
    walker.start("/usr/bin/python3", [str(HERE / "walk_tree.py"), QApplication.applicationName()])
    QTimer.singleShot(60_000, loop.quit)
    loop.exec()
    out = bytes(walker.readAllStandardOutput().data()).decode()
    return json.loads(out) if out else []


def tabbed(window: QWidget) -> dict:
    """Where Tab leads: every stop by its name, whether it came round, and what it never reached."""
    stops, names = [], []
    start = QApplication.focusWidget()
    if start is None or not (start is window or window.isAncestorOf(start)):  # a dialog before it has gone
        window.window().activateWindow()
        window.setFocus()
        window.focusNextChild()
    for _ in range(MOST_TABS):
        focus = QApplication.focusWidget() or window
        if focus in stops:
            break
        stops.append(focus)
        names.append(f"{type(focus).__name__}: {focus.accessibleName()}")
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    wanted = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]
    missed = [f"{type(one).__name__}: {one.accessibleName()}" for one in wanted if one not in stops]
    return {
        "stops": names,
        "round": len(stops) < MOST_TABS,
        "missed": missed,
        "start": type(start).__name__,
    }


def clipped(window: QWidget) -> list[str]:
    """Texts that do not fit in their place."""
    from desktop.kit.labels import Label

    found = []
    for label in window.findChildren(Label):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            short = label.heightForWidth(label.width()) > label.height() + 2
        else:
            short = label.sizeHint().width() > label.width() + 2
        if short:
            found.append(label.text()[:60])
    return found


def main() -> int:
    store, passphrase, out, factor = sys.argv[1:5]
    app = application()
    window = first_window(app, WindowOptions(store=store, language="da"))
    settings = chosen.Settings(text_factor=float(factor))
    apply(app, settings.look)
    window.show()
    rest(200)
    # Where the window is not there yet the X server refuses it the focus, and forgets that it was asked.
    until(lambda: window.isActiveWindow() or bool(window.activateWindow()))
    rest(200)
    report = {}
    everything = (shots(window, passphrase), first_shots(Path(out).parent, settings))
    for screen, widget in (one for part in everything for one in part):
        widget.activateWindow()
        report[screen] = {
            "tree": tree() if float(factor) == 1.0 else [],
            "tab": tabbed(widget) if screen != "find" else {"round": True, "missed": [], "stops": []},
            "clipped": clipped(widget),
        }
    Path(out).write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
