"""The rights of the registered: all that is known of one child or person, and who did what in the case."""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any, Final

from db.actions.desk import Desk, note
from db.actions.outgoing import new_files
from db.books import ages
from db.pdf import read_back, told_sheet
from db.pdf.told_sheet import Told
from db.records.case import Case
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.rules import deeds, openings
from db.rules.differences import differences
from db.rules.people_named import people_named
from db.rules.readers import Reader, Reading, has_right
from db.rules.view import View, view_of
from db.rules.withheld import Withheld, withheld
from db.store import cases, homes, parcels, people
from db.store.trouble import known_trouble
from db.words import Words

_PDF: Final = ".pdf"


def write_about(
    desk: Desk, case_id: str, person: str | None, words: Words, letterhead: Letterhead, out: Path
) -> None:
    """Write all that is known in the case to `out`: as PDF if it ends so, else as JSON.

    For `person` it is what they may read; for None the whole file with history and texts being written.
    Raises Stale for a case that is gone, NotAllowed while the parents must not be told, Trouble.
    """
    with known_trouble():
        case = cases.get(desk.db, case_id)
        known = people.of(desk.db, people_named(case))
        if person is not None:
            known = homes.shielded(desk.db, case_id, known)
        view = view_of(case, known.values(), _reader(desk, case, known, person), desk.today())
        beside = _beside(desk, case_id) if person is None else {}
    if out.suffix.lower() == _PDF:
        data = _paper(view, case, known, words, letterhead, desk)
    else:
        told = {
            "format": "taetpaa-about",
            "version": 1,
            "made_on": desk.today().isoformat(),
            "case": view.case.model_dump(mode="json"),
            "people": [one.model_dump(mode="json") for one in view.people],
            **beside,
        }
        text = json.dumps(told, ensure_ascii=False, indent=1)
        read_back.refuse_told([text], _hidden(view, case, known, letterhead), words)
        data = text.encode()
    with new_files({out: data}, in_place=True):
        note(desk, "case.exported", [("case", case_id, case_id)])


def write_access_log(
    desk: Desk, case_id: str, words: Words, letterhead: Letterhead, out: Path, *, with_names: bool
) -> None:
    """Write who did what in the case, and when, to `out`: as PDF if it ends so, else as CSV.

    Readings and writings both; where it was asked why the case was opened, the answer too.
    Without names nobody who works here is named. Raises Stale for a case that is gone, Trouble.
    """
    with known_trouble():
        case = cases.get(desk.db, case_id)
        lines = [one["line"] for one in parcels.lines_of(desk.db, case_id, history=True)]
    rows = [(_time(one["at"], words), _deed(one, words), str(one["who"])) for one in lines]
    if out.suffix.lower() == _PDF:
        shown = tuple((at, f"{told} · {who}" if with_names and who else told) for at, told, who in rows)
        heads = (words.t("Time"), words.t("What was done"))
        section = Told(words.t("Case {number}", number=case.number), heads, shown)
        under = words.t("Made on {day}", day=words.day(desk.today()))
        data = told_sheet.render(words.t("Access log"), under, [section], letterhead, words)
    else:
        data = _csv(rows, words, with_names=with_names)
    with new_files({out: data}, in_place=True):
        note(desk, "case.exported", [("case", case_id, case_id)])


def _deed(line: Mapping[str, Any], words: Words) -> str:
    told = words.t(deeds.told(line["action"]))
    sealed = [one for one in line.get("history") or () if one.get("kind") == openings.OPENING]
    why = openings.told(sealed[0].get("after"), words) if sealed else ""
    return f"{told}: {why}" if why else told


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
        "more": [{"table": row.table, "values": dict(row.values)} for row in rows],
    }


def _paper(
    view: View, case: Case, known: dict[str, Person], words: Words, letterhead: Letterhead, desk: Desk
) -> bytes:
    shown = {one.id: one for one in view.people}
    heads = (words.t("What"), words.t("What is written down"))
    sections = [Told(words.t("Case {number}", number=case.number), heads, _rows([view.case], shown, words))]
    sections += [Told(one.name, heads, _rows([one], shown, words)) for one in view.people]
    whole = view.reader.kind is Reading.CASEWORKER
    hidden = _hidden(view, case, known, letterhead)
    title = words.t("All that is written down") if whole else words.t("What you may read")
    under = words.t("Made on {day}", day=words.day(desk.today()))
    return told_sheet.render(title, under, sections, letterhead, words, hidden)


def _hidden(view: View, case: Case, known: dict[str, Person], letterhead: Letterhead) -> tuple[Withheld, ...]:
    if view.reader.kind is Reading.CASEWORKER:
        return ()
    return withheld((case,), known.values(), (view, letterhead), party=view.reader.party)


def _rows(
    records: Iterable[Case | Person], shown: dict[str, Person], words: Words
) -> tuple[tuple[str, str], ...]:
    found = (row for one in records for row in differences(None, one, shown, words))
    return tuple((row.where, row.after) for row in found)


def _csv(rows: list[tuple[str, str, str]], words: Words, *, with_names: bool) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heads = [words.t("Time"), words.t("What was done"), words.t("Who")]
    writer.writerow(heads if with_names else heads[:2])
    for row in rows:
        writer.writerow([_plain(cell) for cell in (row if with_names else row[:2])])
    return out.getvalue().encode("utf-8-sig")


def _time(at: str, words: Words) -> str:
    """The moment as the office's clock had it."""
    return words.moment(datetime.fromisoformat(at))


def _plain(cell: str) -> str:
    """A cell that a spreadsheet takes as text, never as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
