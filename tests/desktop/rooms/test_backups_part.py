"""Backups in Settings: listed, made and stopped; what a restore would change is seen before it is done."""

import threading
from datetime import timedelta

import pytest

from db.actions import cases, erasing, upkeep
from db.actions.upkeep import Plan
from db.store import cases as case_store
from desktop.rooms.settings import backups_part
from desktop.rooms.settings.backups_part import BackupsPart

PASSPHRASE = "gul cykel regn lampe"


@pytest.fixture
def part(tools, show):
    made = show(BackupsPart(tools), 900, 800)
    yield made
    made.stop()


def files(store):
    return sorted(upkeep.folder_of(store, Plan()).glob("*.backup"))


def made(qtbot, part):
    part.make.click()
    qtbot.waitUntil(part.make.isEnabled, timeout=20_000)


def written(qtbot, tools, work):
    with qtbot.waitCallback() as done:
        tools.writer.run(work, done=done, failed=_raised)


def test_none_yet_then_one_made_now_stands_in_the_list(qtbot, part, store):
    assert "ingen sikkerhedskopi endnu" in part.age.text()
    moved = []
    part.make.click()
    part._task.moved.connect(lambda done, of: moved.append((done, of)))
    assert part.cancel.isVisible()
    qtbot.waitUntil(part.make.isEnabled, timeout=20_000)
    assert len(files(store)) == len(part.rows.rows()) == 1
    assert "mindre end en time" in part.age.text()
    assert "sammenlignet" in part.says.accessibleName()
    assert moved
    assert all(0 < done <= of for done, of in moved)
    assert not part.cancel.isVisible()


def test_one_that_is_stopped_leaves_nothing(qtbot, part, tools, store, monkeypatch):
    waits, goes = threading.Event(), threading.Event()
    counted = backups_part._Steps.__call__

    def slowly(self):
        goes.set()
        assert waits.wait(20)
        counted(self)

    monkeypatch.setattr(backups_part._Steps, "__call__", slowly)
    part.make.click()
    assert goes.wait(20)
    part.cancel.click()
    waits.set()
    qtbot.waitUntil(part.make.isEnabled, timeout=20_000)
    assert files(store) == []
    assert not list(store.parent.rglob("*.part")) + list(store.parent.rglob("*.copy*"))
    assert "Standset" in part.says.accessibleName()


def test_what_would_change_is_seen_before_anything_does(qtbot, part, tools, store):
    made(qtbot, part)
    written(qtbot, tools, lambda desk: cases.create_case(desk, child="Ny Prøve", number="2031-0001"))
    before = store.read_bytes()
    part.rows.rows()[0].button.click()
    qtbot.waitUntil(lambda: part.dialog is not None, timeout=20_000)
    told = [row.accessibleName() for row in part.dialog.counts.rows()]
    assert "Sager. 6 nu, 5 dengang" in told
    assert "23. nov. 2026" in part.dialog.lost.text().replace("november", "nov.")
    assert store.read_bytes() == before
    assert not list(store.parent.glob("*.looked*"))
    part.dialog.yes.click()
    assert part.dialog.passphrase.fault.isVisible()
    part.dialog.passphrase.line.setText(PASSPHRASE)
    with qtbot.waitSignal(part.restore_asked) as asked:
        part.dialog.yes.click()
    assert asked.args == [files(store)[0], PASSPHRASE]
    assert part.dialog.passphrase.line.text() == ""


def test_what_was_erased_since_is_said_to_go_again(qtbot, part, tools):
    made(qtbot, part)
    case_id = sorted(case_store.ids(tools.desk.db))[0]
    written(
        qtbot, tools, lambda desk: erasing.erase_case(desk, case_id, days=0, reason="fejl", lead="Karen Holm")
    )
    part.rows.rows()[0].button.click()
    qtbot.waitUntil(lambda: part.dialog is not None, timeout=20_000)
    assert part.dialog.again.text() == "1 sag er slettet siden og slettes igen i kopien."
    assert part.dialog.again.isVisible()


def test_a_damaged_backup_is_said_and_nothing_is_offered(qtbot, part, tools, ask, store):
    made(qtbot, part)
    file = files(store)[0]
    data = bytearray(file.read_bytes())
    data[-40_000] ^= 1
    file.write_bytes(data)
    part.rows.rows()[0].button.click()
    qtbot.waitUntil(lambda: bool(ask.told), timeout=20_000)
    assert part.dialog is None
    assert not list(store.parent.glob("*.looked*"))
    ask.answers.append(tools.desk.store.path.with_name("findes ikke"))
    part.other.click()
    qtbot.waitUntil(lambda: len(ask.told) == 2, timeout=20_000)


def test_old_ones_are_counted_and_said_how_old(part, tools, store):
    folder = upkeep.folder_of(store, Plan())
    folder.mkdir()
    own = tools.desk.store.header.store[:12]
    for days in range(2, 11):
        at = tools.now() - timedelta(days=days)
        (folder / f"taetpaa-{own}-{at:%Y%m%d-%H%M%S}.backup").write_bytes(b"x")
    part.read()
    assert len(part.rows.rows()) == 6
    assert "2 dage" in part.age.text()
    assert "3" in part.where.text()


def _raised(error):
    raise error
