"""Receipts: written when a package is in and the store was found whole, and taken in by its sender."""

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from db.actions import packages
from db.actions.desk import Changed, Desk, Topic, action
from db.actions.outgoing import new_files
from db.actions.packages import Received
from db.errors import Damaged, NotAllowed
from db.exchange import receipt
from db.exchange.package import Package
from db.records.base import day_of
from db.store import erasures, holds
from db.store.check import check
from db.store.holds import Hold
from db.store.trouble import known_trouble
from db.words import later


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a receipt told: when the package was taken up, how many of the cases here, and how many not."""

    at: datetime
    cases: int
    left_out: int
    changed: Changed


@dataclass(frozen=True, slots=True)
class Given:
    """A case that was handed over and is still here.

    `may_go_on` is the day from which it may be erased, None until its receipt is here; `left_out` is true if
    the receipt of its package is here and says nothing of it: it had been erased at the receiver's.
    """

    number: str
    child: str
    given_on: date
    receipt_on: date | None
    may_go_on: date | None
    left_out: bool


def given(desk: Desk, *, days: int) -> list[Given]:
    """What was handed over and is still here, by number; `days` lie between receipt and erasing."""
    with known_trouble():
        held = holds.all_read_only(desk.db)
        found = [one for one in erasures.standings(desk.db) if one.held == Hold.HANDED_OVER]
    told = []
    for one in found:
        came = None if one.receipt_at is None else day_of(one.receipt_at)
        free = None if came is None else came + timedelta(days=days)
        told.append(Given(one.number, one.child, day_of(held[one.case_id].made_at), came, free, one.left_out))
    return told


def receive(desk: Desk, package: Package, *, out: Path | None = None) -> Received:
    """Take `package` up, look whether the store is whole, and only then write the receipt to `out`.

    The receipt speaks of what was taken up, and not of cases that were erased again: their sender keeps them.
    Raises as `packages.receive`, and Damaged if the store has faults afterwards: then there is no receipt.
    """
    if out is not None and out.exists():
        raise NotAllowed(later("There is a file of that name already."), later("Choose another name."))
    found = packages.receive(desk, package)
    if out is not None:
        desk.store.note_head(desk.db)
        if not check(desk.store).sound:
            raise Damaged(
                later("The cases were taken up, but the store has faults: no receipt was written."),
                later("See check. Restore the backup that was made just before."),
            )
        only = found.taken_up.cases if found.erased_again else None
        told = receipt.receipt_of(package, desk.now(), only)
        with new_files({out: receipt.written(told)}):
            pass
    return found


def take_in(desk: Desk, file: Path) -> Arrived:
    """Note which of the cases handed over the receiver took up, as the receipt in `file` says.

    Of a case that it does not name nothing is noted: it is not safe elsewhere, and stays.
    Raises NotAllowed if it is no receipt, or for no package of this store; then nothing was changed.
    """
    told = receipt.read(_read(file))
    with known_trouble():
        proof = erasures.proof_of(desk.db, told.package)
        if proof is None or not receipt.is_vouched(told, proof):
            raise NotAllowed(
                later("This receipt is for no package that was handed over here."),
                later("Nothing was changed. Ask the receiver for the right one."),
            )
        handed = erasures.cases_of(desk.db, told.package)
        taken = [case_id for case_id in handed if receipt.speaks_of(told, case_id, proof)]
        with desk.db.atomic():
            erasures.keep_receipt(desk.db, told.package, told.received_at, taken)
            for case_id in taken:
                with action(desk, "case.receipt", "case", case_id, case_id, of_copies=True):
                    pass
    return Arrived(told.received_at, len(taken), len(handed) - len(taken), Changed(frozenset({Topic.CASES})))


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as source:
            if os.fstat(source.fileno()).st_size > receipt.LARGEST:
                raise NotAllowed(
                    later("This file is no receipt, or it is damaged."),
                    later("Nothing was changed. Ask the receiver for it once more."),
                )
            return source.read()
    except OSError as error:
        raise NotAllowed(
            later("The receipt cannot be read."), later("Check its name and your rights.")
        ) from error
