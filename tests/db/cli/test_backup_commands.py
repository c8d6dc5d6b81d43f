"""backup and restore as they are called: nothing good is ever replaced by anything bad."""

import contextlib
import json
import random
import shutil
import stat
import subprocess

import pytest
from stores import PASSPHRASE, TODAY, at_work, digests

from db.actions import backups, cases, keys
from db.actions.restore import put_back
from db.store import header, restoring
from db.store import open as door

NEW = "en helt anden lang sætning"


class Plug(BaseException):
    """The power goes."""


@pytest.fixture
def backup(taetpaa, filled_store, tmp_path):
    """A backup of the filled store."""
    out = tmp_path / "usb" / "kopi.backup"
    out.parent.mkdir()
    ended = taetpaa("backup", "--out", out, store=filled_store)
    assert (ended.code, ended.err) == (0, "")
    assert "4 sager" in ended.out
    return out


def said(taetpaa, store):
    return [taetpaa(*ask, "--json", store=store).out for ask in (["check"], ["cases"], ["due"])]


def add_a_case(store, number="2031-0001"):
    with at_work(store) as desk:
        cases.create_case(desk, child="Ny Prøve", number=number)


def test_a_store_comes_back_as_it_was(taetpaa, filled_store, backup, tmp_path):
    before = said(taetpaa, filled_store)
    add_a_case(filled_store)
    changed = digests(filled_store.parent)
    ended = taetpaa("restore", backup, store=filled_store)
    assert (ended.code, ended.err) == (0, "")
    assert "Før: 5 sager" in ended.out
    assert "Nu: 4 sager" in ended.out
    assert said(taetpaa, filled_store) == before
    kept = filled_store.with_name(f"{filled_store.name}.2026-11-23")
    assert kept.name in ended.out
    assert digests(kept.parent)[kept.name] == changed[filled_store.name]
    assert json.loads(taetpaa("check", "--json", store=kept).out)["counts"]["cases"] == 5
    assert taetpaa("restore", backup, store=filled_store).code == 0
    assert kept.with_name(f"{kept.name}-2").exists()
    assert said(taetpaa, filled_store) == before


def test_a_new_laptop_gets_a_store_in_a_folder_of_its_own(taetpaa, filled_store, backup, tmp_path):
    fresh = tmp_path / "new" / "deep" / "s.db"
    ended = taetpaa("restore", backup, store=fresh)
    assert (ended.code, "gemt ved siden af" in ended.out) == (0, False)
    assert said(taetpaa, fresh) == said(taetpaa, filled_store)
    names = {path.name for path in fresh.parent.iterdir() if path.suffix != ".lock"}
    assert names == {"s.db", "s.db.header"}
    assert all(stat.S_IMODE((fresh.parent / name).stat().st_mode) == 0o600 for name in names)


def test_the_file_is_one_that_the_stock_tar_unpacks_into_a_store(taetpaa, filled_store, backup, tmp_path):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert {path.name for path in backup.parent.iterdir()} == {backup.name}
    (tmp_path / "by hand").mkdir()
    subprocess.run(["tar", "-xf", str(backup), "-C", str(tmp_path / "by hand")], check=True)
    store = tmp_path / "by hand" / "sager.taetpaa"
    assert said(taetpaa, store) == said(taetpaa, filled_store)


def test_rows_that_only_the_log_has_are_in_the_backup(taetpaa, filled_store, tmp_path):
    with at_work(filled_store) as desk:
        cases.create_case(desk, child="Ny Prøve", number="2031-0001")
        log = filled_store.with_name(filled_store.name + "-wal")
        assert log.stat().st_size > 0
        found = backups.back_up(desk.store, desk.db, tmp_path / "k.backup", made_at=desk.now())
        assert found.cases == 5
    assert taetpaa("restore", tmp_path / "k.backup", store=tmp_path / "s.db").code == 0
    assert len(json.loads(taetpaa("cases", "--json", store=tmp_path / "s.db").out)) == 5


def test_an_older_backup_is_replaced_and_nothing_else_is(
    taetpaa, filled_store, another_store, backup, tmp_path
):
    add_a_case(filled_store)
    first = backup.read_bytes()
    assert taetpaa("backup", "--out", backup, store=filled_store).code == 0
    newer = backup.read_bytes()
    assert newer != first
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "older").mkdir()
    shutil.copy(backup, tmp_path / "kept")
    assert taetpaa("restore", backup, store=tmp_path / "older" / "s.db").code == 0
    for place, store in (
        (tmp_path / "mine.txt", filled_store),
        (filled_store, filled_store),
        (tmp_path / "older", filled_store),
        (tmp_path / "nowhere" / "x", filled_store),
        (backup, another_store),
    ):
        before = digests(tmp_path)
        ended = taetpaa("backup", "--out", place, store=store)
        assert (ended.code, ended.out) == (1, ""), place
        assert {**digests(tmp_path), "passphrases": ""} == {**before, "passphrases": ""}
    backup.write_bytes(first)
    assert taetpaa("restore", backup, store=filled_store).code == 0
    backup.write_bytes(newer)
    assert taetpaa("backup", "--out", backup, store=filled_store).code == 1


def test_a_damaged_store_replaces_no_backup(taetpaa, filled_store, backup):
    before = backup.read_bytes()
    data = bytearray(filled_store.read_bytes())
    data[len(data) // 2] ^= 1
    filled_store.write_bytes(data)
    assert taetpaa("backup", "--out", backup, store=filled_store).code == 4
    assert backup.read_bytes() == before
    assert taetpaa("restore", backup, store=filled_store).code == 0
    assert taetpaa("check", store=filled_store).code == 0


def test_a_store_with_a_broken_chain_is_not_backed_up(filled_store, tmp_path):
    with at_work(filled_store) as desk:
        desk.db.conn.execute("update journal set who = 'x' where number = 1")
        desk.db.conn.commit()
        with pytest.raises(door.Damaged, match="no backup"):
            backups.back_up(desk.store, desk.db, tmp_path / "k.backup", made_at=desk.now())
    assert not (tmp_path / "k.backup").exists()
    assert not list(tmp_path.glob("own/*.copy*"))


def test_the_passphrase_is_that_of_the_backup(taetpaa, filled_store, backup):
    with at_work(filled_store) as desk:
        keys.change_passphrase(desk, PASSPHRASE, NEW)
    before = digests(filled_store.parent)
    assert taetpaa("restore", backup, store=filled_store, passphrase=NEW).code == 3
    assert digests(filled_store.parent) == before
    assert taetpaa("restore", backup, store=filled_store).code == 0
    assert taetpaa("cases", store=filled_store).code == 0


def test_restoring_what_is_no_backup(taetpaa, filled_store, backup, tmp_path):
    before = digests(filled_store.parent)
    data = backup.read_bytes()
    tries = [b"", b"x", b"\0" * 5000, data[:-1024][:2000], data[: len(data) // 2], b"mine" + data]
    for at in random.Random(1).sample(range(len(data) - 2048), 12):
        tries.append(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    for number, wrong in enumerate(tries):
        (tmp_path / "wrong").write_bytes(wrong)
        ended = taetpaa("restore", tmp_path / "wrong", store=filled_store)
        assert ended.code == 4, number
        assert digests(filled_store.parent) == before
        assert len(ended.err.splitlines()) == 1
    for place in (tmp_path / "nowhere", tmp_path):
        assert taetpaa("restore", place, store=filled_store).code == 1
    (tmp_path / "Dropbox").mkdir()
    assert taetpaa("restore", backup, store=tmp_path / "Dropbox" / "s.db").code == 1
    assert digests(filled_store.parent) == before


def test_a_store_that_is_open_is_neither_backed_up_nor_replaced(taetpaa, filled_store, backup, tmp_path):
    with door.unlock_by_passphrase(filled_store, PASSPHRASE):
        assert taetpaa("restore", backup, store=filled_store).code == 5
        assert taetpaa("backup", "--out", tmp_path / "x", store=filled_store).code == 5
    assert not (tmp_path / "x").exists()


def test_a_store_whose_header_is_gone_or_anothers(taetpaa, filled_store, another_store, backup):
    header.header_path(filled_store).unlink()
    assert taetpaa("cases", store=filled_store).code == 4
    assert taetpaa("restore", backup, store=filled_store).code == 0
    ended = taetpaa("restore", backup, store=another_store)
    assert (ended.code, "et andet" in ended.err) == (0, True)
    assert (
        taetpaa("cases", "--json", store=another_store).out
        == taetpaa("cases", "--json", store=filled_store).out
    )


class Breaking:
    """Lets so many files of a folder be moved or taken away, and then the power goes."""

    def __init__(self, patch, folder, steps):
        self.folder, self.left = folder, steps
        for name in ("replace", "unlink"):
            patch.setattr(restoring.Path, name, self.counted(getattr(restoring.Path, name)))

    def counted(self, real):
        def step(path, *more, **options):
            if self.folder in path.parents and ".fresh." not in path.name:
                if not self.left:
                    raise Plug
                self.left -= 1
            return real(path, *more, **options)

        return step


def lay_back(folder, files):
    for path in folder.iterdir():
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def in_folder(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


def with_a_log(store):
    """The files of a store whose last case stands in its log only, as a crash leaves them."""
    with at_work(store) as desk:
        cases.create_case(desk, child="Ny", number="2031-0002")
        return in_folder(store.parent)


@pytest.mark.parametrize("has_log", [False, True])
def test_a_restore_cut_short_at_any_moment_is_finished_by_the_next_opening(
    taetpaa, filled_store, backup, monkeypatch, has_log
):
    folder, wanted = filled_store.parent, taetpaa("cases", "--json", store=filled_store).out
    add_a_case(filled_store)
    files = with_a_log(filled_store) if has_log else in_folder(folder)
    finished = False
    for steps in range(30):
        lay_back(folder, files)
        with monkeypatch.context() as patch:
            Breaking(patch, folder, steps)
            with contextlib.suppress(Plug):
                put_back(filled_store, backup, PASSPHRASE, today=TODAY)
                finished = True
        moved = restoring.note_path(filled_store).exists() or finished
        count = len(json.loads(taetpaa("cases", "--json", store=filled_store).out))
        assert count == (4 if moved else 5 + has_log)
        if finished:
            break
    assert finished
    assert taetpaa("cases", "--json", store=filled_store).out == wanted
    kept = filled_store.with_name(f"{filled_store.name}.2026-11-23")
    assert len(json.loads(taetpaa("cases", "--json", store=kept).out)) == 5 + has_log
