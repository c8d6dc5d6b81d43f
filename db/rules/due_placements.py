"""What a placement asks: visits with a talk with the child, a review, and youth support decided in time.

Source: contract, section 3, due; BL § 156 (two visits a year), BL § 111 (youth support).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Final

from db.records.intervention import Intervention
from db.rules.due_entries import Facts, Happening, ended_before, first_from, runs_on
from db.rules.rulebook import RuleKind
from db.rules.spans import birthday, days_after, months_after

_YEARS_AHEAD: Final = 30
"""For how many calendar years after its start a placement without an end is listed."""


def add_placements(facts: Facts) -> None:
    """All that hangs on the case's placements."""
    placements = [item for item in facts.interventions() if item.placement is not None]
    for item in placements:
        _add_visits(facts, item)
        _add_review(facts, item)
        _add_youth_support(facts, item)
    _add_years(facts, placements)


def _add_visits(facts: Facts, item: Intervention) -> None:
    """The chain of one placement; a visit on its first day is no link of it."""
    counting = [visit for visit in facts.visits if visit.day > item.starts_on and runs_on(item, visit.day)]
    start = Happening(item.starts_on, item.starts_on, "intervention", item.id)
    for link, following in zip([start, *counting], [*counting, None], strict=True):
        for rule in facts.book.of(RuleKind.SUPERVISION_VISIT, link.day):
            due = rule.after(link.day)
            trigger = ("intervention", item.id, link.at)
            facts.entries.add_held(rule, trigger, due, following, gone=ended_before(item, due))


def _add_review(facts: Facts, item: Intervention) -> None:
    for rule in facts.book.of(RuleKind.PLACEMENT_REVIEW, item.starts_on):
        due = rule.after(item.starts_on)
        met = first_from(facts.follow_ups, months_after(item.starts_on, rule.window_months or 0))
        trigger = ("intervention", item.id, item.starts_on)
        facts.entries.add_held(rule, trigger, due, met, gone=ended_before(item, due))


def _add_youth_support(facts: Facts, item: Intervention) -> None:
    born, deceased = facts.child.born, facts.child.deceased
    if born is None:
        return
    for rule in facts.book.rows(RuleKind.YOUTH_SUPPORT_DECISION):
        of_age = birthday(born, rule.age or 0)
        due = months_after(of_age, -(rule.amount or 0))
        if (deceased is not None and of_age > deceased) or not rule.holds_on(due) or not runs_on(item, due):
            continue
        first = months_after(due, -(rule.window_months or 0))
        made = [
            decision.made_on
            for decision in facts.case.decisions
            if decision.about == item.id and first <= decision.made_on <= of_age
        ]
        facts.entries.add(rule, ("intervention", item.id, due), due, min(made, default=None))


def _add_years(facts: Facts, placements: Sequence[Intervention]) -> None:
    """One entry for each calendar year on every day of which a placement runs."""
    visits: Mapping[int, list[Happening]] = defaultdict(list)
    for visit in facts.visits:
        visits[visit.day.year].append(visit)
    latest_first = sorted(placements, key=attrgetter("starts_on"), reverse=True)
    for year in _whole_years(placements):
        start, end = date(year, 1, 1), date(year, 12, 31)
        last = next(item for item in latest_first if runs_on(item, end))
        for rule in facts.book.of(RuleKind.SUPERVISION_YEAR, start):
            enough = visits[year][(rule.visits or 0) - 1 : rule.visits]
            met = enough[0].at if enough else None
            facts.entries.add(rule, ("intervention", last.id, start), end, met, not_before=start)


def _whole_years(placements: Sequence[Intervention]) -> Iterator[int]:
    """The years covered from the first to the last day by placements after or over each other, in order."""
    for first, last, latest_start in _stretches(placements):
        begin = first.year + ((first.month, first.day) != (1, 1))
        end = last.year - ((last.month, last.day) != (12, 31))
        yield from range(begin, min(end, latest_start.year + _YEARS_AHEAD) + 1)


def _stretches(placements: Sequence[Intervention]) -> Iterator[tuple[date, date, date]]:
    """First and last day of each stretch without a gap, and the start of its last placement."""
    stretch: tuple[date, date, date] | None = None
    for item in sorted(placements, key=attrgetter("starts_on")):
        end = item.ended_on or date.max
        if stretch is None or item.starts_on > days_after(stretch[1], 1):
            if stretch is not None:
                yield stretch
            stretch = (item.starts_on, end, item.starts_on)
        else:
            stretch = (stretch[0], max(stretch[1], end), item.starts_on)
    if stretch is not None:
        yield stretch
