"""`--smoke`: the main window on a sample store, one line, and the end."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer

from db.actions import demonstration
from db.actions.at_the_desk import at_the_desk
from db.cli.opening import WindowOptions
from db.errors import Exit
from db.store import open as door
from desktop.app import application, first_window

_PASSPHRASE = "smoke test of four words"  # noqa: S105 - of a store that is gone a moment later
_LONGEST = 60_000
_LOOK = 50
_ON_WINDOWS = sys.platform == "win32"


def smoke(options: WindowOptions) -> int:
    """Make a sample store, open the window on it, say one line; returns the exit code."""
    # Windows removes no file that a job still reads; what would be left is fictional.
    with tempfile.TemporaryDirectory(prefix="taetpaa-", ignore_cleanup_errors=_ON_WINDOWS) as folder:
        store = Path(folder) / "sample.taetpaa"
        now = datetime.now(UTC).replace(microsecond=0)
        door.make(store, _PASSPHRASE, today=now.date(), passes=1)
        with door.unlock_by_passphrase(store, _PASSPHRASE) as unlocked:
            desk = at_the_desk(unlocked)
            demonstration.fill(desk, count=3)
            desk.close()
        app = application()
        window = first_window(
            app, WindowOptions(store=str(store), today=options.today, language=options.language)
        )
        window.show()
        window.unlock(_PASSPHRASE)
        look = QTimer()
        look.setInterval(_LOOK)
        look.timeout.connect(lambda: None if window.is_locked else app.exit(int(Exit.DONE)))
        look.start()
        QTimer.singleShot(_LONGEST, lambda: app.exit(int(Exit.REFUSED)))
        code = int(app.exec())
        window.leave()
        if code == Exit.DONE:
            sys.stdout.write("Tæt På: ok\n")
        return code
