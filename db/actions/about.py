"""The rights of the registered: all that is known of one child or person, and who did what in the case."""

import csv
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Final

from db.actions import about_sections
from db.actions.about_sections import moment_of
from db.actions.desk import Desk, note
from db.actions.outgoing import new_files
from db.books import ages
from db.errors import NotAllowed
from db.pdf import read_back, told_sheet
from db.pdf.told_sheet import Told
from db.records.base import Record
from db.records.case import Case
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.rules import deeds, openings
from db.rules.people_named import people_named
from db.rules.readers import Reader, Reading, has_right
from db.rules.view import View, as_told, view_of
from db.rules.withheld import Withheld, withheld
from db.store import cases, homes, parcels, people
from db.store.trouble import known_trouble
from db.words import Words, later

_PDF: Final = ".pdf"


def write_about(
    desk: Desk, case_id: str, person: str | None, words: Words, letterhead: Letterhead, out: Path
) -> None:
    """Write all that is known in the case to `out`: as PDF if it ends so, else as JSON.

    For `person` it is what they may read; for None the whole file with history and texts being written, and
    the child's other cases with it. Attachments themselves go along in JSON alone. Raises Stale for a case
    that is gone, NotAllowed while the parents must not be told, Trouble.
    """
    with known_trouble():
        case = cases.get(desk.db, case_id)
        others = _other_cases(desk, case) if person is None else []
        seen = [_seen(desk, one, person) for one in (case, *others)]
        beside = [_beside(desk, one.case.id) if person is None else {} for one in seen]
    if out.suffix.lower() == _PDF:
        data = _paper(seen, words, letterhead, desk)
    else:
        told = [
            {"case": _as_json(one.view.case, one.view.reader), **more}
            for one, more in zip(seen, beside, strict=True)
        ]
        more = {"other_cases": told[1:]} if told[1:] else {}
        data = _json(seen, {**told[0], **more}, words, letterhead, desk)
    with new_files({out: data}, in_place=True):
        note(desk, "case.exported", [("case", one.case.id, one.case.id) for one in seen])


def _other_cases(desk: Desk, case: Case) -> list[Case]:
    """The child's other cases here, by number: of the same record, or of one with the same CPR number."""
    child = people.get(desk.db, case.child)
    ids = set(parcels.cases_of_child(desk.db, case.child))
    if child.cpr:
        ids |= set(parcels.children_known_as(desk.db, child.cpr, case.child))
    return sorted(cases.many(desk.db, ids - {case.id}), key=lambda one: one.number)


def write_about_person(
    desk: Desk, person_id: str, words: Words, letterhead: Letterhead, out: Path
) -> tuple[str, ...]:
    """Write what somebody may read of all cases that name them to `out`: as PDF if it ends so, else as JSON.

    Whoever has the same CPR number is the same. Returns the numbers of the cases left out because their
    parents must not be told; the file says nothing of them. Raises Stale for a person that is gone,
    NotAllowed if no case is left, Trouble.
    """
    with known_trouble():
        person = people.get(desk.db, person_id)
        same = {one.id for one in people.of_cpr(desk.db, person.cpr)} if person.cpr else {person_id}
        naming = [
            (case, sorted(same & set(people_named(case)), key=lambda one: one != person_id))
            for case in cases.many(desk.db, cases.ids(desk.db))
        ]
        told = [(case, named[0]) for case, named in naming if named]
        seen = [_seen(desk, case, named) for case, named in told if case.parents_not_told is None]
    left_out = tuple(case.number for case, _ in told if case.parents_not_told is not None)
    if not seen:
        raise NotAllowed(
            later("There is nothing about this person that may be told now."),
            later("No file was written. The case says why."),
        )
    if out.suffix.lower() == _PDF:
        data = _paper(seen, words, letterhead, desk)
    else:
        shown = {"cases": [_as_json(one.view.case, one.view.reader) for one in seen]}
        data = _json(seen, shown, words, letterhead, desk)
    with new_files({out: data}, in_place=True):
        note(desk, "case.exported", [("case", one.case.id, one.case.id) for one in seen])
    return left_out


def write_access_log(
    desk: Desk, case_id: str, words: Words, letterhead: Letterhead, out: Path, *, with_names: bool
) -> None:
    """Write who did what in all cases of the child, and when, to `out`: as PDF if it ends so, else as CSV.

    Readings and writings both; where it was asked why the case was opened, the answer too.
    Without names nobody who works here is named. Raises Stale for a case that is gone, Trouble.
    """
    with known_trouble():
        case = cases.get(desk.db, case_id)
        told = [case, *_other_cases(desk, case)]
        logs = {
            one.number: [line["line"] for line in parcels.lines_of(desk.db, one.id, history=True)]
            for one in told
        }
    who = {str(line.get("who") or "") for lines in logs.values() for line in lines} - {""}
    hidden = () if with_names else tuple(sorted(who, key=len, reverse=True))
    rows = [
        (number, moment_of(line, words), _deed(line, words, hidden), str(line.get("who") or ""))
        for number, lines in logs.items()
        for line in lines
    ]
    if out.suffix.lower() == _PDF:
        data = _log_paper(logs, rows, words, letterhead, desk, with_names=with_names)
    else:
        data = _csv(rows, words, with_names=with_names)
    with new_files({out: data}, in_place=True):
        note(desk, "case.exported", [("case", one.id, one.id) for one in told])


def _log_paper(
    numbers: Iterable[str],
    rows: Sequence[tuple[str, str, str, str]],
    words: Words,
    letterhead: Letterhead,
    desk: Desk,
    *,
    with_names: bool,
) -> bytes:
    heads = (words.t("Time"), words.t("What was done"))
    sections = []
    for number in numbers:
        shown = tuple(
            (at, f"{told} · {who}" if with_names and who else told)
            for of_case, at, told, who in rows
            if of_case == number
        )
        sections.append(Told(words.t("Case {number}", number=number), heads, shown))
    under = words.t("Made on {day}", day=words.day(desk.today()))
    return told_sheet.render(words.t("Access log"), under, sections, letterhead, words)


def _deed(line: Mapping[str, Any], words: Words, hidden: Sequence[str]) -> str:
    """What was done; of an opening also why, if that was asked, without the names that are `hidden`."""
    told = words.t(deeds.told(str(line.get("action"))))
    sealed = [one for one in line.get("history") or () if one.get("kind") == openings.OPENING]
    why = openings.told(sealed[0].get("after"), words) if sealed else ""
    for name in hidden:
        why = why.replace(name, "–")
    return f"{told}: {why}" if why else told


@dataclass(frozen=True, slots=True)
class _Seen:
    """A case, whom it names, and what the reader may read of it."""

    case: Case
    known: dict[str, Person]
    view: View


def _seen(desk: Desk, case: Case, person: str | None) -> _Seen:
    known = people.of(desk.db, people_named(case))
    if person is not None:
        known = homes.shielded(desk.db, case.id, known)
    return _Seen(case, known, view_of(case, known.values(), _reader(desk, case, known, person), desk.today()))


def _reader(desk: Desk, case: Case, known: dict[str, Person], person: str | None) -> Reader:
    if person is None:
        return Reader(kind=Reading.CASEWORKER)
    right = has_right(case, known[person], desk.today(), ages.years("party"))
    return Reader(kind=Reading.PARTY, party=person, agreed_only=not right)


def _beside(desk: Desk, case_id: str) -> dict[str, Any]:
    """What the case's record does not hold: history, texts being written, and rows of other tables."""
    rows = parcels.rows_of(desk.db, case_id)
    return {
        "drafts": parcels.drafts_of(desk.db, case_id),
        "journal": [one["line"] for one in parcels.lines_of(desk.db, case_id, history=True)],
        "more": [
            {
                "table": row.table,
                "values": dict(row.values),
                "files": {name: b64encode(data).decode("ascii") for name, data in row.files.items()},
            }
            for row in rows
        ],
    }


def _json(
    seen: Sequence[_Seen], shown: Mapping[str, Any], words: Words, letterhead: Letterhead, desk: Desk
) -> bytes:
    told = {
        "format": "taetpaa-about",
        "version": 1,
        "made_on": desk.today().isoformat(),
        "people": [_as_json(one, reader) for one, reader in _people(seen).values()],
        **shown,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    read_back.refuse_told([text], _hidden(seen, letterhead), words)
    return text.encode()


def _paper(seen: Sequence[_Seen], words: Words, letterhead: Letterhead, desk: Desk) -> bytes:
    told = _people(seen)
    shown = {key: one for key, (one, _) in told.items()}
    sections: list[Told] = []
    for one in seen:
        title = words.t("Case {number}", number=one.case.number)
        reader, case = one.view.reader, one.view.case
        sections.append(
            about_sections.of_record(desk, title, as_told(case.changed(forms=()), reader), case, shown, words)
        )
        sections += about_sections.of_forms(desk, case, shown, words)
        if reader.kind is Reading.CASEWORKER:
            sections += about_sections.beside(desk, case, shown, words)
    first = seen[0].view.case
    sections += [
        about_sections.of_record(desk, one.name, as_told(one, reader), first, shown, words)
        for one, reader in told.values()
    ]
    whole = seen[0].view.reader.kind is Reading.CASEWORKER
    title = words.t("All that is written down") if whole else words.t("What you may read")
    under = words.t("Made on {day}", day=words.day(desk.today()))
    return told_sheet.render(title, under, sections, letterhead, words, _hidden(seen, letterhead))


def _people(seen: Sequence[_Seen]) -> dict[str, tuple[Person, Reader]]:
    """Everybody the views speak of, by id, as the view that tells most has them, and whose view it is."""
    found: dict[str, tuple[Person, Reader]] = {}
    for one in seen:
        for person in one.view.people:
            if person.id == one.view.reader.party or person.id not in found:
                found[person.id] = person, one.view.reader
    return found


def _hidden(seen: Sequence[_Seen], letterhead: Letterhead) -> tuple[Withheld, ...]:
    permitted = [*(one.view for one in seen), letterhead]
    return tuple(
        value
        for one in seen
        if one.view.reader.kind is not Reading.CASEWORKER
        for value in withheld((one.case,), one.known.values(), permitted, party=one.view.reader.party)
    )


def _as_json(record: Record, reader: Reader) -> dict[str, Any]:
    return as_told(record, reader).model_dump(mode="json")


def _csv(rows: Sequence[tuple[str, str, str, str]], words: Words, *, with_names: bool) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heads = [words.t("Case"), words.t("Time"), words.t("What was done"), words.t("Who")]
    shown = len(heads) if with_names else len(heads) - 1
    writer.writerow(heads[:shown])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row[:shown]])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """A cell that a spreadsheet takes as text, never as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
