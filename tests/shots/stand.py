"""When a window stands still, so that a picture or a walk finds what a person would see."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.main_window import MainWindow

_SHORT = 2_000
"""Milliseconds: what waits no longer than this is about to change the window; longer ones lock or remind."""


def until(true: Callable[[], bool], *, most: int = 60_000) -> None:
    """Let the window work until `true` holds; raises TimeoutError after `most` milliseconds."""
    loop, tick, end = QEventLoop(), QTimer(), QTimer()
    tick.setInterval(15)
    tick.timeout.connect(lambda: true() and loop.quit())
    end.setSingleShot(True)
    end.timeout.connect(lambda: loop.exit(1))
    tick.start()
    end.start(most)
    if loop.exec():
        raise TimeoutError


def rest(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def stand_still(window: MainWindow) -> None:
    """Let the window work until nothing is under way that would change what it shows."""
    quiet = 0
    while quiet < 4:
        rest(25)
        if _under_way(window):
            quiet = 0
            continue
        if window.page is not None:
            window.page.tools.writer.settle()
        quiet += 1


def _under_way(window: MainWindow) -> bool:
    page = window.page
    return (page is not None and page.tools.jobs._left > 0) or any(
        timer.isSingleShot() and timer.isActive() and timer.interval() <= _SHORT
        for top in QApplication.topLevelWidgets()
        for timer in top.findChildren(QTimer)
    )


def dialog_of(window: MainWindow) -> QWidget:
    """The dialog that stands before the window."""
    return next(one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window)
