"""The window makes its backups beside what is being done, and I dag says if they wait."""

from db.actions import upkeep
from db.actions.desk import Topic
from db.actions.upkeep import Plan
from desktop.rooms.today.today import Today
from desktop.upkeep import Upkeep


def test_a_backup_is_made_soon_after_an_unlocking(qtbot, tools, store):
    kept = Upkeep(tools, Plan(), tools.news, after=1)
    folder = upkeep.folder_of(store, Plan())
    qtbot.waitUntil(lambda: folder.is_dir() and any(folder.glob("*.backup")), timeout=20_000)
    kept.stop()
    assert upkeep.waiting_since(tools.desk) is None


def test_the_day_says_that_backups_wait_and_stops_saying_so(qtbot, tools, tmp_path, show):
    plan = Plan(tmp_path / "share")
    today = show(Today(tools))
    today.refresh()
    for place, said in ((None, True), (plan.folder, False)):
        if place is not None:
            place.mkdir()
        with qtbot.waitSignal(tools.news.changed, timeout=20_000) as told:
            kept = Upkeep(tools, plan, tools.news, after=1)
        assert told.args[0].topics == {Topic.CALENDAR}
        kept.stop()
        today.refresh()
        assert ("sikkerhedskopier har ventet" in today.head.under.text()) is said


def test_a_store_that_is_not_whole_is_told_of(qtbot, tools):
    with qtbot.waitCallback() as broken:
        tools.writer.run(_break, done=broken, failed=broken)
    kept = Upkeep(tools, Plan(), tools.news, after=1)
    with qtbot.waitSignal(kept.told, timeout=20_000) as told:
        pass
    assert "fejl" in told.args[0]
    kept.stop()


def test_closing_the_desk_drops_a_backup_that_is_being_made(qtbot, tools, store):
    kept = Upkeep(tools, Plan(), tools.news, after=1)
    qtbot.waitUntil(lambda: kept._task is not None, timeout=20_000)
    kept.stop()
    tools.jobs.stop()
    tools.writer.close()
    qtbot.wait(50)  # what the job answers now is meant for nobody
    assert not list(store.parent.rglob("*.part"))
    assert not list(store.parent.rglob("*.copy*"))


def _break(desk):
    with desk.db.atomic():
        desk.db.conn.execute("update journal set who = 'x' where number = 1")
