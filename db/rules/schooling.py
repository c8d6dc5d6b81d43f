"""A child's reduced hours at school: what is missing for them, what stands beside them, and absence.

Source: practice.md section 7 (reduced hours under section 12 subsection 3 of the order on special teaching:
the parents agree, and a doctor's statement) and law.md row 6 (unlawful absence of 15 % or more in a
quarter is reported by the school's head: BL § 133, its subsection not read, so "kontrollér").
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from db.errors import NotAllowed
from db.records.case import Case, School
from db.records.intervention import Intervention, LawGroup, Stage
from db.records.note import Event, EventKind
from db.words import later

_SHARE: Final = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s?%")
"""A share in a text, whole: "12,5 %" is 12 and no 5, "9,20 %" no 20."""
LEAST_PERCENT: Final = 15
"""Unlawful absence in a quarter, from which it is reported."""
_LOST_EARNINGS: Final = "lost_earnings"
_MONTHS: Final = 3


class Missing(StrEnum):
    """What reduced hours still lack."""

    SINCE = "since"
    PARENTS = "parents"
    DOCTOR = "doctor"


def missing(school: School) -> tuple[Missing, ...]:
    """What is missing for the reduced hours of `school`; nothing where the hours are whole."""
    if school.reduced_hours is None and school.reduced_since is None:
        return ()
    lacks = {
        Missing.SINCE: school.reduced_since,
        Missing.PARENTS: school.parents_agree,
        Missing.DOCTOR: school.doctor_statement,
    }
    return tuple(what for what, day in lacks.items() if day is None)


def beside(case: Case) -> tuple[list[Intervention], list[Intervention]]:
    """Lost earnings, and other help, that ran on some day since the hours were reduced, earliest first."""
    since = case.school.reduced_since
    if since is None:
        return [], []
    ran = [one for one in case.interventions if _ran_since(one, since)]
    ran.sort(key=lambda one: one.starts_on)
    lost = [one for one in ran if _is_lost_earnings(one)]
    return lost, [one for one in ran if one not in lost and (one.starts_on >= since or _compensates(one))]


def quarters(today: date, count: int = 4) -> list[date]:
    """The first days of this quarter and those before it, `count` in all, newest first."""
    year, number = today.year, (today.month - 1) // _MONTHS
    return [_first_day(year * 4 + number - back) for back in range(count)]


def quarter_number(first: date) -> int:
    """1 to 4."""
    return (first.month - 1) // _MONTHS + 1


def refuse_absence(percent: int | None, first: date, today: date) -> None:
    """Raise NotAllowed for what is no share from 15 to 100, or a quarter that has not begun."""
    if percent is None or not LEAST_PERCENT <= percent <= 100:
        raise NotAllowed(
            later("Unlawful absence is written here from 15 % to 100 %."),
            later("Write the whole per cent; less than that belongs in a note."),
        )
    if first > today:
        raise NotAllowed(later("That quarter has not begun."), later("Choose another quarter."))


def absence_day(first: date, today: date) -> date:
    """The day that the absence of a quarter is written under: its last one, or today."""
    number = first.year * 4 + (first.month - 1) // _MONTHS
    return min(_first_day(number + 1) - timedelta(days=1), today)


def absences(case: Case) -> Sequence[Event]:
    """The school absence of the case, newest first."""
    found = [event for event in case.events if event.kind is EventKind.SCHOOL_ABSENCE]
    return sorted(found, key=lambda event: event.on, reverse=True)


def is_reported(event: Event) -> bool:
    """Whether absence is so much that the school's head reports it: its text says 15 % or more."""
    return any(int(share) >= LEAST_PERCENT for share in _SHARE.findall(event.text))


def _first_day(number: int) -> date:
    return date(number // 4, number % 4 * _MONTHS + 1, 1)


def _ran_since(one: Intervention, since: date) -> bool:
    return one.stage is not Stage.EXPECTED and (one.ended_on is None or one.ended_on >= since)


def _is_lost_earnings(one: Intervention) -> bool:
    old, new = "SEL §42", ("BL §87", "BL §§87")
    return one.catalogue == _LOST_EARNINGS or one.legal_ref == old or one.legal_ref.startswith(new)


def _compensates(one: Intervention) -> bool:
    return one.law_group is LawGroup.COMPENSATING
