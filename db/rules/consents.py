"""Whose consent a decision about help rests on, and whose is missing.

The rows (who, at which help, by which paragraph, how certain) are resources/consents.toml.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from pydantic import Field

from db.records.base import Record
from db.records.case import Case
from db.records.entrance import Decision
from db.records.intervention import Basis, Intervention, LawGroup
from db.records.person import Person
from db.records.relation import Consent
from db.rules.danish import fold
from db.rules.rulebook import Certainty
from db.rules.summary import age_on


class Asked(StrEnum):
    """Whose consent a row asks for."""

    CUSTODY = "custody"
    YOUNG = "young"


class ConsentRow(Record):
    """A row of the law: for help of `law_group`, whose consent, from which age of the child on."""

    id: str
    law_group: LawGroup
    asked: Asked
    from_age: int = Field(default=0, ge=0, le=30)
    legal_ref: str = Field(min_length=1)
    certainty: Certainty
    source: str = Field(min_length=1)
    in_force_from: date


class Missing(Record):
    """Somebody whose consent is not there, and the row that asks for it.

    `person` is None where the case names nobody with custody.
    """

    person: str | None
    row: ConsentRow


def missing(
    case: Case, known: Mapping[str, Person], decision: Decision, rows: Iterable[ConsentRow]
) -> tuple[Missing, ...]:
    """Whose consent `decision` lacks on the day it was made; nobody where it rests on none."""
    about = next((one for one in case.interventions if one.id == decision.about), None)
    if about is None or _without_consent(about):
        return ()
    given = {one.given_by for one in case.consents if one.id in decision.consents and _holds(one, decision)}
    found: list[Missing] = []
    for row in rows:
        if row.law_group is about.law_group and row.in_force_from <= decision.made_on:
            found += [
                Missing(person=who, row=row)
                for who in _asked(case, known, row, decision.made_on)
                if who not in given or who is None
            ]
    return tuple(found)


def given_already(case: Case, decision: Decision, person: str) -> Consent | None:
    """The newest consent of `person` to the same help that holds on the day of `decision`; None for none.

    It is to the same help if its text names the help's title, or is a part of it.
    """
    about = next((one for one in case.interventions if one.id == decision.about), None)
    if about is None or not about.title.strip():
        return None
    found = [
        one
        for one in case.consents
        if one.given_by == person and _holds(one, decision) and _is_about(one.about, about.title)
    ]
    return max(found, key=lambda one: one.given_on, default=None)


def _is_about(text: str, title: str) -> bool:
    told, asked = fold(text.strip()), fold(title.strip())
    return bool(told) and (told in asked or asked in told)


def _without_consent(help_given: Intervention) -> bool:
    return help_given.basis in (Basis.WITHOUT_CONSENT, Basis.YOUTH_CRIME_BOARD)


def _holds(consent: Consent, decision: Decision) -> bool:
    day = decision.made_on
    ends = [one for one in (consent.withdrawn_on, consent.expires_on) if one is not None]
    return consent.given_on <= day and all(day < end for end in ends)


def _asked(case: Case, known: Mapping[str, Person], row: ConsentRow, day: date) -> tuple[str | None, ...]:
    if row.asked is Asked.YOUNG:
        child = known.get(case.child)
        age = None if child is None else age_on(child.born, day)
        return (case.child,) if age is not None and age >= row.from_age else ()
    holders = dict.fromkeys(
        one.person
        for one in case.relations
        if one.custody and (one.from_ is None or one.from_ <= day) and (one.to is None or day <= one.to)
    )
    return tuple(holders) or (None,)
