"""An invitation as an iCalendar file: the person's own times under a neutral title."""

from datetime import datetime

from db.records.base import COPENHAGEN, new_id
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
        event.add("dtstart", part.starts_at.astimezone(COPENHAGEN))
        event.add("dtend", part.ends_at.astimezone(COPENHAGEN))
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
