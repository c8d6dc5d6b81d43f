"""The steps of a case on its way in and out: intake, panel, assessment, decision, closing."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed, Stale
from db.records.base import day_of
from db.records.case import Case, CaseStatus, Worker
from db.records.entrance import Allocation, AllocationResult, Assessment, Decision
from db.records.relation import Consent
from db.rules import entrance, finding
from db.rules.people_named import people_named
from db.rules.reasons import refuse_price
from db.store import cases, people
from db.store import entrance as store
from db.store.trouble import known_trouble
from db.words import later

Step = TypeVar("Step", Allocation, Assessment, Decision)
_SHOWN = frozenset({Topic.CASES, Topic.CALENDAR})
_EARLY = frozenset({CaseStatus.INQUIRY, CaseStatus.INTAKE})


def begin_intake(
    desk: Desk, case_id: str, *, coordinator: str, team: str = "", workers: tuple[Worker, ...] | None = None
) -> Changed:
    """Take the case into intake, with its one coordinator. Raises NotAllowed without one."""
    if not coordinator.strip():
        raise NotAllowed(later("The family has no coordinator yet."), later("Write who is its main contact."))

    def taken(case: Case) -> Case:
        status = CaseStatus.INTAKE if case.status is CaseStatus.INQUIRY else case.status
        others = case.workers if workers is None else workers
        return case.changed(coordinator=coordinator.strip(), team=team.strip(), status=status, workers=others)

    return _change_case(desk, "case.intake", case_id, taken)


def save_allocation(desk: Desk, case_id: str, before: Allocation | None, after: Allocation) -> Changed:
    """Write the panel's day or its result; a result lets the case go on to its assessment."""
    entrance.refuse_allocation(after)
    done = after.result is not AllocationResult.PENDING
    return _save(desk, "allocation.saved", case_id, before, after, _EARLY if done else frozenset())


def save_assessment(desk: Desk, case_id: str, before: Assessment | None, after: Assessment) -> Changed:
    """Write an assessment as it now is; the case is being assessed from then on."""
    entrance.refuse_assessment(after, desk.today())
    return _save(desk, "assessment.saved", case_id, before, after, _EARLY)


def save_decision(
    desk: Desk,
    case_id: str,
    before: Decision | None,
    after: Decision,
    given: Sequence[Consent] = (),
) -> Changed:
    """Write a decision, and the consents `given` for it.

    Raises NotAllowed for days that cannot be and for reasons that name a price, Stale for what the case
    does not have.
    """
    entrance.refuse_decision(after, desk.today())
    with known_trouble():
        case = cases.get(desk.db, case_id)
    if before is None or before.reasons != after.reasons or before.about != after.about:
        refuse_price(case, after, after.reasons)
        asked = next((one for one in case.inquiries if one.id == after.inquiry), None)
        if asked is not None and after.made_on < day_of(asked.received_at):
            raise NotAllowed(
                later("It was decided before the application came."), later("Look at the day once more.")
            )
        _refuse_strange(case.changed(consents=(*case.consents, *given)), after)
    return _save(desk, "decision.saved", case_id, before, after, frozenset(), given)


def close_case(
    desk: Desk, case_id: str, *, on: date, reason: str, reached: str = "", agreed: bool = False
) -> Changed:
    """Close the case on the day `on`, with why and what was reached (in `closed_reason`, a line each).

    Raises NotAllowed for a closed case, a day that cannot be, or no reason; AsksFirst for a case with
    help that runs or a plan that is not finished, before somebody said yes to that (`agreed`).
    """
    told = "\n".join(one.strip() for one in (reason, reached) if one.strip())

    def closed(case: Case) -> Case:
        entrance.refuse_closing(case, on, reason, desk.today())
        if not agreed:
            entrance.ask_before_closing(case, on)
        return case.changed(status=CaseStatus.CLOSED, closed=on, closed_reason=told)

    return _change_case(desk, "case.closed", case_id, closed)


def reopen_case(desk: Desk, case_id: str) -> Changed:
    """Open a closed case again. Raises NotAllowed if it is open."""

    def opened(case: Case) -> Case:
        if case.status is not CaseStatus.CLOSED:
            raise NotAllowed(later("This case is open."), later("Nothing more is needed."))
        return case.changed(status=CaseStatus.ACTIVE, closed=None, closed_reason="")

    return _change_case(desk, "case.reopened", case_id, opened)


def _refuse_strange(case: Case, decision: Decision) -> None:
    consents = {one.id for one in case.consents}
    inquiries = {one.id for one in case.inquiries}
    if not set(decision.consents) <= consents or decision.inquiry not in {None, *inquiries}:
        raise Stale(
            later("The decision names something that this case does not have."), later("Open the case again.")
        )


def _save(
    desk: Desk,
    name: str,
    case_id: str,
    before: Step | None,
    after: Step,
    leaves: frozenset[CaseStatus],
    given: Sequence[Consent] = (),
) -> Changed:
    kind = type(after).__name__.lower()
    with action(desk, name, kind, after.id, case_id) as act:
        case = cases.get(desk.db, case_id)
        for consent in given:
            store.save(desk.db, consent, case_id)
        store.save(desk.db, after, case_id, expected=before)
        if case.status in leaves:
            store.save_head(desk.db, case.changed(status=CaseStatus.ASSESSMENT))
        if case.status in leaves or given:
            act.changed("case", case_id, case_id, case, cases.get(desk.db, case_id))
        else:
            act.changed(kind, after.id, case_id, before, after)
        computed.refresh_case(desk, case_id)
        entries = [_entry(after, case_id), *(finding.entry_of_consent(one, case_id) for one in given)]
        computed.index(desk, entries)
    return Changed(_SHOWN, case_id, after.id)


def _change_case(desk: Desk, name: str, case_id: str, change: Callable[[Case], Case]) -> Changed:
    with action(desk, name, "case", case_id, case_id) as act:
        before = cases.get(desk.db, case_id)
        after = change(before)
        store.save_head(desk.db, after)
        act.changed("case", case_id, case_id, before, after)
        computed.refresh_case(desk, case_id)
        known = people.of(desk.db, people_named(after))
        computed.index(desk, [next(iter(finding.entries_of_case(after, known)))])
    return Changed(_SHOWN, case_id, case_id)


def _entry(record: Allocation | Assessment | Decision, case_id: str) -> finding.Entry:
    if isinstance(record, Allocation):
        return finding.entry_of_allocation(record, case_id)
    if isinstance(record, Assessment):
        return finding.entry_of_assessment(record, case_id)
    return finding.entry_of_decision(record, case_id)
