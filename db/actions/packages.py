"""handover, share, receive: cases on their way between two stores."""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.actions import copies, upkeep
from db.actions.copies import TakenUp
from db.actions.desk import Changed, Desk, Topic, action, note
from db.actions.outgoing import new_files
from db.actions.sealing import opened, receiver_of, sealed
from db.errors import NotAllowed
from db.exchange.package import Package, PackageKind, new_manifest, packed, unpacked
from db.exchange.receipt import proof_of
from db.records.base import day_of, new_id
from db.records.case import Case
from db.records.document import Document
from db.records.office import Institution, Resource
from db.records.person import Person
from db.rules.people_named import people_named
from db.store import aggregates, cases, documents, erasing, erasures, holds, parcels
from db.store.erasures import Ground
from db.store.holds import Held, Hold
from db.store.trouble import known_trouble
from db.words import later

if TYPE_CHECKING:
    import pyrage

_ALL: Final = frozenset(Topic)
_LARGEST: Final = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Sent:
    """What went into a package. `drafts` counts what was being typed and goes along unfinished."""

    package: str
    cases: int
    people: int
    attachments: int
    drafts: int
    changed: Changed


@dataclass(frozen=True, slots=True)
class Received:
    """What a package brought, from whom; `until` is the last day of a copy, None for a case of one's own.

    `erased_again` has the day of each case that was erased here and is so again, the earliest first.
    """

    package: str
    sender: str
    until: date | None
    taken_up: TakenUp
    erased_again: tuple[date, ...]
    changed: Changed


@dataclass(frozen=True, slots=True)
class Parted:
    """What of a package may be taken up, and its document; and the cases that stay erased, with their day.

    If every case stays erased, the whole is what it was.
    """

    package: Package
    document: Document
    erased: Mapping[str, date]

    @property
    def is_erased(self) -> bool:
        """True if nothing is left to take up."""
        return self.erased.keys() >= {case.id for case in self.document.cases}

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the cases that stay erased, the earliest first."""
        return tuple(sorted(self.erased.values()))


def hand_over(desk: Desk, asked: Sequence[str], *, to: str, out: Path) -> Sent:
    """Write a package of these cases for the age recipient `to`; here they can only be read from then on.

    All of them or none. Raises Stale for an unknown case, NotAllowed for one that is not this store's to
    give, a faulty recipient or a file that is there already, Trouble if the disk refuses.
    """
    receiver = receiver_of(to)
    with known_trouble():
        chosen = [cases.get(desk.db, case_id) for case_id in _chosen(desk, asked)]
        for case in chosen:
            _refuse_to_give(desk, case, to.strip())
        manifest = new_manifest(new_id(), PackageKind.HANDOVER, sender=desk.who, made_at=desk.now())
        package = copies.package_of(desk, [case.id for case in chosen], manifest)
    data = sealed(packed(package), receiver)
    with known_trouble(), new_files({out: data}):
        pass
    # The file is there before the cases are given away: cut short in between, nothing is lost.
    try:
        with known_trouble(), desk.db.atomic():
            erasures.keep_sent(desk.db, manifest.id, proof_of(package))
            for case in chosen:
                held = Held(case.id, case.number, Hold.HANDED_OVER, to.strip(), manifest.id, manifest.made_at)
                with action(desk, "case.handed_over", "case", case.id, case.id, of_copies=True):
                    holds.put(desk.db, held)
    except BaseException:
        with suppress(OSError):
            out.unlink()
        raise
    return _sent(package, chosen)


def share(desk: Desk, asked: Sequence[str], *, to: str, until: date, out: Path) -> Sent:
    """Write a copy of these cases that the age recipient `to` may read up to and with the day `until`.

    Raises Stale for an unknown case, NotAllowed for one that is not this store's own, a day that has
    passed, a faulty recipient or a file that is there already, Trouble if the disk refuses.
    """
    receiver = receiver_of(to)
    if until < desk.today():
        raise NotAllowed(later("That day has passed."), later("Choose the last day of the copy anew."))
    with known_trouble():
        chosen = [cases.get(desk.db, case_id) for case_id in _chosen(desk, asked)]
        for case in chosen:
            holds.refuse_read_only(desk.db, case.id)
        manifest = new_manifest(new_id(), PackageKind.SHARE, sender=desk.who, made_at=desk.now(), until=until)
        package = copies.package_of(desk, [case.id for case in chosen], manifest)
    with new_files({out: sealed(packed(package), receiver)}), desk.db.atomic():
        for case in chosen:
            with action(desk, "case.shared", "case", case.id, case.id):
                pass
    return _sent(package, chosen)


def read_package(file: Path, holders: "Sequence[pyrage.x25519.Identity]") -> Package:
    """The package in `file`, opened with one of `holders`.

    Raises WrongPassphrase if it is for somebody else, NotAllowed if it cannot be read or is damaged.
    """
    try:
        with file.open("rb") as source:
            if os.fstat(source.fileno()).st_size > _LARGEST:
                raise NotAllowed(later("The package is too large."), later("Ask for fewer cases at a time."))
            data = source.read()
    except OSError as error:
        raise NotAllowed(
            later("The package cannot be read."), later("Check its name and your rights.")
        ) from error
    return unpacked(opened(data, holders))


def receive(desk: Desk, package: Package) -> Received:
    """Take the cases of `package` up: all of them, or nothing; but what was erased here is erased again.

    A case that was erased here and does not come back (see `erased_before`) is never written, nor whom only
    it names, so that no page holds it; a line of the journal says so, and its id stays known with its day and
    ground. Somebody who was erased as named nowhere comes back with a case that names them. A copy replaces
    an older copy of the same case. Raises NotAllowed if the store owns a case or its child already, has a
    newer copy, if all of it was erased here, or if the package does not fit together; then nothing was
    changed.
    """
    manifest = package.manifest
    if manifest.until is not None and manifest.until < desk.today():
        raise NotAllowed(
            later("This copy could be read until {day}."),
            later("Nothing was changed. Ask the sender for a new one."),
            day=manifest.until,
        )
    part = parted(desk, package)
    refuse(desk, part)
    with known_trouble():
        upkeep.before_change(desk)
        with parcels.refusing_unfit(), desk.db.atomic():
            erasing.know_again(desk.db, documents.ids_in(part.document))
            found = copies.take_up(desk, part.package, part.document, "case.received")
            for case in part.document.cases:
                holds.put(desk.db, copies.held_by(package, case))
            note(desk, "case.erased_again", [("case", case_id, case_id) for case_id in part.erased])
    return Received(manifest.id, manifest.sender, manifest.until, found, part.days, Changed(_ALL))


def _chosen(desk: Desk, asked: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(cases.resolve(desk.db, name) for name in asked))


def _refuse_to_give(desk: Desk, case: Case, to: str) -> None:
    """Raise NotAllowed unless the case is this store's, or was handed to the same receiver before."""
    held = holds.of_case(desk.db, case.id)
    if held is None or held.state is not Hold.HANDED_OVER or held.other != to:
        holds.refuse_read_only(desk.db, case.id)


def _sent(package: Package, chosen: Sequence[Case]) -> Sent:
    people = {person for case in chosen for person in people_named(case)}
    drafts = sum("draft" in one for one in package.journal)
    rows = [one["row"] for one in package.journal if "row" in one]
    files = sum(parcels.is_a_file(row["table"], row["files"]) for row in rows)
    return Sent(package.manifest.id, len(chosen), len(people), files, drafts, Changed(_ALL))


def parted(desk: Desk, package: Package) -> Parted:
    """`package` without what was erased here and does not come back. Raises NotAllowed if it is damaged."""
    document = copies.document_of(desk, package)
    with known_trouble():
        days = {case.id: parcels.erased_on(desk.db, case.id) for case in document.cases}
        erased = {
            key: day
            for key, day in days.items()
            if day is not None and erased_before(desk, package, key) is None
        }
    if not erased or len(erased) == len(document.cases):
        return Parted(package, document, erased)
    return Parted(*copies.without(package, document, erased), erased)


def refuse(desk: Desk, part: Parted) -> None:
    """Raise NotAllowed if this part of a package may not be taken up."""
    if part.is_erased:
        raise NotAllowed(later("All that the package brings was erased here."), later("Nothing was changed."))
    with known_trouble():
        _refuse_known(desk, part.package, part.document)


def erased_before(desk: Desk, package: Package, case_id: str) -> date | None:
    """The day on which what was here of the case was erased, if the package may bring it back; else None.

    A copy, and a case that was handed over, are erased because somebody else has the case: what they send on
    a later day is taken up. An older package brings nothing back, nor does any if the ground was another.
    """
    if parcels.erased_on(desk.db, case_id) is None:
        return None
    known = erasures.of_record(desk.db, case_id)
    if known is None or known.ground not in (Ground.COPY, Ground.HANDED_OVER):
        return None
    return known.erased_on if known.erased_on < day_of(package.manifest.made_at) else None


def others_of_child(desk: Desk, case: Case, child: Person) -> set[str]:
    """The cases here, other than `case`, of the same child: by the person, or by the CPR number."""
    others = set(parcels.cases_of_child(desk.db, child.id))
    if child.cpr:
        others |= set(parcels.children_known_as(desk.db, child.cpr, child.id))
    return others - {case.id}


def _refuse_known(desk: Desk, package: Package, document: Document) -> None:
    known = {person.id: person for person in document.people}
    for case in document.cases:
        _refuse_case(desk, package, case)
        _refuse_child(desk, case, known[case.child])
    back = [case.id for case in document.cases if erased_before(desk, package, case.id) is not None]
    if erasing.any_erased(desk.db, documents.ids_in(document), back):
        raise NotAllowed(
            later("The package holds something that was erased here."), later("Nothing was changed.")
        )
    db, own = desk.db, [case.id for case in document.cases]
    parts = [part for case in document.cases for part in aggregates.ids_of(case)]
    bookings = [booking.id for booking in document.bookings]
    foreign = (
        parcels.foreign_ids(db, parts, own)
        or parcels.bookings_of_others(db, bookings, own)
        or parcels.of_another_kind(db, known, Person)
        or parcels.of_another_kind(db, (one.id for one in document.institutions), Institution)
        or parcels.of_another_kind(db, (one.id for one in document.resources), Resource)
    )
    if foreign:
        raise NotAllowed(
            later("The package holds records that belong to another case here."),
            later("Nothing was changed. Ask the sender to look at it with you."),
        )


def _refuse_case(desk: Desk, package: Package, case: Case) -> None:
    held = holds.of_case(desk.db, case.id)
    there = bool(documents.known_cases(desk.db, [case.id]))
    if there and (held is None or not held.is_read_only):
        raise NotAllowed(
            later("A case of the package is here already, and it is yours to write."),
            later("Nothing was changed: what you wrote is never overwritten."),
        )
    if held is not None and held.is_read_only and package.manifest.made_at < held.made_at:
        raise NotAllowed(
            later("You have a newer copy of a case of the package."),
            later("Nothing was changed. Ask the sender for a new one."),
        )
    if holds.number_is_held(desk.db, case.number, case.id):
        raise NotAllowed(
            later("Another case here has the number of a case of the package."),
            later("Nothing was changed. Agree with the sender which of them gets another number."),
        )


def _refuse_child(desk: Desk, case: Case, child: Person) -> None:
    """Raise NotAllowed if this store writes another case of the same child."""
    if others_of_child(desk, case, child) - holds.all_read_only(desk.db).keys():
        raise NotAllowed(
            later("You have another case of a child of the package, and it is yours to write."),
            later("Nothing was changed. Agree with the sender which of the two goes on."),
        )
