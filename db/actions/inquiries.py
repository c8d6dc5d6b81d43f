"""What can be done to an inquiry: written down, assessed, receipted, answered, and made a case."""

from datetime import date

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.base import new_id
from db.records.case import Case, CaseStatus, NotTold
from db.records.entrance import Inquiry, InquiryKind, Outcome
from db.records.person import Person
from db.rules import case_start, due, entrance, finding
from db.store import cases, deadlines, people
from db.store import entrance as store
from db.store.trouble import known_trouble
from db.words import later

KIND = "inquiry"
"""The name of inquiries in the journal and in the history."""
_SHOWN = frozenset({Topic.CASES, Topic.CALENDAR})
_NEW = frozenset({Topic.CASES, Topic.PEOPLE, Topic.CALENDAR})


def record_inquiry(desk: Desk, inquiry: Inquiry, case_id: str | None = None) -> Changed:
    """Write down what came in; without `case_id` it belongs to no case yet.

    Raises NotAllowed for a moment that lies ahead, or a closed case's inquiry.
    """
    entrance.refuse_inquiry(inquiry, desk.now())
    with action(desk, "inquiry.recorded", KIND, inquiry.id, case_id) as act:
        store.save(desk.db, inquiry, case_id)
        act.changed(KIND, inquiry.id, case_id, None, inquiry)
        _compute(desk, inquiry, case_id)
    return Changed(_SHOWN, case_id, inquiry.id)


def change_inquiry(desk: Desk, case_id: str | None, before: Inquiry, after: Inquiry) -> Changed:
    """Write how far an inquiry has come: its assessment, receipt, answer or outcome.

    Raises NotAllowed for a day that cannot be, Stale if it changed meanwhile.
    """
    entrance.refuse_inquiry(after, desk.now())
    with action(desk, "inquiry.changed", KIND, after.id, case_id) as act:
        store.save(desk.db, after, case_id, expected=before)
        act.changed(KIND, after.id, case_id, before, after)
        _compute(desk, after, case_id)
    return Changed(_SHOWN, case_id, after.id)


def open_case(
    desk: Desk,
    inquiry_id: str,
    *,
    child: str,
    number: str,
    born: date | None = None,
    not_told: NotTold | None = None,
    coordinator: str = "",
) -> Changed:
    """Open a case in intake from an inquiry that belongs to none; the inquiry goes along.

    `not_told` says why the family must not be told. Raises NotAllowed for a missing name or
    number, a number in use, or an inquiry that has a case already; Stale if it is gone.
    """
    name, number = " ".join(child.split()), number.strip()
    case_start.refuse_faulty(name, number, born, desk.today())
    with known_trouble():
        inquiry, at = store.inquiry(desk.db, inquiry_id)
        if at is not None:
            raise NotAllowed(later("This inquiry belongs to a case already."), later("Open that case."))
        if cases.has_number(desk.db, number):
            raise NotAllowed(
                later("Another case has this number."),
                later("Give this one another, or open the other case."),
            )
    taken = inquiry.changed(outcome=Outcome.OPEN_CASE)
    person = Person(id=new_id(), name=name, born=born)
    case = Case(
        id=new_id(),
        number=number,
        child=person.id,
        status=CaseStatus.INTAKE,
        opened=desk.today(),
        caseworker=desk.who,
        coordinator=coordinator.strip(),
        parents_not_told=not_told,
    )
    with action(desk, "case.opened", "case", case.id, case.id) as act:
        people.add(desk.db, person)
        cases.add(desk.db, case)
        _move(desk, taken, case.id)
        act.changed("person", person.id, case.id, None, person)
        act.changed("case", case.id, case.id, None, case)
        act.changed(KIND, taken.id, case.id, inquiry, taken)
        whole = computed.refresh_case(desk, case.id)
        computed.index(desk, finding.entries_of_case(whole, {person.id: person}))
    return Changed(_NEW, case.id, case.id)


def reply(desk: Desk, case_id: str | None, inquiry: Inquiry, on: date) -> Changed:
    """Note that the receipt of a notification, or the answer to anything else, went out on `on`."""
    if inquiry.kind is InquiryKind.NOTIFICATION:
        return change_inquiry(desk, case_id, inquiry, inquiry.changed(receipt_sent_on=on))
    return change_inquiry(desk, case_id, inquiry, inquiry.changed(answered_on=on))


def refresh(desk: Desk, inquiry_id: str, inquiry: Inquiry | None) -> None:
    """The deadlines of an inquiry that belongs to no case, computed anew; none for one that is gone."""
    rows = [] if inquiry is None else due.deadlines_of_inquiry(inquiry, computed.book(desk))
    deadlines.replace(desk.db, inquiry_id, None, rows)


def _move(desk: Desk, inquiry: Inquiry, case_id: str) -> None:
    store.move_into(desk.db, inquiry, case_id)
    deadlines.replace(desk.db, inquiry.id, None, [])


def _compute(desk: Desk, inquiry: Inquiry, case_id: str | None) -> None:
    if case_id is None:
        refresh(desk, inquiry.id, inquiry)
    else:
        computed.refresh_case(desk, case_id)
    computed.index(desk, [finding.entry_of_inquiry(inquiry, case_id)])
