"""Where a rule bends: an appointment that lies past a deadline which it would have met says so, and why."""

from datetime import date

from PySide6.QtWidgets import QWidget

from db.records.appointment import Appointment, AppointmentKind
from db.records.base import day_of
from db.rules import due_list
from db.rules.calendar import bent_by
from db.store import deadlines, minutes
from desktop.discretion import Watch
from desktop.tools import Tools


def passed_by(tools: Tools, case_id: str | None, kind: AppointmentKind, since: date, day: date) -> str:
    """The first open deadline, with its day, that an appointment of `kind` meets on `since` and not on `day`.

    "" if there is none.
    """
    if case_id is None:
        return ""
    words, today = tools.words, tools.today()
    found = [one.deadline for one in deadlines.open_of_case(tools.desk.db, case_id, today)]
    first = next(iter(bent_by(kind, since, day, found)), None)
    return "" if first is None else f"{due_list.title_of(first, words)} ({words.day(first.due_day)})"


def note_on_move(tools: Tools, parent: QWidget, before: Appointment, day: date) -> str | None:
    """The note on why `before` moves to `day`: asked for if a deadline is passed by it, "" if none is.

    None if the user gave up.
    """
    words, stood = tools.words, day_of(before.starts_at)
    case_id = minutes.case_of(tools.desk.db, before.id)
    deadline = passed_by(tools, case_id, before.kind, stood, day)
    if not deadline:
        return ""
    reason = tools.ask.text(
        parent,
        words.t("It then lies after {deadline}. Why is it moved?", deadline=deadline),
        yes=words.t("Move it"),
        why=words.t("The reason becomes a note in the case."),
        watch=Watch(tools, lambda: case_id, parent).beside,
    )
    if reason is None:
        return None
    return words.t(
        "Moved from {before} to {after}: {reason}",
        before=words.day(stood),
        after=words.day(day),
        reason=reason,
    )
