"""How often a family is followed and met.

Source: contract, section 3, due; BL § 95 (the first follow-up; the law leaves the later
ones to the municipality, which decides them at the first one, with a reason).
"""

from datetime import date
from typing import Final

from db.records.entrance import AssessmentKind
from db.records.intervention import Intervention, LawGroup
from db.rules.due_entries import Facts, Happening, ended_before, first_from, runs_on
from db.rules.rhythm import in_force
from db.rules.rulebook import RuleKind
from db.rules.spans import days_after, months_after

_DAYS_A_WEEK: Final = 7


def add_follow_ups(facts: Facts) -> None:
    """The first follow-up of each intervention, and the later ones by the family's rhythm."""
    for item in facts.interventions():
        if item.law_group is LawGroup.SUPPORTIVE or item.placement is not None:
            _first_follow_up(facts, item)
        elif item.law_group is LawGroup.COMPENSATING:
            _compensation_review(facts, item)
    _rhythm_of_follow_ups(facts)


def add_contacts(facts: Facts) -> None:
    """One entry for the opening and for each contact after it: the next is due after so many weeks."""
    opening = Happening(facts.case.opened, facts.case.opened, "case", facts.case.id)
    links = [opening, *facts.contacts]
    for link, following in zip(links, [*facts.contacts, None], strict=True):
        rhythm = in_force(facts.case.rhythm, link.day)
        if rhythm is None or rhythm.contact_weeks is None:
            continue
        due = days_after(link.day, rhythm.contact_weeks * _DAYS_A_WEEK)
        for rule in facts.book.of(RuleKind.CONTACT, link.day):
            facts.entries.add_held(rule, (link.kind, link.id, link.at), due, following)


def _rhythm_of_follow_ups(facts: Facts) -> None:
    for link, following in zip(facts.follow_ups, [*facts.follow_ups[1:], None], strict=False):
        rhythm = in_force(facts.case.rhythm, link.day)
        if rhythm is None or rhythm.follow_up_months is None:
            continue
        due = months_after(link.day, rhythm.follow_up_months)
        for rule in facts.book.of(RuleKind.FOLLOW_UP, link.day):
            facts.entries.add_held(rule, (link.kind, link.id, link.at), due, following)


def _first_follow_up(facts: Facts, item: Intervention) -> None:
    met = first_from(facts.follow_ups, item.starts_on)
    finished = _parallel_assessment(facts, item.starts_on)
    for rule in facts.book.of(RuleKind.FIRST_FOLLOW_UP, item.starts_on):
        due = min(rule.after(item.starts_on), finished)
        trigger = ("intervention", item.id, item.starts_on)
        facts.entries.add_held(rule, trigger, due, met, gone=ended_before(item, due))


def _parallel_assessment(facts: Facts, start: date) -> date:
    """The first day after `start` on which an assessment begun by then was finished, else the last day."""
    return min(
        (
            item.finished_on
            for item in facts.case.assessments
            if item.kind is not AssessmentKind.SCREENING
            and item.started_on is not None
            and item.started_on <= start
            and item.finished_on is not None
            and item.finished_on > start
        ),
        default=date.max,
    )


def _compensation_review(facts: Facts, item: Intervention) -> None:
    later = [follow_up for follow_up in facts.follow_ups if follow_up.day > item.starts_on]
    start = Happening(item.starts_on, item.starts_on, "intervention", item.id)
    for link, following in zip([start, *later], [*later, None], strict=True):
        if not runs_on(item, link.day):
            break
        for rule in facts.book.of(RuleKind.COMPENSATION_REVIEW, link.day):
            due = rule.after(link.day)
            trigger = ("intervention", item.id, link.at)
            facts.entries.add_held(rule, trigger, due, following, gone=ended_before(item, due))
