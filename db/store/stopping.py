"""Reading that can be told to stop: what somebody no longer waits for holds nothing up."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from db import stepping

_STEPS: Final = 20_000  # of SQLite's machine between two questions: about a millisecond


class Stopped(Exception):
    """The reading was told to stop before it had its answer: no error."""


@contextmanager
def stoppable(db: Database, stopped: Callable[[], bool]) -> Iterator[None]:
    """What reads on `db` inside ends with Stopped soon after `stopped`, asked on this thread, says so."""
    db.conn.set_progress_handler(lambda: int(stopped()), _STEPS)
    try:
        yield
    except dbapi2.OperationalError as error:
        if stopped():
            raise Stopped from error
        raise
    finally:
        db.conn.set_progress_handler(None, 0)


@contextmanager
def heeding(db: Database) -> Iterator[None]:
    """What reads on `db` inside takes steps (`stepping`), and ends with what one of them raises."""

    def asked() -> int:
        stepping.step()  # what it raises is lost within SQLite, which ends what it does
        return 0

    db.conn.set_progress_handler(asked, _STEPS)
    try:
        with stepping.ended_by(db.conn.interrupt):
            yield
    except dbapi2.OperationalError:
        stepping.step()
        raise
    finally:
        db.conn.set_progress_handler(None, 0)
