"""Without a screen the smoke test still runs, and the window is refused in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def started(tmp_path, *arguments, **environment):
    clean = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=ROOT,
        env=clean | {"HOME": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def test_smoke_needs_no_screen(tmp_path):
    ended = started(tmp_path, "--smoke")
    assert (ended.returncode, ended.stdout) == (0, "Tæt På: ok\n"), ended.stderr


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":9876"}])
def test_the_window_is_refused_in_words(tmp_path, environment):
    ended = started(tmp_path, **environment)
    assert ended.returncode == 1
    assert ended.stderr == "taetpaa: Der er ingen skærm at åbne vinduet på. Se taetpaa --help.\n"
    assert list(tmp_path.iterdir()) == []
