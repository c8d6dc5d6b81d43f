"""How long a case with so many happenings takes to open, and its Forløb. Prints JSON, milliseconds."""

import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT)]

from db.actions import demonstration  # noqa: E402
from db.actions.at_the_desk import at_the_desk  # noqa: E402
from db.records.base import new_id  # noqa: E402
from db.records.letterhead import Letterhead  # noqa: E402
from db.records.note import Note  # noqa: E402
from db.store import aggregates, cases, journal  # noqa: E402
from db.store import open as door  # noqa: E402
from db.words import Words  # noqa: E402
from desktop.app import application  # noqa: E402
from desktop.kit.ask import WindowAsk  # noqa: E402
from desktop.kit.jobs import Jobs  # noqa: E402
from desktop.kit.news import News  # noqa: E402
from desktop.kit.style import apply  # noqa: E402
from desktop.kit.type import FIRST_FONTS, LATER_FONTS, load  # noqa: E402
from desktop.rooms.case.case_page import CasePage  # noqa: E402
from desktop.rooms.listing import PARTS  # noqa: E402
from desktop.seat import Seat  # noqa: E402
from desktop.settings import Settings  # noqa: E402
from desktop.tools import Tools  # noqa: E402
from desktop.writer import Writer  # noqa: E402

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
PASSPHRASE = "gul cykel regn lampe"


def filled(path: Path, count: int):
    """A desk at a store whose first case has `count` notes, each with its line in the journal."""
    door.make(path, PASSPHRASE, today=date(2026, 11, 23), passes=1)
    desk = at_the_desk(door.unlock_by_passphrase(path, PASSPHRASE), now=lambda: NOW)
    demonstration.fill(desk, count=3)
    case_id = cases.resolve(desk.db, "2025-0001")
    with desk.db.atomic():
        for turn in range(count):
            at = NOW - timedelta(hours=8 * turn)
            note = Note(id=new_id(), at=at, kind="phone", text="Talte med mor om skolen og natten. " * 6)
            aggregates.put(desk.db, note, position=1000 + turn, parent=case_id)
            line = {"at": at, "who": "Hanne Lind", "action": "note.added", "kind": "note"}
            change = journal.Change("note", note.id, case_id, None, note.model_dump_json())
            journal.add(desk.db, **line, record=note.id, case_id=case_id, changes=[change])
    return desk, case_id


def main() -> None:
    """Open the case at its overview, then at its Forløb, again and again."""
    app = application()
    load(FIRST_FONTS + LATER_FONTS)
    apply(app, Settings().look)
    words = Words("da")
    took: dict[str, list[float]] = {"overview": [], "story": []}
    with tempfile.TemporaryDirectory() as folder:
        desk, case_id = filled(Path(folder) / "a.taetpaa", int(sys.argv[1]))
        seat = Seat()
        seat.take(desk)
        tools = Tools(
            seat=seat,
            writer=Writer(lambda: NOW),
            jobs=Jobs(),
            news=News(),
            ask=WindowAsk(words),
            words=words,
            now=lambda: NOW,
            settings=Settings(),
            letterhead=Letterhead(),
        )
        page = CasePage(tools, PARTS)
        page.resize(1280, 860)
        page.show()
        for tab in ("overview", "story") * 8:
            begun = time.perf_counter()
            page.show_case(case_id, tab)
            page.grab()
            took[tab].append(1000 * (time.perf_counter() - begun))
        found = {tab: statistics.median(times[1:]) for tab, times in took.items()}
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        os._exit(0)  # no thread is waited for


if __name__ == "__main__":
    main()
