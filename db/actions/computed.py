"""What is computed from records and kept beside them: deadlines and the words for searching."""

from collections.abc import Iterable
from functools import cache

from db.actions.desk import Desk
from db.books import deadlines as rulebook
from db.records.case import Case
from db.records.document import Document
from db.rules import due, finding
from db.rules.deadline import Deadline
from db.rules.rulebook import Rulebook
from db.store import cases, deadlines, people, search


@cache
def book() -> Rulebook:
    """The deadlines' rules that ship with the program."""
    return rulebook.read()


def refresh_case(desk: Desk, case_id: str) -> Case:
    """Compute the case's deadlines anew, in the open transaction; returns the case as it now is."""
    case = cases.get(desk.db, case_id)
    child = people.get(desk.db, case.child)
    deadlines.replace(desk.db, case_id, case_id, due.deadlines_of(case, child, book()))
    return case


def index(desk: Desk, entries: Iterable[finding.Entry]) -> None:
    """Make changed records findable by their new words."""
    search.replace(desk.db, entries)


def add_new(desk: Desk, document: Document) -> None:
    """Deadlines and search words of a document whose records were not in the store before."""
    rules = book()
    known = {person.id: person for person in document.people}
    rows: list[tuple[str, str | None, Deadline]] = []
    entries: list[finding.Entry] = []
    for case in document.cases:
        rows += [(case.id, case.id, item) for item in due.deadlines_of(case, known[case.child], rules)]
        entries += finding.entries_of_case(case, known)
    for inquiry in document.inquiries:
        rows += [(inquiry.id, None, item) for item in due.deadlines_of_inquiry(inquiry, rules)]
        entries.append(finding.entry_of_inquiry(inquiry, None))
    for appointment in document.appointments:
        rows += [(appointment.id, None, item) for item in due.deadlines_of_appointment(appointment, rules)]
        entries.append(finding.entry_of_appointment(appointment, None))
    deadlines.add(desk.db, rows)
    search.add(desk.db, entries)
