"""From screen to screen through the whole program; each is yielded with its name once it stands still."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget
from stand import dialog_of, stand_still, until
from tour_case import case_ids, case_shots
from tour_meeting import meeting_shots
from tour_office import office_shots
from tour_way import way_shots

from db.books import guide
from db.rules.series import Every
from db.words import Words
from desktop import settings as chosen
from desktop.kit.help_key import ask_help
from desktop.main_window import MainWindow

Shots = Iterator[tuple[str, QWidget]]


def shots(window: MainWindow, passphrase: str) -> Shots:
    """Go from screen to screen; each is yielded once it stands still."""
    for screen, shown in _steps(window, passphrase):
        stand_still(window)
        yield screen, shown or dialog_of(window)


def _steps(window: MainWindow, passphrase: str) -> Iterator[tuple[str, QWidget | None]]:
    """Each screen with its widget; None for the dialog that has just come up."""
    yield "lock", window
    window.unlock(passphrase)
    until(lambda: window.page is not None)
    page = window.page
    assert page is not None
    case_id = case_ids(page)[0]
    yield "today", window
    page.open_room("cases")
    yield "cases", window
    yield from _calendar(page, window)
    page.open_room("cases")
    page.find_button.click()
    yield "find", window
    page._rooms["find"].close_panel()
    page.open_case(case_id)
    yield "case", window
    ask_help(page)
    yield "keys", None
    dialog_of(window).show_page(guide.pages()[4])
    yield "guide", None
    dialog_of(window).close()
    yield from case_shots(page, window, case_id)
    yield from meeting_shots(page, window, case_id)
    yield from office_shots(page, window, case_id)
    yield from way_shots(page, window, case_id)
    page.open_room("cases")
    page._on_new_case()
    yield "new", None
    dialog_of(window).close()


def _calendar(page: object, window: MainWindow) -> Iterator[tuple[str, QWidget | None]]:
    """The month, the week, the list, and a new appointment that repeats."""
    page.open_room("calendar")
    yield "month", window
    room = page._rooms["calendar"]
    room.shape.setCurrentIndex(1)
    yield "week", window
    room.shape.setCurrentIndex(2)
    yield "list", window
    room.shape.setCurrentIndex(0)
    room.new.click()
    asked = dialog_of(window)
    asked.repeat.every.show_value(Every.WEEKS)
    asked.repeat._on_every(Every.WEEKS)
    yield "appointment", asked
    asked.close()


def first_shots(
    folder: Path, settings: chosen.Settings, size: tuple[int, int] | None = None
) -> Iterator[tuple[str, QWidget]]:
    """The first start, and the desk on the store that it makes; `size` is the window's, in pixels."""
    now = datetime(2026, 11, 23, 11, tzinfo=UTC)
    window = MainWindow(
        Words("da"),
        store=folder / "first.taetpaa",
        now=lambda: now,
        settings=settings,
        settings_file=folder / "window.json",
    )
    if size is not None:
        window.resize(*size)
    window.show()
    window.activateWindow()
    stand_still(window)
    yield "first", window
    window._on_first("Hanne Lind", "gul cykel regn lampe")
    until(lambda: window.page is not None)
    stand_still(window)
    yield "empty", window
    window.page.open_room("cases")
    stand_still(window)
    yield "nocases", window
    window.close()
