"""A row of the caseload as it is shown, and the columns it is shown in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.actions.desk import Desk
from db.rules import costs, ladder, summary
from db.store import case_list, help_rows
from db.store.case_list import CaseRow, Sorted, Wanted
from db.store.trouble import known_trouble
from db.words import Words
from desktop.kit.marks import Mark
from desktop.kit.table import Column

_MONTHS_A_YEAR: Final = 12
_IN_MONTHS: Final = 2  # a child younger than so many years has its age in months
_NONE: Final = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A case with its step of the ladder and what it is expected to cost this year, in øre."""

    case: CaseRow
    step: int | None
    forecast: int


def read_rows(desk: Desk, wanted: Wanted, today: date, offset: int, limit: int) -> list[Shown]:
    """A page of the caseload. Raises Trouble if the disk fails."""
    with known_trouble():
        rows = case_list.rows(desk.db, wanted, today=today, offset=offset, limit=limit)
        running = help_rows.of_cases(desk.db, [row.case_id for row in rows])
    return [
        Shown(
            row,
            ladder.step_on(running[row.case_id], today),
            costs.forecast_of(running[row.case_id], today.year, today),
        )
        for row in rows
    ]


def columns(words: Words, steps: Sequence[str], today: Callable[[], date]) -> list[Column[Shown]]:
    """The columns of the list; `steps` are what the ladder's steps are called, lowest first."""
    return [
        Column(words.t("Child"), lambda row: row.case.child, order=Sorted.CHILD.value, strong=True),
        Column(words.t("Age"), lambda row: age(row.case, today(), words), order=Sorted.BORN.value, width=72),
        Column(words.t("Ladder step"), lambda row: _step(row, steps, words), width=160, spare=True),
        Column(words.t("Coordinator"), lambda row: row.case.coordinator or _NONE, width=208, spare=True),
        Column(
            words.t("Next due"),
            lambda row: _day(row.case.next_due, today(), words),
            width=128,
            mark=lambda row: _mark(row.case.next_due, today()),
        ),
        Column(
            words.t("Last contact"),
            lambda row: _day(row.case.last_contact, today(), words),
            width=128,
            soft=True,
            spare=True,
        ),
        Column(words.t("This year"), lambda row: _money(row, words), width=128, right=True, spare=True),
    ]


def age(case: CaseRow, today: date, words: Words) -> str:
    """`11 år`, `8 md.` before the second birthday, `ventes 3. mar.` before the first day."""
    years = summary.age_on(case.born, today)
    if case.born is None:
        return words.t("expected {day}", day=words.brief_day(case.expected)) if case.expected else _NONE
    if years is None or years >= _IN_MONTHS:
        return _NONE if years is None else words.n("{count} year", "{count} years", years)
    months = (today.year - case.born.year) * _MONTHS_A_YEAR + today.month - case.born.month
    months -= today.day < case.born.day
    return words.n("{count} month", "{count} months", months)


def _step(row: Shown, steps: Sequence[str], words: Words) -> str:
    return f"{row.step} {words.t(steps[row.step - 1])}" if row.step else _NONE


def _day(day: date | None, today: date, words: Words) -> str:
    return words.brief_day(day, today) if day else _NONE


def _mark(day: date | None, today: date) -> Mark | None:
    if day is None or day > today:
        return None
    return Mark.LATE if day < today else Mark.SOON


def _money(row: Shown, words: Words) -> str:
    return words.kroner(row.forecast) if row.forecast else _NONE
