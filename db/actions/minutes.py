"""A meeting's minutes: written while it is held, put together for one reader, printed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action, note
from db.actions.outgoing import new_files
from db.errors import NotAllowed, Stale
from db.records.appointment import Appointment, AppointmentStatus
from db.records.case import Case
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.records.placement_answer import PlacementAnswer
from db.rules import due, finding
from db.rules.minutes_for import minutes_for, text_without_addresses, took_part, without_addresses
from db.rules.people_named import people_named
from db.rules.withheld import withheld
from db.store import cases, deadlines, drafts, homes, minutes, people, placement_answers
from db.store.trouble import known_trouble
from db.words import Words, later

if TYPE_CHECKING:
    from db.pdf.minutes import MinutesSheet

KIND: Final = "appointment"
"""The name of meetings in the journal, the history and the drafts."""
_MEETINGS: Final = frozenset({Topic.CALENDAR, Topic.CASES, Topic.DRAFTS})
PRINTED: Final = "minutes.printed"
"""The name of a print in the journal."""


def sheet_of(desk: Desk, appointment_id: str, party: str | None, letterhead: Letterhead) -> "MinutesSheet":
    """All that goes on the paper of a meeting: the file's own copy, or what the person `party` may read.

    Raises Stale for an unknown meeting or person, NotAllowed for a person who took part in
    nothing, and for any party while the parents must not be told.
    """
    meeting = minutes.get(desk.db, appointment_id)
    case_id = minutes.case_of(desk.db, appointment_id)
    case = None if case_id is None else cases.get(desk.db, case_id)
    known = _people(desk, meeting, case)
    reader = None if party is None else _reader(desk, party, case)
    whole = meeting
    answers = tuple(placement_answers.of_meeting(desk.db, meeting.id).values())
    told: tuple[tuple[str, PlacementAnswer], ...] = ()  # the office's alone
    if any(person.protected_address for person in known.values()):
        meeting = meeting.changed(place="")  # it may be the one that is protected
    if reader is None:
        hidden = [_only_address(person) for person in known.values() if person.protected_address]
        meeting = without_addresses(meeting, hidden)
        told = () if case is None else _answered(answers, case, hidden)
    else:
        meeting = without_addresses(minutes_for(meeting, reader.id), _others(known, reader))
    shown = _shown(meeting, known, reader)
    permitted = (meeting, letterhead, *shown)
    from db.pdf.minutes import MinutesSheet  # what prints is not loaded before something is printed

    return MinutesSheet(
        appointment=meeting,
        child=None if case is None else known.get(case.child),
        people=shown,
        relations=() if case is None else case.relations,
        party=reader,
        printed_on=desk.today(),
        answers=told,
        withheld=()
        if reader is None
        else withheld((whole, *answers), known.values(), permitted, party=reader.id),
        letterhead=letterhead,
    )


def print_minutes(
    desk: Desk, appointment_id: str, party: str | None, words: Words, *, letterhead: Letterhead, out: Path
) -> None:
    """Print a meeting's minutes to the new file `out`; the print stands in the journal.

    Raises what `sheet_of` raises, NotAllowed if the name is taken, Trouble if the disk refuses.
    """
    with known_trouble():
        sheet = sheet_of(desk, appointment_id, party, letterhead)
        case_id = minutes.case_of(desk.db, appointment_id)
    from db.pdf.minutes import render

    with new_files({out: render(sheet, words)}):
        note(desk, PRINTED, [("appointment", appointment_id, case_id)])


def write_minutes(desk: Desk, sheet: "MinutesSheet", words: Words, to: Path) -> datetime:
    """Write the paper `sheet` to the file `to`, in place of what is there; returns the moment.

    The print stands in the journal. Raises Trouble if the disk refuses.
    """
    meeting = sheet.appointment.id
    from db.pdf.minutes import render

    with new_files({to: render(sheet, words)}, in_place=True):
        note(desk, PRINTED, [("appointment", meeting, minutes.case_of(desk.db, meeting))])
    return desk.now()


def save_meeting(desk: Desk, before: Appointment, after: Appointment) -> Changed:
    """Write a meeting as it is now; what was being typed in it is taken up by this.

    Its agreements become deadlines. Raises Stale if it changed meanwhile, Trouble if the disk fails.
    """
    with known_trouble():
        case_id = minutes.case_of(desk.db, after.id)
    held = before.status is not after.status and after.status is AppointmentStatus.HELD
    with action(desk, "meeting.held" if held else "meeting.changed", KIND, after.id, case_id) as act:
        minutes.save(desk.db, after, expected=before)
        act.changed(KIND, after.id, case_id, before, after)
        drafts.drop_record(desk.db, KIND, after.id)
        refresh(desk, after, case_id)
    return Changed(_MEETINGS, case_id, after.id)


def keep_agreement(desk: Desk, agreement_id: str) -> Changed:
    """Write down that an agreement was kept today. Raises Stale if it is gone, Trouble if the disk fails."""
    with known_trouble():
        before = minutes.of_agreement(desk.db, agreement_id)
    kept = tuple(
        one.changed(done_on=desk.today()) if one.id == agreement_id else one for one in before.agreements
    )
    return save_meeting(desk, before, before.changed(agreements=kept))


def refresh(desk: Desk, meeting: Appointment, case_id: str | None) -> None:
    """Compute anew what hangs on a meeting: deadlines and search words, in the open transaction."""
    hidden = False
    if case_id is None:
        found = due.deadlines_of_appointment(meeting, computed.book(desk))
        deadlines.replace(desk.db, meeting.id, None, found)
    else:
        computed.refresh_case(desk, case_id)
        hidden = computed.hides_places(desk, case_id)
    computed.index(desk, [finding.entry_of_appointment(meeting, case_id, hide_place=hidden)])


def _answered(
    answers: Iterable[PlacementAnswer], case: Case, hidden: Sequence[Person]
) -> tuple[tuple[str, PlacementAnswer], ...]:
    titles = {one.id: one.title for one in case.interventions}
    return tuple(
        (titles.get(one.intervention, ""), one.changed(reason=text_without_addresses(one.reason, hidden)))
        for one in answers
    )


def _reader(desk: Desk, party: str, case: Case | None) -> Person:
    found = people.of(desk.db, [party]).get(party)
    if found is None:
        raise Stale(
            later("There is no person with that id in the store."),
            later("Choose somebody who takes part in the meeting."),
        )
    if case is not None and case.parents_not_told is not None:
        raise NotAllowed(
            later("Nothing is made for this family or its network now: telling them may be a danger."),
            later("The case says why, and until when."),
        )
    return found


def _people(desk: Desk, meeting: Appointment, case: Case | None) -> dict[str, Person]:
    """Whom the case and the meeting speak of, by id, the child first."""
    named = [] if case is None else list(people_named(case))
    named += sorted(took_part(meeting))
    named += [one.rated_by for one in meeting.safety_scale if one.rated_by is not None]
    named += [one.responsible for one in meeting.agreements if one.responsible is not None]
    known = people.of(desk.db, named)
    return known if case is None else homes.shielded(desk.db, case.id, known)


def _others(known: dict[str, Person], reader: Person) -> list[Person]:
    """Everybody else; a home or a number that is the reader's as well is no secret to them."""
    return [
        person.changed(
            address="" if person.address == reader.address else person.address,
            phone="" if person.phone == reader.phone else person.phone,
            email="" if person.email == reader.email else person.email,
        )
        for person in known.values()
        if person.id != reader.id
    ]


def _only_address(person: Person) -> Person:
    return person.changed(phone="", email="", cpr=None)


def _shown(meeting: Appointment, known: dict[str, Person], reader: Person | None) -> tuple[Person, ...]:
    """Whom the paper names, without anything but the name."""
    named = {person for part in meeting.agenda for person in part.participants}
    named |= {one.rated_by for one in meeting.safety_scale if one.rated_by is not None}
    named |= {one.responsible for one in meeting.agreements if one.responsible is not None}
    named |= set() if reader is None else {reader.id}
    return tuple(Person(id=key, name=person.name) for key, person in known.items() if key in named)
