"""The window as a bench opens it: with all fonts, unlocked, on a store that is there."""

import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "shots")]

from stand import until  # noqa: E402

from db.words import Words  # noqa: E402
from desktop.app import application, collect_for  # noqa: E402
from desktop.kit.style import apply  # noqa: E402
from desktop.kit.type import FIRST_FONTS, LATER_FONTS, load  # noqa: E402
from desktop.main_window import MainWindow  # noqa: E402
from desktop.settings import Settings  # noqa: E402


def window_on(store: Path, passphrase: str, folder: Path, profile: Path | None = None):
    """The application and the window; `folder` is for what it remembers."""
    app = application()
    load(FIRST_FONTS + LATER_FONTS)
    apply(app, Settings().look)
    window = MainWindow(
        Words("da"),
        store=store,
        now=lambda: datetime(2026, 11, 23, 11, tzinfo=UTC),
        settings=Settings(),
        settings_file=folder / "window.json",
        profile=profile,
    )
    window.painted.connect(lambda: collect_for(window))
    window.show()
    window.unlock(passphrase)
    until(lambda: window.page is not None)
    return app, window
