"""Which events invitations gave away, under which UID, and how they stood."""

from collections.abc import Iterable

from sqlite_utils import Database

from db.rules.invited import InvitedEntry
from db.store.moments import parsed, stored


def of_meeting(db: Database, appointment: str) -> dict[str, list[InvitedEntry]]:
    """What was given away of one meeting, by person, each person's parts in their order."""
    rows = db.execute(
        "select person, uid, sequence, starts_at, ends_at, changed_at, cancelled from invitation_entries"
        " where appointment = ? order by person, place",
        [appointment],
    )
    found: dict[str, list[InvitedEntry]] = {}
    for person, uid, sequence, starts, ends, changed, cancelled in rows:
        one = InvitedEntry(
            uid, sequence, parsed(starts), parsed(ends), parsed(changed), cancelled=bool(cancelled)
        )
        found.setdefault(person, []).append(one)
    return found


def keep(db: Database, appointment: str, case_id: str, person: str, entries: Iterable[InvitedEntry]) -> None:
    """Remember how the person's `entries` now stand, in the open transaction."""
    db.conn.executemany(
        "insert or replace into invitation_entries (appointment, person, place, case_id, uid, sequence,"
        " starts_at, ends_at, changed_at, cancelled) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                appointment,
                person,
                place,
                case_id,
                one.uid,
                one.sequence,
                stored(one.starts_at),
                stored(one.ends_at),
                stored(one.changed_at),
                one.cancelled,
            )
            for place, one in enumerate(entries)
        ],
    )
