"""Going back to a backup from the open window: what was there is kept beside, and the desk opens again."""

from datetime import UTC, datetime

import pytest
import stores

from db.actions import cases
from db.store import cases as case_store
from db.store import open as door
from db.words import Words
from desktop.main_window import MainWindow
from desktop.settings import Settings

PASSPHRASE = "gul cykel regn lampe"
NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def families(tmp_path_factory):
    return stores.filled(tmp_path_factory.mktemp("families"), 2, PASSPHRASE, "a.taetpaa")


@pytest.fixture
def window(qtbot, tmp_path, show, families):
    store = stores.copied(families, tmp_path)
    made = MainWindow(
        Words("da"),
        store=store,
        now=lambda: NOW,
        settings=Settings(),
        settings_file=tmp_path / "window.json",
    )
    show(made, 1200, 800)
    made.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not made.is_locked, timeout=20_000)
    yield made
    made.leave()


def looked_at(qtbot, window):
    """A backup made and then a case written; the dialog that shows what going back would change."""
    window.page.open_room("settings")
    part = window.page._rooms["settings"].backups
    part.make.click()
    qtbot.waitUntil(part.make.isEnabled, timeout=20_000)
    with qtbot.waitCallback() as done:
        window.writer.run(
            lambda desk: cases.create_case(desk, child="Ny Prøve", number="2031-0001"),
            done=done,
            failed=done,
        )
    part.rows.rows()[0].button.click()
    qtbot.waitUntil(lambda: part.dialog is not None, timeout=20_000)
    return part.dialog


def count(window):
    return case_store.count(window.page.tools.desk.db)


def test_the_store_of_then_is_open_again_and_the_one_of_now_lies_beside(qtbot, window):
    dialog = looked_at(qtbot, window)
    assert count(window) == 3
    dialog.passphrase.line.setText(PASSPHRASE)
    dialog.yes.click()
    assert window.is_locked
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)
    assert count(window) == 2
    kept = window._store.with_name("a.taetpaa.2026-11-23")
    assert kept.name in window.page.banner.accessibleName()
    with door.unlock_by_passphrase(kept, PASSPHRASE) as unlocked:
        db = unlocked.connect(read_only=True)
        assert case_store.count(db) == 3
        db.close()


def test_a_wrong_passphrase_changes_nothing(qtbot, window):
    dialog = looked_at(qtbot, window)
    dialog.passphrase.line.setText("en helt anden")
    dialog.yes.click()
    qtbot.waitUntil(lambda: window.lock_screen.field.fault.text() != "", timeout=20_000)
    assert window.is_locked
    assert not list(window._store.parent.glob("*.fresh*"))
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not window.is_locked, timeout=20_000)
    assert count(window) == 3
