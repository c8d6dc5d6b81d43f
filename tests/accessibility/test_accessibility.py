"""Every screen over the real accessibility bus and by Tab alone: names, roles, focus, no trap."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from db.actions import demonstration
from db.actions.desk import at_the_desk
from db.store import open as door

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CONTROLS = {
    "push button",
    "toggle button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "password text",
    "entry",
    "slider",
    "page tab",
    "table",
    "list",
    "spin button",
    "link",
}
SCREENS = (
    "lock",
    "today",
    "cases",
    "month",
    "week",
    "appointment",
    "find",
    "case",
    "family",
    "network",
    "people",
    "person",
    "unfinished",
    "own_case",
    "fetched",
    "school",
    "attachments",
    "plan",
    "draft",
    "order",
    "choose",
    "turned",
    "note",
    "forms",
    "form",
    "rhythm",
    "figures",
    "team",
    "audit",
    "business",
    "capacity",
    "book",
    "handing",
    "visits",
    "prices",
    "row",
    "settings",
    "restore",
    "inquiries",
    "way",
    "decision",
    "letter",
    "new",
    "first",
    "empty",
    "nocases",
)
WORDS = "gul cykel regn lampe"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "a.taetpaa"
    door.make(path, WORDS, today=date(2026, 11, 23), passes=1)
    with door.unlock_by_passphrase(path, WORDS) as unlocked:
        desk = at_the_desk(unlocked)
        demonstration.fill(desk, count=3)
        desk.close()
    return path


def staged(store, out, factor):
    """What stage.py found, run in a session bus and an X server of its own."""
    for program in ("dbus-run-session", "xvfb-run"):
        assert shutil.which(program), f"{program} is missing: run make setup"
    environment = os.environ | {
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_LOGGING_RULES": "qt.accessibility.atspi.warning=false",
        "HOME": str(out.parent),
        "XDG_DATA_HOME": str(out.parent / "data"),
        "XDG_RUNTIME_DIR": str(out.parent),
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


@pytest.fixture(scope="module")
def usual(store, tmp_path_factory):
    return staged(store, tmp_path_factory.mktemp("usual") / "report.json", 1.0)


@pytest.fixture(scope="module")
def large(store, tmp_path_factory):
    return staged(store, tmp_path_factory.mktemp("large") / "report.json", 2.0)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_control_has_a_role_a_name_and_takes_focus(usual, screen):
    controls = [one for one in usual[screen]["tree"] if one["role"] in CONTROLS]
    assert controls, "nothing of the window is on the bus"
    nameless = [one for one in controls if not one["name"].strip()]
    assert nameless == []
    unreachable = [
        one for one in controls if one["enabled"] and not one["focusable"] and one["role"] != "page tab"
    ]
    assert unreachable == []


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_reaches_everything_and_comes_round(usual, screen):
    tab = usual[screen]["tab"]
    assert tab["round"], tab["stops"][-5:]
    assert tab["missed"] == []


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_clipped_at_200_percent(large, screen):
    assert large[screen]["clipped"] == []
