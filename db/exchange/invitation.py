"""An invitation as an iCalendar file: the person's own times under a neutral title."""

from collections.abc import Iterable
from datetime import datetime

from db.exchange.calendar import add_times, copenhagen_zone
from db.rules.invited import InvitedEntry
from db.words import Words


def invitation_file(entries: Iterable[InvitedEntry], words: Words, *, now: datetime) -> bytes:
    """One event for each of `entries`, in Copenhagen's time, RFC 5545; no person, no case, no place."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Taet Paa//Invitation//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", now)
        event.add("last-modified", entry.changed_at)
        event.add("sequence", entry.sequence)
        event.add("summary", words.t("Meeting with the municipality"))
        add_times(event, entry.starts_at, entry.ends_at)
        event.add("class", "PRIVATE")
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        calendar.add_component(event)
    calendar.add_component(copenhagen_zone())
    return bytes(calendar.to_ical())
