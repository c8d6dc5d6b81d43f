"""Erasing a case or a person: decided by somebody, on a ground, and then really gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from db.actions import upkeep
from db.actions.desk import Changed, Desk, Topic, action, note
from db.actions.outgoing import new_files
from db.errors import NotAllowed
from db.pdf import told_sheet
from db.pdf.told_sheet import Told
from db.records.base import day_of
from db.records.case import Case
from db.records.letterhead import Letterhead
from db.rules.people_named import people_named
from db.store import cases, erasing, erasures, journal, parcels, people
from db.store.erasing import ErasedId
from db.store.erasures import Erasure, Ground, Standing
from db.store.holds import Hold
from db.store.trouble import known_trouble
from db.words import Words, later

_ALL: Final = frozenset(Topic)
GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.CARRIED_OVER: later("Closed, and every note was carried over by {day}."),
    Ground.HANDED_OVER: later("Handed over; the receiver took it up on {day}."),
    Ground.COPY: later("A copy of somebody else's case."),
}
"""On what ground a case is offered, in words: keys of the catalogue."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A case that may be erased without asking a lead: on what ground, and since when."""

    case_id: str
    number: str
    child: str
    ground: Ground
    since: date


@dataclass(frozen=True, slots=True)
class Holder:
    """A file that still holds what was erased; `ends_on` is a backup's last day, None of a kept store."""

    path: Path
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased. `scrubbed` is false if the pages could not be written anew yet; it is tried again."""

    changed: Changed
    people: int
    scrubbed: bool


def offered(desk: Desk, *, days: int) -> list[Offered]:
    """The cases that may be erased, by number; nothing is ever erased by the clock.

    Handed over: the receiver's receipt is here, and `days` days have passed since. Carried over: closed,
    every note carried over to the system of record, and nothing being typed. Copies of somebody else's.
    """
    with known_trouble():
        found = [_offer(one, desk.today(), days) for one in erasures.standings(desk.db)]
    return [one for one in found if one is not None]


def _offer(one: Standing, today: date, days: int) -> Offered | None:
    if one.held == Hold.HANDED_OVER:
        if one.receipt_at is None or day_of(one.receipt_at) + timedelta(days=days) > today:
            return None
        return Offered(one.case_id, one.number, one.child, Ground.HANDED_OVER, day_of(one.receipt_at))
    if one.held == Hold.SHARED:
        return Offered(one.case_id, one.number, one.child, Ground.COPY, today)
    if one.closed is None or one.carried is None or not one.whole:
        return None
    return Offered(one.case_id, one.number, one.child, Ground.CARRIED_OVER, max(one.closed, one.carried))


def erase_case(desk: Desk, case_id: str, *, days: int, reason: str = "", lead: str = "") -> Erased:
    """Erase the case and the people whom nothing else names: all of it, or nothing.

    Without a ground of its own it needs a `reason` and the name of the `lead` who decided. Raises
    NotAllowed without them, Stale for a case that is gone, Trouble if the disk refuses.
    """
    with known_trouble():
        case = cases.get(desk.db, case_id)
        own = next((one.ground for one in offered(desk, days=days) if one.case_id == case_id), None)
        ground = _ground(own, reason, lead)
        with desk.db.atomic():
            left = _erase_case(desk, case)
            _note(desk, "case", case_id, ground, reason, lead)
        return Erased(Changed(_ALL, case_id), left, scrubbed=scrub(desk))


def erase_person(desk: Desk, person_id: str) -> Erased:
    """Erase somebody whom no record names. Raises NotAllowed if one does, Stale if they are gone."""
    with known_trouble():
        people.get(desk.db, person_id)
        if not parcels.unnamed(desk.db, [person_id]):
            raise NotAllowed(
                later("This person still stands in a case."),
                later("Take them out of it first, or erase the case. Nothing was erased."),
            )
        with desk.db.atomic():
            _erase_people(desk, [person_id])
            _note(desk, "person", person_id, Ground.NAMED_NOWHERE, "", "")
        return Erased(Changed(_ALL, None, person_id), 1, scrubbed=scrub(desk))


def people_to_erase(desk: Desk) -> list[tuple[str, str]]:
    """Ids and names of those whom no record names, by name."""
    with known_trouble():
        left = erasures.left_people(desk.db)
        free = set(parcels.unnamed(desk.db, [one[0] for one in left]))
    return [one for one in left if one[0] in free]


def scrub(desk: Desk) -> bool:
    """Write the pages anew if they may still hold what was erased. False if that has to be tried again."""
    with known_trouble():
        return not erasing.is_unscrubbed(desk.db) or erasing.scrub(desk.store, desk.db)


def holders(desk: Desk, plan: upkeep.Plan) -> list[Holder]:
    """The backups and kept stores that may still hold what was erased, the oldest first."""
    with known_trouble():
        last = journal.last_erasing(desk.db)
    if last is None:
        return []
    made = {**upkeep.made(desk, upkeep.Plan(days=plan.days)), **upkeep.made(desk, plan)}
    found = [Holder(made[at], day_of(at) + timedelta(days=plan.days)) for at in sorted(made) if at <= last]
    store = desk.store.path
    kept = sorted(store.parent.glob(f"{store.name}.????-??-??*"))
    return found + [Holder(path, None) for path in kept if not path.name.endswith((".header", "-wal"))]


def write_list(desk: Desk, words: Words, letterhead: Letterhead, out: Path, *, days: int) -> None:
    """Write what may go to the archive or be erased to the PDF `out`, for whoever decides. Raises Trouble."""
    found = offered(desk, days=days)
    rows = tuple(
        (one.number, f"{one.child}\n{words.t(GROUNDS[one.ground], day=words.day(one.since))}")
        for one in found
    )
    section = Told(words.t("Cases"), (words.t("Case number"), words.t("Why")), rows)
    under = words.t("Made on {day}", day=words.day(desk.today()))
    title = words.t("What may go to the archive or be erased")
    with new_files({out: told_sheet.render(title, under, [section], letterhead, words)}, in_place=True):
        note(desk, "list.exported", [("case", one.case_id, one.case_id) for one in found])


def erase_again(desk: Desk, known: Mapping[str, ErasedId], why: Iterable[Erasure]) -> int:
    """Erase in an older store what was erased in a later moment of it; returns how many cases it were.

    `why` says of each case and person on what ground: it is kept as it was written then.
    """
    chosen = [key for key, one in known.items() if one.kind == "cases"]
    gone = [key for key, one in known.items() if one.kind == "people"]
    with known_trouble(), desk.db.atomic():
        there = [case_id for case_id in cases.ids(desk.db) if case_id in set(chosen)]
        for case_id in chosen:
            if case_id in there:
                _erase_case(desk, cases.get(desk.db, case_id))
            else:
                erasing.erase_case(desk.db, case_id, known[case_id].on)
        still = people.of(desk.db, gone)
        _erase_people(desk, parcels.unnamed(desk.db, still))
        erasing.keep_erased(desk.db, {k: v for k, v in known.items() if k not in still})
        for one in why:
            erasures.put(desk.db, one)
        erasing.note_unscrubbed(desk.db)
    return len(there)


def _erase_case(desk: Desk, case: Case) -> int:
    """Erase in the open transaction; returns how many people went with it."""
    named = set(people_named(case))
    with action(desk, "case.erased", "case", case.id, case.id, of_copies=True):
        erasing.erase_case(desk.db, case.id, desk.today())
    erasing.note_unscrubbed(desk.db)
    return _erase_people(desk, parcels.unnamed(desk.db, sorted(named)))


def _erase_people(desk: Desk, ids: list[str]) -> int:
    others = erasing.erase_people(desk.db, ids, desk.today())
    for person in ids:
        with action(desk, "person.erased", "person", person):
            pass
    for one in others:
        with action(desk, "history.erased", one.kind, one.record, one.case_id, of_copies=True):
            pass
    erasing.note_unscrubbed(desk.db)
    return len(ids)


def _ground(own: Ground | None, reason: str, lead: str) -> Ground:
    if own is not None:
        return own
    if not reason.strip() or not lead.strip():
        raise NotAllowed(
            later("This case is not marked as carried over or handed over."),
            later("Write why it is erased all the same, and the name of the lead who decided it."),
        )
    return Ground.LEAD


def _note(desk: Desk, kind: str, record: str, ground: Ground, reason: str, lead: str) -> None:
    told = (reason.strip(), lead.strip()) if ground is Ground.LEAD else ("", "")
    erasures.put(desk.db, Erasure(record, kind, desk.today(), desk.who, ground, *told))
