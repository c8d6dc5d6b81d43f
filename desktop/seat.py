"""The place at the desk: what stands around it is laid while the key is still being worked out."""

from dataclasses import dataclass

from db.actions.desk import Desk
from db.rules.today import Away
from db.store import journal


@dataclass(slots=True)
class Seat:
    """Where the desk stands once the store is open; the room around it may be laid before.

    `away` is the time since something was done on an earlier day, None if nothing was.
    """

    taken: Desk | None = None
    away: Away | None = None

    def take(self, desk: Desk) -> None:
        """Sit down: from now on what is read is read at `desk`."""
        last = journal.last_at(desk.db, before=desk.today())
        self.taken, self.away = desk, None if last is None else Away(last, desk.now())

    @property
    def desk(self) -> Desk:
        """The desk that reads. Raises RuntimeError before it stands."""
        if self.taken is None:
            raise RuntimeError("nobody sits at the desk yet")
        return self.taken
