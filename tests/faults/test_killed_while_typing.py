"""The program is killed with -9 ten times while somebody types; `make faults` does it two hundred times."""

import json
import subprocess
import sys
from pathlib import Path

KILLS = 10


def test_at_most_the_last_second_is_missing_and_nothing_stands_in_a_wrong_place():
    program = Path(__file__).with_name("killed.py")
    ended = subprocess.run(
        [sys.executable, str(program), str(KILLS)], capture_output=True, text=True, timeout=300, check=False
    )
    *kills, last = [json.loads(line) for line in ended.stdout.splitlines()] or [{}]
    assert len(kills) == KILLS, ended.stderr
    assert last["held"], kills
    assert sum(one["keystrokes"] for one in kills) > 5 * KILLS
    assert {one["typed_into"] for one in kills} == {"meeting", "plan", "form"}
