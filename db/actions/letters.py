"""Letters: begun from a template and the view of who receives them, sent once, and kept as sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.actions import computed, inquiries
from db.actions.desk import Changed, Desk, Topic, action
from db.actions.outgoing import new_files
from db.errors import NotAllowed, Stale
from db.records.appointment import Appointment
from db.records.base import Record, day_of, new_id
from db.records.case import Case
from db.records.entrance import Allocation, Decision, Inquiry, InquiryKind
from db.records.letter import LetterTemplate, SentLetter, WrittenPart
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.rules import entrance, finding, letters, names
from db.rules.people_named import people_named
from db.rules.readers import Reader, Reading
from db.rules.reasons import refuse_price
from db.rules.view import view_of
from db.rules.withheld import Withheld, withheld
from db.store import cases, homes, people
from db.store import entrance as entrance_store
from db.store import letters as store
from db.store.trouble import known_trouble
from db.words import Words, later

if TYPE_CHECKING:
    from db.pdf.letter import LetterSheet

SENT: Final = "letter.sent"
"""The name of a sent letter in the journal."""
_SHOWN: Final = frozenset({Topic.CASES, Topic.CALENDAR})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letter: its template, the record it is about, and the person who gets it.

    A receipt or an answer goes to who came with the inquiry and names no person; `case_id` is None for an
    inquiry of no case.
    """

    template: LetterTemplate
    case_id: str | None
    about: str
    person: str | None = None


def begun(desk: Desk, wanted: Wanted, words: Words) -> SentLetter:
    """The letter as it begins: nothing of it is kept yet.

    Raises NotAllowed while the family must not be told, for somebody anonymous, or a template not in
    force; Stale for a record or person that is gone.
    """
    letters.refuse_not_in_force(wanted.template, desk.today())
    with known_trouble():
        found = _found(desk, wanted)
    facts = _facts(found, words)
    language = words.language
    return SentLetter(
        id=new_id(),
        template=wanted.template.id,
        about=wanted.about,
        title=wanted.template.title.of(language),
        receiver=found.receiver,
        sent_on=desk.today(),
        parts=tuple(
            WrittenPart(title=one.title.of(language), text=letters.filled(one.text.of(language), facts))
            for one in wanted.template.part
        ),
    )


def sheet_of(desk: Desk, wanted: Wanted, letter: SentLetter, words: Words, head: Letterhead) -> "LetterSheet":
    """All that goes on the paper of `letter`, to be drawn on any thread. Raises what `begun` raises."""
    with known_trouble():
        found = _found(desk, wanted)
    from db.pdf.letter import LetterSheet  # what prints is not loaded before something is printed

    return LetterSheet(
        letter=letter, caseworker=desk.who, letterhead=head, withheld=_withheld(found, head, desk, words)
    )


def paper(desk: Desk, wanted: Wanted, letter: SentLetter, words: Words, head: Letterhead) -> bytes:
    """`letter` as a PDF, read back. Raises what `begun` raises, and NotAllowed for a withheld value in it."""
    from db.pdf.letter import render

    return render(sheet_of(desk, wanted, letter, words, head), words)


def send(
    desk: Desk, wanted: Wanted, letter: SentLetter, words: Words, *, letterhead: Letterhead, out: Path | None
) -> Changed:
    """Write `letter` to the file `out`, keep it as it is, and note in the case that it was sent.

    Without `out` it was printed: it is kept and noted, and no file is written.
    A receipt's, an answer's and a decision's day are set by it. Raises NotAllowed while a part that the
    law asks for is empty or a decision's reasons name a price, and what `paper` raises; Trouble if the
    disk refuses. Nothing is written then.
    """
    letters.refuse_unfinished(wanted.template, [one.text for one in letter.parts], words)
    file = paper(desk, wanted, letter, words, letterhead)
    found = _found(desk, wanted)
    before, after = found.record, _told(found.record, letter.sent_on)
    if isinstance(after, Inquiry):
        entrance.refuse_inquiry(after, desk.now())
    elif isinstance(after, Decision):
        entrance.refuse_decision(after, desk.today())
        if found.case is not None:
            told = letters.reasons_in(wanted.template, [one.text for one in letter.parts])
            refuse_price(found.case, after, told)
    with (
        new_files({} if out is None else {out: file}, in_place=True),
        action(desk, SENT, "letter", letter.id, wanted.case_id) as act,
    ):
        store.add(desk.db, letter, wanted.case_id)
        computed.index(desk, [finding.entry_of_letter(letter, wanted.case_id)])
        if isinstance(after, Inquiry):
            entrance_store.save(desk.db, after, wanted.case_id)
            act.changed("inquiry", after.id, wanted.case_id, before, after)
        elif isinstance(after, Decision):
            entrance_store.save(desk.db, after, wanted.case_id)
            act.changed("decision", after.id, wanted.case_id, before, after)
        if wanted.case_id is not None:
            computed.refresh_case(desk, wanted.case_id)
        elif isinstance(after, Inquiry):
            inquiries.refresh(desk, after.id, after)
    return Changed(_SHOWN, wanted.case_id, letter.id)


@dataclass(frozen=True, slots=True)
class _Found:
    case: Case | None
    known: Mapping[str, Person]
    record: Record | None
    receiver: str
    permitted: tuple[object, ...]
    party: str | None


def _found(desk: Desk, wanted: Wanted) -> _Found:
    if wanted.case_id is None:
        return _without_case(desk, wanted)
    case = cases.get(desk.db, wanted.case_id)
    if case.parents_not_told is not None:
        raise NotAllowed(
            later("Nothing is made for this family or its network now: telling them may be a danger."),
            later("The case says why, and until when."),
        )
    known = homes.shielded(desk.db, case.id, people.of(desk.db, people_named(case)))
    record = _record(case, wanted)
    if isinstance(record, Inquiry) and wanted.template.kind in letters.TO_SENDER:
        _refuse_anonymous(record)
        child = known[case.child]
        shown = (record.from_, Person(id=child.id, name=child.name))
        return _Found(case, known, record, record.from_, shown, None)
    person = known.get(wanted.person or "")
    if person is None:
        raise Stale(
            later("This case knows no person with that id."),
            later("Choose somebody of the family or its network."),
        )
    view = view_of(case, list(known.values()), Reader(kind=Reading.PARTY, party=person.id), desk.today())
    address = "" if person.protected_address else person.address
    receiver = "\n".join(part for part in (person.name, address) if part)
    return _Found(case, known, record, receiver, (view, *_open(record), case.closed_reason), person.id)


def _open(record: Record | None) -> tuple[Record, ...]:
    """What the letter is about, which its receiver may read; of a meeting only when and where it is."""
    return () if record is None or isinstance(record, Appointment | Inquiry) else (record,)


def _without_case(desk: Desk, wanted: Wanted) -> _Found:
    inquiry, _ = entrance_store.inquiry(desk.db, wanted.about)
    _refuse_anonymous(inquiry)
    return _Found(None, {}, inquiry, inquiry.from_, (), None)


def _refuse_anonymous(inquiry: Inquiry) -> None:
    if inquiry.anonymous:
        raise NotAllowed(later("Somebody anonymous gets no letter."), later("Leave it out."))


def _record(case: Case, wanted: Wanted) -> Record | None:
    every: Sequence[Any] = (*case.inquiries, *case.allocations, *case.decisions, *case.appointments)
    found: Record | None = next((one for one in every if one.id == wanted.about), None)
    if found is None and wanted.about != case.id:
        raise Stale(later("What the letter is about is gone."), later("Open the case again."))
    return found


def _told(record: Record | None, on: date) -> Record | None:
    """`record` as it is once the letter about it was sent."""
    if isinstance(record, Inquiry) and record.kind is InquiryKind.NOTIFICATION:
        return record if record.receipt_sent_on else record.changed(receipt_sent_on=on)
    if isinstance(record, Inquiry) and record.answered_on is None:
        return record.changed(answered_on=on)
    if isinstance(record, Decision) and record.told_on is None:
        return record.changed(told_on=on)
    return record


def _facts(found: _Found, words: Words) -> dict[str, str]:
    case, record = found.case, found.record
    facts: dict[str, str] = {}
    if case is not None:
        facts |= {"child": found.known[case.child].name, "closing": case.closed_reason}
        facts |= {"closed": words.day(case.closed) if case.closed else ""}
    if isinstance(record, Inquiry):
        facts |= {"received": words.day(day_of(record.received_at)), "benefit": record.benefit}
    elif isinstance(record, Allocation):
        result = words.t(names.ALLOCATIONS[record.result])
        facts |= {"panel_day": words.day(record.panel_on), "result": result, "reason": record.reason}
    elif isinstance(record, Decision):
        facts |= {"decided": words.day(record.made_on), "decision": record.text, "reasons": record.reasons}
    elif isinstance(record, Appointment):
        hidden = any(one.protected_address for one in found.known.values())
        facts |= {"meeting": words.moment(record.starts_at), "place": "" if hidden else record.place}
    return facts


def _withheld(found: _Found, head: Letterhead, desk: Desk, words: Words) -> tuple[Withheld, ...]:
    """All of the case that the receiver may not read; what the letter itself is about is none of it."""
    whole = tuple(one for one in (found.case or found.record,) if one is not None)
    caseworker = desk.who if found.case is None else found.case.caseworker
    facts = tuple(_facts(found, words).values())
    permitted = (*found.permitted, *facts, head, desk.who, caseworker, found.receiver)
    return withheld(whole, list(found.known.values()), permitted, party=found.party)
