"""`make faults`: everything that breaks off or is broken, a few at a time; a line of JSON for each.

`run.py [SEED]`; without a seed a new one each time, which is said.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

HERE = Path(__file__).parent
AT_ONCE = 3  # on two processors: the kills wait more than they work
ALL = (
    *(("disk.py", "failing", "4", part) for part in range(4)),
    *(("disk.py", "killed", "125", part) for part in range(4)),
    *(("killed.py", "50", 50 * part) for part in range(4)),
    ("damage.py", "bits", "2000", 0),
    ("disk.py", "cut_off", "300", 0),
    ("damage.py", "mixed_up", "1200", 0),
    ("damage.py", "log_bits", "300", 0),
    ("damage.py", "lengths", "200", 0),
    ("malformed.py", "10000", 0),
    ("sentinel.py", "20", 0),
    ("disk.py", "full", "12", 0),
)
"""Each program, what it is told, and what is added to the seed: the parts of one that is done in several."""
ONCE = (
    "faults/test_faults.py",
    *(f"db/store/{one}.py" for one in ("test_damage", "test_stamps", "test_open", "test_full_and_read_only")),
)
"""Tests of what is the same each time: a clock put back, two programs, a tampered journal, another header."""
QUICK = "tests/faults/test_faults.py::test_what_breaks_off_or_is_broken_is_told_or_opens_as_it_was"
"""What runs a few of each of ALL: all of them are run here."""
QUICK_DISK = Path("/dev/shm")  # noqa: S108 - memory, where there is such a place: hundreds of stores are copied


def done(program, seed):
    """Run one of them; its last line, whether all held, and how long it took."""
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, str(HERE / program[0]), *program[1:-1], str(seed + program[-1])],
        env=os.environ | ({"TMPDIR": str(QUICK_DISK)} if QUICK_DISK.is_dir() else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    last = (ended.stdout.splitlines() or [json.dumps({"error": ended.stderr[-2000:]})])[-1]
    held = ended.returncode == 0
    line = {"run": " ".join(program[:-1]), "held": held, "seconds": round(time.monotonic() - begun)}
    if not held and program[0] == "killed.py":
        line["kills"] = [one for one in ended.stdout.splitlines() if '"wrong": []' not in one][:5]
    return {**line, **json.loads(last), "held": held}


def once():
    """Run the tests in ONCE; a line as `done` gives it, with pytest's own count."""
    begun = time.monotonic()
    tests = [str(HERE.parent / one) for one in ONCE]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--deselect", QUICK, *tests],
        cwd=HERE.parent.parent,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = (ended.stdout.splitlines() or [""])[-1]
    seconds = round(time.monotonic() - begun)
    return {
        "run": "tests of what is the same each time",
        "held": ended.returncode == 0,
        "seconds": seconds,
        "told": told,
    }


def main(seed):
    """Run all; returns the exit code. The last line says how long it took, also of the processors' time."""
    sys.stdout.write(f"seed {seed}\n")
    begun, held = time.monotonic(), True
    with ThreadPoolExecutor(AT_ONCE) as several:
        begun_all = [*(several.submit(done, program, seed) for program in ALL), several.submit(once)]
        for ended in as_completed(begun_all):
            line = ended.result()
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
            held = held and line["held"]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = round(used.ru_utime + used.ru_stime)
    whole = {"held": held, "seconds": round(time.monotonic() - begun), "cpu": cpu}
    sys.stdout.write(json.dumps(whole) + "\n")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10**6)))
