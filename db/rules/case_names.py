"""What the records of a case are called where another record names them by their id."""

from collections.abc import Iterator
from datetime import date, datetime

from db.records.base import day_of
from db.records.case import Case
from db.rules import names
from db.words import Words

_Named = tuple[str, str, date | datetime | None]
"""The id of a record, what it is called, and its day."""


def names_in(case: Case, words: Words) -> dict[str, str]:
    """What each record of `case` is called, by its id: its title, or what it is and its day."""
    return dict(_named(case, words))


def _named(case: Case, words: Words) -> Iterator[tuple[str, str]]:
    kinds = ((one, words.t(key), on) for one, key, on in _kinds(case))
    for one, what, on in (*kinds, *_titles(case, words)):
        yield one, _of(what, on, words)
    for part in (goal for plan in case.plans for goal in plan.goals):
        yield part.id, part.title
    for agreement in (one for meeting in case.appointments for one in meeting.agreements):
        yield agreement.id, agreement.title


def _kinds(case: Case) -> Iterator[_Named]:
    """What is called by its kind: keys of the catalogue."""
    yield from ((one.id, names.PLANS[one.kind], one.adopted_on or one.decided_on) for one in case.plans)
    yield from ((one.id, names.INQUIRIES[one.kind], one.received_at) for one in case.inquiries)
    yield from ((one.id, names.ASSESSMENTS[one.kind], one.known_on) for one in case.assessments)
    yield from ((one.id, names.RECORDS["decision"], one.made_on) for one in case.decisions)
    yield from ((one.id, names.RECORDS["allocation"], one.panel_on) for one in case.allocations)
    yield from ((one.id, names.NOTES[one.kind], one.at) for one in case.notes)


def _titles(case: Case, words: Words) -> Iterator[_Named]:
    """What has a title of its own, and is called by its kind without one."""
    for one in case.interventions:
        yield one.id, one.title or words.t(names.LAW_GROUPS[one.law_group]), one.starts_on
    for meeting in case.appointments:
        yield meeting.id, meeting.title or words.t(names.APPOINTMENTS[meeting.kind]), meeting.starts_at
    for consent in case.consents:
        yield consent.id, consent.about or words.t(names.RECORDS["consent"]), consent.given_on


def _of(what: str, on: date | datetime | None, words: Words) -> str:
    if on is None:
        return what
    return f"{what} · {words.day(day_of(on) if isinstance(on, datetime) else on)}"
