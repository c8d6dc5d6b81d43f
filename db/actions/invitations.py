"""Invitations to a meeting: a letter and a calendar file for each participant, kept as they were sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from db.actions import computed
from db.actions.desk import Desk, note
from db.actions.outgoing import new_files
from db.books.ages import years
from db.errors import Stale
from db.exchange.invitation import invitation_file
from db.records.appointment import Appointment, AppointmentStatus
from db.records.base import new_id
from db.records.case import Case
from db.records.letter import LetterTemplate, SentLetter, WrittenPart
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.rules import finding, inviting
from db.rules.agenda import Slot, stays
from db.rules.invited import InvitedEntry, entries_for
from db.rules.inviting import Invitation, invitations, refuse_untold
from db.rules.letters import filled, refuse_unfinished
from db.rules.readers import Reader, Reading, has_right
from db.rules.view import view_of
from db.rules.withheld import withheld
from db.store import cases, homes, invitation_entries, minutes, people
from db.store import letters as sent
from db.store.trouble import known_trouble
from db.words import Words, later

if TYPE_CHECKING:
    from db.pdf.letter import LetterSheet

MADE: Final = "invitations.made"
"""The name of a pile of invitations in the journal."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A calendar file that takes an invitation back: its name, and the name of the person it is for."""

    file: str
    name: str


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, and when: how many people were invited, and whose invitations were taken back."""

    at: datetime
    invited: int
    taken_back: tuple[TakenBack, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """How the letters are written: from which template, and what was written anew.

    `written` holds changed texts by the names that `db.rules.inviting.place_of` gives.
    """

    template: LetterTemplate
    words: Words
    letterhead: Letterhead
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Own:
    """One participant's invitation: whose it is, the letter, and what goes on its paper.

    `template` holds the parts of the letter in their order, `places` the names under which changed texts
    of them are kept.
    """

    person: str
    template: LetterTemplate
    letter: SentLetter
    places: tuple[str, ...]
    sheet: "LetterSheet"


def own_letters(desk: Desk, meeting_id: str, wording: Wording) -> tuple[Own, ...]:
    """Each participant's invitation in the agenda's order, as it now stands; nothing of it is kept yet.

    Raises NotAllowed if a rule forbids to invite, Stale for an unknown meeting or one of no case.
    """
    found = _found(desk, meeting_id)
    refuse_untold(found.case)
    told = invitations(found.case, found.meeting, found.known)
    return tuple(
        _own(desk, found, stay.person, one, wording)
        for stay, one in zip(stays(found.meeting), told, strict=True)
    )


def write_invitations(desk: Desk, meeting_id: str, wording: Wording, folder: Path) -> Made:
    """Write each participant's letter and calendar file into `folder`; returns what was written.

    The files are numbered in the agenda's order and hold no name in theirs. Made again, a calendar file
    holds the same events as before, changed or taken back. Whoever was invited before and is no longer on
    the agenda, and everybody if the meeting was cancelled, gets a calendar file that takes it back. Each
    letter is kept as it was sent. Raises NotAllowed if a rule forbids it, a part that the law asks for is
    empty, a file of a name is there already, or a finished letter would hold what its reader may not read,
    Stale for an unknown meeting or one of no case, Trouble if the disk refuses; nothing is written then.
    """
    from db.pdf.letter import render  # what prints is not loaded before something is printed

    found, words = _found(desk, meeting_id), wording.words
    refuse_untold(found.case)
    over = _only_taken_back(found.meeting, found.before)
    letters = () if over else own_letters(desk, meeting_id, wording)
    files: dict[Path, bytes] = {}
    entries: dict[str, tuple[InvitedEntry, ...]] = {}

    def give(person: str, slots: Sequence[Slot], stem: str) -> None:
        entries[person] = entries_for(
            slots, found.before.get(person, ()), now=desk.now(), new_uid=lambda: str(uuid4())
        )
        files[folder / f"{stem}.ics"] = invitation_file(entries[person], words, now=desk.now())

    staying = {} if over else {stay.person: stay.slots for stay in stays(found.meeting)}
    for number, one in enumerate(letters, 1):
        refuse_unfinished(one.template, [part.text for part in one.letter.parts], words)
        stem = words.t("invitation-{number}", number=number)
        files[folder / f"{stem}.pdf"] = render(one.sheet, words)
        give(one.person, staying[one.person], stem)
    taken_back = []
    for number, person in enumerate((one for one in found.before if one not in entries), 1):
        stem = words.t("cancellation-{number}", number=number)
        give(person, (), stem)
        name = found.known[person].name if person in found.known else words.t("Nobody named")
        taken_back.append(TakenBack(f"{stem}.ics", name))
    case_id = found.case.id
    with known_trouble(), desk.db.atomic(), new_files(files):
        for one in letters:
            sent.add(desk.db, one.letter, case_id)
        computed.index(desk, [finding.entry_of_letter(one.letter, case_id) for one in letters])
        for person, given in entries.items():
            invitation_entries.keep(desk.db, meeting_id, case_id, person, given)
        note(desk, MADE, [("appointment", meeting_id, case_id)])
    return Made(desk.now(), len(letters), tuple(taken_back))


@dataclass(frozen=True, slots=True)
class _Found:
    meeting: Appointment
    case: Case
    known: Mapping[str, Person]
    before: Mapping[str, Sequence[InvitedEntry]]


def _found(desk: Desk, meeting_id: str) -> _Found:
    """The meeting, its case, whom both name, and what was given to whom before."""
    with known_trouble():
        case_id = minutes.case_of(desk.db, meeting_id)
        if case_id is None:
            raise Stale(
                later("There is no meeting with that id in the store."), later("Find it on its case's page.")
            )
        meeting, case = minutes.get(desk.db, meeting_id), cases.get(desk.db, case_id)
        before = invitation_entries.of_meeting(desk.db, meeting_id)
        named = [one for part in meeting.agenda for one in part.participants]
        known = people.of_case(desk.db, case_id) | people.of(desk.db, [*named, *before])
        return _Found(meeting, case, homes.shielded(desk.db, case_id, known), before)


def _only_taken_back(meeting: Appointment, before: Mapping[str, Sequence[InvitedEntry]]) -> bool:
    """True if people were invited, and the meeting was cancelled or has nobody on its agenda any more."""
    if not before:
        return False
    planned = meeting.status is AppointmentStatus.PLANNED
    nobody = planned and not any(part.participants for part in meeting.agenda)
    return nobody or meeting.status is AppointmentStatus.CANCELLED


def _own(desk: Desk, found: _Found, person: str, told: Invitation, wording: Wording) -> Own:
    from db.pdf.letter import LetterSheet  # what prints is not loaded before something is printed

    case, language = found.case, wording.words.language
    facts = inviting.facts(told, wording.words)
    party = person == case.child or has_right(case, found.known[person], desk.today(), years("party"))
    mine = inviting.parts_for(wording.template, party=party)
    begun = [filled(part.text.of(language), facts) for part in mine.part]
    pairs = list(zip(mine.part, begun, strict=True))
    places = tuple(inviting.place_of(part, person, text) for part, text in pairs)
    letter = SentLetter(
        id=new_id(),
        template=mine.id,
        about=found.meeting.id,
        title=mine.title.of(language),
        receiver="\n".join(line for line in (told.name, told.address) if line),
        sent_on=desk.today(),
        parts=tuple(
            WrittenPart(title=part.title.of(language), text=wording.written.get(place, text))
            for place, (part, text) in zip(places, pairs, strict=True)
        ),
    )
    view = view_of(case, list(found.known.values()), Reader(kind=Reading.PARTY, party=person), desk.today())
    permitted = (view, told, begun, case.caseworker, wording.letterhead)
    sheet = LetterSheet(
        letter=letter,
        caseworker=case.caseworker,
        letterhead=wording.letterhead,
        withheld=withheld((case,), found.known.values(), permitted, party=person),
    )
    return Own(person, mine, letter, places, sheet)
