"""A quick part of `make faults`: each kind of fault a few times, and what needs no many times."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import load  # noqa: E402
import stores  # noqa: E402

from db.actions import notes  # noqa: E402
from db.actions.typed import keep_typed  # noqa: E402
from db.errors import InUse  # noqa: E402
from db.store import drafts  # noqa: E402
from db.store import notes as note_store  # noqa: E402
from db.store import open as door  # noqa: E402

QUICK = (
    ("disk.py", "killed", "4"),
    ("disk.py", "failing", "120"),
    ("disk.py", "cut_off", "5"),
    ("damage.py", "bits", "15"),
    ("damage.py", "lengths", "8"),
    ("damage.py", "log_bits", "6"),
    ("damage.py", "mixed_up", "8"),
    ("malformed.py", "120"),
    ("sentinel.py", "2"),
)


@pytest.mark.parametrize("program", QUICK, ids=" ".join)
def test_what_breaks_off_or_is_broken_is_told_or_opens_as_it_was(program):
    ended = subprocess.run(
        [sys.executable, str(HERE / program[0]), *program[1:], "7"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert ended.returncode == 0, ended.stderr + ended.stdout
    found = json.loads(ended.stdout.splitlines()[-1])
    assert found["wrong"] == []
    assert "refused" not in found or found["refused"] >= 5


def test_a_word_in_a_file_would_be_found(tmp_path):
    import sentinel

    (tmp_path / "a").write_bytes(b"x" + sentinel.WORD.encode("utf-16-le"))
    (tmp_path / "b").write_bytes(b"kvidder")
    assert sentinel.found_in(tmp_path) == (2, ["a"])


@pytest.fixture
def store(tmp_path):
    """A store that the load works on."""
    return load.begun(tmp_path / "store")


@contextmanager
def desk_at(store, now):
    with door.unlock_by_passphrase(store, stores.PASSPHRASE) as unlocked:
        desk = stores.at_the_desk(unlocked, now=lambda: now, who="Hanne Lind")
        try:
            yield desk
        finally:
            desk.close()


def test_a_clock_that_was_put_back_a_year_loses_nothing(store):
    said = []
    for days in (0, -365, 365, -400):
        with desk_at(store, stores.NOON + timedelta(days=days)) as desk:
            before = note_store.get(desk.db, load.NOTE)
            said.append(f"{days} dage")
            notes.save_note(desk, load.CASE, before, before.changed(text=" ".join(said)))
            draft = drafts.Draft("note", load.NOTE, "text", load.CASE, None, f"nu {days}", desk.now())
            keep_typed(desk, [draft])
            assert drafts.of_record(desk.db, "note", load.NOTE)["text"].text == f"nu {days}"
            assert note_store.get(desk.db, load.NOTE).text == " ".join(said)
    with door.unlock_by_passphrase(store, stores.PASSPHRASE, to_check=True) as unlocked:
        assert load.check(unlocked).sound


def test_two_programs_at_once_the_second_is_told_and_nothing_changes(store):
    script = (
        "import sys; sys.path[:0] = sys.argv[2:]; import load; from pathlib import Path\n"
        "one = load.Load(Path(sys.argv[1]), lambda _: None); print('open', flush=True)\n"
        "sys.stdin.readline()\n"
        "one.act('caseworker'); one.close(); print('closed', flush=True)"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", script, str(store), str(HERE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with first:
        assert first.stdout.readline() == "open\n"
        with pytest.raises(InUse):
            load.Load(store, lambda _: None)
        first.stdin.write("\n")
        first.stdin.flush()
        assert first.stdout.readline() == "closed\n"
    with stores.at_work(store) as desk:
        assert load.stand_of(desk)["caseworker"] == "1"


def test_a_disk_that_refuses_a_draft_is_told_and_the_draft_is_kept_once_there_is_room(store):
    from db.errors import Trouble

    with stores.at_work(store) as desk:
        pages = desk.db.execute("pragma page_count").fetchone()[0]
        desk.db.execute(f"pragma max_page_count = {pages}")
        big = drafts.Draft("form", "x", "present", load.CASE, 1, json.dumps("ord " * 90_000), desk.now())
        with pytest.raises(Trouble, match="disk is full"):
            keep_typed(desk, [big])
        desk.db.execute("pragma max_page_count = 1000000")
        keep_typed(desk, [big])
        assert drafts.of_record(desk.db, "form", "x")["present"].text == big.text
