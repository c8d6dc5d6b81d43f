"""Meetings and visits one by one, with the case that they belong to."""

from sqlite_utils import Database

from db.errors import Stale
from db.records.appointment import Appointment
from db.store import aggregates
from db.words import later


def get(db: Database, appointment_id: str) -> Appointment:
    """The appointment `appointment_id`. Raises Stale if there is none."""
    found = aggregates.by_ids(db, Appointment, [appointment_id])
    if appointment_id not in found:
        raise Stale(
            later("There is no meeting with that id in the store."), later("Find it on its case's page.")
        )
    return found[appointment_id]


def of_agreement(db: Database, agreement_id: str) -> Appointment:
    """The appointment at which an agreement was made. Raises Stale if there is none."""
    row = db.execute("select parent from agreements where id = ?", [agreement_id]).fetchone()
    return get(db, "" if row is None else str(row[0]))


def case_of(db: Database, appointment_id: str) -> str | None:
    """The id of the case that the appointment belongs to; None for one of the office, or none at all."""
    row = db.execute("select parent from appointments where id = ?", [appointment_id]).fetchone()
    return None if row is None or row[0] is None else str(row[0])


def save(db: Database, appointment: Appointment, *, expected: Appointment) -> None:
    """Write `appointment` over the version it was read from, `expected`, in the open transaction.

    Raises Stale, and writes nothing, if somebody changed it in between.
    """
    row = db.execute("select position, parent from appointments where id = ?", [appointment.id]).fetchone()
    if row is None or get(db, appointment.id) != expected:
        raise Stale(
            later("This meeting was changed while you worked on it."), later("Open it again and repeat.")
        )
    aggregates.put(db, appointment, position=row[0], parent=row[1])
