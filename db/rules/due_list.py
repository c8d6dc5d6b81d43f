"""Which deadlines are shown, in which order, and the answer of `taetpaa due`.

Source: contract, section 3, due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from db.records.base import day_of, moment_text
from db.rules.deadline import Deadline, is_given, is_open, state
from db.rules.spans import months_after
from db.words import Words

_MONTHS_AHEAD: Final = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """A deadline with id and number of its case; both None for what belongs to no case."""

    case: str | None
    number: str | None
    deadline: Deadline


def due_list(
    rows: Iterable[Listed], now: datetime, *, start: date | None = None, end: date | None = None
) -> list[Listed]:
    """What is due, by day, dates before moments; then by number, none first, rule and trigger.

    Without `start` and `end` what is open up to 12 months ahead, that day included;
    otherwise everything on that side of them whatever its state, both days included.
    """
    today = day_of(now)
    if start is None and end is None:
        last = months_after(today, _MONTHS_AHEAD)
        shown = [row for row in rows if row.deadline.due_day <= last and is_open(row.deadline, now)]
    else:
        first, last = start or date.min, end or date.max
        shown = [
            row for row in rows if first <= row.deadline.due_day <= last and is_given(row.deadline, today)
        ]
    return sorted(shown, key=_place)


def due_answer(
    rows: Iterable[Listed],
    now: datetime,
    words: Words,
    *,
    start: date | None = None,
    end: date | None = None,
) -> list[dict[str, Any]]:
    """The rows of `due_list` as the contract's JSON, titles in the language of `words`."""
    return [_answer(row, now, words) for row in due_list(rows, now, start=start, end=end)]


def title_of(deadline: Deadline, words: Words) -> str:
    """What `deadline` is called in a list, with a capital."""
    title = words.t(deadline.title)
    return title[:1].upper() + title[1:]


def _place(row: Listed) -> tuple[Any, ...]:
    deadline = row.deadline
    moment = (True, deadline.due) if isinstance(deadline.due, datetime) else (False,)
    numbered = (row.number is not None, row.number or "")
    # Two links of a chain can fall due on one day, at the end of February: the earlier link first.
    return deadline.due_day, moment, numbered, deadline.rule, deadline.trigger_id, str(deadline.trigger_on)


def _answer(row: Listed, now: datetime, words: Words) -> dict[str, Any]:
    deadline = row.deadline
    return {
        "case": row.case,
        "number": row.number,
        "rule": deadline.rule,
        "title": title_of(deadline, words),
        "due": _text(deadline.due),
        "state": state(deadline, now).value,
        "late": deadline.late,
        "basis": deadline.basis.value,
        "legal_ref": deadline.legal_ref,
        "trigger": {
            "kind": deadline.trigger_kind,
            "id": deadline.trigger_id,
            "on": None if deadline.trigger_on is None else _text(deadline.trigger_on),
        },
    }


def _text(when: date | datetime) -> str:
    return moment_text(when) if isinstance(when, datetime) else when.isoformat()
