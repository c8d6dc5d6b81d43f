"""Before cases go or come: what would go along, what is unfinished, and what a package would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from db.actions import copies, packages
from db.actions.desk import Desk
from db.errors import NotAllowed
from db.exchange.package import Package, PackageKind
from db.records.appointment import AppointmentStatus
from db.records.base import day_of
from db.records.case import Case
from db.records.document import Document
from db.records.note import FilledForm, FormStatus
from db.records.person import Person
from db.records.plan import PlanStatus
from db.rules import arriving, names
from db.rules.arriving import Arriving
from db.rules.deadline import State, state
from db.rules.due_list import title_of
from db.rules.people_named import people_named
from db.rules.today import APPOINTMENT
from db.store import cases, deadlines, holds, parcels, people
from db.store.trouble import known_trouble
from db.words import Words


class Left(StrEnum):
    """What may be left to do in a case, in the order in which it is told."""

    TEXT = "text"
    PLAN = "plan"
    FORM = "form"
    MEETING = "meeting"
    INQUIRY = "inquiry"
    DEADLINE = "deadline"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What of one kind is not finished: each with a title ("" for none) and its day, the oldest first."""

    left: Left
    each: tuple[tuple[str, date | None], ...]


@dataclass(frozen=True, slots=True)
class Going:
    """What goes along with a case: counts; and what is unfinished in it, kind by kind."""

    case_id: str
    number: str
    child: str
    people: int
    records: int
    attachments: int
    drafts: int
    lines: int
    unfinished: tuple[Unfinished, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A case that comes, and another case of the same child that is here: their numbers, and what differs."""

    child: str
    comes: str
    here: str
    differences: tuple[Arriving, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What a package brings and would change; `refusal` says why it cannot be taken up, None if it can.

    `erased_on` is the day on which what was here of it was erased, if it comes back with the package;
    `erased_again` has the day of each case of the package that was erased here and is so again, which
    `children` and the rest leave out. `beside` compares with other cases of the same children; `people` are
    those whom one of all these cases names.
    """

    sender: str
    made_at: datetime
    until: date | None
    is_handover: bool
    children: tuple[str, ...]
    differences: tuple[Arriving, ...]
    beside: tuple[Beside, ...]
    people: Mapping[str, Person]
    refusal: NotAllowed | None
    erased_on: date | None
    erased_again: tuple[date, ...]


def going(desk: Desk, asked: Iterable[str], words: Words) -> list[Going]:
    """What would go along with each of these cases, in the order asked. Raises Stale for one that is gone."""
    with known_trouble():
        return [_going(desk, cases.get(desk.db, case_id), words) for case_id in asked]


def coming(desk: Desk, package: Package) -> Coming:
    """What `package` would bring; nothing is changed. Raises NotAllowed if it does not hold together."""
    part = packages.parted(desk, package)
    document, manifest = part.document, package.manifest
    refusal: NotAllowed | None = None
    try:
        packages.refuse(desk, part)
    except NotAllowed as error:
        refusal = error
    with known_trouble():
        here = {case.id: case for case in cases.many(desk.db, [case.id for case in document.cases])}
        known = _known(desk, document)
        beside, others = _beside(desk, document, here, known)
        named = people.of(desk.db, (key for case in (*here.values(), *others) for key in people_named(case)))
        stay = copies.people_of_ours(desk, [one.id for one in known.values()], here.values())
        erased = [packages.erased_before(desk, package, case.id) for case in document.cases]
    stay |= {key for key, one in known.items() if one.id in stay}
    told = arriving.people_differences(known, document.people, stay)
    for case in document.cases:
        if case.id in here:
            told += arriving.differences(here[case.id], case)
    arrived = {one.id: one for one in document.people}
    return Coming(
        sender=manifest.sender,
        made_at=manifest.made_at,
        until=manifest.until,
        is_handover=manifest.kind is PackageKind.HANDOVER,
        children=tuple(arrived[case.child].name for case in document.cases),
        differences=tuple(told),
        beside=tuple(beside),
        people={**named, **arrived},
        refusal=refusal,
        erased_on=max((day for day in erased if day is not None), default=None),
        erased_again=() if part.is_erased else part.days,
    )


def _beside(
    desk: Desk, document: Document, here: Mapping[str, Case], known: Mapping[str, Person]
) -> tuple[list[Beside], list[Case]]:
    """Each case that comes beside each other one of its child that is here; and these.

    Cases that come together are no news to each other. Nor is a copy of somebody else's to a newer copy.
    """
    arrived = {one.id: one for one in document.people}
    same = {key: one.id for key, one in known.items()}
    read_only = holds.all_read_only(desk.db).keys()
    told: list[Beside] = []
    found: list[Case] = []
    for case in document.cases:
        child = arrived[case.child]
        others = packages.others_of_child(desk, case, child) - {one.id for one in document.cases}
        for other in cases.many(desk.db, sorted(others - read_only if case.id in here else others)):
            differing = tuple(arriving.differences(other, case, same))
            told.append(Beside(child.name, case.number, other.number, differing))
            found.append(other)
    return told, found


def _known(desk: Desk, document: Document) -> dict[str, Person]:
    """Who of the package is known here, by the package's id: the same record, or the same CPR number."""
    known = people.of(desk.db, (one.id for one in document.people))
    for one in document.people:
        if one.id not in known and one.cpr and (same := people.of_cpr(desk.db, one.cpr)):
            known[one.id] = same[0]
    return known


def _going(desk: Desk, case: Case, words: Words) -> Going:
    rows = parcels.rows_of(desk.db, case.id)
    child = people.of(desk.db, [case.child])[case.child]
    lists = (case.plans, case.appointments, case.forms, case.notes, case.interventions, case.decisions)
    left = _left(desk, case, words)
    return Going(
        case_id=case.id,
        number=case.number,
        child=child.name,
        people=len(set(people_named(case))),
        records=sum(map(len, lists)) + len(case.assessments) + len(case.inquiries) + len(case.consents),
        attachments=sum(parcels.is_a_file(row.table, row.files) for row in rows),
        drafts=len(left[Left.TEXT]),
        lines=len(parcels.lines_of(desk.db, case.id, history=False)),
        unfinished=tuple(
            Unfinished(kind, tuple(sorted(each, key=lambda one: one[1] or date.max)))
            for kind, each in left.items()
            if each
        ),
    )


def _left(desk: Desk, case: Case, words: Words) -> dict[Left, list[tuple[str, date | None]]]:
    """What is not finished, by its kind, in the order in which it is told; nothing where all is."""
    drafts = parcels.drafts_of(desk.db, case.id)
    return {
        Left.TEXT: _texts(drafts, words),
        Left.PLAN: [
            (words.t(names.PLANS[one.kind]), one.decided_on)
            for one in case.plans
            if one.status is PlanStatus.DRAFT
        ],
        Left.FORM: [
            (_form(desk, one, words), one.started_on) for one in case.forms if one.status is FormStatus.DRAFT
        ],
        Left.MEETING: [
            (one.title, day_of(one.starts_at))
            for one in case.appointments
            if one.status is AppointmentStatus.PLANNED and one.starts_at < desk.now()
        ],
        Left.INQUIRY: [
            (words.t(names.INQUIRIES[one.kind]), day_of(one.received_at))
            for one in case.inquiries
            if one.outcome is None and one.answered_on is None
        ],
        Left.DEADLINE: _deadlines(desk, case, words),
        Left.NOTE: [
            (words.t(names.NOTES[one.kind]), day_of(one.at))
            for one in case.notes
            if one.carried_over_on is None
        ],
    }


def _texts(drafts: Iterable[Mapping[str, Any]], words: Words) -> list[tuple[str, date | None]]:
    """What is being typed, a record each: its kind, and the day of its last word."""
    found: dict[tuple[str, str], date] = {}
    for one in drafts:
        key, at = (one["kind"], one["record"]), day_of(datetime.fromisoformat(one["at"]))
        found[key] = max(at, found.get(key, at))
    return [(words.t(names.RECORDS.get(kind, kind)), on) for (kind, _), on in found.items()]


def _form(desk: Desk, filled: FilledForm, words: Words) -> str:
    form = desk.forms.get(filled.form, filled.form_version)
    return form.title.in_language(words.language) if form is not None else filled.form


def _deadlines(desk: Desk, case: Case, words: Words) -> list[tuple[str, date | None]]:
    """What is overdue; a meeting that has no answer is told among the meetings."""
    found = [one.deadline for one in deadlines.open_of_case(desk.db, case.id, desk.today())]
    return [
        (title_of(one, words), one.due_day)
        for one in found
        if one.rule != APPOINTMENT and state(one, desk.now()) is State.OVERDUE
    ]
