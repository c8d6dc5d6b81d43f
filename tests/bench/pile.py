"""How long a pile of plans takes beside the window, on one core, and how long the window waits meanwhile.

Prints JSON: seconds for the pile, pages are not counted; the 99th percentile and the longest of
the gaps, in milliseconds, between two turns of a window that wants one every 10.
"""

import json
import os
import sys
import time
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT)]

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402

from db.actions import demonstration, piles  # noqa: E402
from db.actions.at_the_desk import at_the_desk  # noqa: E402
from db.actions.desk import own_desk  # noqa: E402
from db.actions.papers import Asked  # noqa: E402
from db.records.letterhead import Letterhead  # noqa: E402
from db.rules.readers import Edition  # noqa: E402
from db.store import open as door  # noqa: E402
from db.store import piles as stored  # noqa: E402
from db.words import Words  # noqa: E402
from desktop.app import application  # noqa: E402
from desktop.kit.jobs import Jobs  # noqa: E402

TODAY, NOON = date(2026, 11, 23), datetime(2026, 11, 23, 11, tzinfo=UTC)


def main() -> None:
    """Make the pile of so many plans, as the room of papers does."""
    count = int(sys.argv[1])
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    app = application()
    with TemporaryDirectory() as folder:
        store = Path(folder) / "a.taetpaa"
        door.make(store, "gul cykel regn lampe", today=TODAY, passes=1)
        with door.unlock_by_passphrase(store, "gul cykel regn lampe") as unlocked:
            desk = at_the_desk(unlocked, now=lambda: NOON)
            demonstration.fill(desk, count=30)
            rows = stored.printable(desk.db, stored.Chosen(), today=TODAY)
            chosen = list(islice(cycle(row.case_id for row in rows if not row.parents_not_told), count))
            print(json.dumps(measured(desk, chosen)))  # noqa: T201
            desk.close()
    app.quit()


def measured(desk: object, chosen: list[str]) -> dict[str, float]:
    """The pile's time, and the window's waits."""
    jobs, loop, tick = Jobs(), QEventLoop(), QTimer()
    last = [time.perf_counter()]
    gaps: list[float] = []

    def turn() -> None:
        now = time.perf_counter()
        gaps.append(1000 * (now - last[0]))
        last[0] = now

    def work(task: object) -> object:
        with own_desk(desk) as own:
            return piles.pile_of(own, chosen, Asked(Edition.FAMILY), Words("da"), Letterhead(), task.step)

    failed: list[BaseException] = []
    tick.timeout.connect(turn)
    tick.start(10)
    begun = time.perf_counter()
    jobs.run_long(work, done=lambda _: loop.quit(), failed=lambda e: (failed.append(e), loop.quit()))
    loop.exec()
    took = time.perf_counter() - begun
    tick.stop()
    jobs.stop()
    if failed:
        raise failed[0]
    gaps.sort()
    return {"seconds": took, "wait": gaps[int(len(gaps) * 0.99)], "longest": gaps[-1]}


if __name__ == "__main__":
    main()
