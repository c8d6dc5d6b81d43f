"""What is computed from records and kept beside them: deadlines and the words for searching."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from db.actions.desk import Changed, Desk, Topic, action
from db.actions.up_to_date import RULES, WORDS, has_old_words, is_current
from db.records.appointment import Appointment
from db.records.base import new_id
from db.records.case import Case
from db.records.document import Document
from db.records.person import Person
from db.rules import due, finding, protection
from db.rules.deadline import Deadline
from db.rules.people_named import people_named
from db.rules.protection import Homes
from db.rules.rulebook import Rulebook
from db.stepping import each
from db.store import (
    aggregates,
    attachments,
    cases,
    deadlines,
    documents,
    facts,
    homes,
    letters,
    people,
    search,
)

_MIXED: Final = ""
_AT_A_TIME: Final = 200
_WORDED_AT_A_TIME: Final = 20


def book(desk: Desk) -> Rulebook:
    """The deadlines' rules that hold in this office."""
    return desk.rules.book


def renew(desk: Desk, after: str = "") -> str | None:
    """Compute the deadlines of the next cases behind the id `after` anew, by the rules that hold now.

    Returns the id to go on from, None when all is done: first those of the office, then 200 cases a time.
    Words for searching that an earlier release wrote are made anew with them, 20 cases a time.
    """
    old_words = has_old_words(desk)
    most = _WORDED_AT_A_TIME if old_words else _AT_A_TIME
    batch = [case_id for case_id in sorted(cases.ids(desk.db)) if case_id > after][:most]
    with action(desk, "deadlines.renewed", "case", new_id()):
        if not after:
            _refresh_office(desk, words=old_words)
        for case_id in batch:
            case = refresh_case(desk, case_id)
            if old_words:
                _index_whole(desk, case)
        if len(batch) < most:
            facts.put(desk.db, RULES, desk.rules.fingerprint)
            facts.put(desk.db, WORDS, "")
            return None
    return batch[-1]


def renewed(desk: Desk) -> Changed | None:
    """Compute all deadlines anew if other rules hold than when they were stored; None if none do."""
    if is_current(desk):
        return None
    after: str | None = ""
    while after is not None:
        after = renew(desk, after)
    return Changed(frozenset({Topic.CALENDAR}))


def _note_rules(desk: Desk) -> None:
    """Remember the rules of what was just computed; what others computed before is then to be renewed."""
    before = facts.get(desk.db, RULES)
    if before is None:
        facts.put(desk.db, RULES, desk.rules.fingerprint)
    elif before != desk.rules.fingerprint:
        facts.put(desk.db, RULES, _MIXED)


def _index_whole(desk: Desk, case: Case) -> None:
    known = people.of(desk.db, people_named(case))
    index(desk, finding.entries_of_case(case, known, Homes(homes.protected(desk.db))))
    index_people(desk, people.of_case(desk.db, case.id))
    index_beside(desk, case.id)


def _refresh_office(desk: Desk, *, words: bool) -> None:
    rules = book(desk)
    inquiries, appointments = documents.of_office(desk.db)
    for inquiry in inquiries:
        deadlines.replace(desk.db, inquiry.id, None, due.deadlines_of_inquiry(inquiry, rules))
    for appointment in appointments:
        deadlines.replace(desk.db, appointment.id, None, due.deadlines_of_appointment(appointment, rules))
    if words:
        index(desk, [finding.entry_of_inquiry(one, None) for one in inquiries])
        index(desk, [finding.entry_of_appointment(one, None) for one in appointments])
        sent = (one for inquiry in inquiries for one in letters.about(desk.db, inquiry.id))
        index(desk, [finding.entry_of_letter(one, None) for one in sent])


def refresh_case(desk: Desk, case_id: str) -> Case:
    """Compute the case's deadlines anew, in the open transaction; returns the case as it now is."""
    case = cases.get(desk.db, case_id)
    child = people.get(desk.db, case.child)
    deadlines.replace(desk.db, case_id, case_id, due.deadlines_of(case, child, book(desk)))
    _note_rules(desk)
    return case


def index(desk: Desk, entries: Iterable[finding.Entry]) -> None:
    """Make changed records findable by their new words, a form also by what it is called."""
    search.replace(desk.db, _called(desk, entries))


def _called(desk: Desk, entries: Iterable[finding.Entry]) -> Iterator[finding.Entry]:
    for entry in entries:
        form = desk.forms.newest(entry.title) if entry.kind == "form" else None
        if form is None:
            yield entry
        else:
            names = [form.title.in_language(language) for language in ("da", "en")]
            yield replace(entry, body=f"{entry.body}\n{finding.UNSEEN}" + "\n".join(names))


def index_beside(desk: Desk, case_id: str) -> None:
    """Make findable what a case's record does not hold: its attachments and the letters that were sent."""
    found = [finding.entry_of_attachment(one, case_id) for one in attachments.of_case(desk.db, case_id)]
    index(
        desk, [*found, *(finding.entry_of_letter(one, case_id) for one in letters.of_case(desk.db, case_id))]
    )


def index_people(desk: Desk, ids: Iterable[str]) -> None:
    """Make people findable anew in each case that knows them, never by an address that is protected."""
    shown: dict[str, dict[str, Person]] = {}
    entries: list[finding.Entry] = []
    for person_id in dict.fromkeys(ids):
        where = homes.cases_of(desk.db, person_id)
        for case_id in where:
            if case_id not in shown:
                shown[case_id] = homes.shielded(desk.db, case_id)
            entries.append(finding.entry_of_person(shown[case_id][person_id], case_id))
        if not where:
            entries += _of_no_case(desk, person_id)
    search.replace(desk.db, entries)


def _of_no_case(desk: Desk, person_id: str) -> list[finding.Entry]:
    """Somebody who stands in no case is found as such."""
    return _entries_of_no_case(people.of(desk.db, [person_id]), Homes(homes.protected(desk.db)))


def _entries_of_no_case(of_none: Mapping[str, Person], hidden: Homes) -> list[finding.Entry]:
    shown = protection.shielded(of_none, "", (), hidden)
    return [finding.entry_of_person(person, None) for person in shown.values()]


def index_home(desk: Desk, case_ids: Iterable[str], addresses: Iterable[str] = ()) -> None:
    """Make everybody of these cases, all who live at `addresses`, and meetings' places findable anew.

    It is asked for where protection, an address or who lives with whom changed.
    """
    touched = list(dict.fromkeys(case_ids))
    everybody = [key for case_id in touched for key in people.of_case(desk.db, case_id)]
    index_people(desk, [*everybody, *homes.living_at(desk.db, addresses)])
    for case_id in touched:
        hidden = hides_places(desk, case_id)
        meetings = aggregates.of_case(desk.db, Appointment, case_id)
        index(desk, [finding.entry_of_appointment(one, case_id, hide_place=hidden) for one in meetings])


def hides_places(desk: Desk, case_id: str) -> bool:
    """True if a meeting's place may be an address that is protected."""
    return any(person.protected_address for person in homes.shielded(desk.db, case_id).values())


def add_new(desk: Desk, document: Document) -> None:
    """Deadlines and search words of a document whose records were not in the store before."""
    rules = book(desk)
    known = {person.id: person for person in document.people}
    secret = protection.addresses(document.people)
    rows: list[tuple[str, str | None, Deadline]] = []
    entries: list[finding.Entry] = []
    named = {key for case in document.cases for key in (case.child, *(one.person for one in case.relations))}
    if named - known.keys():  # people of a list whom the store knew before
        known |= people.of(desk.db, sorted(named - known.keys()))
        secret += homes.protected(desk.db)
    hidden = Homes(secret)
    for case in each(document.cases):
        rows += [(case.id, case.id, item) for item in due.deadlines_of(case, known[case.child], rules)]
        entries += finding.entries_of_case(case, known, hidden)
    of_none = {person.id: person for person in document.people if person.id not in named}
    entries += _entries_of_no_case(of_none, hidden)
    for inquiry in document.inquiries:
        rows += [(inquiry.id, None, item) for item in due.deadlines_of_inquiry(inquiry, rules)]
        entries.append(finding.entry_of_inquiry(inquiry, None))
    for appointment in document.appointments:
        rows += [(appointment.id, None, item) for item in due.deadlines_of_appointment(appointment, rules)]
        entries.append(finding.entry_of_appointment(appointment, None))
    deadlines.add(desk.db, rows)
    _note_rules(desk)
    search.add(desk.db, _called(desk, entries))
