"""The program's start: it builds what everything else is handed, and nothing is built elsewhere."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from db.cli.opening import WindowOptions
from db.paths import default_store
from db.words import Words
from desktop import settings as chosen
from desktop.kit import type as type_
from desktop.kit.qt_words import speak
from desktop.kit.style import apply
from desktop.main_window import MainWindow

_A_TURN: Final = 0.001  # seconds: a search in Python lets the window go on five times as soon as is usual
_ALONE: Final = 3  # seconds: nobody is in the middle of a word


def run_window(options: WindowOptions) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    app = application()
    window = first_window(app, options)
    window.fit_screen()
    window.show()
    return int(app.exec())


def application() -> QApplication:
    """The Qt application, named and without anything that Qt would remember of its own."""
    sys.setswitchinterval(_A_TURN)
    QApplication.setApplicationName("taetpaa")
    QApplication.setApplicationDisplayName("Tæt På")
    QApplication.setDesktopFileName("taetpaa")
    return QApplication([sys.argv[0]])


def first_window(app: QApplication, options: WindowOptions) -> MainWindow:
    """The window on its lock screen, or on the first start if there is no store."""
    file = chosen.settings_file()
    settings = chosen.read(file)
    language = options.language or settings.language
    words = Words(language)
    speak(app, words)
    type_.load(type_.FIRST_FONTS)
    apply(app, settings.look)
    window = MainWindow(
        words,
        store=Path(options.store) if options.store else default_store(),
        now=_clock(options.today),
        settings=settings,
        settings_file=file,
        profile=Path(options.profile) if options.profile else None,
    )
    window.painted.connect(lambda: _hear_of_crashes(window, words))
    window.painted.connect(lambda: _wear_icon(app))
    window.painted.connect(lambda: collect_for(window))
    app.aboutToQuit.connect(window.leave)
    return window


def collect_for(window: MainWindow) -> None:
    """Look for Python's garbage while `window` waits for a passphrase or is left alone a while."""
    from desktop.collector import Collector

    def is_quiet() -> bool:
        if window.is_locked:
            return window.lock_screen.button.isEnabled()  # else it is opening
        return window.guard.idle.left_alone() > _ALONE

    Collector(is_quiet, lambda: not window.is_locked, window)


def _wear_icon(app: QApplication) -> None:
    from desktop.kit.icons import own_icon  # not before the first window is painted

    app.setWindowIcon(own_icon())


def _hear_of_crashes(window: MainWindow, words: Words) -> None:
    from desktop.kit.crash import install  # not before the first window is painted

    install(window.show_crash, words)


def _clock(today: date | None) -> Callable[[], datetime]:
    if today is None:
        return lambda: datetime.now(UTC).replace(microsecond=0)
    from zoneinfo import ZoneInfo

    standing = datetime.combine(today, time(12), ZoneInfo("Europe/Copenhagen")).astimezone(UTC)
    return lambda: standing
