"""An invitation as an iCalendar file: the person's own times under a neutral title."""

from datetime import datetime

from db.exchange.calendar import add_times, copenhagen_zone
from db.records.base import new_id
from db.rules.inviting import Invitation
from db.words import Words


def invitation_file(invitation: Invitation, words: Words, *, now: datetime) -> bytes:
    """One event for each part, in Copenhagen's time, RFC 5545; no person, no case, no place, a random UID."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Taet Paa//Invitation//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for part in invitation.parts:
        event = Event()
        event.add("uid", new_id())
        event.add("dtstamp", now)
        event.add("summary", words.t("Meeting with the municipality"))
        add_times(event, part.starts_at, part.ends_at)
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    calendar.add_component(copenhagen_zone())
    return bytes(calendar.to_ical())
