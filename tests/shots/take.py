"""Pictures of every screen: light, dark, high contrast and at 200 % text, from a real store."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from db.cli.opening import WindowOptions
from db.exchange.table import read_table
from db.records.note import NoteKind
from db.rules.series import Every
from db.words import Words
from desktop import settings as chosen
from desktop.app import application, first_window
from desktop.kit.preview import Preview
from desktop.kit.rows import ActionRow
from desktop.kit.style import apply
from desktop.main_window import MainWindow
from desktop.place import Place
from desktop.rooms.cases.list_import import ListImport

_LIST = """Sagsnr.;Barnets navn;Født;Person;Rolle;Forældremyndighed;Lukket
P-1;Ida Maria Skovgaard-Lund;3/2-15;Mette Skovgaard;mor;ja;
P-2;Bo Lund;31/2-15;Jens Lund;far;måske;
P-3;Eva Lund;4/5-12;;;;1/2-2024
"""
LOOKS = {
    "light": chosen.Settings(),
    "dark": chosen.Settings(theme="dark"),
    "contrast": chosen.Settings(theme="contrast"),
    "large": chosen.Settings(text_factor=2.0),
}


def until(true: Callable[[], bool], *, most: int = 20_000) -> None:
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


def still(widget: QWidget, *, most: int = 60) -> QImage:
    """The picture of `widget` once nothing of it changes any more; after `most` looks as it is then."""
    before = widget.grab().toImage()
    for _ in range(most):
        rest(120)
        now = widget.grab().toImage()
        if now == before and not any(_at_work(page) for page in widget.findChildren(Preview)):
            break
        before = now
    return before


def _at_work(page: Preview) -> bool:
    return page.isVisible() and (page._busy or page._rest.isActive())


def rest(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def shots(window: MainWindow, passphrase: str) -> Iterator[tuple[str, QWidget]]:
    """Go from screen to screen; each is yielded once it stands still."""
    yield "lock", window
    window.unlock(passphrase)
    until(lambda: window.page is not None)
    page = window.page
    assert page is not None
    rest(300)
    yield "today", window
    page.open_room("cases")
    rest(300)
    yield "cases", window
    page.open_room("calendar")
    rest(300)
    yield "month", window
    room = page._rooms["calendar"]
    room.shape.setCurrentIndex(1)
    rest(200)
    yield "week", window
    room.shape.setCurrentIndex(2)
    rest(800)
    yield "list", window
    room.shape.setCurrentIndex(0)
    room.new.click()
    rest(200)
    asked = _dialog(window)
    asked.repeat.every.show_value(Every.WEEKS)
    asked.repeat._on_every(Every.WEEKS)
    rest(200)
    yield "appointment", asked
    asked.close()
    page.open_room("cases")
    page.find_button.click()
    rest(300)
    yield "find", window
    page._rooms["find"].close_panel()
    first = next(iter(_case_ids(page)))
    page.open_case(first)
    rest(300)
    yield "case", window
    page.anywhere.show_keys()
    yield "keys", _dialog(window)
    _dialog(window).close()
    yield from family_shots(page, window, first)
    page.open_case(first, "story")
    page._rooms["case"].part("story").view.stand_on(0)
    rest(300)
    yield "story", window
    page.open_case(first, "school")
    rest(200)
    yield "school", window
    page.open_case(first, "attachments")
    rest(200)
    yield "attachments", window
    page.open_case(first, "plan")
    yield "plan", window
    page.open_case(_case_with_versions(page), "plan")
    plan = page._rooms["case"].part("plan")
    if plan.next_version.isVisible():
        plan.next_version.click()
        until(plan.adopt.isVisible)
        field = plan._form.findChild(QTextEdit, "parents_words")
        field.setPlainText("Vi vil gerne kunne sove en hel nat.")
        plan.commit()
    plan.changed.setChecked(True)
    plan._show_changes()
    yield "draft", window
    page.open_case(first, "help")
    rest(300)
    yield "help", window
    part = page._rooms["case"].part("help")
    part.chooser.need.area.setPlainText("At aftenerne bliver rolige.")
    part.chooser.child_view.area.setPlainText("Jeg vil gerne have, at mor ikke er træt.")
    part.chooser.step.show_value(3)
    part.chooser.show_rows()
    part.chooser.findChildren(ActionRow)[0].button.click()
    rest(300)
    yield "order", window
    part._form.cancel.click()
    part.page.ensureWidgetVisible(part.chooser.rows, 0, 0)
    rest(300)
    yield "choose", window
    part.chooser.begin_anew()
    part.page.verticalScrollBar().setValue(0)
    page.go_to(Place("live", record=_meeting(page), tab="0"))
    rest(400)
    yield "live", window
    live = page._rooms["live"]
    live.turn()
    rest(400)
    yield "turned", live.turning.turned
    live.turning.end()
    page.anywhere.new_note()
    rest(300)
    note = page._rooms["note"]
    note.kind.show_value(NoteKind.CHILD_TALK)
    note._on_kind(NoteKind.CHILD_TALK)
    rest(200)
    yield "note", note
    note.reject()
    page.open_case(first, "forms")
    rest(300)
    yield "forms", window
    page.go_to(Place("form", first, record=_form_of(page, first)))
    rest(400)
    yield "form", window
    page.open_case(first, "meetings")
    meetings = page._rooms["case"].part("meetings")
    if meetings.editor is None or not meetings.editor.grid.cells:
        meetings.plan.click()
        until(lambda: meetings.editor is not None and bool(meetings.editor.grid.cells))
    rest(400)
    yield "meetings", window
    meetings.rhythm.closer.click()
    rest(200)
    yield "rhythm", _dialog(window)
    _dialog(window).close()
    page.open_room("papers")
    yield "papers", window
    page.open_room("figures")
    figures = page._rooms["figures"]
    until(lambda: figures.found is not None)
    rest(300)
    yield "figures", window
    figures.tabs.setCurrentIndex(1)
    rest(200)
    yield "team", window
    figures.tabs.setCurrentIndex(2)
    figures.audit.draw.click()
    rest(200)
    yield "audit", window
    figures.tabs.setCurrentIndex(3)
    if figures.business.case is None:
        page.tools.writer.run(
            _business, done=lambda changed: page.tools.news.changed.emit(changed), failed=print
        )
        until(lambda: figures.business.case is not None)
    rest(200)
    yield "business", window
    figures.tabs.setCurrentIndex(0)
    page.open_room("office")
    rest(300)
    yield "capacity", window
    capacity = page._rooms["office"].part("capacity")
    capacity.book.click()
    rest(300)
    yield "book", window
    capacity.close_form()
    page.open_room("handing")
    handing = page._rooms["handing"]
    handing.giving.choose(first)
    handing.own.make.click()
    until(handing.own.recipient.isVisible)
    handing.giving.to.show_value(handing.own.recipient.value())
    handing.giving._on_receiver(handing.own.recipient.value())
    handing.verticalScrollBar().setValue(0)
    rest(300)
    yield "handing", window
    page.open_room("office")
    office = page._rooms["office"]
    office.tabs.setCurrentIndex(1)
    rest(300)
    yield "visits", window
    office.tabs.setCurrentIndex(2)
    rest(300)
    yield "prices", window
    office.part("prices").new_row.click()
    rest(200)
    yield "row", window
    office.part("prices").close_form()
    page.open_room("settings")
    rest(200)
    yield "settings", window
    part = page._rooms["settings"].backups
    part.make.click()
    until(part.make.isEnabled)
    part.rows.rows()[0].button.click()
    until(lambda: part.dialog is not None)
    rest(200)
    yield "restore", part.dialog
    part.dialog.close()
    yield from _way_in(page, window, first)
    page.open_room("cases")
    page._on_new_case()
    rest(300)
    yield "new", _dialog(window)
    _dialog(window).close()


def family_shots(page: object, window: MainWindow, case_id: str) -> Iterator[tuple[str, QWidget]]:
    """The family and its network, somebody of it, a sibling's own case, and a list from elsewhere."""
    page.open_case(case_id, "family")
    rest(300)
    part = page._rooms["case"].part("family")
    yield "family", window
    part.drawn.tabs.setCurrentIndex(1)
    rest(200)
    yield "network", window
    part.drawn.tabs.setCurrentIndex(0)
    part.verticalScrollBar().setValue(part.verticalScrollBar().maximum())
    rest(200)
    yield "people", window
    part._open(0)
    rest(300)
    yield "person", part.dialog
    part.dialog.name.edited.emit("Mette")
    part.dialog.reject()
    until(part.unfinished.isVisible)
    part.verticalScrollBar().setValue(0)
    rest(200)
    yield "unfinished", window
    part.unfinished.button.click()
    part.dialog.no.click()
    until(part.unfinished.isHidden)
    sibling = part._siblings_without(part._case, set())
    if sibling:
        part._on_own_case(sibling[0])
        rest(200)
        yield "own_case", _dialog(window)
        _dialog(window).close()
    page.open_room("cases")
    listed = ListImport(page.tools, page, read_table(_LIST.encode()))
    listed.open()
    until(lambda: listed._checked is not None)
    rest(300)
    yield "fetched", listed
    listed.reject()


def _way_in(page: object, window: MainWindow, case_id: str) -> Iterator[tuple[str, QWidget]]:
    """The one entrance, and a case on its way."""
    page.open_room("inquiries")
    room = page._rooms["inquiries"]
    room.new.click()
    rest(300)
    yield "inquiry", window
    room.form.cancel.click()
    rest(200)
    yield "inquiries", window
    page.open_case(case_id, "way")
    rest(300)
    yield "way", window
    part = page._rooms["case"].part("way")
    part.show_record(f"decision:{case_id}")
    if part.form.about.box.count() > 1:
        part.form.about.box.setCurrentIndex(1)
        part.form._show_missing()
    rest(300)
    yield "decision", window
    part.form.cancel.click()
    rest(100)
    part.show_record(f"letter-hearing:{case_id}")
    rest(200)
    yield "letter", window
    part.form.cancel.click()
    rest(100)


def _dialog(window: MainWindow) -> QWidget:
    return next(one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window)


def _business(desk: object) -> object:
    """The business case of the practice."""
    from db.actions import business
    from db.records.base import new_id

    return business.begin_business(desk, new_id(), "Tættere på familien")


def _form_of(page: object, case_id: str) -> str:
    """A family analysis in the case, begun now if there is none."""
    from db.actions import forms
    from db.store import filled_forms

    tools = page.tools
    wanted = tools.desk.forms.newest("family_analysis")

    def begun(desk: object) -> None:
        if not any(one.form == wanted.id for one in filled_forms.of_case(desk.db, case_id)):
            forms.begin_form(desk, case_id, wanted)

    done: list[object] = []
    tools.writer.run(begun, done=done.append, failed=done.append)
    until(lambda: bool(done))
    found = filled_forms.of_case(tools.desk.db, case_id)
    return next(one.id for one in found if one.form == wanted.id)


def _meeting(page: object) -> str:
    """A meeting that was held, with agreements, in a family that may be told."""
    from db.store import cases

    for case in cases.many(page.tools.desk.db, _case_ids(page)):
        for meeting in case.appointments:
            if meeting.agreements and len(meeting.agenda) > 1 and case.parents_not_told is None:
                return meeting.id
    raise LookupError("no meeting")


def _case_with_versions(page: object) -> str:
    """A case beside the first whose plan is adopted, or is a draft that replaces one."""
    from db.store import cases

    for case in cases.many(page.tools.desk.db, _case_ids(page)[1:]):
        if any(plan.status == "adopted" for plan in case.plans) and case.parents_not_told is None:
            return case.id
    raise LookupError("no adopted plan")


def first_shots(folder: Path, settings: chosen.Settings) -> Iterator[tuple[str, QWidget]]:
    """The first start, and the desk on the store that it makes."""
    now = datetime(2026, 11, 23, 11, tzinfo=UTC)
    window = MainWindow(
        Words("da"),
        store=folder / "first.taetpaa",
        now=lambda: now,
        settings=settings,
        settings_file=folder / "window.json",
    )
    window.show()
    window.activateWindow()
    rest(300)
    yield "first", window
    window._on_first("Hanne Lind", "gul cykel regn lampe")
    until(lambda: window.page is not None)
    rest(400)
    yield "empty", window
    window.page.open_room("cases")
    rest(200)
    yield "nocases", window
    window.close()


def _case_ids(page: object) -> list[str]:
    from db.store import cases

    return sorted(cases.ids(page.tools.desk.db))


def main() -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True)
    parser.add_argument("--passphrase-file", required=True)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--look", action="append", choices=list(LOOKS))
    parser.add_argument("--today", default=None)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    passphrase = Path(args.passphrase_file).read_text("utf-8").splitlines()[0]
    app = application()
    app.setCursorFlashTime(0)
    options = WindowOptions(
        store=args.store, today=date.fromisoformat(args.today) if args.today else None, language="da"
    )
    for name in args.look or LOOKS:
        window = first_window(app, options)
        window.settings = replace(LOOKS[name])
        apply(app, LOOKS[name].look)
        window.show()
        rest(200)
        for screen, widget in shots(window, passphrase):
            still(widget).save(str(args.out / f"{screen}-{name}.png"))
        window.close()
        with tempfile.TemporaryDirectory() as folder:
            for screen, widget in first_shots(Path(folder), LOOKS[name]):
                still(widget).save(str(args.out / f"{screen}-{name}.png"))
    sys.stdout.write(f"{args.out}\n")
    QApplication.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
