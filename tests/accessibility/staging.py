"""The screens on stage, in a session bus and an X server of their own."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from db.actions import demonstration
from db.actions.at_the_desk import at_the_desk
from db.store import open as door

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WORDS = "gul cykel regn lampe"


def staged(folder: Path, factor: float) -> dict[str, dict]:
    """What stage.py found of each screen with texts `factor` times as large."""
    for program in ("dbus-run-session", "xvfb-run"):
        assert shutil.which(program), f"{program} is missing: run make setup"
    store, out = _store(folder), folder / "report.json"
    environment = os.environ | {
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_LOGGING_RULES": "qt.accessibility.atspi.warning=false",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_RUNTIME_DIR": str(folder),
        "NO_AT_BRIDGE": "0",
    }
    done = subprocess.run(
        [
            "dbus-run-session",
            "--",
            "xvfb-run",
            "-a",
            "-s",
            "-screen 0 1400x900x24",
            sys.executable,
            str(HERE / "stage.py"),
            str(store),
            WORDS,
            str(out),
            str(factor),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert out.exists(), done.stderr[-2000:]
    return json.loads(out.read_text("utf-8"))


def _store(folder: Path) -> Path:
    path = folder / "a.taetpaa"
    door.make(path, WORDS, today=date(2026, 11, 23), passes=1)
    with door.unlock_by_passphrase(path, WORDS) as unlocked:
        desk = at_the_desk(unlocked)
        demonstration.fill(desk, count=3)
        desk.close()
    return path
