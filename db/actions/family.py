"""The people of a case: written down, changed, their tie to the child begun and ended."""

from typing import Final

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed, Stale
from db.records.case import Case, NotTold
from db.records.person import Person
from db.records.relation import Relation
from db.rules import kin
from db.store import cases, homes, people, relations
from db.words import later

_TOPICS: Final = frozenset({Topic.PEOPLE, Topic.CASES, Topic.CALENDAR})


def save_member(
    desk: Desk, before: Case, place: int | None, person: Person, relation: Relation | None
) -> Changed:
    """Write `person` and, unless it is the child, the `relation` at `place` of the case (None: a new one).

    Somebody whom the store knows already is changed for every case. Raises Stale if the case's people
    changed meanwhile, NotAllowed for a second tie of the same kind, for the child as somebody around
    itself and for a CPR number that somebody else in the store has, Trouble if the disk fails.
    """
    case_id = before.id
    _refuse_itself(before, relation)
    if relation is not None:
        kin.refuse_days(person, people.get(desk.db, before.child), relation)
    with action(desk, "person.changed", "person", person.id, case_id) as act:
        case = _unchanged(desk, before)
        known = people.of(desk.db, [person.id]).get(person.id)
        _refuse_twice(desk, known, person)
        if known is None:
            people.add(desk.db, person)
        elif known != person:
            people.replace(desk.db, person)
        if known != person:
            act.changed("person", person.id, case_id, known, person)
        if relation is not None:
            after = case.changed(relations=_with(case.relations, place, relation))
            relations.save(desk.db, case_id, after.relations)
            act.changed("case", case_id, case_id, case, after)
        computed.refresh_case(desk, case_id)
        _index(desk, case_id, known, person)
    return Changed(_TOPICS, case_id, person.id)


def remove_member(desk: Desk, before: Case, place: int) -> Changed:
    """Take the tie at `place` out of the case: it was written by mistake. The person stays in the store.

    Raises Stale if the case's people changed meanwhile, Trouble if the disk fails.
    """
    with action(desk, "relation.removed", "case", before.id, before.id) as act:
        case = _unchanged(desk, before)
        kept = tuple(one for at, one in enumerate(case.relations) if at != place)
        after = case.changed(relations=kept)
        relations.save(desk.db, case.id, after.relations)
        act.changed("case", case.id, case.id, case, after)
        computed.refresh_case(desk, case.id)
        computed.index_people(desk, [before.relations[place].person])
        computed.index_home(desk, [case.id])
    return Changed(_TOPICS, before.id)


def set_not_told(desk: Desk, case_id: str, not_told: NotTold | None) -> Changed:
    """Write down that the family must not be told, and why; None: it may be told again.

    Raises NotAllowed without a reason, Stale if the case is gone, Trouble if the disk fails.
    """
    if not_told is not None and not not_told.reason.strip():
        raise NotAllowed(later("Why must the family not be told?"), later("Write a few words."))
    with action(desk, "case.not_told", "case", case_id, case_id) as act:
        before = cases.get(desk.db, case_id)
        after = before.changed(parents_not_told=not_told)
        relations.save_not_told(desk.db, case_id, not_told)
        act.changed("case", case_id, case_id, before, after)
        computed.refresh_case(desk, case_id)
    return Changed(frozenset({Topic.CASES, Topic.CALENDAR}), case_id)


def _index(desk: Desk, case_id: str, before: Person | None, after: Person) -> None:
    """Search words anew: the person's in every case, everybody's where a home is told or hidden otherwise."""
    if before is not None and _home(before) == _home(after):
        computed.index_people(desk, [after.id])
        computed.index_home(desk, [case_id])
        return
    written = [one.address for one in (before, after) if one is not None and one.protected_address]
    computed.index_home(desk, {case_id, *homes.cases_of(desk.db, after.id)}, written)


def _home(person: Person) -> tuple[str, bool]:
    return person.address, person.protected_address


def _refuse_itself(case: Case, relation: Relation | None) -> None:
    if relation is not None and relation.person == case.child:
        raise NotAllowed(
            later("A child cannot stand in its own network."),
            later("Whose child or parent is it? That belongs in the other child's case."),
        )


def _refuse_twice(desk: Desk, before: Person | None, after: Person) -> None:
    if after.cpr is None or (before is not None and before.cpr == after.cpr):
        return
    if any(one.id != after.id for one in people.of_cpr(desk.db, after.cpr)):
        raise NotAllowed(
            later("Somebody in the store has this CPR number already."),
            later("Write the name as it stands there, and say that it is the same person."),
        )


def _unchanged(desk: Desk, before: Case) -> Case:
    case = cases.get(desk.db, before.id)
    if case.relations != before.relations:
        raise Stale(
            later("The people of this case were changed while you worked on them."),
            later("Open the case again and repeat."),
        )
    return case


def _with(known: tuple[Relation, ...], place: int | None, relation: Relation) -> tuple[Relation, ...]:
    others = [one for at, one in enumerate(known) if at != place]
    if any(
        (one.person, one.role, one.from_) == (relation.person, relation.role, relation.from_)
        for one in others
    ):
        raise NotAllowed(
            later("This person already stands in the case in that role."), later("Change the earlier one.")
        )
    if place is None:
        return (*known, relation)
    return tuple(relation if at == place else one for at, one in enumerate(known))
