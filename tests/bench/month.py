"""How long a month with so many entries takes to paint. Prints milliseconds, the median of several."""

import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT)]

from PySide6.QtGui import QPixmap  # noqa: E402

from db.records.appointment import AppointmentKind, AppointmentStatus  # noqa: E402
from db.rules.rulebook import RuleBasis  # noqa: E402
from db.store.calendar_view import Shown  # noqa: E402
from db.words import Words  # noqa: E402
from desktop.app import application  # noqa: E402
from desktop.kit.style import apply  # noqa: E402
from desktop.kit.type import FIRST_FONTS, LATER_FONTS, load  # noqa: E402
from desktop.rooms.calendar.month_view import MonthView  # noqa: E402
from desktop.settings import Settings  # noqa: E402


def entries(count: int) -> list[Shown]:
    """Appointments and deadlines spread over November."""
    found = []
    for turn in range(count):
        day = date(2026, 11, 1) + timedelta(days=turn % 30)
        meets = turn % 3 == 0
        begin = datetime(day.year, day.month, day.day, 8 + turn % 8, tzinfo=UTC)
        found.append(
            Shown(
                rule="appointment" if meets else "contact",
                title="contact with the family",
                basis=RuleBasis.LAW if turn % 2 else RuleBasis.LOCAL,
                legal_ref="",
                record=f"r{turn}",
                starts=begin if meets else day,
                case_id="c",
                child="Freja Riis Damgaard",
                kind=AppointmentKind.NETWORK_MEETING if meets else None,
                own_title="",
                status=AppointmentStatus.PLANNED if meets else None,
                ends=begin + timedelta(hours=1) if meets else None,
                is_over=False,
            )
        )
    return found


def main() -> None:
    """Show and paint the month again and again."""
    app = application()
    load(FIRST_FONTS + LATER_FONTS)
    apply(app, Settings().look)
    view = MonthView(Words("da"))
    view.resize(1400, 1000)
    view.show()
    app.processEvents()
    picture, took = QPixmap(view.size()), []
    for _ in range(15):
        shown = entries(int(sys.argv[1]))
        begun = time.perf_counter()
        view.show_month(date(2026, 11, 1), shown, frozenset({"r0", "r30"}), date(2026, 11, 23))
        view.render(picture)
        took.append(1000 * (time.perf_counter() - begun))
    sys.stdout.write(f"{statistics.median(took):.2f}\n")


if __name__ == "__main__":
    main()
