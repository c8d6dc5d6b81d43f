"""What the key figures are made of, as light rows: of the cases open in a span, and the office's own."""

from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlite_utils import Database

from db.records.base import day_of
from db.rules.report import Family, Help, Kept, Material, Notified, Rated
from db.store import help_rows
from db.store.moments import first_moment, parsed

_OPEN: Final = "c.opened <= :last and (c.closed is null or c.closed >= :first)"
_FOLLOW_UPS: Final = "d.rule = 'first_follow_up' or d.rule = 'follow_up'"
_LAW: Final = (
    "d.basis = 'law' and d.rule <> 'adult' and d.rule <> 'youth_support_end' and d.rule <> 'complaint_limit'"
)
_MET: Final = "(d.mark = 'met' or (d.mark is null and d.missed = 0 and d.met is not null))"
_GIVEN: Final = (
    "(d.not_before is null or d.not_before <= :today)"
    " and (d.falls_away_from is null or :today < d.falls_away_from)"
)


def material(db: Database, first: date, last: date, today: date) -> Material:
    """What happened from `first` to `last`, both included, as it stands on the day `today`."""
    values = {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "begin": first_moment(first),
        "end": first_moment(last, after=True),
        "today": today.isoformat(),
    }
    return Material(
        families=_families(db, values),
        ratings=_ratings(db, values),
        notifications=_notifications(db, values),
        follow_ups=_kept(db, _FOLLOW_UPS, values),
        law=_kept(db, _LAW, values),
        met_network=_cases_with(db, "a.kind = 'network_meeting'", values),
        heard=_cases_with(db, "(a.child_heard = 'talk' or a.child_heard = 'other_way')", values),
        complaints=_events(db, "complaint", values) + _complaints(db, values),
        breakdown_events=_events(db, "breakdown", values),
        feedback=_events(db, "feedback", values),
    )


def _families(db: Database, values: dict[str, str]) -> list[Family]:
    rows = db.execute(
        f"select {help_rows.COLUMNS}, end_reason = 'breakdown' from interventions where parent in"  # noqa: S608
        f" (select c.id from cases c where {_OPEN}) order by parent, position",
        values,
    )
    helped = {
        case: tuple(Help(**help_rows.fields(row), broke_down=bool(row[12])) for row in group)
        for case, group in groupby(rows, itemgetter(0))
    }
    return [
        Family(
            id=row[0],
            opened=date.fromisoformat(row[1]),
            closed=_day(row[2]),
            only_paid=bool(row[3]) and row[3] != row[4],
            help=helped.get(row[0], ()),
        )
        for row in db.execute(
            "select c.id, c.opened, c.closed, c.acting_municipality, c.paying_municipality"  # noqa: S608
            f" from cases c where {_OPEN} order by c.number",
            values,
        )
    ]


def _ratings(db: Database, values: dict[str, str]) -> list[Rated]:
    rows = db.execute(
        'select w.parent, w.about = c.child, w."on", w.score'  # noqa: S608
        " from well_being w join cases c on c.id = w.parent"
        f' where w.about is not null and w."on" between :first and :last and {_OPEN}',
        values,
    )
    return [Rated(row[0], bool(row[1]), date.fromisoformat(row[2]), row[3]) for row in rows]


def _notifications(db: Database, values: dict[str, str]) -> list[Notified]:
    rows = db.execute(
        "select q.received_at, p.born, c.id from inquiries q left join cases c on c.id = q.parent"  # noqa: S608
        " left join people p on p.id = c.child where q.kind = 'notification'"
        f" and q.received_at >= :begin and q.received_at < :end and (q.parent is null or {_OPEN})",
        values,
    )
    return [Notified(day_of(parsed(row[0])), _day(row[1]), row[2]) for row in rows]


def _kept(db: Database, which: str, values: dict[str, str]) -> list[Kept]:
    rows = db.execute(
        f"select d.case_id, count(*), coalesce(sum({_MET} and d.late = 0), 0),"  # noqa: S608
        f" coalesce(sum({_MET} and d.late = 1), 0),"
        " coalesce(sum(d.mark = 'missed' or (d.mark is null and (d.missed = 1"
        " or (d.met is null and d.due_day < :today)))), 0)"
        " from deadlines d left join cases c on c.id = d.case_id"
        f" where ({which}) and d.due_day between :first and :last and (d.mark is null or d.mark <> 'waived')"
        f" and {_GIVEN} and (d.case_id is null or {_OPEN}) group by d.case_id",
        values,
    )
    return [Kept(*row) for row in rows]


def _cases_with(db: Database, which: str, values: dict[str, str]) -> list[str]:
    rows = db.execute(
        "select distinct a.parent from appointments a join cases c on c.id = a.parent"  # noqa: S608
        f" where a.status = 'held' and {which} and a.starts_at >= :begin and a.starts_at < :end and {_OPEN}",
        values,
    )
    return [row[0] for row in rows]


def _events(db: Database, kind: str, values: dict[str, str]) -> list[str]:
    rows = db.execute(
        "select c.id from events e join cases c on c.id = e.parent"  # noqa: S608
        f' where e.kind = :kind and e."on" between :first and :last and {_OPEN}',
        {**values, "kind": kind},
    )
    return [row[0] for row in rows]


def _complaints(db: Database, values: dict[str, str]) -> list[str]:
    rows = db.execute(
        "select c.id from inquiries q join cases c on c.id = q.parent where q.kind = 'complaint'"  # noqa: S608
        f" and q.received_at >= :begin and q.received_at < :end and {_OPEN}",
        values,
    )
    return [row[0] for row in rows]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
