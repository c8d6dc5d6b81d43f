"""Cases in and out of a store as packages: what is put into one, and how it is taken up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from db.actions import computed
from db.actions.desk import Act, Desk, action
from db.exchange.faults import FaultyDocument
from db.exchange.package import BadPackage, Manifest, Package, PackageKind, new_manifest, packed, unpacked
from db.exchange.reading import parse
from db.exchange.writing import document_json
from db.records.base import new_id
from db.records.case import Case
from db.records.document import Document
from db.records.person import Person
from db.rules.people_named import people_named
from db.store import aggregates, cases, documents, holds, parcels, people
from db.store.drafts import Draft
from db.store.holds import Held, Hold
from db.store.parcels import Row

_AT: Final = "at"
_TOO_LARGE: Final = 2**63


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What a package brought; `kept` counts people who differ here and stayed as they were."""

    cases: tuple[str, ...]
    kept: int


def package_of(desk: Desk, case_ids: Sequence[str], manifest: Manifest) -> Package:
    """All of these cases as a package: of a handover with the history and what is being typed."""
    whole = manifest.kind is PackageKind.HANDOVER
    journal: list[dict[str, Any]] = []
    files: list[bytes] = []
    for case_id in case_ids:
        for one in parcels.lines_of(desk.db, case_id, history=whole):
            journal.append({**one, "case": case_id})
        journal += [{"draft": draft} for draft in (parcels.drafts_of(desk.db, case_id) if whole else [])]
        for row in parcels.rows_of(desk.db, case_id):
            places = {name: len(files) + at for at, name in enumerate(row.files, 1)}
            files += row.files.values()
            journal.append({"row": {"table": row.table, "values": dict(row.values), "files": places}})
    document = document_json(documents.of_cases(desk.db, case_ids)).encode()
    return Package(manifest, document, tuple(journal), tuple(files))


def document_of(desk: Desk, package: Package) -> Document:
    """The cases in `package`. Raises NotAllowed if its document is faulty or holds anything else."""
    try:
        found = parse(package.document, desk.today()).document
    except FaultyDocument as error:
        raise BadPackage from error
    if not found.cases or found.inquiries or found.appointments:
        raise BadPackage
    if {booking.case for booking in found.bookings} - {case.id for case in found.cases}:
        raise BadPackage
    return found


def without(package: Package, document: Document, gone: Collection[str]) -> tuple[Package, Document]:
    """The package and its document without the cases `gone`.

    That is without their records, drafts, rows, files and lines, and without the people whom only they name.
    """
    left = [case for case in document.cases if case.id not in gone]
    lost = {person for case in document.cases if case.id in gone for person in people_named(case)}
    lost -= {person for case in left for person in people_named(case)}
    rest = document.changed(
        cases=tuple(left),
        bookings=tuple(one for one in document.bookings if one.case not in gone),
        people=tuple(one for one in document.people if one.id not in lost),
    )
    away = list(gone)  # what is compared may be anything, and need not be hashable
    journal = tuple(one for one in package.journal if _case_of(one) not in away)
    return replace(package, journal=journal), rest


def _case_of(one: Mapping[str, Any]) -> object:
    """The case that an object of a package's journal is of, as it says; None if it does not."""
    if "line" in one:
        return one.get("case")
    inside = one.get("draft", one.get("row"))
    if isinstance(inside, dict) and "values" in inside:
        inside = inside["values"]
    return inside.get("case_id") if isinstance(inside, dict) else None


def take_up(desk: Desk, package: Package, document: Document, name: str) -> TakenUp:
    """Write the package's cases in place of older copies, in the open transaction.

    Whether that is right was asked before. Raises NotAllowed if a part of it cannot be written.
    """
    lines, drafts, rows = _beside(desk, package, document)
    before = {case.id: case for case in cases.many(desk.db, [case.id for case in document.cases])}
    old_people = {person for case in before.values() for person in people_named(case)}
    ours = people_of_ours(desk, [person.id for person in document.people], before.values())
    for case_id in before:
        parcels.remove_case(desk.db, case_id)
    known = people.of(desk.db, (person.id for person in document.people))
    final = [_final(desk, person, known, stays=person.id in ours) for person in document.people]
    whole = document.changed(people=tuple(final))
    documents.add(desk.db, _new_parts(desk, whole, known))
    computed.add_new(desk, whole)
    for case in document.cases:
        parcels.keep_lines(desk.db, case.id, lines[case.id])
        with action(desk, name, "case", case.id, case.id, of_copies=True) as act:
            act.changed("case", case.id, case.id, before.get(case.id), case)
    parcels.keep_drafts(desk.db, drafts)
    parcels.keep_rows(desk.db, rows)
    for case in document.cases:
        computed.index_beside(desk, case.id)
    _forget_unnamed(desk, old_people)
    kept = sum(
        person.id in ours and person.id in known and known[person.id] != person for person in document.people
    )
    return TakenUp(tuple(case.id for case in document.cases), kept)


def people_of_ours(desk: Desk, people: Collection[str], copies: Iterable[Case]) -> set[str]:
    """Which of `people` no package may change: a case of ours speaks of them, or no copy brought them.

    `copies` are the cases that the package replaces.
    """
    brought = parcels.people_of_copies(desk.db, people)
    brought |= {person for case in copies for person in people_named(case)}
    return parcels.people_of_writable(desk.db, people) | (set(people) - brought)


def take_away(desk: Desk, act: Act, case: Case) -> None:
    """Take a copy away with the people that nothing else names, in the open transaction."""
    parcels.remove_case(desk.db, case.id)
    act.changed("case", case.id, case.id, case, None)
    _forget_unnamed(desk, set(people_named(case)))


def settle(desk: Desk) -> None:
    """Lay copies to rest whose end date has passed, and bring those back that may be read again."""
    for case_id in holds.ended(desk.db, desk.today()):
        case = cases.get(desk.db, case_id)
        with action(desk, "copy.ended", "case", case_id, case_id, of_copies=True) as act:
            held = holds.of_case(desk.db, case_id)
            until = held.until if held is not None else None
            manifest = new_manifest(
                new_id(), PackageKind.SHARE, sender=desk.who, made_at=desk.now(), until=until
            )
            kept = packed(package_of(desk, [case_id], manifest))
            take_away(desk, act, case)
            holds.lay_to_rest(desk.db, case_id, kept)
    for case_id, kept in holds.awake_again(desk.db, desk.today()):
        package = unpacked(kept)
        document = document_of(desk, package)
        if any(holds.number_is_held(desk.db, case.number, case.id) for case in document.cases):
            continue  # another case has taken its number meanwhile
        with desk.db.atomic():
            take_up(desk, package, document, "copy.returned")
            holds.lay_to_rest(desk.db, case_id, None)


def held_by(package: Package, case: Case) -> Held:
    """How a case of `package` stands once it was taken up."""
    manifest = package.manifest
    shared = manifest.kind is PackageKind.SHARE
    return Held(
        case.id,
        case.number,
        Hold.SHARED if shared else Hold.RECEIVED,
        manifest.sender,
        manifest.id,
        manifest.made_at,
        manifest.until,
    )


def _final(desk: Desk, person: Person, known: Mapping[str, Person], *, stays: bool) -> Person:
    """The person as it stands afterwards: ours, if it stays; else the sender's."""
    if person.id not in known:
        return person
    if stays:
        return known[person.id]
    people.replace(desk.db, person)
    return person


def _new_parts(desk: Desk, document: Document, known: Mapping[str, Person]) -> Document:
    """`document` without the people, resources and institutions that stand here already."""
    new = {}
    for field in ("institutions", "resources"):
        found = getattr(document, field)
        there = aggregates.by_ids(desk.db, type(found[0]), (one.id for one in found)) if found else {}
        new[field] = tuple(one for one in found if one.id not in there)
    return document.changed(
        people=tuple(person for person in document.people if person.id not in known), **new
    )


def _forget_unnamed(desk: Desk, persons: set[str]) -> None:
    """Take away whom a copy brought and nothing names any more; who was written down here stays."""
    unnamed = parcels.unnamed(desk.db, sorted(persons))
    own = parcels.people_written_here(desk.db, unnamed)
    for person in (one for one in unnamed if one not in own):
        aggregates.remove(desk.db, Person, person)


def _beside(
    desk: Desk, package: Package, document: Document
) -> tuple[dict[str, list[Any]], list[Draft], list[Row]]:
    """The journal's lines by case, the drafts and the rows. Raises NotAllowed for what fits nowhere."""
    ids = {case.id for case in document.cases}
    lines: dict[str, list[Any]] = {case_id: [] for case_id in ids}
    drafts, rows = [], []
    for one in package.journal:
        if "line" in one:
            case_id = one.get("case")
            if not isinstance(case_id, str) or case_id not in ids or not isinstance(one["line"], dict):
                raise BadPackage
            lines[case_id].append(one["line"])
        elif "draft" in one:
            drafts.append(_draft(one["draft"], ids))
        else:
            rows.append(_row(desk, one["row"], package.attachments, ids))
    return lines, drafts, rows


def _draft(raw: object, ids: set[str]) -> Draft:
    try:
        if not isinstance(raw, dict) or raw["case_id"] not in ids:
            raise BadPackage
        texts = [raw[name] for name in ("kind", "record", "field", "case_id", "text")]
        version = raw["form_version"]
        at = datetime.fromisoformat(raw[_AT])
        whole = version is None or (isinstance(version, int) and not isinstance(version, bool))
        whole = whole and _is_storable(version)
        if not all(isinstance(text, str) for text in texts) or not whole or at.tzinfo is None:
            raise BadPackage
    except (KeyError, TypeError, ValueError):
        raise BadPackage from None
    return Draft(texts[0], texts[1], texts[2], texts[3], version, texts[4], at)


def _is_storable(value: object) -> bool:
    """True if a column can hold `value`: a text, nothing, or a number of SQLite's."""
    return isinstance(value, str | float | None) or (isinstance(value, int) and abs(value) < _TOO_LARGE)


def _row(desk: Desk, raw: object, files: Sequence[bytes], ids: set[str]) -> Row:
    if not isinstance(raw, dict) or raw.keys() != {"table", "values", "files"}:
        raise BadPackage
    table, values, places = raw["table"], raw["values"], raw["files"]
    if not isinstance(table, str) or not isinstance(values, dict) or not isinstance(places, dict):
        raise BadPackage
    if not all(isinstance(at, int) and 1 <= at <= len(files) for at in places.values()):
        raise BadPackage
    if not all(_is_storable(value) for value in values.values()):
        raise BadPackage
    row = Row(table, values, {name: files[at - 1] for name, at in places.items()})
    if values.get("case_id") not in ids or not parcels.fits(desk.db, row, values["case_id"]):
        raise BadPackage
    return row
