"""All that the overview of many cases shows, read at once: figures, their cases, and the money."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from db.rules import cost_groups
from db.rules.behind import Behind, cases_behind
from db.rules.cost_groups import Group, LargePlacements
from db.rules.costs import Account, costs_of
from db.rules.danish import sort_key
from db.rules.report import report_answer
from db.store import case_list, figures

_YEARS = 3
_NAMED = """
    select c.id, c.number, p.name, c.caseworker, c.status = 'closed', coalesce(h.other, '')
    from cases c join people p on p.id = c.child
        left join case_holds h on h.case_id = c.id and h.state = 'shared'
    where c.id in (select value from json_each(?))
    order by p.sort_key, c.number limit ? offset ?
"""


@dataclass(frozen=True, slots=True)
class Span:
    """The days asked for, both included, and the day until which an equally long time before is counted."""

    first: date
    last: date
    baseline: date | None = None

    def before(self) -> "Span | None":
        """The equally long span that ends on the baseline day; None without one."""
        if self.baseline is None:
            return None
        length = min((self.last - self.first).days, self.baseline.toordinal() - 1)
        return Span(date.fromordinal(self.baseline.toordinal() - length), self.baseline)


@dataclass(frozen=True, slots=True)
class Counted:
    """The answer of `report` for a span, and the cases behind each figure."""

    span: Span
    answer: dict[str, Any]
    behind: Behind


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows. `caseload`: open cases of each caseworker, by name; `years`: oldest first."""

    now: Counted
    before: Counted | None
    caseload: tuple[tuple[str, tuple[str, ...]], ...]
    account: Account
    by_age: tuple[Group, ...]
    by_band: tuple[Group, ...]
    years: tuple[LargePlacements, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A case as a list names it: no CPR, no address. `sender` is whose case it is, of a copy."""

    case_id: str
    number: str
    child: str
    caseworker: str
    closed: bool
    sender: str


def read(db: Database, span: Span, today: date) -> Overview:
    """The overview of `span` as it stands on the day `today`; the money is that of its last day's year."""
    before = span.before()
    everyone = case_list.costly(db, [row[0] for row in db.execute("select id from cases").fetchall()])
    years = range(span.last.year - _YEARS + 1, span.last.year + 1)
    accounts = [costs_of(everyone, year, today) for year in years]
    account = accounts[-1]
    return Overview(
        now=counted(db, span, today),
        before=None if before is None else counted(db, before, today),
        caseload=_caseload(db),
        account=account,
        by_age=cost_groups.by_age(account, _births(db), span.last),
        by_band=cost_groups.by_band(account),
        years=tuple(map(cost_groups.large_placements, accounts)),
    )


def counted(db: Database, span: Span, today: date) -> Counted:
    """The key figures of `span`, with the cases behind them."""
    material = figures.material(db, span.first, span.last, today)
    return Counted(
        span,
        report_answer(material, span.first, span.last, today),
        cases_behind(material, span.first, span.last),
    )


def named(db: Database, case_ids: Sequence[str], offset: int, limit: int) -> list[Named]:
    """A page of these cases by the child's name, as Danes sort it."""
    rows = db.execute(_NAMED, [json.dumps(list(case_ids)), limit, offset])
    return [Named(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in rows]


def _caseload(db: Database) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for name, case in db.execute("select caseworker, id from cases where closed is null order by number"):
        found.setdefault(name, []).append(case)
    return tuple((name, tuple(found[name])) for name in sorted(found, key=sort_key))


def _births(db: Database) -> dict[str, date | None]:
    rows = db.execute("select c.id, p.born from cases c join people p on p.id = c.child")
    return {row[0]: date.fromisoformat(row[1]) if row[1] else None for row in rows}
