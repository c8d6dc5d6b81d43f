"""A slow second `taetpaa due`: how each entry stands, which are listed, in which order.

Source: contract, section 3, the sentences below its table.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import NamedTuple

import due_oracle_help as of_help
import due_oracle_rules as of_records
from due_oracle_days import When, as_day, day_of, months_from, text_of
from due_oracle_rules import Entry, Record

CLOSING = {"met", "missed", "waived"}


class Row(NamedTuple):
    """A row of the answer; `number` is None for what belongs to no case."""

    number: str | None
    rule: str
    kind: str
    id: str
    on: str | None
    due: str
    state: str
    late: bool
    basis: str
    legal_ref: str


def rows_of_case(case: Record, child: Record, now: datetime) -> list[Row]:
    """Every row that a case gives, in no order."""
    closed = case["status"] == "closed"
    marks = {(mark["rule"], mark["trigger"], mark["due"]): mark for mark in case["handled"]}
    found = []
    for entry in entries_of_case(case, child, day_of(now)):
        mark = marks.get((entry.rule, entry.trigger[1], day_of(entry.due).isoformat()))
        if mark or stays(entry, closed, now):
            found.append(row_of(entry, mark, case["number"], now))
    return found


def rows_of_office(inquiries: list[Record], appointments: list[Record], now: datetime) -> list[Row]:
    """Every row of what belongs to no case, in no order."""
    entries = [entry for inquiry in inquiries for entry in of_records.entries_of_inquiry(inquiry, [])]
    entries += [entry for item in appointments for entry in of_records.entries_of_appointment(item)]
    return [row_of(entry, None, None, now) for entry in entries]


def entries_of_case(case: Record, child: Record, today: date) -> Iterator[Entry]:
    """All rules of the table, before anything is marked, falls away or is looked at on a day."""
    for inquiry in case["inquiries"]:
        yield from of_records.entries_of_inquiry(inquiry, case["decisions"])
    for field, entries in (
        ("assessments", of_records.entries_of_assessment),
        ("plans", of_records.entries_of_plan),
        ("decisions", of_records.entries_of_decision),
        ("appointments", of_records.entries_of_appointment),
    ):
        for record in case[field]:
            yield from entries(record)
    for rule in (
        of_records.consent_expires,
        of_records.grey_zone_review,
        of_help.follow_up_chain,
        of_help.contact_chain,
        of_help.first_follow_up,
        of_help.compensation_review,
        of_help.supervision_visit,
        of_help.placement_review,
        of_help.intervention_ends,
    ):
        yield from rule(case)
    yield from of_help.supervision_year(case, today)
    yield from of_help.birthday_entries(case, child, today)


def is_over(due: When, now: datetime) -> bool:
    """A moment once it has passed, a day once it is over."""
    return due < now if isinstance(due, datetime) else due < day_of(now)


def stays(entry: Entry, closed: bool, now: datetime) -> bool:
    """False for what is not met and falls away, all of a closed case but what shows as missed."""
    met = entry.met is not None or (entry.passing and is_over(entry.due, now))
    return met or entry.missed or not (entry.falls_away or closed)


def state_of(entry: Entry, mark: Record | None, now: datetime) -> str:
    """How `entry` stands: a mark by hand comes before everything."""
    if mark:
        return mark["state"]
    if entry.missed:
        return "missed"
    over = is_over(entry.due, now)
    if entry.met is not None or (entry.passing and over):
        return "met"
    return "overdue" if over else ahead((day_of(entry.due) - day_of(now)).days)


def ahead(days: int) -> str:
    if days == 0:
        return "today"
    return "soon" if days <= 7 else "later"


def is_late(entry: Entry, mark: Record | None) -> bool:
    """A moment lies after the moment, a day after the day; by hand it is `handled.on` that counts."""
    met = entry.met
    if mark:
        met = as_day(mark["on"]) if mark["state"] == "met" else None
    if met is None or entry.passing or entry.never_late:
        return False
    if isinstance(met, datetime) and isinstance(entry.due, datetime):
        return met > entry.due
    return day_of(met) > day_of(entry.due)


def row_of(entry: Entry, mark: Record | None, number: str | None, now: datetime) -> Row:
    kind, record, on = entry.trigger
    return Row(
        number,
        entry.rule,
        kind,
        record,
        None if on is None else text_of(on),
        text_of(entry.due),
        state_of(entry, mark, now),
        is_late(entry, mark),
        "local" if entry.law is None else "law",
        entry.law or "",
    )


def listed(rows: list[Row], now: datetime, start: date | None = None, end: date | None = None) -> list[Row]:
    """What is open up to 12 months ahead, or with a bound all on that side of it; in the list's order."""
    if start is None and end is None:
        last = months_from(day_of(now), 12)
        shown = [row for row in rows if row.state not in CLOSING and due_day(row) <= last]
    else:
        shown = [row for row in rows if (start or date.min) <= due_day(row) <= (end or date.max)]
    return sorted(shown, key=place)


def due_day(row: Row) -> date:
    return date.fromisoformat(row.due[:10])


def place(row: Row) -> tuple[str, ...]:
    """By day, dates before moments, moments by their time, number (none first), rule, trigger."""
    is_moment = len(row.due) > len("2024-01-01")
    moment = datetime.fromisoformat(row.due).astimezone(UTC).isoformat() if is_moment else ""
    return row.due[:10], moment, row.number or "", row.rule, row.id, row.on or ""
