"""What the room of a meeting says of it: its title, its lines, its clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from db.records.appointment import Appointment
from db.records.case import Case
from db.rules import live_minutes as rules
from db.rules import names
from db.words import Words
from desktop.kit.marks import Mark
from desktop.rooms.live.agenda import Line
from desktop.rooms.live.who import Who

_MINUTE: Final = timedelta(minutes=1)
_SOON: Final = 5  # minutes before a part ends at which the clock says so


def title(meeting: Appointment, words: Words) -> str:
    """The meeting's own title, else its kind."""
    kind = words.t(names.APPOINTMENTS[meeting.kind])
    return meeting.title.strip() or kind[:1].upper() + kind[1:]


def lines(meeting: Appointment, who: Who, words: Words) -> list[Line]:
    """A line for each part, and the last one for the whole meeting."""
    found = []
    for part, span in zip(meeting.agenda, rules.spans(meeting), strict=True):
        when = [words.time(span.begins)] if span else []
        when += [words.t("{count} min.", count=part.minutes)] if part.minutes else []
        found.append(Line(" · ".join(when), part.title, who.listed(part.participants)))
    return [*found, Line("", words.t("The whole meeting"), "")]


def part_named(meeting: Appointment, tab: str, field: str) -> int | None:
    """The part that a place's `tab` names, or whose note its `field` is; None for the whole meeting.

    The first part where neither names one.
    """
    if tab.isdecimal() and int(tab) < len(meeting.agenda):
        return int(tab)
    if not tab and field.startswith("notes/"):
        return rules.part_of(meeting, field)
    return 0 if meeting.agenda and not tab else None


def people_of(meeting: Appointment, case: Case | None) -> Iterator[str]:
    """Whom the meeting and its case speak of: the child first."""
    if case is not None:
        yield case.child
        yield from (relation.person for relation in case.relations)
    for part in meeting.agenda:
        yield from part.participants
    yield from (one.rated_by for one in meeting.safety_scale if one.rated_by is not None)
    yield from (one.responsible for one in meeting.agreements if one.responsible is not None)


def clock(meeting: Appointment, part: int | None, now: datetime, words: Words) -> tuple[Mark, str]:
    """What the clock says, and how: the time, and what is left of the part in hand."""
    time = words.time(now)
    span = rules.spans(meeting)[part] if part is not None else rules.Span(meeting.starts_at, meeting.ends_at)
    if span is None or span.ends is None or now < span.begins:
        return Mark.AGREED, time
    left = -((now - span.ends) // _MINUTE)
    if left >= 0:
        mark = Mark.SOON if left <= _SOON else Mark.AGREED
        return mark, words.n("{time} · {count} min. left", "{time} · {count} min. left", left, time=time)
    over = (now - span.ends) // _MINUTE
    return Mark.LATE, words.n("{time} · {count} min. over", "{time} · {count} min. over", over, time=time)
