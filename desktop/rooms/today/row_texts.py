"""The two lines of a row: what is due, and under it about whom and why."""

from typing import Final

from db.records.appointment import AppointmentKind
from db.rules.due_list import title_of
from db.rules.names import APPOINTMENTS
from db.rules.today import APPOINTMENT, is_over
from db.rules.today_rows import because
from db.store.deadlines import Entry
from db.store.triggers import Trigger
from db.words import Words
from desktop.rooms.today.day import Day

_OWN_TITLES: Final = frozenset({"agreement", "sub_goal", APPOINTMENT})
_HELP: Final = frozenset({"first_follow_up", "compensation_review", "intervention_ends"})
_OTHER: Final = APPOINTMENTS[AppointmentKind.OTHER]
_JOINT: Final = " · "


def title_of_row(entry: Entry, trigger: Trigger, words: Words) -> str:
    """What is due: what was promised in its own words, otherwise what the rule calls it."""
    title = title_of(entry.deadline, words)
    if entry.deadline.rule in _OWN_TITLES:
        return trigger.title or title
    if entry.deadline.rule in _HELP and trigger.title:
        return f"{title}: {trigger.title}"
    return title


def why_of_row(entry: Entry, trigger: Trigger, day: Day, words: Words) -> str:
    """About whom, and why it stands here."""
    deadline = entry.deadline
    parts = [day.agenda.names.get(entry.case_id or "", "")]
    if entry.whose:
        parts.append(words.t("with {colleague}", colleague=entry.whose))
    if deadline.rule in _OWN_TITLES and trigger.title and deadline.title != _OTHER:
        kind = words.t(deadline.title)
        parts.append(kind[:1].lower() + kind[1:])
    if deadline.rule == APPOINTMENT:
        parts += _of_appointment(entry, trigger, day, words)
    else:
        if deadline.trigger_kind == "inquiry" and trigger.title:
            parts.append(words.t("from {who}", who=trigger.title))
        parts.append(because(deadline, day.today, words))
    joined = _JOINT.join(part for part in parts if part)
    return joined[:1].upper() + joined[1:]


def _of_appointment(entry: Entry, trigger: Trigger, day: Day, words: Words) -> list[str]:
    held_on = entry.deadline.due_day
    if held_on < day.today or is_over(entry.deadline, day.now, entry.ends):
        when = words.t("today") if held_on == day.today else words.short_day(held_on)
        return [words.t("{day}: not written down whether it was held", day=when)]
    people = words.n("{count} participant", "{count} participants", trigger.people) if trigger.people else ""
    return [people, trigger.place]
