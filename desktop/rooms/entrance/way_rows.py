"""What stands on the way of a case: a line each, the newest inquiry and panel first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.records.base import day_of
from db.records.case import Case
from db.records.entrance import Allocation, AllocationResult, Assessment, Decision, Inquiry, InquiryKind
from db.rules import names, way
from db.rules.way_texts import DEEDS
from db.words import Words

_JOINT: Final = " · "
STEPS: Final = {
    way.Deed.ASSESS: "assess",
    way.Deed.RECEIPT: "letter-receipt",
    way.Deed.ANSWER_COMPLAINT: "letter-complaint",
    way.Deed.ANSWER_ACCESS: "letter-access",
}
"""The question about an inquiry that each of its steps asks."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line: in which section, what and why, and the question that its button asks."""

    section: str
    title: str
    why: str
    record: str
    action: str
    acute: bool = False


def rows_of(case: Case, words: Words) -> Iterator[Told]:
    """The lines of `case`, section by section."""
    yield from (
        _of_inquiry(one, words)
        for one in sorted(case.inquiries, key=lambda one: one.received_at, reverse=True)
    )
    yield from (
        _of_panel(one, words) for one in sorted(case.allocations, key=lambda one: one.panel_on, reverse=True)
    )
    yield from (_of_assessment(one, words) for one in case.assessments)
    yield from (_of_decision(one, words) for one in case.decisions)


def title_of(inquiry: Inquiry, words: Words) -> str:
    """`Ansøgning: merudgifter`."""
    return _raised(words.t(names.INQUIRIES[inquiry.kind])) + (
        f": {inquiry.benefit}" if inquiry.benefit else ""
    )


def _of_inquiry(inquiry: Inquiry, words: Words) -> Told:
    following = way.of_inquiry(inquiry)
    who = words.t("anonymous") if inquiry.anonymous else inquiry.from_
    deed = "outcome" if following is None else STEPS[following.deed]
    action = words.t("Where it led") if following is None else words.t(DEEDS[following.deed])
    why = _joined(words.day(day_of(inquiry.received_at)), who, *done_with(inquiry, None, words), inquiry.text)
    return Told(
        "inquiry", title_of(inquiry, words), why, f"{deed}:{inquiry.id}", action, inquiry.acute is True
    )


def plain_day(day: date, today: date, words: Words) -> str:
    """`3. marts`, with its year if that is not the one of `today`."""
    return words.short_day(day) if day.year == today.year else words.day(day)


def done_with(inquiry: Inquiry, today: date | None, words: Words) -> Iterator[str]:
    """What was done about it so far: assessed, and how; a receipt or an answer sent.

    With `today` a day of the same year is told without it.
    """

    def told(day: date) -> str:
        return words.day(day) if today is None else plain_day(day, today, words)

    if inquiry.kind is InquiryKind.NOTIFICATION and inquiry.assessed_at is not None:
        day = told(day_of(inquiry.assessed_at))
        if inquiry.acute:
            yield words.t("assessed {day}: needs help at once", day=day)
        else:
            yield words.t("assessed {day}: not acute", day=day)
    if inquiry.receipt_sent_on is not None:
        yield words.t("receipt sent {day}", day=told(inquiry.receipt_sent_on))
    if inquiry.answered_on is not None:
        yield words.t("answered {day}", day=told(inquiry.answered_on))


def _of_panel(panel: Allocation, words: Words) -> Told:
    grey = words.t("grey zone") if panel.grey_zone else ""
    if panel.grey_zone and panel.grey_zone_review_on is not None:
        grey = words.t("grey zone, looked at again {day}", day=words.day(panel.grey_zone_review_on))
    quick = words.t("quick screening") if panel.quick_screening else ""
    why = _joined(words.t(names.ALLOCATIONS[panel.result]), quick, grey, panel.reason)
    title = words.t("The panel of {day}", day=words.day(panel.panel_on))
    waits = panel.result is AllocationResult.PENDING
    return Told("allocation", title, why, f"panel:{panel.id}", _action(words, waits=waits))


def _of_assessment(one: Assessment, words: Words) -> Told:
    days = [words.t("known {day}", day=words.day(one.known_on))]
    if one.started_on is not None:
        days.append(words.t("began {day}", day=words.day(one.started_on)))
    if one.finished_on is not None:
        days.append(words.t("finished {day}", day=words.day(one.finished_on)))
    action = _action(words, waits=one.finished_on is None)
    title = _raised(words.t(names.ASSESSMENTS[one.kind]))
    return Told("assessment", title, _joined(*days, one.conclusion), f"assessment:{one.id}", action)


def _of_decision(one: Decision, words: Words) -> Told:
    told = words.t("told {day}", day=words.day(one.told_on)) if one.told_on else words.t("not told yet")
    why = _joined(words.t("decided {day}", day=words.day(one.made_on)), told)
    step = "letter-decision" if one.told_on is None else "decision"
    return Told(
        "decision", _raised(one.text), why, f"{step}:{one.id}", _action(words, waits=one.told_on is None)
    )


def _action(words: Words, *, waits: bool) -> str:
    return words.t("Go on") if waits else words.t("Change")


def _joined(*parts: str) -> str:
    return _JOINT.join(" ".join(part.split()) for part in parts if part.strip())


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]
