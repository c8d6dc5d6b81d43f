"""Invitations to a meeting: a letter and a calendar file for each participant, kept as they were sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from db.actions import computed
from db.actions.desk import Desk, note
from db.actions.outgoing import new_files
from db.books import letters
from db.errors import Stale
from db.exchange.invitation import invitation_file
from db.pdf.invitation import InvitationSheet, render
from db.records.appointment import Appointment, AppointmentStatus
from db.records.base import new_id
from db.records.letter import LetterTemplate, SentLetter, WrittenPart
from db.records.letterhead import Letterhead
from db.rules import finding, inviting
from db.rules.agenda import Slot, stays
from db.rules.invited import InvitedEntry, entries_for
from db.rules.inviting import Invitation, invitations, refuse_untold
from db.rules.letters import has_places
from db.rules.withheld import withheld
from db.store import cases, homes, invitation_entries, minutes, people
from db.store import letters as sent
from db.store.trouble import known_trouble
from db.words import Words, later

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


def write_invitations(
    desk: Desk,
    meeting_id: str,
    words: Words,
    *,
    letterhead: Letterhead,
    folder: Path,
    template: LetterTemplate | None = None,
) -> Made:
    """Write each participant's letter and calendar file into `folder`; returns what was written.

    The files are numbered in the agenda's order and hold no name in theirs. Made again, a calendar file
    holds the same events as before, changed or taken back. Whoever was invited before and is no longer on
    the agenda, and everybody if the meeting was cancelled, gets a calendar file that takes it back. When,
    where and which parts is each one's own; the other parts of the letter `template` (the shipped
    invitation) stand below. Each letter is kept as it was sent. Raises NotAllowed if a rule forbids it,
    a file of a name is there already, or a finished letter would hold what its reader may not read, Stale
    for an unknown meeting or one of no case, Trouble if the disk refuses; nothing is written then.
    """
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
        known = homes.shielded(desk.db, case_id, known)
    refuse_untold(case)
    over = _only_taken_back(meeting, before)
    staying = () if over else stays(meeting)
    found = () if over else invitations(case, meeting, known)
    own_words = _own_words(template or letters.shipped()["invitation"], words)
    files: dict[Path, bytes] = {}
    entries: dict[str, tuple[InvitedEntry, ...]] = {}

    def give(person: str, slots: Sequence[Slot], stem: str) -> None:
        entries[person] = entries_for(
            slots, before.get(person, ()), now=desk.now(), new_uid=lambda: str(uuid4())
        )
        files[folder / f"{stem}.ics"] = invitation_file(entries[person], words, now=desk.now())

    for number, (stay, one) in enumerate(zip(staying, found, strict=True), 1):
        paper = InvitationSheet(
            invitation=one,
            caseworker=case.caseworker,
            printed_on=desk.today(),
            parts=own_words,
            letterhead=letterhead,
            withheld=withheld(
                (case,), known.values(), (one, case.caseworker, letterhead, own_words), party=stay.person
            ),
        )
        stem = words.t("invitation-{number}", number=number)
        files[folder / f"{stem}.pdf"] = render(paper, words)
        give(stay.person, stay.slots, stem)
    taken_back = []
    for number, person in enumerate((one for one in before if one not in entries), 1):
        stem = words.t("cancellation-{number}", number=number)
        give(person, (), stem)
        name = known[person].name if person in known else words.t("Nobody named")
        taken_back.append(TakenBack(f"{stem}.ics", name))
    kept = [_as_sent(desk, meeting_id, one, own_words, words) for one in found]
    with known_trouble(), desk.db.atomic(), new_files(files):
        _keep(desk, case_id, kept)
        for person, given in entries.items():
            invitation_entries.keep(desk.db, meeting_id, case_id, person, given)
        note(desk, MADE, [("appointment", meeting_id, case_id)])
    return Made(desk.now(), len(staying), tuple(taken_back))


def _only_taken_back(meeting: Appointment, before: Mapping[str, Sequence[InvitedEntry]]) -> bool:
    """True if people were invited, and the meeting was cancelled or has nobody on its agenda any more."""
    if not before:
        return False
    planned = meeting.status is AppointmentStatus.PLANNED
    nobody = planned and not any(part.participants for part in meeting.agenda)
    return nobody or meeting.status is AppointmentStatus.CANCELLED


def _as_sent(
    desk: Desk, meeting_id: str, one: Invitation, own_words: tuple[WrittenPart, ...], words: Words
) -> SentLetter:
    """The invitation in words, as its receiver reads it."""
    parts = "\n".join(f"{span} {title}" for span, title in inviting.times(one, words))
    about = f"{inviting.when(one, words)}\n{inviting.where(one, words)}"
    return SentLetter(
        id=new_id(),
        template="invitation",
        about=meeting_id,
        title=words.t("Invitation to a meeting"),
        receiver="\n".join(line for line in (one.name, one.address) if line),
        sent_on=desk.today(),
        parts=(
            WrittenPart(title=words.t("Invitation"), text=about),
            WrittenPart(title=words.t("You take part in"), text=parts),
            *own_words,
        ),
    )


def _keep(desk: Desk, case_id: str, letters: Sequence[SentLetter]) -> None:
    for letter in letters:
        sent.add(desk.db, letter, case_id)
    computed.index(desk, [finding.entry_of_letter(letter, case_id) for letter in letters])


def _own_words(template: LetterTemplate, words: Words) -> tuple[WrittenPart, ...]:
    """The parts of `template` that are the same for everybody: with words, and with no place to fill."""
    told = ((part.title.of(words.language), part.text.of(words.language).strip()) for part in template.part)
    return tuple(WrittenPart(title=title, text=text) for title, text in told if text and not has_places(text))
