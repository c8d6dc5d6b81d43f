"""What an invitation may say: one person's own parts and times, and nothing of anybody else."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from db.errors import NotAllowed
from db.records.appointment import Appointment, AppointmentStatus
from db.records.base import Record, day_of
from db.records.case import Case, CaseStatus
from db.records.letter import LetterPart, LetterTemplate
from db.records.person import Person
from db.rules.agenda import Stay, in_network, stays
from db.rules.letters import has_places
from db.rules.minutes_for import without_addresses
from db.words import Words, later


class InvitedPart(Record):
    """A part that the person takes part in; its title is "" where it names somebody else."""

    title: str
    starts_at: datetime
    ends_at: datetime


class Invitation(Record):
    """All that one person is told of a meeting. An address or a place that may not be told is ""."""

    name: str
    address: str
    place: str
    parts: tuple[InvitedPart, ...]

    @property
    def arrives_at(self) -> datetime:
        """When the person comes."""
        return self.parts[0].starts_at

    @property
    def leaves_at(self) -> datetime:
        """When the person may go."""
        return self.parts[-1].ends_at


def invitations(case: Case, meeting: Appointment, known: Mapping[str, Person]) -> tuple[Invitation, ...]:
    """An invitation for each participant, in the agenda's order; `known` are the people of the case.

    Raises NotAllowed while the parents must not be told, in a closed case, for a meeting that is not
    planned or has no participants, for a part without minutes, and for somebody who left the network.
    """
    _refuse(case, meeting)
    found = stays(meeting)
    return tuple(_for(stay, meeting, known) for stay in found)


def refuse_untold(case: Case) -> None:
    """Raises NotAllowed while the parents of `case` must not be told; nothing else happens."""
    if case.parents_not_told is not None:
        raise NotAllowed(
            later("Nothing is made for this family or its network now: telling them may be a danger."),
            later("The case says why, and until when."),
        )


def facts(told: Invitation, words: Words) -> dict[str, str]:
    """What is filled into one person's letter, by the names of its places; "" for what is not to be said."""
    day = day_of(told.arrives_at)
    pairs = zip(told.parts, told.parts[1:], strict=False)
    pause = any(after.starts_at > before.ends_at for before, after in pairs)
    return {
        "when": words.t(
            "You are invited on {weekday} {day}, from {start} to {end}.",
            weekday=words.weekday(day),
            day=words.day(day),
            start=words.time(told.arrives_at),
            end=words.time(told.leaves_at),
        ),
        "where": words.t("Place: {place}", place=told.place)
        if told.place.strip()
        else words.t("Ask your caseworker where the meeting is held."),
        "parts": "\n".join(
            f"{words.time(part.starts_at)}\N{EN DASH}{words.time(part.ends_at)} "
            + (" ".join(part.title.split()) or words.t("A part of the meeting"))
            for part in told.parts
        ),
        "pause": words.t("Between your parts there is a break.") if pause else "",
    }


def parts_for(template: LetterTemplate, *, party: bool) -> LetterTemplate:
    """`template` as a party or somebody else gets it. A template has at least one part for everybody."""
    return template.changed(part=tuple(one for one in template.part if party or not one.parties))


def place_of(part: LetterPart, person: str, begun: str) -> str:
    """The name under which a changed text of `part` is kept: everybody's, or of `person` alone.

    What is filled in belongs to it: once the meeting has moved, the text `begun` differs, and begins anew.
    """
    if not has_places(part):
        return part.id
    return f"{part.id}:{person}:{sha256(begun.encode()).hexdigest()[:8]}"


def _refuse(case: Case, meeting: Appointment) -> None:
    refuse_untold(case)
    if case.status is CaseStatus.CLOSED:
        raise NotAllowed(
            later("This case is closed."), later("Open it again before you invite to a meeting.")
        )
    if meeting.status is not AppointmentStatus.PLANNED:
        raise NotAllowed(
            later("Nobody is invited to a meeting that is not planned."), later("Plan a new one instead.")
        )
    if not any(part.participants for part in meeting.agenda):
        raise NotAllowed(
            later("Nobody takes part in the meeting yet."), later("Tick who takes part in what.")
        )
    if any(not part.minutes for part in meeting.agenda):
        raise NotAllowed(
            later("A part of the meeting has no minutes."),
            later("Give it some, so that everybody's times can be computed."),
        )
    gone = {one for part in meeting.agenda for one in part.participants}
    if gone - in_network(case, day_of(meeting.starts_at)):
        raise NotAllowed(
            later("Somebody on the agenda is not in the family's network on that day."),
            later("Take them off the agenda, or put them into the network."),
        )


def _for(stay: Stay, meeting: Appointment, known: Mapping[str, Person]) -> Invitation:
    me = known[stay.person]
    others = [person for key, person in known.items() if key != me.id]
    mine = meeting.changed(agenda=tuple(meeting.agenda[slot.part] for slot in stay.slots))
    clean = without_addresses(mine, _secret(others, me))
    hidden = any(person.protected_address for person in known.values())
    named = _names(others, me)
    return Invitation(
        name=me.name,
        address="" if me.protected_address else me.address,
        place="" if hidden or named.search(clean.place) else clean.place,
        parts=tuple(
            InvitedPart(
                title="" if named.search(part.title) else part.title,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
            )
            for slot, part in zip(stay.slots, clean.agenda, strict=True)
        ),
    )


def _secret(others: Iterable[Person], me: Person) -> Sequence[Person]:
    """Everybody else; what is the reader's own as well is no secret to them."""
    return [
        person.changed(
            address="" if person.address == me.address else person.address,
            phone="" if person.phone == me.phone else person.phone,
            email="" if person.email == me.email else person.email,
        )
        for person in others
    ]


def _names(others: Iterable[Person], me: Person) -> re.Pattern[str]:
    """Finds a name of somebody else, as a word of its own; a family's common name is the reader's too."""
    mine = {word.casefold() for word in me.name.split()}
    words = {word for person in others for word in person.name.split() if word.casefold() not in mine}
    found = "|".join(re.escape(word) for word in sorted(words)) or r"(?!)"
    return re.compile(rf"\b(?:{found})(?:s|es|')?\b", re.IGNORECASE)
