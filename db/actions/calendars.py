"""The calendar file: what is due and planned, for the calendar program of the caseworker's choice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from uuid import uuid4

from db.actions.desk import Desk, action
from db.actions.outgoing import new_files
from db.exchange.calendar import Written, calendar_file
from db.records.appointment import Appointment, AppointmentStatus
from db.records.base import new_id
from db.rules import due_list
from db.rules.calendar_entries import CalendarEntry, entries_of, key_of, still_stands
from db.rules.deadline import State, state
from db.rules.due_list import Listed
from db.store import aggregates, calendar_entries, deadlines
from db.store.calendar_entries import Given
from db.store.moments import parsed, stored
from db.words import Words

_OVER: Final = frozenset({State.MET, State.MISSED, State.WAIVED})


def write_calendar(
    desk: Desk, words: Words, *, out: Path, start: date | None = None, end: date | None = None
) -> int:
    """Write the new file `out`; returns how many entries stand in it, those taken back apart.

    Without `start` and `end` what is open up to 12 months ahead; otherwise what is open, planned or held
    on that side of them. An entry keeps its random UID from file to file; one that has changed has a
    higher SEQUENCE, and only what is really gone is CANCELLED: what was taken away, or what nobody has
    to wait for because it was met or waived. A meeting that was held or missed stays as it was.
    Raises NotAllowed if there is a file already, Trouble if the disk refuses.
    """
    with action(desk, "calendar.exported", "calendar", new_id()):
        found = _all(desk, words, start, end)
        written = list(_written(desk, words, found, start, end))
        calendar_entries.keep(desk.db, (_given(one) for one in written))
        data = calendar_file(written, now=desk.now())
        with new_files({out: data}):
            pass
    return len(found.entries)


@dataclass(frozen=True, slots=True)
class _All:
    """Every deadline and appointment of the store, and those of them that this file is about."""

    rows: list[Listed]
    entries: list[CalendarEntry]


def _all(desk: Desk, words: Words, start: date | None, end: date | None) -> _All:
    rows = [Listed(one.case_id, one.number, one.deadline) for one in deadlines.all_entries(desk.db)]
    listed = due_list.due_list(rows, desk.now(), start=start, end=end)
    shown = [
        row
        for row in listed
        if row.deadline.rule == "appointment" or state(row.deadline, desk.now()) not in _OVER
    ]
    return _All(rows, _told(desk, words, shown))


def _told(desk: Desk, words: Words, rows: list[Listed]) -> list[CalendarEntry]:
    wanted = [row.deadline.trigger_id for row in rows if row.deadline.rule == "appointment"]
    return entries_of(rows, aggregates.by_ids(desk.db, Appointment, wanted), words)


def _written(
    desk: Desk, words: Words, found: _All, start: date | None, end: date | None
) -> Iterator[Written]:
    known = calendar_entries.given(desk.db)
    for entry in found.entries:
        yield _as_given(desk, entry, known.pop(entry.key, None))
    first, last = start or date.min, end or date.max
    left = {key: one for key, one in known.items() if first <= one.day <= last}
    standing = _standing(desk, words, found.rows, left)
    for key, before in left.items():
        if key not in standing:
            yield _taken_back(desk, before)
        elif (now := standing[key]) is not None and (before.cancelled or now.digest != before.digest):
            yield _as_given(desk, now, before)  # moved out of the days asked for


def _standing(
    desk: Desk, words: Words, rows: list[Listed], known: Mapping[str, Given]
) -> dict[str, CalendarEntry | None]:
    """What of `known` is so still, by key, as it now is: None for what is no entry any more, but was one."""
    today = desk.today()
    rows = [row for row in rows if key_of(row) in known and still_stands(row.deadline, today)]
    rows.sort(key=lambda row: row.deadline.mark is None)  # of a chain the open link is the last word
    ids = [row.deadline.trigger_id for row in rows if row.deadline.rule == "appointment"]
    gone = {
        one.id
        for one in aggregates.by_ids(desk.db, Appointment, ids).values()
        if one.status is AppointmentStatus.CANCELLED
    }
    found: dict[str, CalendarEntry | None] = {
        key_of(row): None for row in rows if row.deadline.trigger_id not in gone
    }
    return found | {entry.key: entry for entry in _told(desk, words, rows)}


def _as_given(desk: Desk, entry: CalendarEntry, before: Given | None) -> Written:
    """`entry` under the UID it was given before, told to be newer if it changed."""
    if before is None:
        return Written(entry, str(uuid4()), 0, desk.now())
    if before.cancelled or before.digest != entry.digest:
        return Written(entry, before.uid, before.sequence + 1, desk.now())
    return Written(entry, before.uid, before.sequence, parsed(before.changed_at))


def _taken_back(desk: Desk, gone: Given) -> Written:
    """What is no longer so, on the day it was given for, without the title that it had."""
    entry = CalendarEntry(gone.key, "–", gone.day)
    if gone.cancelled:
        return Written(entry, gone.uid, gone.sequence, parsed(gone.changed_at), cancelled=True)
    return Written(entry, gone.uid, gone.sequence + 1, desk.now(), cancelled=True)


def _given(written: Written) -> Given:
    entry = written.entry
    return Given(
        key=entry.key,
        uid=written.uid,
        sequence=written.sequence,
        digest=entry.digest,
        day=entry.day,
        cancelled=written.cancelled,
        changed_at=stored(written.changed_at),
    )
