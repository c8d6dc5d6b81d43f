"""What may be written about the way in: each rule of its days, as the sentence that refuses.

Source: practice of the house (no day before what it answers, none in the future); BL § 136 for the
assessment of a notification; the written reason of the panel that parents can read.
"""

from datetime import date, datetime
from typing import Final

from db.errors import AsksFirst, NotAllowed
from db.records.base import day_of
from db.records.case import Case, CaseStatus
from db.records.entrance import Allocation, AllocationResult, Assessment, Decision, Inquiry, InquiryKind
from db.records.plan import PlanStatus
from db.words import later

_DAY: Final = later("Look at the day once more.")


def refuse_inquiry(inquiry: Inquiry, now: datetime) -> None:
    """Raises NotAllowed if `inquiry` lies ahead, or was assessed, receipted or answered too early."""
    if inquiry.received_at > now:
        raise NotAllowed(
            later("An inquiry cannot have come later than now."), later("Look at the day and the time.")
        )
    _refuse_assessed(inquiry, now)
    received = day_of(inquiry.received_at)
    _refuse_before(inquiry.receipt_sent_on, received, later("The receipt was sent before the inquiry came."))
    _refuse_before(inquiry.answered_on, received, later("The answer was given before the inquiry came."))
    _refuse_ahead(inquiry.receipt_sent_on, day_of(now), later("The receipt's day lies ahead."))
    _refuse_ahead(inquiry.answered_on, day_of(now), later("The answer's day lies ahead."))
    if inquiry.anonymous and inquiry.receipt_sent_on is not None:
        raise NotAllowed(
            later("Somebody anonymous gets no receipt."), later("Leave the day of the receipt empty.")
        )


def _refuse_assessed(inquiry: Inquiry, now: datetime) -> None:
    if inquiry.assessed_at is None:
        return
    if inquiry.assessed_at < inquiry.received_at:
        raise NotAllowed(later("It was assessed before it came."), later("Look at the day and the time."))
    if inquiry.assessed_at > now:
        raise NotAllowed(
            later("It cannot have been assessed later than now."), later("Look at the day and the time.")
        )
    if inquiry.kind is InquiryKind.NOTIFICATION and inquiry.acute is None:
        raise NotAllowed(
            later("An assessment says whether help is needed at once."), later("Answer yes or no.")
        )


def refuse_allocation(allocation: Allocation) -> None:
    """Raises NotAllowed for a result without its written reason, or a review day without the mark."""
    if allocation.result is not AllocationResult.PENDING and not allocation.reason.strip():
        raise NotAllowed(
            later("The result has no reason yet."), later("Write it so that the parents can read it.")
        )
    if allocation.grey_zone_review_on is not None and not allocation.grey_zone:
        raise NotAllowed(
            later("A review day belongs to a grey-zone case."),
            later("Mark it as one, or leave the day empty."),
        )
    _refuse_before(
        allocation.grey_zone_review_on,
        allocation.panel_on,
        later("The grey zone is looked at again before the panel met."),
    )


def refuse_assessment(assessment: Assessment, today: date) -> None:
    """Raises NotAllowed for days ahead, a start before it was known, or an end without conclusion."""
    _refuse_ahead(assessment.known_on, today, later("The day on which the need was known lies ahead."))
    _refuse_ahead(assessment.finished_on, today, later("The assessment's last day lies ahead."))
    _refuse_before(
        assessment.started_on, assessment.known_on, later("The assessment began before the need was known.")
    )
    _refuse_before(
        assessment.finished_on,
        assessment.started_on or assessment.known_on,
        later("The assessment ended before it began."),
    )
    if assessment.finished_on is not None and not assessment.conclusion.strip():
        raise NotAllowed(later("A finished assessment says what it came to."), later("Write the conclusion."))


def refuse_decision(decision: Decision, today: date) -> None:
    """Raises NotAllowed for a decision made ahead, without a text, or told before it was made."""
    _refuse_ahead(decision.made_on, today, later("The decision's day lies ahead."))
    _refuse_ahead(decision.told_on, today, later("The day on which the party was told lies ahead."))
    refuse_told(decision.made_on, decision.told_on)
    if not decision.text.strip():
        raise NotAllowed(later("The decision has no text yet."), later("Write what was decided."))


def refuse_told(made_on: date, told_on: date | None) -> None:
    """Raises NotAllowed if the party was told before the decision was made."""
    _refuse_before(told_on, made_on, later("The party was told before the decision was made."))


def refuse_closing(case: Case, on: date, reason: str, today: date) -> None:
    """Raises NotAllowed for a case that is closed, a day that cannot be, or no reason."""
    if case.status is CaseStatus.CLOSED:
        raise NotAllowed(later("This case is closed already."), later("Nothing more is needed."))
    _refuse_ahead(on, today, later("The closing day lies ahead."))
    _refuse_before(on, case.opened, later("The case is closed before it was opened."))
    if not reason.strip():
        raise NotAllowed(later("A closing has a reason."), later("Write why the case is closed."))


def ask_before_closing(case: Case, on: date) -> None:
    """Raises AsksFirst for a case with help that runs after `on`, or a plan that is not finished."""
    running = sum(one.ended_on is None or one.ended_on > on for one in case.interventions)
    plans = sum(one.status in (PlanStatus.DRAFT, PlanStatus.ADOPTED) for one in case.plans)
    if running and plans:
        told = later("Help that still runs: {running}. Plans that are not finished: {plans}.")
    else:
        told = later("Help that still runs: {running}.") if running else later("Plans not finished: {plans}.")
    if running or plans:
        raise AsksFirst(
            told,
            later("End them first, or close the case all the same."),
            running=running,
            plans=plans,
        )


def _refuse_before(day: date | None, first: date, sentence: str) -> None:
    if day is not None and day < first:
        raise NotAllowed(sentence, _DAY)


def _refuse_ahead(day: date | None, today: date, sentence: str) -> None:
    if day is not None and day > today:
        raise NotAllowed(sentence, _DAY)
