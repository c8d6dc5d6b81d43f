"""What can be done to a case as a whole."""

from collections.abc import Sequence
from datetime import date

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.base import new_id
from db.records.case import Case, CaseStatus
from db.records.person import Person
from db.records.relation import Relation
from db.rules import case_start, finding
from db.store import cases, kin, people
from db.store.trouble import known_trouble
from db.words import later

_NEW = frozenset({Topic.CASES, Topic.PEOPLE, Topic.CALENDAR})


def create_case(
    desk: Desk,
    *,
    child: str,
    number: str,
    born: date | None = None,
    expected: date | None = None,
    coordinator: str = "",
) -> Changed:
    """Open a case today for a child that is new to the store; it begins as an inquiry.

    `expected` is the day a child not yet born is due, and is left out once it has a birthday.
    Raises NotAllowed for a missing name or number, a birthday that lies ahead, or a number in use.
    """
    name, number = " ".join(child.split()), number.strip()
    case_start.refuse_faulty(name, number, born, desk.today())
    _refuse_number(desk, number)
    person = Person(id=new_id(), name=name, born=born, expected=None if born else expected)
    case = Case(
        id=new_id(),
        number=number,
        child=person.id,
        status=CaseStatus.INQUIRY,
        opened=desk.today(),
        caseworker=desk.who,
        coordinator=coordinator.strip(),
    )
    with action(desk, "case.opened", "case", case.id, case.id) as act:
        people.add(desk.db, person)
        cases.add(desk.db, case)
        act.changed("person", person.id, case.id, None, person)
        act.changed("case", case.id, case.id, None, case)
        computed.refresh_case(desk, case.id)
        computed.index(desk, finding.entries_of_case(case, {person.id: person}))
    return Changed(_NEW, case.id, case.id)


def open_case_of(
    desk: Desk,
    person_id: str,
    *,
    number: str,
    coordinator: str = "",
    relations: Sequence[Relation] = (),
) -> Changed:
    """Open a case today for a child whom the store knows already, with these people around it.

    It begins as an inquiry. Raises NotAllowed if the child has a case, if the number is missing or in
    use, and for the child among its own people; Stale if somebody is gone.
    """
    number = number.strip()
    with known_trouble():
        child = people.get(desk.db, person_id)
        around = {one.person: people.get(desk.db, one.person) for one in relations}
        other = kin.cases_of(desk.db, [person_id], "")
    case_start.refuse_faulty(child.name, number, child.born, desk.today())
    if other:
        raise NotAllowed(later("This child has a case already."), later("Open that one."))
    if person_id in around:
        raise NotAllowed(
            later("A child cannot stand in its own network."),
            later("Whose child or parent is it? That belongs in the other child's case."),
        )
    _refuse_number(desk, number)
    case = Case(
        id=new_id(),
        number=number,
        child=child.id,
        status=CaseStatus.INQUIRY,
        opened=desk.today(),
        caseworker=desk.who,
        coordinator=coordinator.strip(),
        relations=tuple(relations),
    )
    with action(desk, "case.opened", "case", case.id, case.id) as act:
        cases.add(desk.db, case)
        act.changed("case", case.id, case.id, None, case)
        computed.refresh_case(desk, case.id)
        computed.index(desk, finding.entries_of_case(case, {child.id: child, **around}))
        computed.index_home(desk, [case.id])
    return Changed(_NEW, case.id, case.id)


def _refuse_number(desk: Desk, number: str) -> None:
    with known_trouble():
        if cases.has_number(desk.db, number):
            raise NotAllowed(
                later("Another case has this number."),
                later("Give this one another, or open the other case."),
            )
