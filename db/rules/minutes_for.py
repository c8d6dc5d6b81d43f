"""Who may read what of a meeting's minutes: the meeting as one party's edition may hold it.

Contract, section 2 (`readers`): a party reads the parts that it took part in, and of those
what is for those who take part. What the child said, and all of a talk with the child, is
the caseworker's alone until the child was asked what may be shared.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from db.errors import NotAllowed
from db.records.appointment import AgendaPart, Agreement, Appointment, ChildHeard
from db.records.person import Person
from db.records.plan import Readers
from db.rules.withheld import at_home
from db.words import later

LEFT_OUT: Final = "[…]"
"""What stands in a text where somebody else's number or address stood."""
_TO_PARTIES: Final = frozenset({Readers.PARTICIPANTS, Readers.EVERYONE})
_SHORTEST: Final = 6  # a shorter address or number is as likely a word of the text


def took_part(appointment: Appointment) -> frozenset[str]:
    """Who was at the meeting: those of any part; without an agenda, those who rated."""
    if appointment.agenda:
        return frozenset(person for part in appointment.agenda for person in part.participants)
    return frozenset(one.rated_by for one in appointment.safety_scale if one.rated_by is not None)


def minutes_for(appointment: Appointment, party: str) -> Appointment:
    """`appointment` with only what the person `party` took part in and may read; parts keep their order.

    Agreements go to who took part in all of the meeting, and to who promised them. Raises
    NotAllowed for a person who took part in nothing.
    """
    if party not in took_part(appointment):
        raise NotAllowed(
            later("This person took part in nothing of the meeting."),
            later("Choose somebody who takes part in one of its parts."),
        )
    kept = [number for number, part in enumerate(appointment.agenda) if party in part.participants]
    told = appointment.child_words if appointment.child_words_readers in _TO_PARTIES else ""
    columns = appointment.columns_readers in _TO_PARTIES
    return appointment.changed(
        agenda=tuple(appointment.agenda[number] for number in kept),
        notes=tuple(
            note.changed(part=None if note.part is None else kept.index(note.part))
            for note in appointment.notes
            if note.readers in _TO_PARTIES and (note.part is None or note.part in kept)
        ),
        safety_scale=tuple(one for one in appointment.safety_scale if one.readers in _TO_PARTIES),
        child_words=told,
        child_heard=appointment.child_heard if told else ChildHeard.NOT_RELEVANT,
        worries=appointment.worries if columns else "",
        works_well=appointment.works_well if columns else "",
        needs_to_happen=appointment.needs_to_happen if columns else "",
        agreements=_agreements(appointment, party, whole=len(kept) == len(appointment.agenda)),
        missed_reason="",
    )


def for_everyone(appointment: Appointment) -> Appointment:
    """`appointment` with only what everyone may read of its texts."""
    told = appointment.child_words if appointment.child_words_readers is Readers.EVERYONE else ""
    columns = appointment.columns_readers is Readers.EVERYONE
    return appointment.changed(
        notes=tuple(note for note in appointment.notes if note.readers is Readers.EVERYONE),
        safety_scale=tuple(one for one in appointment.safety_scale if one.readers is Readers.EVERYONE),
        child_words=told,
        child_heard=appointment.child_heard if told else ChildHeard.NOT_RELEVANT,
        worries=appointment.worries if columns else "",
        works_well=appointment.works_well if columns else "",
        needs_to_happen=appointment.needs_to_happen if columns else "",
        missed_reason="",
    )


def for_screen(appointment: Appointment, part: int | None) -> Appointment:
    """What a screen that is turned round may show while `part` is held, None for the whole meeting.

    Of its texts only what everyone may read, and nothing of other parts; agreements, of which
    nobody says who may read them, only where everybody who takes part now gets them on paper too.
    """
    shown = for_everyone(appointment)
    return shown.changed(
        agenda=() if part is None else (appointment.agenda[part],),
        notes=tuple(
            note.changed(part=None if note.part is None else 0)
            for note in shown.notes
            if note.part in (None, part)
        ),
        agreements=_agreements_here(appointment, part),
        place="",
    )


def without_addresses(appointment: Appointment, others: Iterable[Person]) -> Appointment:
    """`appointment` whose texts hold no address, phone, mail or CPR number of `others`.

    Where one stands in a text, `LEFT_OUT` stands instead; a place that holds one is left out whole.
    """
    found = _patterns(others)
    if not found:
        return appointment
    private = re.compile("|".join(found), re.IGNORECASE)

    def clean(text: str) -> str:
        return private.sub(LEFT_OUT, text)

    return appointment.changed(
        title=clean(appointment.title),
        place="" if private.search(appointment.place) else appointment.place,
        agenda=tuple(_titled(part, clean(part.title)) for part in appointment.agenda),
        notes=tuple(note.changed(text=clean(note.text)) for note in appointment.notes),
        safety_scale=tuple(one.changed(reason=clean(one.reason)) for one in appointment.safety_scale),
        agreements=tuple(one.changed(title=clean(one.title)) for one in appointment.agreements),
        child_words=clean(appointment.child_words),
        worries=clean(appointment.worries),
        works_well=clean(appointment.works_well),
        needs_to_happen=clean(appointment.needs_to_happen),
    )


def text_without_addresses(text: str, others: Iterable[Person]) -> str:
    """`text` with `LEFT_OUT` where an address, phone, mail or CPR number of `others` stands in it."""
    found = _patterns(others)
    return re.sub("|".join(found), LEFT_OUT, text, flags=re.IGNORECASE) if found else text


def _titled(part: AgendaPart, title: str) -> AgendaPart:
    return part.changed(title=title)


def _agreements(appointment: Appointment, party: str, *, whole: bool) -> tuple[Agreement, ...]:
    return tuple(one for one in appointment.agreements if whole or one.responsible == party)


def _agreements_here(appointment: Appointment, part: int | None) -> tuple[Agreement, ...]:
    here = took_part(appointment) if part is None else appointment.agenda[part].participants
    of_each = [{one.id for one in minutes_for(appointment, person).agreements} for person in here]
    for_all = set.intersection(*of_each) if of_each else set()
    return tuple(one for one in appointment.agreements if one.id in for_all)


def _patterns(others: Iterable[Person]) -> Sequence[str]:
    """What stands for an address or a number of `others`, however it is spaced; the longest first."""
    found: set[str] = set()
    for person in others:
        if len(address := " ".join(person.address.split())) >= _SHORTEST:
            # The street and number alone lead there as well.
            for told in {address, address.partition(",")[0].strip()}:
                if len(told) >= _SHORTEST:
                    found.add(r"\s+".join(re.escape(word) for word in told.split()))
        if len(person.email) >= _SHORTEST:
            found.add(re.escape(person.email))
        for number in (person.phone, at_home(person.phone), person.cpr or ""):
            digits = re.sub(r"\D", "", number)
            if len(digits) >= _SHORTEST:
                found.add(r"(?<!\d)" + r"[\s.-]*".join(digits) + r"(?!\d)")
    return sorted(found, key=len, reverse=True)
