"""The disk and the machine break off: killed at random moments, one call failing, a write cut off, no room.

`disk.py WHAT TIMES SEED` does so with WHAT of `killed`, `failing`, `cut_off`, `full`; prints a line of JSON.
The layer between program and disk is `layer.c`; without a C compiler `failing` and `cut_off` say that they
were left out.
"""

import ctypes
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import load
import stores
from failing import failing

from db.errors import ForUser

HERE = Path(__file__).parent
_KILLS_OF_ONE = 50
_LONGEST = 60  # seconds


def compiled(folder):
    """The layer as a library; None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None or sys.platform != "linux":
        return None
    library = Path(folder) / "layer.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", library, HERE / "layer.c", "-ldl", "-lpthread"],
        check=True,
    )
    return library


def killed(folder, times, seed):
    """Killed with -9 at so many random moments of a mixed load, the same store again and again.

    A moment is so many actions and a few milliseconds, so that a busy machine is killed in its work too.
    """
    chance, wrong, done = random.Random(seed), [], 0
    template = load.begun(folder / "template")
    for turn in range(times):
        if turn % _KILLS_OF_ONE == 0:
            store, before = stores.copied(template, folder / str(turn)), ""
            told = store.with_name("told")
            told.touch()
        child = os.fork()
        if child == 0:
            try:
                load.without_end(store, told, seed + turn)
            finally:
                os._exit(3)
        _wait_for(told, len(before.splitlines()) + chance.randrange(24))
        time.sleep(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = told.read_text()
        found, stand = load.wrong_after(store, said)
        wrong += [f"kill {turn}: {one}" for one in found]
        done += said.count("d ") - before.count("d ")
        before = "".join(f"d {name} {stand[name]}\n" for name in load.STANDS if name in stand)
        told.write_text(before)
    return {"kills": times, "actions": done, "wrong": wrong}


def _wait_for(told, lines):
    """Wait until so many lines are told: each action begins with one, and ends with one."""
    given_up = time.monotonic() + _LONGEST
    while told.read_bytes().count(b"\n") < lines and time.monotonic() < given_up:
        time.sleep(0.001)


def cut_off(folder, times, seed):
    """A load is recorded; then its writes are replayed up to so many moments, the last one cut off."""
    layer, chance = ctypes.CDLL(None), random.Random(seed)
    template = load.begun(folder / "template")
    store = stores.copied(template, folder / "at-work")
    record = folder / "record"
    child = os.fork()
    if child == 0:
        handle = os.open(store.with_name("told"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        one = load.Load(store, lambda line: os.write(handle, line.encode()))
        log = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        layer.layer_record(f"{store.parent}/".encode(), log)
        for _ in range(2):
            for name in load.ONCE:
                one.act(name)
        one.close()
        os._exit(0)
    os.waitpid(child, 0)
    steps = list(_steps(record.read_bytes()))
    wrong = []
    for turn in range(times):
        upto = chance.randrange(len(steps) + 1)
        again = stores.copied(template, folder / f"again{turn}")
        for step in steps[:upto]:
            _do_again(step, store.parent, again.parent)
        if upto < len(steps) and steps[upto][0] == "W":
            what, path, at, data = steps[upto]
            _do_again((what, path, at, data[: chance.randrange(len(data))]), store.parent, again.parent)
        told = again.with_name("told")
        said = told.read_text("utf-8", errors="replace") if told.exists() else ""
        wrong += [f"cut at {upto}: {one}" for one in load.wrong_after(again, said)[0]]
        shutil.rmtree(again.parent)
    return {"writes": sum(step[0] == "W" for step in steps), "cuts": times, "wrong": wrong}


def _steps(record):
    """What was done to the disk, in its order: kind, path, place or length, bytes."""
    at = 0
    while at < len(record):
        end = record.index(b"\n", at)
        what, path, place, size = record[at:end].decode().split("\t")
        yield what, path, int(place), record[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size)


def _do_again(step, old, new):
    what, path, at, data = step
    file = Path(path.replace(str(old), str(new), 1))
    if what == "R":
        file.replace(data.decode().replace(str(old), str(new), 1))
    elif what == "U":
        file.unlink(missing_ok=True)
    elif what == "E":
        file.write_bytes(b"")
    else:
        file.touch()
        with file.open("r+b") as handle:
            if what == "T":
                handle.truncate(at)
            elif what == "W":
                handle.seek(at)
                handle.write(data)


def full(folder, times, seed):
    """A load on a small file system of its own that fills up; `times` sizes of what is left free."""
    wrong, refused = [], 0
    template = load.begun(folder / "template")
    need = sum(path.stat().st_size for path in template.parent.iterdir())
    for turn in range(times):
        disk = folder / f"disk{turn}"
        disk.mkdir()
        size = -(-(need + 140_000 + (seed + turn) % times * 400_000 // times) // 4096) * 4096
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", disk], check=True)
        try:
            told = folder / f"full{turn}.told"
            store = stores.copied(template, disk)
            with told.open("a") as out:
                one = load.Load(store, lambda line, out=out: (out.write(line), out.flush()))
                for _ in range(12):
                    for name in load.ONCE[:-4]:
                        one.act(name)
                with suppress(ForUser):
                    one.close()
            refused += told.read_text().count("f ")
            roomy = stores.copied_whole(store, folder / f"roomy{turn}")
            wrong += [f"disk {turn}: {found}" for found in load.wrong_after(roomy, told.read_text())[0]]
        finally:
            subprocess.run(["umount", disk], check=True)
    return {"disks": times, "refused": refused, "wrong": wrong}


def main(what, times, seed):
    """Do `what` in a process that has the layer; returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        if what in ("failing", "cut_off") and "LAYER" not in os.environ:
            library = compiled(name)
            if library is None:
                sys.stdout.write(json.dumps({"left out": "no C compiler here", "wrong": []}) + "\n")
                return 0
            environment = os.environ | {"LD_PRELOAD": str(library), "LAYER": "1"}
            return subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode
        if what == "full" and os.geteuid() != 0:  # whoever may not mount does so in a room of their own
            alone = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, *sys.argv]
            return subprocess.run(alone, check=False).returncode
        found = {"killed": killed, "failing": failing, "cut_off": cut_off, "full": full}[what](
            Path(name), times, seed
        )
    sys.stdout.write(json.dumps({"what": what, **found}) + "\n")
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
