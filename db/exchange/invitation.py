"""An invitation as an iCalendar file: the person's own times under a neutral title."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from db.exchange.calendar import add_alarm, add_times, copenhagen_zone
from db.rules.invited import InvitedEntry
from db.words import Words

_DAY_BEFORE: Final = timedelta(days=-1)
_HOUR_BEFORE: Final = timedelta(hours=-1)


def invitation_file(entries: Sequence[InvitedEntry], words: Words, *, now: datetime) -> bytes:
    """One event for each of `entries`, in Copenhagen's time, RFC 5545; no person, no case, no place.

    The first that stands reminds a day and an hour before it begins. If nothing stands any more, the file
    is one that takes back (METHOD:CANCEL).
    """
    from icalendar import Calendar, Event

    title = words.t("Meeting with the municipality")
    standing = [entry for entry in entries if not entry.cancelled]
    calendar = Calendar()
    calendar.add("prodid", "-//Taet Paa//Invitation//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH" if standing else "CANCEL")
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", now)
        event.add("last-modified", entry.changed_at)
        event.add("sequence", entry.sequence)
        event.add("summary", title)
        add_times(event, entry.starts_at, entry.ends_at)
        event.add("class", "PRIVATE")
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        if standing and entry is standing[0]:
            for before in (_DAY_BEFORE, _HOUR_BEFORE):
                add_alarm(event, title, before)
        calendar.add_component(event)
    calendar.add_component(copenhagen_zone())
    return bytes(calendar.to_ical())
