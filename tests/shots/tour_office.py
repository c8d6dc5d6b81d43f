"""Papers, key figures, the office, handing over and the settings."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget
from stand import until

from db.actions import business
from db.records.base import new_id
from desktop.main_window import MainWindow


def office_shots(page: object, window: MainWindow, case_id: str) -> Iterator[tuple[str, QWidget | None]]:
    """What is seen beyond a single case."""
    page.open_room("papers")
    yield "papers", window
    page.open_room("figures")
    figures = page._rooms["figures"]
    until(lambda: figures.found is not None)
    yield "figures", window
    figures.tabs.setCurrentIndex(1)
    yield "team", window
    figures.tabs.setCurrentIndex(2)
    figures.audit.draw.click()
    yield "audit", window
    figures.tabs.setCurrentIndex(3)
    if figures.business.case is None:
        page.tools.writer.run(
            _business, done=lambda changed: page.tools.news.changed.emit(changed), failed=print
        )
        until(lambda: figures.business.case is not None)
    yield "business", window
    figures.tabs.setCurrentIndex(0)
    page.open_room("office")
    yield "capacity", window
    capacity = page._rooms["office"].part("capacity")
    capacity.book.click()
    yield "book", window
    capacity.close_form()
    page.open_room("handing")
    handing = page._rooms["handing"]
    handing.giving.choose(case_id)
    handing.own.make.click()
    until(handing.own.recipient.isVisible)
    handing.giving.to.show_value(handing.own.recipient.value())
    handing.giving._on_receiver(handing.own.recipient.value())
    handing.verticalScrollBar().setValue(0)
    yield "handing", window
    page.open_room("office")
    office = page._rooms["office"]
    office.tabs.setCurrentIndex(1)
    yield "visits", window
    office.tabs.setCurrentIndex(2)
    yield "prices", window
    office.part("prices").new_row.click()
    yield "row", window
    office.part("prices").close_form()
    page.open_room("settings")
    yield "settings", window
    part = page._rooms["settings"].backups
    part.make.click()
    until(part.make.isEnabled)
    part.rows.rows()[0].button.click()
    until(lambda: part.dialog is not None)
    yield "restore", part.dialog
    part.dialog.close()


def _business(desk: object) -> object:
    """The business case of the practice."""
    return business.begin_business(desk, new_id(), "Tættere på familien")
