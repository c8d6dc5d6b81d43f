"""A case in a few words: how old the child is, what it is called in a list, which plan counts."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from db.records.person import Person
from db.records.plan import Plan, PlanStatus


def age_on(born: date | None, day: date) -> int | None:
    """Whole years on `day`; None without a birthday, or before it."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def short_name(name: str) -> str:
    """First name and the last one's initial, `Emil S.`; a single name as it is."""
    parts = [part for part in name.split() if not part.startswith("(")]
    return name if len(parts) < 2 else f"{parts[0]} {parts[-1][0]}."


def first_name(person: Person) -> str:
    """What a person is called at the kitchen table."""
    return person.name.split()[0]


def present_plan(plans: Sequence[Plan]) -> Plan | None:
    """The plan to show first: the last draft, else the last adopted one, else the last; None without any."""
    for status in (PlanStatus.DRAFT, PlanStatus.ADOPTED):
        if found := [plan for plan in plans if plan.status is status]:
            return found[-1]
    return plans[-1] if plans else None


def with_number(name: str, number: str) -> str:
    """`Emil S. · 2025-0001`, also behind a name in Arabic: its letters would turn the number around."""
    turned = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    mark = "\N{LEFT-TO-RIGHT MARK}" if turned else ""
    return f"{name}{mark} · {number}"


def plan_to_print(plans: Iterable[Plan]) -> Plan | None:
    """The plan a paper is made of: the last adopted one, else the last draft; None without either."""
    listed = list(plans)
    for status in (PlanStatus.ADOPTED, PlanStatus.DRAFT):
        if found := [plan for plan in listed if plan.status is status]:
            return found[-1]
    return None
