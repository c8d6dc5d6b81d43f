"""What the deadlines take: those of 10,000 cases, and those of one case after a change.

Counted as work of this process, so that what else runs on the machine does not count.
"""

import json
import statistics
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import office

from db.actions import computed
from db.actions.at_the_desk import at_the_desk
from db.books.deadlines import read
from db.records.document import Document
from db.rules.due import deadlines_of
from db.store import cases
from db.store import open as door


class _Enough(Exception):
    """Leaves a transaction, so that the store stays as it was."""


def all_of_them(count: int) -> tuple[float, int]:
    """Seconds of work for every deadline of so many cases, and how many there are."""
    document = Document.model_validate(json.loads(office.document(count, notes=4)))
    known, book = {person.id: person for person in document.people}, read()
    begun, found = time.process_time(), 0
    for case in document.cases:
        found += len(deadlines_of(case, known[case.child], book))
    return time.process_time() - begun, found


def one_case(path: Path, turns: int) -> float:
    """Milliseconds of work from a change in a case until its deadlines stand in the store, the median."""
    took = []
    with door.unlock_by_passphrase(path, office.PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: datetime(2026, 11, 23, 11, tzinfo=UTC), who="bench")
        wanted = cases.ids(desk.db)[:turns]
        with suppress(_Enough), desk.db.atomic():
            for case_id in wanted:
                begun = time.process_time()
                computed.refresh_case(desk, case_id)
                took.append(1000 * (time.process_time() - begun))
            raise _Enough
        desk.close()
    return statistics.median(took)
