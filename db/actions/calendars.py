"""The calendar file: what is due and planned, for the calendar program of the caseworker's choice."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final
from uuid import uuid4

from db.actions.desk import Desk, action
from db.actions.outgoing import new_files
from db.exchange.calendar import Written, calendar_file
from db.records.appointment import Appointment
from db.records.base import new_id
from db.rules import due_list
from db.rules.calendar_entries import CalendarEntry, entries_of
from db.rules.deadline import State, state
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
    higher SEQUENCE, one that is gone is CANCELLED. Raises NotAllowed if there is a file already,
    Trouble if the disk refuses.
    """
    with action(desk, "calendar.exported", "calendar", new_id()):
        entries = _entries(desk, words, start, end)
        written = list(_written(desk, entries, start, end))
        calendar_entries.keep(desk.db, (_given(one) for one in written))
        data = calendar_file(written, now=desk.now())
        with new_files({out: data}):
            pass
    return len(entries)


def _entries(desk: Desk, words: Words, start: date | None, end: date | None) -> list[CalendarEntry]:
    rows = (
        due_list.Listed(entry.case_id, entry.number, entry.deadline)
        for entry in deadlines.all_entries(desk.db)
    )
    listed = [row.deadline for row in due_list.due_list(rows, desk.now(), start=start, end=end)]
    shown = [one for one in listed if one.rule == "appointment" or state(one, desk.now()) not in _OVER]
    wanted = [one.trigger_id for one in shown if one.rule == "appointment"]
    return entries_of(shown, aggregates.by_ids(desk.db, Appointment, wanted), words)


def _written(
    desk: Desk, entries: Iterable[CalendarEntry], start: date | None, end: date | None
) -> Iterator[Written]:
    known = calendar_entries.given(desk.db)
    for entry in entries:
        before = known.pop(entry.key, None)
        if before is None:
            yield Written(entry, str(uuid4()), 0, desk.now())
        elif before.cancelled or before.digest != entry.digest:
            yield Written(entry, before.uid, before.sequence + 1, desk.now())
        else:
            yield Written(entry, before.uid, before.sequence, parsed(before.changed_at))
    for gone in known.values():
        if (start or date.min) <= gone.day <= (end or date.max):
            yield _taken_back(desk, gone)


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
