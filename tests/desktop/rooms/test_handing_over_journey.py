"""From one caseworker to another in the window: handed over, taken up, the receipt back, then erased."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import stores

from db.actions import erasing, own_identity, packages
from db.actions.at_the_desk import at_the_desk
from db.books.policy import read
from db.records.letterhead import Letterhead
from db.store import cases, holds
from db.words import Words
from desktop.kit.jobs import Jobs
from desktop.kit.news import News
from desktop.rooms.handing.handing_room import HandingRoom
from desktop.seat import Seat
from desktop.settings import Settings
from desktop.tools import Tools
from desktop.writer import Writer

PASSPHRASE = "gul cykel regn lampe"


@contextmanager
def colleague(qtbot, tools, folder):
    """What a room is given, on an empty store of a colleague's."""
    folder.mkdir()
    path = stores.made(folder, PASSPHRASE, "b.taetpaa")
    writer, jobs = Writer(tools.now), Jobs()
    with qtbot.waitCallback(timeout=20_000) as opened:
        writer.open(path, PASSPHRASE, done=opened, failed=_raised)
    desk = at_the_desk(opened.args[0], now=tools.now)
    seat = Seat()
    seat.take(desk)
    yield Tools(seat, writer, jobs, News(), tools.ask, Words("da"), tools.now, Settings(), Letterhead())
    jobs.stop()
    writer.stop()
    desk.close(note_head=False)
    opened.args[0].close()


def test_a_case_goes_over_and_is_erased_only_when_the_receipt_is_here(qtbot, tools, ask, show, tmp_path):
    tools = replace(tools, policy=read({"handed_over_days": 0}))
    case_id = sorted(cases.ids(tools.desk.db))[0]
    package, receipt = tmp_path / "a.age", tmp_path / "kvittering.json"
    with colleague(qtbot, tools, tmp_path / "other") as other:
        there = show(HandingRoom(other), 1000, 900)
        there.own.make.click()
        qtbot.waitUntil(there.own.recipient.isVisible, timeout=10_000)
        aloud, file = there.own.aloud.text(), tmp_path / "n.txt"
        ask.answers.append(file)
        with qtbot.waitSignal(there.own.told):
            there.own.saved.click()
        here = show(HandingRoom(tools), 1000, 900)
        here.giving.choose(case_id)
        assert len(here.giving.cases.rows()) > 1
        ask.answers.append(file)
        here.giving.from_file.click()
        assert here.giving.to.value() == there.own.recipient.value()
        assert aloud == here.giving.aloud.text()
        here.giving.heard.setChecked(True)
        ask.answers.append(package)
        with qtbot.waitSignal(here.giving.told, timeout=10_000):
            here.giving.give.click()
        assert holds.of_case(tools.desk.db, case_id).is_read_only
        assert here.banners[here.giving].isVisible()
        here.clearing.read()
        assert here.clearing.rows.rows() == []
        here.receipts.read()
        [waiting] = here.receipts.rows.rows()
        assert "ikke kommet endnu" in waiting.accessibleName()
        there.show()
        ask.answers.append(package)
        there.coming.open.click()
        qtbot.waitUntil(there.coming.take.isVisible, timeout=10_000)
        assert case_id not in cases.ids(other.desk.db)
        ask.answers.append(receipt)
        with qtbot.waitSignal(there.coming.told, timeout=10_000):
            there.coming.take.click()
        assert not holds.of_case(other.desk.db, case_id).is_read_only
        assert case_id in cases.ids(other.desk.db)
        there.hide()
    here.show()
    ask.answers.append(receipt)
    with qtbot.waitSignal(tools.news.changed, timeout=10_000):
        here.receipts.take.click()
    assert case_id in cases.ids(tools.desk.db)
    here.clearing.read()
    (row,) = here.clearing.rows.rows()
    ask.answers.append(True)
    with qtbot.waitSignal(here.clearing.told, timeout=20_000):
        row.button.click()
    assert case_id not in cases.ids(tools.desk.db)


def test_what_the_receiver_had_erased_stays_with_the_sender(qtbot, tools, ask, show, tmp_path):
    gone, safe = sorted(cases.ids(tools.desk.db))[:2]
    copy, package, receipt = (tmp_path / name for name in ("k.age", "a.age", "kvittering.json"))
    numbers = [cases.get(tools.desk.db, one).number for one in (gone, safe)]
    with colleague(qtbot, tools, tmp_path / "other") as other:
        made = done(qtbot, other, own_identity.made_recipient)
        until = tools.now().date() + timedelta(days=9)
        done(qtbot, tools, lambda desk: packages.share(desk, [gone], to=made, until=until, out=copy))

        def had_and_erased(desk):
            packages.receive(desk, packages.read_package(copy, own_identity.holders(desk)))
            erasing.erase_case(desk, gone, days=0)

        done(qtbot, other, had_and_erased)
        done(qtbot, tools, lambda desk: packages.hand_over(desk, [gone, safe], to=made, out=package))
        there = show(HandingRoom(other), 1000, 900)
        ask.answers.append(package)
        there.coming.open.click()
        qtbot.waitUntil(there.coming.take.isVisible, timeout=10_000)
        assert "1 sag mere i pakken blev slettet her" in there.coming.what.text()
        ask.answers.append(receipt)
        with qtbot.waitSignal(there.coming.told, timeout=10_000) as told:
            there.coming.take.click()
        assert "1 sag mere i pakken blev slettet her" in told.args[0]
        assert "hvilke af sagerne" in told.args[0]
        assert cases.ids(other.desk.db) == [safe]
        there.hide()
    here = show(HandingRoom(tools), 1000, 900)
    ask.answers.append(receipt)
    with qtbot.waitSignal(here.receipts.told, timeout=10_000) as told:
        here.receipts.take.click()
    assert "1 sag var slettet der" in told.args[0]
    here.receipts.read()
    rows = [row.accessibleName() for row in here.receipts.rows.rows()]
    assert [
        ("slettet der" in row, "Modtaget" in row) for number in numbers for row in rows if number in row
    ] == [
        (True, False),
        (False, True),
    ]


def done(qtbot, tools, work):
    """What `work` gives on the writer of `tools`."""
    with qtbot.waitCallback(timeout=20_000) as found:
        tools.writer.run(work, done=found, failed=_raised)
    return found.args[0]


def _raised(error):
    raise error
