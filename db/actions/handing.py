"""Before cases go or come: what would go along, what is unfinished, and what a package would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from db.actions import copies, packages
from db.actions.desk import Desk
from db.errors import NotAllowed
from db.exchange.package import Package, PackageKind
from db.records.appointment import AppointmentStatus
from db.records.case import Case
from db.records.note import FormStatus
from db.records.plan import PlanStatus
from db.rules import arriving
from db.rules.arriving import Arriving
from db.rules.people_named import people_named
from db.store import cases, parcels, people
from db.store.trouble import known_trouble


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What is not finished in a case: counts, each 0 where there is nothing."""

    drafts: int
    plans: int
    forms: int
    meetings: int
    notes: int

    @property
    def is_nothing(self) -> bool:
        """True if all is finished."""
        return not any((self.drafts, self.plans, self.forms, self.meetings, self.notes))


@dataclass(frozen=True, slots=True)
class Going:
    """What goes along with a case: counts; and what is unfinished in it."""

    case_id: str
    number: str
    child: str
    people: int
    records: int
    attachments: int
    lines: int
    unfinished: Unfinished


@dataclass(frozen=True, slots=True)
class Coming:
    """What a package brings and would change; `refusal` says why it cannot be taken up, None if it can."""

    sender: str
    made_at: datetime
    until: date | None
    is_handover: bool
    children: tuple[str, ...]
    differences: tuple[Arriving, ...]
    refusal: NotAllowed | None


def going(desk: Desk, asked: Iterable[str]) -> list[Going]:
    """What would go along with each of these cases, in the order asked. Raises Stale for one that is gone."""
    with known_trouble():
        return [_going(desk, cases.get(desk.db, case_id)) for case_id in asked]


def coming(desk: Desk, package: Package) -> Coming:
    """What `package` would bring; nothing is changed. Raises NotAllowed if it does not hold together."""
    document = copies.document_of(desk, package)
    manifest = package.manifest
    refusal: NotAllowed | None = None
    try:
        packages.refuse(desk, package)
    except NotAllowed as error:
        refusal = error
    with known_trouble():
        here = {case.id: case for case in cases.many(desk.db, [case.id for case in document.cases])}
        known = people.of(desk.db, (one.id for one in document.people))
        stay = parcels.people_of_writable(desk.db, known)
    told = arriving.people_differences(known, document.people, stay)
    for case in document.cases:
        if case.id in here:
            told += arriving.differences(here[case.id], case)
    names = {one.id: one.name for one in document.people}
    return Coming(
        sender=manifest.sender,
        made_at=manifest.made_at,
        until=manifest.until,
        is_handover=manifest.kind is PackageKind.HANDOVER,
        children=tuple(names[case.child] for case in document.cases),
        differences=tuple(told),
        refusal=refusal,
    )


def _going(desk: Desk, case: Case) -> Going:
    rows = parcels.rows_of(desk.db, case.id)
    child = people.of(desk.db, [case.child])[case.child]
    lists = (case.plans, case.appointments, case.forms, case.notes, case.interventions, case.decisions)
    return Going(
        case_id=case.id,
        number=case.number,
        child=child.name,
        people=len(set(people_named(case))),
        records=sum(map(len, lists)) + len(case.assessments) + len(case.inquiries) + len(case.consents),
        attachments=sum(len(row.files) for row in rows),
        lines=len(parcels.lines_of(desk.db, case.id, history=False)),
        unfinished=Unfinished(
            drafts=len({(one["kind"], one["record"]) for one in parcels.drafts_of(desk.db, case.id)}),
            plans=sum(one.status is PlanStatus.DRAFT for one in case.plans),
            forms=sum(one.status is FormStatus.DRAFT for one in case.forms),
            meetings=sum(
                one.status is AppointmentStatus.PLANNED and one.starts_at < desk.now()
                for one in case.appointments
            ),
            notes=sum(one.carried_over_on is None for one in case.notes),
        ),
    )
