"""Which appointments belong together in a series."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from db.records.appointment import Appointment
from db.store import aggregates
from db.store.moments import stored


@dataclass(frozen=True, slots=True)
class Tie:
    """The series that an appointment belongs to: its rule, which one it is from 1, and of how many."""

    series: str
    rule: str
    number: int
    count: int


def add(db: Database, series: str, case_id: str | None, rule: str, appointments: Iterable[str]) -> None:
    """Remember a new series and its appointments, in the open transaction."""
    db.conn.execute("insert into series (id, case_id, rule) values (?, ?, ?)", [series, case_id, rule])
    db.conn.executemany(
        "insert into series_appointments (appointment, series, case_id, position) values (?, ?, ?, ?)",
        [(one, series, case_id, place) for place, one in enumerate(appointments)],
    )


def tie_of(db: Database, appointment: str) -> Tie | None:
    """The series of this appointment; None if it stands alone."""
    row = db.execute(
        "select s.id, s.rule, t.position, (select count(*) from series_appointments o where o.series = s.id)"
        " from series_appointments t join series s on s.id = t.series where t.appointment = ?",
        [appointment],
    ).fetchone()
    return None if row is None else Tie(row[0], row[1], row[2] + 1, row[3])


def following(db: Database, series: str, after: datetime) -> list[Appointment]:
    """The appointments of the series that are still planned and begin after the moment, in their order."""
    rows = db.execute(
        "select a.id from series_appointments t join appointments a on a.id = t.appointment"
        " where t.series = ? and a.status = 'planned' and a.starts_at > ? order by a.starts_at",
        [series, stored(after)],
    )
    return list(aggregates.by_ids(db, Appointment, [row[0] for row in rows]).values())
