"""The table of the contract's section 3 once more, slowly, sentence by sentence, on records as plain JSON.

Shares no code with the rules of the program: where the two differ, one of them has misread the contract.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from due_oracle_days import When, as_day, as_moment, day_of, first_weekday, months_from, next_after, nth_day

BARNETS_LOV = date(2024, 1, 1)

Record = dict[str, Any]
Trigger = tuple[str, str, When | None]


@dataclass(frozen=True)
class Entry:
    """What one record asks for; `law` is the paragraph, "" for law without one, None for local."""

    rule: str
    trigger: Trigger
    due: When
    met: When | None = None
    law: str | None = None
    falls_away: bool = False
    """Not shown unless something meets it."""
    passing: bool = False
    never_late: bool = False
    missed: bool = False


def paragraph(starts: date, before: str, since: str) -> str:
    """That of the law in force on the starting day: serviceloven before 2024, from then barnets lov."""
    return before if starts < BARNETS_LOV else since


def entries_of_inquiry(inquiry: Record, decisions: list[Record]) -> Iterator[Entry]:
    received = as_moment(inquiry["received_at"])
    trigger = ("inquiry", inquiry["id"], received)
    day = day_of(received)
    answered = as_day(inquiry["answered_on"])
    if inquiry["kind"] == "notification":
        yield from of_notification(inquiry, trigger, received)
    elif inquiry["kind"] == "application":
        yield from of_application(inquiry, trigger, day, decisions)
    elif inquiry["kind"] == "complaint":
        yield Entry("complaint_reconsidered", trigger, day + timedelta(days=28), answered, "RSL §66")
    elif inquiry["kind"] == "access_request":
        yield Entry("access_answered", trigger, nth_day(day, 7, saturdays=False), answered, "FVL §16 stk. 2")


def of_notification(inquiry: Record, trigger: Trigger, received: datetime) -> Iterator[Entry]:
    day = day_of(received)
    assessed = inquiry["assessed_at"] and as_moment(inquiry["assessed_at"])
    law = paragraph(day, "SEL §155 stk. 2", "BL §136")
    yield Entry("notification_assessed_24h", trigger, received + timedelta(hours=24), assessed, law)
    if not inquiry["anonymous"]:
        law = paragraph(day, "SEL §155 b stk. 1", "BL §138 (kontrollér)")
        sent = as_day(inquiry["receipt_sent_on"])
        yield Entry("notification_receipt", trigger, nth_day(day, 6, saturdays=True), sent, law)


def of_application(inquiry: Record, trigger: Trigger, day: date, decisions: list[Record]) -> Iterator[Entry]:
    """The profile of the test: respite 6 weeks, travel 10 days, aids 3 months; no time for others."""
    times = {"respite": day + timedelta(weeks=6), "travel": day + timedelta(10), "aids": months_from(day, 3)}
    if inquiry["benefit"] in times:
        made = [as_day(each["made_on"]) for each in decisions if each["inquiry"] == inquiry["id"]]
        yield Entry("application_decided", trigger, times[inquiry["benefit"]], min(made, default=None))


def entries_of_assessment(assessment: Record) -> Iterator[Entry]:
    if assessment["kind"] == "full":
        known = as_day(assessment["known_on"])
        law = paragraph(known, "SEL §50 stk. 7", "BL §20")
        trigger = ("assessment", assessment["id"], known)
        finished = as_day(assessment["finished_on"])
        yield Entry("child_assessment", trigger, months_from(known, 4), finished, law)


def entries_of_plan(plan: Record) -> Iterator[Entry]:
    decided = as_day(plan["decided_on"])
    rules = {"child_plan": ("plan_ready", "BL §91"), "youth_plan": ("youth_plan_ready", "BL §108-109")}
    if decided and plan["kind"] in rules:
        rule, law = rules[plan["kind"]]
        yield Entry(
            rule,
            ("plan", plan["id"], decided),
            months_from(decided, 3),
            as_day(plan["adopted_on"]),
            paragraph(decided, "SEL §140", law),
            falls_away=plan["status"] in {"replaced", "ended"},
        )
    if plan["status"] in {"draft", "adopted"}:
        for step in (step for goal in plan["goals"] for step in goal["sub_goals"] if step["due_on"]):
            due = as_day(step["due_on"])
            met = due if step["status"] in {"reached", "given_up"} else None
            yield Entry("sub_goal", ("sub_goal", step["id"], None), due, met, never_late=True)


def entries_of_decision(decision: Record) -> Iterator[Entry]:
    told = as_day(decision["told_on"])
    if told and decision["appeal_guidance"]:
        due = first_weekday(told + timedelta(days=28))
        trigger = ("decision", decision["id"], told)
        yield Entry("complaint_limit", trigger, due, law="RSL §67", passing=True)


def entries_of_appointment(appointment: Record) -> Iterator[Entry]:
    at, status = as_moment(appointment["starts_at"]), appointment["status"]
    if status != "cancelled":
        trigger = ("appointment", appointment["id"], None)
        met = at if status == "held" else None
        yield Entry("appointment", trigger, at, met, missed=status == "missed", never_late=True)
    for agreed in appointment["agreements"]:
        if agreed["due_on"]:
            trigger = ("agreement", agreed["id"], None)
            yield Entry("agreement", trigger, as_day(agreed["due_on"]), as_day(agreed["done_on"]))


def consent_expires(case: Record) -> Iterator[Entry]:
    for consent in case["consents"]:
        if consent["expires_on"]:
            met = [
                as_day(other["given_on"])
                for other in case["consents"]
                if other["given_on"] > consent["given_on"]
                if (other["given_by"], other["about"]) == (consent["given_by"], consent["about"])
            ]
            if consent["withdrawn_on"]:
                met.append(as_day(consent["withdrawn_on"]))
            trigger = ("consent", consent["id"], None)
            yield Entry("consent_expires", trigger, as_day(consent["expires_on"]), min(met, default=None))


def grey_zone_review(case: Record) -> Iterator[Entry]:
    for allocation in case["allocations"]:
        if allocation["grey_zone_review_on"]:
            panels = (as_day(each["panel_on"]) for each in case["allocations"])
            met = next_after(panels, as_day(allocation["panel_on"]))
            trigger = ("allocation", allocation["id"], None)
            yield Entry("grey_zone_review", trigger, as_day(allocation["grey_zone_review_on"]), met)
