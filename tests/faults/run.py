"""`make faults`: everything that breaks off or is broken, two at a time; a line of JSON for each.

`run.py [SEED]`; without a seed a new one each time, which is said.
"""

import json
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
ALL = (
    ("killed.py", "200"),
    ("disk.py", "failing", "1"),
    ("disk.py", "killed", "500"),
    ("damage.py", "bits", "2000"),
    ("disk.py", "cut_off", "300"),
    ("damage.py", "log_bits", "300"),
    ("damage.py", "lengths", "200"),
    ("damage.py", "mixed_up", "1000"),
    ("malformed.py", "10000"),
    ("sentinel.py", "20"),
    ("disk.py", "full", "12"),
)


def done(program, seed):
    """Run one of them; its last line, whether all held, and how long it took."""
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, str(HERE / program[0]), *program[1:], str(seed)],
        capture_output=True,
        text=True,
        check=False,
    )
    last = (ended.stdout.splitlines() or [json.dumps({"error": ended.stderr[-2000:]})])[-1]
    held = ended.returncode == 0
    line = {"run": " ".join(program), "held": held, "seconds": round(time.monotonic() - begun)}
    if not held and program[0] == "killed.py":
        line["kills"] = [one for one in ended.stdout.splitlines() if '"wrong": []' not in one][:5]
    return {**line, **json.loads(last), "held": held}


def main(seed):
    """Run all; returns the exit code."""
    sys.stdout.write(f"seed {seed}\n")
    held = True
    with ThreadPoolExecutor(2) as two:
        for line in two.map(lambda program: done(program, seed), ALL):
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
            held = held and line["held"]
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10**6)))
