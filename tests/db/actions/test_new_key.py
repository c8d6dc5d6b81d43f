"""A new data key: the same store under another key; old keys and other passphrases open it no more."""

import pyrage
import pytest
from stores import NOON, PASSPHRASE, at_work, digests, noon

from db.actions import keys as key_actions
from db.actions import new_key, upkeep
from db.errors import ForUser, WrongPassphrase
from db.store import cases, header, restoring
from db.store import open as door
from db.store.check import check

PLAN = upkeep.Plan()


def renewed(store):
    return new_key.renew(store, PASSPHRASE, now=noon, plan=PLAN, passes=1)


def key_of(store, passphrase=PASSPHRASE):
    with door.unlock_by_passphrase(store, passphrase) as opened:
        return bytes(opened.key)


def test_the_old_key_and_other_passphrases_open_it_no_more(filled_store):
    holder = pyrage.x25519.Identity.generate()
    with at_work(filled_store) as desk:
        key_actions.add_passphrase(desk, "en anden adgangssætning til huset")
        key_actions.add_recovery(desk, str(holder.to_public()))
        before = sorted(cases.ids(desk.db))
        upkeep.automatic(desk, PLAN)
    old_key, old_header = key_of(filled_store), header.read(filled_store)
    found = renewed(filled_store)
    assert found.dropped == 1
    assert [path.suffix for path in found.backups] == [".backup"]
    assert key_of(filled_store) != old_key
    with door.unlock_by_identity(filled_store, str(holder)) as opened:
        assert check(opened).sound
    with pytest.raises(WrongPassphrase):
        key_of(filled_store, "en anden adgangssætning til huset")
    with at_work(filled_store) as desk:
        assert sorted(cases.ids(desk.db)) == before
    left = {name for name in digests(filled_store.parent) if "/" not in name}
    assert left == {filled_store.name, f"{filled_store.name}.header"}
    header.write(filled_store, old_header)
    with pytest.raises(ForUser):
        key_of(filled_store)


def test_a_wrong_passphrase_changes_nothing(filled_store):
    before = digests(filled_store.parent)
    with pytest.raises(WrongPassphrase):
        new_key.renew(filled_store, "forkert", now=noon, plan=PLAN)
    assert digests(filled_store.parent) == before


@pytest.mark.parametrize("at", range(1, 7))
def test_cut_short_anywhere_the_next_opening_finds_a_whole_store(filled_store, monkeypatch, at):
    """Killed after the n-th rename of the swap: what is left to do is done by whoever opens it next."""
    from pathlib import Path

    real, done = Path.replace, []

    def replace(self, target):
        done.append(self.name)
        if len(done) == at:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            renewed(filled_store)
    with door.unlock_by_passphrase(filled_store, PASSPHRASE) as opened:
        assert check(opened).sound
    assert not restoring.note_path(filled_store).exists()
    with at_work(filled_store) as desk:
        assert desk.now() == NOON
        assert cases.ids(desk.db)


def test_it_is_asked_for_on_the_command_line(filled_store, taetpaa):
    with at_work(filled_store) as desk:
        upkeep.automatic(desk, PLAN)
    old = key_of(filled_store)
    done = taetpaa("slots", "renew", store=filled_store)
    assert done.code == 0
    assert ".backup" in done.out
    assert key_of(filled_store) != old
