"""How often a family is followed: what may be set, and what "more for a while" begins with.

Source: none in law; the rhythm is the office's own and always has a reason (contract, section 3, follow_up).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from db.errors import NotAllowed
from db.records.case import Case, CaseStatus, Rhythm
from db.rules.spans import months_after
from db.words import later

USUAL_WEEKS: Final = 6
"""How often a family is spoken with where nothing else is set, in weeks (practice, section 3)."""
_USUAL_MONTHS: Final = 3
_ASK_AFTER: Final = 3
"""Months after which more contact is asked about again, where the caseworker says nothing else."""


def in_force(rhythm: Sequence[Rhythm], day: date) -> Rhythm | None:
    """The last entry whose day has come; of two with the same day the later one. None if there is none."""
    found: Rhythm | None = None
    for one in rhythm:
        if one.since <= day and (found is None or one.since >= found.since):
            found = one
    return found


def closer_than(rhythm: Sequence[Rhythm], today: date) -> tuple[int, int]:
    """Weeks between contacts and months between follow-ups that "more for a while" begins with: half."""
    now = in_force(rhythm, today)
    weeks = now.contact_weeks if now is not None and now.contact_weeks else USUAL_WEEKS
    months = now.follow_up_months if now is not None and now.follow_up_months else _USUAL_MONTHS
    return max(weeks // 2, 1), max(months // 2, 1)


def asked_again(today: date) -> date:
    """The day of the question, where the caseworker sets no other."""
    return months_after(today, _ASK_AFTER)


def refuse(case: Case, reason: str) -> None:
    """Raise NotAllowed for a closed case, and without a reason."""
    if case.status is CaseStatus.CLOSED:
        raise NotAllowed(
            later("This case is closed."), later("Open it again before you change how often it is followed.")
        )
    if not reason.strip():
        raise NotAllowed(later("The rhythm needs a reason."), later("Write a few words."))


def refuse_past(ask_on: date, today: date) -> None:
    """Raise NotAllowed for a question that would be asked at once."""
    if ask_on <= today:
        raise NotAllowed(
            later("The day of the question has come already."), later("Choose a day that lies ahead.")
        )
