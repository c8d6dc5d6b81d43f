"""The one entrance, and a case on its way."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop.main_window import MainWindow


def way_shots(page: object, window: MainWindow, case_id: str) -> Iterator[tuple[str, QWidget]]:
    """The one entrance, and a case on its way."""
    page.open_room("inquiries")
    room = page._rooms["inquiries"]
    room.new.click()
    yield "inquiry", window
    room.form.cancel.click()
    yield "inquiries", window
    page.open_case(case_id, "way")
    yield "way", window
    part = page._rooms["case"].part("way")
    part.show_record(f"decision:{case_id}")
    if part.form.about.box.count() > 1:
        part.form.about.box.setCurrentIndex(1)
        part.form._show_missing()
    yield "decision", window
    part.form.cancel.click()
    part.show_record(f"letter-hearing:{case_id}")
    yield "letter", window
    part.form.cancel.click()
