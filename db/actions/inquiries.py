"""What can be done to an inquiry: written down, assessed, receipted, answered, and made a case."""

from datetime import date

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import AsksFirst, NotAllowed
from db.records.base import new_id
from db.records.case import Case, CaseStatus, NotTold
from db.records.entrance import Inquiry, InquiryKind, Outcome
from db.records.person import Person
from db.rules import case_start, due, entrance, finding
from db.rules.danish import sort_key
from db.store import case_list, cases, deadlines, letters, people
from db.store import entrance as store
from db.store.trouble import known_trouble
from db.words import later

KIND = "inquiry"
"""The name of inquiries in the journal and in the history."""
GIVEN = "inquiry.given"
"""The name in the journal of an inquiry of no case that was put into one."""
_SAME = 20
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
    expected: date | None = None,
    another: bool = False,
    not_told: NotTold | None = None,
    coordinator: str = "",
) -> Changed:
    """Open a case in intake from an inquiry that belongs to none; the inquiry goes along.

    `not_told` says why the family must not be told, `expected` when a child not yet born is due, and
    `another` that it is not the child of the same name and birthday that the store knows. Raises
    NotAllowed for a missing name or number, a number in use, or an inquiry that has a case already;
    AsksFirst for a name and birthday that the store knows; Stale if the inquiry is gone.
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
        if not another and _known(desk, name, born):
            raise AsksFirst(
                later("A child of this name and birthday stands in the store already."),
                later("Let the inquiry belong to that case, or say that it is another child."),
            )
    taken = inquiry.changed(outcome=Outcome.OPEN_CASE)
    person = Person(id=new_id(), name=name, born=born, expected=None if born else expected)
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


def give_to_case(desk: Desk, inquiry_id: str, case_id: str) -> Changed:
    """Let an inquiry that belonged to no case belong to `case_id`.

    Raises NotAllowed if it belongs to one already, or for a closed case; Stale if either is gone.
    """
    with known_trouble():
        inquiry, at = store.inquiry(desk.db, inquiry_id)
        case = cases.get(desk.db, case_id)
    if at is not None:
        raise NotAllowed(later("This inquiry belongs to a case already."), later("Open that case."))
    if case.status is CaseStatus.CLOSED:
        raise NotAllowed(later("That case is closed."), later("Open it again first, or open a new one."))
    taken = inquiry.changed(outcome=inquiry.outcome or Outcome.OPEN_CASE)
    with action(desk, GIVEN, KIND, inquiry_id, case_id) as act:
        _move(desk, taken, case_id)
        act.changed(KIND, inquiry_id, case_id, inquiry, taken)
        _compute(desk, taken, case_id)
    return Changed(_SHOWN, case_id, inquiry_id)


def reply(desk: Desk, case_id: str | None, inquiry: Inquiry, on: date) -> Changed:
    """Note that the receipt of a notification, or the answer to anything else, went out on `on`."""
    if inquiry.kind is InquiryKind.NOTIFICATION:
        return change_inquiry(desk, case_id, inquiry, inquiry.changed(receipt_sent_on=on))
    return change_inquiry(desk, case_id, inquiry, inquiry.changed(answered_on=on))


def refresh(desk: Desk, inquiry_id: str, inquiry: Inquiry | None) -> None:
    """The deadlines of an inquiry that belongs to no case, computed anew; none for one that is gone."""
    rows = [] if inquiry is None else due.deadlines_of_inquiry(inquiry, computed.book(desk))
    deadlines.replace(desk.db, inquiry_id, None, rows)


def _known(desk: Desk, name: str, born: date | None) -> bool:
    """Whether a child of this name and birthday has a case; a child not yet born is never taken for one."""
    found = case_list.named(desk.db, name, _SAME) if born is not None else []
    with_name = [one.case_id for one in found if sort_key(one.child) == sort_key(name)]
    children = (people.get(desk.db, cases.get(desk.db, one).child) for one in with_name)
    return any(one.born == born for one in children)


def _move(desk: Desk, inquiry: Inquiry, case_id: str) -> None:
    store.move_into(desk.db, inquiry, case_id)
    deadlines.replace(desk.db, inquiry.id, None, [])
    move_letters(desk, inquiry.id, case_id)


def move_letters(desk: Desk, inquiry_id: str, case_id: str | None) -> None:
    """Let what was sent about an inquiry belong to `case_id`, None for no case; in the open transaction."""
    letters.move_into(desk.db, inquiry_id, case_id)
    sent = letters.about(desk.db, inquiry_id)
    computed.index(desk, [finding.entry_of_letter(one, case_id) for one in sent])


def _compute(desk: Desk, inquiry: Inquiry, case_id: str | None) -> None:
    if case_id is None:
        refresh(desk, inquiry.id, inquiry)
    else:
        computed.refresh_case(desk, case_id)
    computed.index(desk, [finding.entry_of_inquiry(inquiry, case_id)])
