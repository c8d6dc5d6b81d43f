"""What can be done about a child's school: its hours and their conditions, and unlawful absence."""

from datetime import date
from typing import Final

from pydantic import ValidationError

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed, Stale
from db.records.base import new_id
from db.records.case import School
from db.records.note import Event, EventKind
from db.rules import finding, schooling
from db.rules.people_named import people_named
from db.store import cases, drafts, entrance, interventions, people
from db.words import Words, later

KIND: Final = "school"
"""The name of a school's drafts; its record is the case."""
_TOPICS: Final = frozenset({Topic.CASES, Topic.DRAFTS, Topic.CALENDAR})


def save_school(desk: Desk, case_id: str, before: School, fields: dict[str, object]) -> Changed:
    """Write `fields` of the school over `before`.

    Raises NotAllowed for hours that are no number, Stale if the school changed meanwhile.
    """
    try:
        after = before.changed(**fields)
    except ValidationError as error:
        raise NotAllowed(
            later("The hours a week cannot be read."), later("Write them as a number, such as 12 or 12,5.")
        ) from error
    with action(desk, "case.school", "case", case_id, case_id) as act:
        case = cases.get(desk.db, case_id)
        if case.school != before:
            raise Stale(later("The school was changed meanwhile."), later("Open the case again and repeat."))
        now = case.changed(school=after)
        entrance.save_head(desk.db, now)
        act.changed("case", case_id, case_id, case, now)
        drafts.drop_record(desk.db, KIND, case_id)
        known = people.of(desk.db, people_named(now))
        computed.index(desk, [next(iter(finding.entries_of_case(now, known)))])
    return Changed(_TOPICS, case_id, case_id)


def record_absence(desk: Desk, case_id: str, percent: int | None, quarter: date, words: Words) -> Changed:
    """Write unlawful absence of `percent` in the quarter that begins on `quarter`, as an event.

    Raises NotAllowed for less than 15 %, more than 100 %, or a quarter that has not begun.
    """
    schooling.refuse_absence(percent, quarter, desk.today())
    told = words.t(
        "Unlawful absence of {percent} % in quarter {number} of {year}.",
        percent=percent,
        number=schooling.quarter_number(quarter),
        year=quarter.year,
    )
    on = schooling.absence_day(quarter, desk.today())
    event = Event(id=new_id(), on=on, kind=EventKind.SCHOOL_ABSENCE, text=told)
    with action(desk, "school.absence", "event", event.id, case_id) as act:
        interventions.add_event(desk.db, event, case_id)
        act.changed("event", event.id, case_id, None, event)
    return Changed(_TOPICS, case_id, event.id)
