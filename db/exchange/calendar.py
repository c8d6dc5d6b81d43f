"""Calendar entries as an iCalendar file (RFC 5545), in Copenhagen's time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from db.records.base import COPENHAGEN
from db.rules.calendar_entries import CalendarEntry

if TYPE_CHECKING:
    from icalendar import Event, Timezone

_PRODUCT: Final = "-//Taet Paa//DA"
_BEFORE_A_DAY: Final = timedelta(hours=-15)  # nine o'clock on the day before
_BEFORE_A_MOMENT: Final = timedelta(minutes=-30)

_ZONE: Final = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it goes into a file: under which UID, changed how often and when, or taken back."""

    entry: CalendarEntry
    uid: str
    sequence: int
    changed_at: datetime
    cancelled: bool = False


def calendar_file(entries: Iterable[Written], *, now: datetime) -> bytes:
    """The file: one event an entry, each with a reminder under the same neutral title."""
    from icalendar import Calendar  # not before a calendar is written

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for written in entries:
        calendar.add_component(_event(written, now))
    calendar.add_component(copenhagen_zone())
    return bytes(calendar.to_ical())


def copenhagen_zone() -> "Timezone":
    """Copenhagen's time with the European Union's rule of summer time, as it has stood since 1996.

    As a rule rather than a list of days: the list that the package makes ends in 2037.
    """
    from icalendar import Timezone

    zone = Timezone.from_ical(_ZONE)
    if not isinstance(zone, Timezone):
        raise TypeError("no time zone")
    return zone


def add_times(event: "Event", starts: datetime, ends: datetime | None) -> None:
    """Put when something begins and ends into `event`, in Copenhagen's time.

    A time that the clocks show twice means the first of the two (RFC 5545, 3.3.5), so that an
    event that touches the second is told in UTC.
    """
    moments = [moment.astimezone(COPENHAGEN) for moment in (starts, ends) if moment is not None]
    again = any(moment.fold for moment in moments)
    for name, moment in zip(("dtstart", "dtend"), moments, strict=False):
        event.add(name, moment.astimezone(UTC) if again else moment)


def add_alarm(event: "Event", title: str, before: timedelta) -> None:
    """Let the calendar remind of `event` under `title`, so long (a negative time) from its beginning."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    event.add_component(alarm)


def _event(written: Written, now: datetime) -> "Event":
    from icalendar import Event

    entry, event = written.entry, Event()
    event.add("uid", written.uid)
    event.add("dtstamp", now)
    event.add("last-modified", written.changed_at)
    event.add("sequence", written.sequence)
    event.add("summary", entry.title)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if written.cancelled else "CONFIRMED")
    if isinstance(entry.starts, datetime):
        add_times(event, entry.starts, entry.ends)
    else:
        event.add("dtstart", entry.starts)
        if entry.starts < date.max:  # without an end, a day lasts that day
            event.add("dtend", entry.starts + timedelta(days=1))
    event.add("transp", "OPAQUE" if entry.ends is not None else "TRANSPARENT")
    if not written.cancelled:
        add_alarm(
            event, entry.title, _BEFORE_A_MOMENT if isinstance(entry.starts, datetime) else _BEFORE_A_DAY
        )
    return event
