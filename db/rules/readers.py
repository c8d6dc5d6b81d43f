"""Who reads: the kinds of reader, who has a right to an edition of their own, and what each reads."""

from datetime import date
from enum import StrEnum
from typing import Final

from db.records.base import Id, Record
from db.records.case import Case
from db.records.person import Person
from db.records.plan import Goal, GoalStatus, Plan, Readers
from db.records.relation import Relation, Role
from db.rules.summary import age_on

_STAND_IN: Final = frozenset({Role.GUARDIAN, Role.REPRESENTATIVE})


class Edition(StrEnum):
    """Whom a paper is for: the file itself, the family and everyone it shows it to, or one named party."""

    FULL = "full"
    FAMILY = "family"
    PARTY = "party"


class Reading(StrEnum):
    """The kinds of reader of a case."""

    CASEWORKER = "caseworker"
    TEAM_LEAD = "team_lead"
    EVERYONE = "everyone"
    PARTY = "party"


class Reader(Record):
    """One reader of a case. `party` is whom a party's view is for.

    `agreed_only`: somebody without a right of their own, who gets the goals in which they
    promised or rated something, and nothing else.
    """

    kind: Reading
    party: Id | None = None
    agreed_only: bool = False


def in_force(relation: Relation, day: date) -> bool:
    """Whether `relation` holds on `day`."""
    return (relation.from_ is None or relation.from_ <= day) and (relation.to is None or relation.to >= day)


def has_right(case: Case, person: Person, day: date, party_age: int) -> bool:
    """Whether `person` gets an edition of their own without further question.

    Those with custody, guardians and representatives whose relation holds on `day`, and the
    child itself from `party_age` (barnets lov § 3, `resources/ages.toml`).
    """
    if person.id == case.child:
        age = age_on(person.born, day)
        return age is not None and age >= party_age
    return any(
        one.person == person.id and in_force(one, day) and (one.custody or one.role in _STAND_IN)
        for one in case.relations
    )


def participants(goal: Goal) -> frozenset[str]:
    """Who takes part in a goal: those who rated it and those who promised one of its steps."""
    found = (*(one.rated_by for one in goal.progress), *(one.responsible for one in goal.sub_goals))
    return frozenset(person for person in found if person is not None)


def plan_for(plan: Plan, edition: Edition) -> Plan:
    """`plan` with only what `edition` may hold; a party's was made before, by `plan_for_party`.

    The family's edition keeps of the child's words, and of ratings, what everyone may
    read; approving, and what the office decided, is the office's own affair.
    """
    if edition is not Edition.FAMILY:
        return plan
    return _plan(plan, whole=False)


def plan_for_party(plan: Plan, reader: Reader) -> Plan:
    """`plan` as the party `reader` may read it.

    The participants of a plan are those with a right to it (custody, the child as a party,
    guardians and representatives); those of a goal are also who rated it or promised one of
    its steps. A reader of agreed parts gets only the goals it takes part in, and of the
    child's own words only what everyone may read.
    """
    whole = not reader.agreed_only
    told = _plan(plan, whole=whole)
    if whole:
        return told
    mine = [_rated_by(goal, reader.party) for goal in plan.goals if reader.party in participants(goal)]
    return told.changed(parents_words="", family_support="", goals=tuple(mine))


def _plan(plan: Plan, *, whole: bool) -> Plan:
    return plan.changed(
        purpose="",
        child_words=plan.child_words if _may_read(plan.child_words_readers, whole=whole) else "",
        approved_by="",
        approved_on=None,
        goals=tuple(_goal(goal, whole=whole) for goal in plan.goals),
    )


def _goal(goal: Goal, *, whole: bool) -> Goal:
    """A step that was given up is the file's own affair, in every edition."""
    return goal.changed(
        child_words=goal.child_words if _may_read(goal.child_words_readers, whole=whole) else "",
        sub_goals=tuple(one for one in goal.sub_goals if one.status is not GoalStatus.GIVEN_UP),
        progress=tuple(one for one in goal.progress if _may_read(one.readers, whole=whole)),
    )


def _rated_by(goal: Goal, party: str | None) -> Goal:
    """`goal` for one who takes part in it: what everyone may read, and what they rated themselves."""
    shown = tuple(
        one
        for one in goal.progress
        if _may_read(one.readers, whole=False)
        or (one.rated_by == party and one.readers is Readers.PARTICIPANTS)
    )
    return _goal(goal, whole=False).changed(progress=shown)


def _may_read(readers: Readers, *, whole: bool) -> bool:
    return readers is Readers.EVERYONE or (whole and readers is Readers.PARTICIPANTS)
