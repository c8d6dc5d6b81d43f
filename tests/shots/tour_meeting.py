"""Help that is chosen, a meeting that is held, a note, a form, and the agenda of the next meeting."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget
from stand import dialog_of, until
from tour_case import case_ids

from db.actions import forms
from db.records.note import NoteKind
from db.store import cases, filled_forms
from desktop.kit.rows import ActionRow
from desktop.main_window import MainWindow
from desktop.place import Place


def meeting_shots(page: object, window: MainWindow, case_id: str) -> Iterator[tuple[str, QWidget | None]]:
    """What is done with a family and written down."""
    page.open_case(case_id, "help")
    yield "help", window
    part = page._rooms["case"].part("help")
    part.chooser.need.area.setPlainText("At aftenerne bliver rolige.")
    part.chooser.child_view.area.setPlainText("Jeg vil gerne have, at mor ikke er træt.")
    part.chooser.step.show_value(3)
    part.chooser.show_rows()
    part.chooser.findChildren(ActionRow)[0].button.click()
    yield "order", window
    part._form.cancel.click()
    part.page.ensureWidgetVisible(part.chooser.rows, 0, 0)
    yield "choose", window
    part.chooser.begin_anew()
    part.page.verticalScrollBar().setValue(0)
    page.go_to(Place("live", record=_meeting(page), tab="0"))
    yield "live", window
    live = page._rooms["live"]
    live.turn()
    yield "turned", live.turning.turned
    live.turning.end()
    page.anywhere.new_note()
    note = page._rooms["note"]
    note.kind.show_value(NoteKind.CHILD_TALK)
    note._on_kind(NoteKind.CHILD_TALK)
    yield "note", note
    note.reject()
    page.open_case(case_id, "forms")
    yield "forms", window
    page.go_to(Place("form", case_id, record=_form_of(page, case_id)))
    yield "form", window
    page.open_case(case_id, "meetings")
    meetings = page._rooms["case"].part("meetings")
    if meetings.editor is None or not meetings.editor.grid.cells:
        meetings.plan.click()
        until(lambda: meetings.editor is not None and bool(meetings.editor.grid.cells))
    yield "meetings", window
    meetings.rhythm.closer.click()
    yield "rhythm", None
    dialog_of(window).close()


def _form_of(page: object, case_id: str) -> str:
    """A family analysis in the case, begun now if there is none."""
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
    for case in cases.many(page.tools.desk.db, case_ids(page)):
        for meeting in case.appointments:
            if meeting.agreements and len(meeting.agenda) > 1 and case.parents_not_told is None:
                return meeting.id
    raise LookupError("no meeting")
