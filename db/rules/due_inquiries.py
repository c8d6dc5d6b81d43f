"""What an inquiry, an assessment and a decision set going.

Source: contract, section 3, due; BL § 136 (24 hours), BL chapter 16 (receipt), RSL §§ 3, 66 and 67,
FVL § 16, BL § 20.
"""

from collections.abc import Iterable
from datetime import date

from db.records.base import day_of
from db.records.entrance import Assessment, AssessmentKind, Decision, Inquiry, InquiryKind
from db.rules.due_entries import Entries
from db.rules.rulebook import Rulebook, RuleKind, RuleRow
from db.rules.spans import after, working_day_from


def add_inquiry(entries: Entries, inquiry: Inquiry, decisions: Iterable[Decision], book: Rulebook) -> None:
    """The deadlines that `inquiry` starts; `decisions` are those of its case."""
    day = day_of(inquiry.received_at)
    if inquiry.kind is InquiryKind.NOTIFICATION:
        _notification(entries, inquiry, day, book)
    elif inquiry.kind is InquiryKind.APPLICATION:
        _application(entries, inquiry, day, decisions, book)
    elif inquiry.kind is InquiryKind.COMPLAINT:
        _answered(entries, inquiry, day, book.of(RuleKind.COMPLAINT_RECONSIDERED, day))
    elif inquiry.kind is InquiryKind.ACCESS_REQUEST:
        _answered(entries, inquiry, day, book.of(RuleKind.ACCESS_ANSWERED, day))


def add_assessment(entries: Entries, assessment: Assessment, book: Rulebook) -> None:
    """The time within which a full assessment is finished."""
    if assessment.kind is not AssessmentKind.FULL:
        return
    for rule in book.of(RuleKind.CHILD_ASSESSMENT, assessment.known_on):
        due = rule.after(assessment.known_on)
        entries.add(rule, ("assessment", assessment.id, assessment.known_on), due, assessment.finished_on)


def add_decision(entries: Entries, decision: Decision, book: Rulebook) -> None:
    """The last day of the complaint limit, which runs only where the party was told how to complain."""
    if decision.told_on is None or not decision.appeal_guidance:
        return
    for rule in book.of(RuleKind.COMPLAINT_LIMIT, decision.told_on):
        due = working_day_from(rule.after(decision.told_on))
        entries.add(rule, ("decision", decision.id, decision.told_on), due)


def _notification(entries: Entries, inquiry: Inquiry, day: date, book: Rulebook) -> None:
    trigger = ("inquiry", inquiry.id, inquiry.received_at)
    for rule in book.of(RuleKind.NOTIFICATION_ASSESSED_24H, day):
        entries.add(rule, trigger, rule.after_moment(inquiry.received_at), inquiry.assessed_at)
    if not inquiry.anonymous:
        for rule in book.of(RuleKind.NOTIFICATION_RECEIPT, day):
            entries.add(rule, trigger, rule.after(day), inquiry.receipt_sent_on)


def _application(
    entries: Entries, inquiry: Inquiry, day: date, decisions: Iterable[Decision], book: Rulebook
) -> None:
    span = book.time_for(inquiry.benefit)
    if span is None:
        return
    due = after(day, span.amount, span.unit)
    made = [decision.made_on for decision in decisions if decision.inquiry == inquiry.id]
    for rule in book.of(RuleKind.APPLICATION_DECIDED, day):
        entries.add(rule, ("inquiry", inquiry.id, inquiry.received_at), due, min(made, default=None))


def _answered(entries: Entries, inquiry: Inquiry, day: date, rules: Iterable[RuleRow]) -> None:
    for rule in rules:
        due = rule.after(day)
        entries.add(rule, ("inquiry", inquiry.id, inquiry.received_at), due, inquiry.answered_on)
