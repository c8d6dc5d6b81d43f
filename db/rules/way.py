"""Where a case is on its way, and the one next step.

Source: the practice of one entrance (inquiry, intake, allocation, assessment, plan, help,
follow-up, closing). A step names the record it is about; `missing` says what it still lacks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from db.records.appointment import AppointmentKind, AppointmentStatus
from db.records.case import Case, CaseStatus
from db.records.entrance import AllocationResult, Assessment, Inquiry, InquiryKind
from db.records.plan import PlanStatus
from db.words import later


class Stage(StrEnum):
    """A stretch of the way."""

    INQUIRY = "inquiry"
    INTAKE = "intake"
    ALLOCATION = "allocation"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    INTERVENTIONS = "interventions"
    FOLLOW_UP = "follow_up"
    CLOSING = "closing"


class Deed(StrEnum):
    """What can be done next."""

    ASSESS = "assess"
    RECEIPT = "receipt"
    ANSWER_COMPLAINT = "answer_complaint"
    ANSWER_ACCESS = "answer_access"
    INTAKE = "intake"
    ALLOCATE = "allocate"
    RESULT = "result"
    BEGIN_ASSESSMENT = "begin_assessment"
    FINISH_ASSESSMENT = "finish_assessment"
    TELL_DECISION = "tell_decision"
    DECIDE = "decide"
    PLAN = "plan"
    ADOPT_PLAN = "adopt_plan"
    HELP = "help"
    FOLLOW_UP = "follow_up"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Next:
    """The one next step: where on the way, what, about which record, and what is missing for it."""

    stage: Stage
    deed: Deed
    record: str | None = None
    missing: tuple[str, ...] = ()


STAGES: Final = tuple(Stage)
"""The way, from its beginning."""
_RECEIPTED: Final = frozenset({InquiryKind.NOTIFICATION})
_ANSWERED: Final = {
    InquiryKind.COMPLAINT: Deed.ANSWER_COMPLAINT,
    InquiryKind.ACCESS_REQUEST: Deed.ANSWER_ACCESS,
}


def next_step(case: Case, today: date) -> Next:
    """The one next step of `case`; what presses most comes first, then the order of the way."""
    if case.status is CaseStatus.CLOSED:
        return Next(Stage.CLOSING, Deed.NOTHING)
    for look in (_of_inquiries, _of_entrance, _of_assessments, _of_decisions, _of_plans, _of_help):
        found = look(case, today)
        if found is not None:
            return found
    return Next(Stage.FOLLOW_UP, Deed.FOLLOW_UP)


def stage_of(case: Case, today: date) -> Stage:
    """Where the case is: the stretch of its way, from its status and what was done on it.

    A deadline of an inquiry that presses is a step, but it does not bring a case back to the beginning.
    """
    if case.status is CaseStatus.CLOSED:
        return Stage.CLOSING
    for look in (_of_entrance, _of_assessments, _of_plans, _of_help):
        found = look(case, today)
        if found is not None:
            return found.stage
    return Stage.FOLLOW_UP


def of_inquiry(inquiry: Inquiry) -> Next | None:
    """What an inquiry still asks for; None if it is done with."""
    if inquiry.kind is InquiryKind.NOTIFICATION and inquiry.assessed_at is None:
        return Next(Stage.INQUIRY, Deed.ASSESS, inquiry.id, (later("the assessment within 24 hours"),))
    if inquiry.kind in _RECEIPTED and not inquiry.anonymous and inquiry.receipt_sent_on is None:
        return Next(Stage.INQUIRY, Deed.RECEIPT, inquiry.id, (later("the receipt"),))
    if inquiry.kind in _ANSWERED and inquiry.answered_on is None:
        return Next(Stage.INQUIRY, _ANSWERED[inquiry.kind], inquiry.id, (later("the reply"),))
    return None


def _of_inquiries(case: Case, today: date) -> Next | None:
    found = [one for one in map(of_inquiry, case.inquiries) if one is not None]
    return min(found, key=lambda one: list(Deed).index(one.deed), default=None)


def _of_entrance(case: Case, today: date) -> Next | None:
    if case.status is CaseStatus.INQUIRY:
        missing = () if case.coordinator else (later("the coordinator"),)
        return Next(Stage.INTAKE, Deed.INTAKE, None, missing)
    if not case.allocations:
        if case.status is not CaseStatus.INTAKE:
            return None  # an older case: nobody writes its panel afterwards
        return Next(Stage.ALLOCATION, Deed.ALLOCATE, None, (later("the panel's day"),))
    last = max(case.allocations, key=lambda one: one.panel_on)
    if last.result is AllocationResult.PENDING and case.status is not CaseStatus.ACTIVE:
        return Next(
            Stage.ALLOCATION, Deed.RESULT, last.id, (later("the result"), later("the written reason"))
        )
    return None


def _of_assessments(case: Case, today: date) -> Next | None:
    running = [one for one in case.assessments if one.finished_on is None]
    if running:
        first = min(running, key=lambda one: one.known_on)
        return Next(Stage.ASSESSMENT, Deed.FINISH_ASSESSMENT, first.id, tuple(_unfinished(first)))
    early = case.status in (CaseStatus.INTAKE, CaseStatus.ASSESSMENT)
    if early and not case.assessments and not case.plans and not case.interventions:
        return Next(Stage.ASSESSMENT, Deed.BEGIN_ASSESSMENT, None, (later("its kind"),))
    return None


def _unfinished(assessment: Assessment) -> Iterator[str]:
    if assessment.started_on is None:
        yield later("the first day")
    if not assessment.conclusion.strip():
        yield later("the conclusion")


def _of_decisions(case: Case, today: date) -> Next | None:
    told = next((one for one in case.decisions if one.told_on is None), None)
    if told is not None:
        return Next(Stage.INTERVENTIONS, Deed.TELL_DECISION, told.id, (later("the day the family was told"),))
    open_ones = (
        one
        for one in case.inquiries
        if one.kind is InquiryKind.APPLICATION and one.outcome is None and one.answered_on is None
    )
    decided = {one.inquiry for one in case.decisions}
    application = next((one for one in open_ones if one.id not in decided), None)
    if application is None or case.status in (CaseStatus.INTAKE, CaseStatus.ASSESSMENT):
        return None
    return Next(Stage.INTERVENTIONS, Deed.DECIDE, application.id, (later("the decision"),))


def _of_plans(case: Case, today: date) -> Next | None:
    live = [one for one in case.plans if one.status in (PlanStatus.DRAFT, PlanStatus.ADOPTED)]
    if not live:
        return Next(Stage.PLAN, Deed.PLAN, None, (later("a plan with goals"),))
    if all(one.status is PlanStatus.DRAFT for one in live):
        return Next(Stage.PLAN, Deed.ADOPT_PLAN, live[-1].id, (later("that the plan is adopted"),))
    return None


def _of_help(case: Case, today: date) -> Next | None:
    if not any(one.ended_on is None for one in case.interventions):
        return Next(Stage.INTERVENTIONS, Deed.HELP, None, (later("help that runs"),))
    held = (
        one
        for one in case.appointments
        if one.kind is AppointmentKind.FOLLOW_UP and one.status is AppointmentStatus.HELD
    )
    if next(held, None) is None:
        return Next(Stage.FOLLOW_UP, Deed.FOLLOW_UP, None, (later("the first follow-up"),))
    return None
