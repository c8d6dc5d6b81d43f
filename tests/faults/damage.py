"""Files that somebody or something changed: cut short, single bits, files that do not belong together.

`damage.py WHAT TIMES SEED` with WHAT of `bits`, `lengths`, `log_bits`, `mixed_up`; prints a line of JSON. The
store is opened with its raw key, through the same door as always; what it says is compared with every stand
it ever had.
"""

import json
import random
import sys
import tempfile
from itertools import pairwise, product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import load
import stores

from db.errors import ForUser
from db.store import copying
from db.store import open as door
from db.store.check import check
from db.store.trouble import known_trouble


def raw_key(store):
    """The data key, so that thousands of openings need no derivation."""
    with door.unlock_by_passphrase(store, stores.PASSPHRASE) as unlocked:
        return bytes(unlocked.key)


def opened(store, key):
    """What is found in `store`: every table, or the class of what is told."""
    try:
        with door._unlock(store, lambda _: bytearray(key)) as unlocked:
            desk = stores.at_the_desk(unlocked, now=stores.noon, who="Hanne Lind")
            try:
                with known_trouble():
                    return contents(desk.db)
            finally:
                desk.close(note_head=False)
    except ForUser as error:
        return type(error).__name__


def faults_of(store, key):
    """What `check` finds in `store`."""
    with door._unlock(store, lambda _: bytearray(key), to_check=True) as unlocked:
        return check(unlocked).faults


def contents(db):
    """All that is in the store, in one text: each table's rows by number and digest."""
    return json.dumps(copying.contents(db, lambda: None), sort_keys=True)


def stands(store, key):
    """Works on `store`; what stood there, and all its files, after each action.

    Last come the places of files that had only a part of their log in them.
    Now and then the log is taken up into the file: once in whole, once while somebody reads.
    """
    known, kept, unfinished = [], [], []
    one = load.Load(store, lambda _: None)

    def keep():
        kept.append({path.name: path.read_bytes() for path in store.parent.iterdir() if _counts(path)})

    for turn, name in enumerate(load.ONCE):
        if name == "backup":
            continue
        one.act(name)
        keep()
        known.append(contents(one.desk.db))
        if unfinished and kept[-1][store.name] == kept[unfinished[0]][store.name]:
            unfinished.append(len(kept) - 1)
        if turn in (3, 8):
            one.unlocked.shorten_log(one.desk.db)
            keep()
        if turn == 1:
            reading = one.unlocked.connect()
            reading.conn.execute("begin")
            reading.execute("select count(*) from notes").fetchone()
            one.act("note")
            known.append(contents(one.desk.db))
            assert not one.unlocked.shorten_log(one.desk.db)
            unfinished.append(len(kept))
            keep()
            reading.conn.rollback()
            reading.close()
    one.close()
    keep()
    return known, kept, unfinished


def torn(store, kept, chance):
    """The file as it is while a log is being taken up into it: its first pages are new, the others old.

    Each with the place of the moment that it was to become.
    """
    found = []
    for at, (old, new) in enumerate(pairwise(files[store.name] for files in kept)):
        if new != old:
            place = 4096 * chance.randrange(1, len(old) // 4096)
            found.append((at + 1, {store.name: new[:place] + old[place:]}))
    return found


def _counts(path):
    return not path.name.endswith((".lock", "-shm", ".tries"))


def bits(folder, times, seed):
    """One bit of the store is another, at so many places."""
    chance = random.Random(seed)
    store = load.begun(folder / "store")
    key = raw_key(store)
    data = store.read_bytes()
    wrong = []
    places = [0, 15, 16, len(data) - 1] + [chance.randrange(len(data)) for _ in range(times - 4)]
    for place in places:
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        store.write_bytes(changed)
        if (found := opened(store, key)) != "Damaged":
            wrong.append(f"byte {place}: {found[:20]}")
        if store.read_bytes() != bytes(changed):
            wrong.append(f"byte {place}: the refused store was changed")
    return {"bits": len(places), "wrong": wrong}


def lengths(folder, times, seed):
    """The store is cut short at so many places."""
    chance = random.Random(seed)
    store = load.begun(folder / "store")
    key = raw_key(store)
    data = store.read_bytes()
    pages = len(data) // 4096
    cuts = [
        chance.randrange(pages) * 4096 + (0 if turn % 2 else chance.randrange(4096)) for turn in range(times)
    ]
    wrong = []
    for length in cuts:
        store.write_bytes(data[:length])
        if (found := opened(store, key)) != "Damaged":
            wrong.append(f"{length} bytes: {found[:20]}")
    return {"lengths": times, "wrong": wrong}


def log_bits(folder, times, seed):
    """One bit of the log that a crash left is another, or the log is cut short, at so many places."""
    chance = random.Random(seed)
    store = load.begun(folder / "store")
    key = raw_key(store)
    before = opened(store, key)
    known, kept, _ = stands(store, key)
    full = max(kept, key=lambda files: len(files.get(f"{store.name}-wal", b"")))
    wrong = []
    tally = {}
    for turn in range(times):
        log = bytearray(full[f"{store.name}-wal"])
        place = chance.randrange(len(log))
        if turn % 4:
            log[place] ^= 1 << chance.randrange(8)
        else:
            del log[place:]
        _put(store, {**full, f"{store.name}-wal": bytes(log)})
        found = opened(store, key)
        how = "told" if len(found) < 20 else "at a commit"
        tally[how] = tally.get(how, 0) + 1
        if how != "told" and found not in (*known, before):
            wrong.append(f"byte {place} of the log: silently another")
    return {"logs": times, **tally, "wrong": wrong}


def mixed_up(folder, times, seed):
    """Store, header and log of different moments, none at all, or another store's, in every combination.

    Whatever opens stood there once, and a store with the log that belongs to it opens. One kind cannot be
    told, and is counted: a file with only a part of its log in it and not the rest, beside an older header,
    or beside a header and a log that came after.
    """
    chance = random.Random(seed)
    store, other = load.begun(folder / "store"), load.begun(folder / "other")
    key = raw_key(store)
    before = opened(store, key)
    known, kept, unfinished = stands(store, key)
    _, strange, _ = stands(other, raw_key(other))
    moments = list(enumerate([*kept, strange[-3], {}]))
    parts = [(at, kept[at]) for at in unfinished] + torn(store, kept, chance)
    wrong, tally = [], {}
    every = list(product([*moments, *parts], moments, moments))
    chance.shuffle(every)
    own = [((at, kept[at]),) * 3 for at in range(len(kept))]
    for sources in [*own, *every[:times]]:
        _put(store, _mixture(store, [files for _, files in sources]))
        found = opened(store, key)
        how = found if len(found) < 20 else "at a commit"
        if how == "at a commit" and found not in (*known, before):
            how = "not seen"
            file, head, log = (at for at, _ in sources)
            if sources[0] not in parts or (head >= file and log <= file):
                wrong.append(f"{[at for at, _ in sources]} opened as what never stood")
        if how != "at a commit" and sources in own:
            wrong.append(f"a store with its own header and log: {how}")
        tally[how] = tally.get(how, 0) + 1
    return {"mixtures": len(own) + min(times, len(every)), **tally, "wrong": wrong}


def _mixture(store, sources):
    names = (store.name, f"{store.name}.header", f"{store.name}-wal")
    return {name: source[name] for name, source in zip(names, sources, strict=True) if source.get(name)}


def _put(store, files):
    for path in store.parent.iterdir():
        if path.is_file():
            path.unlink()
    for name, data in files.items():
        store.with_name(name).write_bytes(data)


def main(what, times, seed):
    """Do `what`; returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        work = {"bits": bits, "lengths": lengths, "log_bits": log_bits, "mixed_up": mixed_up}[what]
        found = work(Path(name), times, seed)
    sys.stdout.write(json.dumps({"what": what, **found}) + "\n")
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
