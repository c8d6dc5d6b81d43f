"""The children of the caseload, in the few words that discretion needs."""

from sqlite_utils import Database

from db.rules.discretion import Caseload, Child

_CHILDREN = "select c.id, p.id, p.name, coalesce(p.cpr, '') from cases c join people p on p.id = c.child"
_KNOWN = "select child from cases where id = :case union select person from relations where parent = :case"


def caseload(db: Database) -> Caseload:
    """Every child that has a case here."""
    return Caseload(Child(*row) for row in db.execute(_CHILDREN))


def known_to(db: Database, case_id: str) -> frozenset[str]:
    """The ids of the people whom the case names itself: its child and everyone tied to it."""
    return frozenset(row[0] for row in db.execute(_KNOWN, {"case": case_id}))
