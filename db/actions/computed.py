"""What is computed from records and kept beside them: deadlines and the words for searching."""

from collections.abc import Iterable
from functools import cache

from db.actions.desk import Desk
from db.books import deadlines as rulebook
from db.records.appointment import Appointment
from db.records.case import Case
from db.records.entrance import Inquiry
from db.rules import due, finding
from db.rules.rulebook import Rulebook
from db.store import cases, deadlines, people, search


@cache
def _book() -> Rulebook:
    return rulebook.read()


def refresh_case(desk: Desk, case_id: str) -> Case:
    """Compute the case's deadlines anew, in the open transaction; returns the case as it now is."""
    case = cases.get(desk.db, case_id)
    child = people.get(desk.db, case.child)
    deadlines.replace(desk.db, case_id, case_id, due.deadlines_of(case, child, _book()))
    return case


def index(desk: Desk, entries: Iterable[finding.Entry]) -> None:
    """Make changed records findable by their new words."""
    search.replace(desk.db, entries)


def add_new(
    desk: Desk, new: Iterable[Case], inquiries: Iterable[Inquiry], appointments: Iterable[Appointment]
) -> None:
    """Deadlines and search words of records that were not in the store before."""
    book = _book()
    rows = []
    entries: list[finding.Entry] = []
    for case in new:
        known = people.of_case(desk.db, case.id)
        rows += [(case.id, case.id, item) for item in due.deadlines_of(case, known[case.child], book)]
        entries += finding.entries_of_case(case, known)
    for inquiry in inquiries:
        rows += [(inquiry.id, None, item) for item in due.deadlines_of_inquiry(inquiry, book)]
        entries.append(finding.entry_of_inquiry(inquiry, None))
    for appointment in appointments:
        rows += [(appointment.id, None, item) for item in due.deadlines_of_appointment(appointment, book)]
        entries.append(finding.entry_of_appointment(appointment, None))
    deadlines.add(desk.db, rows)
    search.add(desk.db, entries)
