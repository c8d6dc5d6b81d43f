"""Consents of a case."""

from datetime import date

from sqlite_utils import Database

from db.records.relation import Consent
from db.store import aggregates


def add(db: Database, case_id: str, consent: Consent) -> None:
    """Put a new consent after those of the case, in the open transaction."""
    select = "select coalesce(max(position) + 1, 0) from consents where parent = ?"
    place = db.execute(select, [case_id]).fetchone()[0]
    aggregates.put(db, consent, position=place, parent=case_id)


def withdraw(db: Database, consent_id: str, on: date) -> None:
    """Write down the day on which a consent was withdrawn, in the open transaction."""
    db.conn.execute("update consents set withdrawn_on = ? where id = ?", [on.isoformat(), consent_id])
