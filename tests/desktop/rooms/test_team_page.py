"""Caseworker and team lead in the window: cases shared, a copy taken in, its plan answered, and back."""

from datetime import UTC, date, datetime, timedelta

import pytest
import stores
from PySide6.QtCore import Qt

from db.actions import packages
from db.actions.at_the_desk import at_the_desk
from db.exchange import identities
from db.records.plan_answer import Verdict
from db.rules.people_named import people_named
from db.store import cases, people, plan_answers, team
from db.store import open as door
from db.store import plans as plan_store
from desktop.kit.rows import ActionRow, LinkRow
from desktop.rooms.case.plan_tab import PlanTab
from desktop.rooms.handing.handing_room import HandingRoom
from desktop.rooms.overview.answer_dialog import AnswerDialog
from desktop.rooms.overview.overview_room import OverviewRoom
from desktop.rooms.overview.share_dialog import ShareDialog

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
WORDS = "gul cykel regn lampe"


@pytest.fixture
def key(tmp_path):
    """An identity file and its recipient."""
    text, recipient = identities.new_identity(NOW)
    file = tmp_path / "own.txt"
    file.write_text(text, "utf-8")
    return file, recipient


@pytest.fixture
def page(show, tools):
    room = OverviewRoom(tools)
    show(room, 1200, 900)
    room.tabs.setCurrentIndex(1)
    yield room.team
    room.close_room()


def opened(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


@pytest.fixture
def sent(tmp_path, key):
    """A package of another caseworker's case with a plan, for the identity `key`."""
    from db.actions import cases as case_actions
    from db.actions import plans

    store = tmp_path / "other" / "b.taetpaa"
    store.parent.mkdir()
    stores.made(store.parent, WORDS, store.name)
    with door.unlock_by_passphrase(store, WORDS) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: NOW - timedelta(hours=1), who="Mads Friis")
        case = case_actions.create_case(
            desk, child="Sille Bæk", number="2025-9", born=date(2016, 1, 2)
        ).case_id
        plans.begin_plan(desk, case)
        packages.share(desk, [case], to=key[1], until=date(2026, 12, 31), out=tmp_path / "a.age")
        desk.close()
    return tmp_path / "a.age"


def test_cases_are_shared_by_name_until_a_day(page, ask, key, tmp_path, tools, qtbot):
    qtbot.mouseClick(page.share, Qt.MouseButton.LeftButton)
    dialog = opened(page, ShareDialog)
    assert dialog.found.text().startswith("5 sager")
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert dialog.to.fault.isVisible()
    first = team.own_cases(tools.desk.db)[0]
    qtbot.keyClicks(dialog.which.line, first.number)
    assert [tick.text() for tick in dialog.ticks.values()] == [f"{first.child} · {first.number}"]
    dialog.to.line.setText(key[1])
    dialog.until.show_value(date(2026, 11, 22))
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert dialog.until.fault.isVisible()
    dialog.until.show_value(date(2026, 12, 1))
    ask.answers = [tmp_path / "share.age"]
    with qtbot.waitSignal(page.saved, timeout=10_000):
        qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    package = packages.read_package(tmp_path / "share.age", identities.read(key[0]))
    assert package.manifest.until == date(2026, 12, 1)
    assert first.case_id.encode() in package.document
    assert page.says.isVisible()


def test_a_case_whose_tick_is_taken_away_is_not_shared(page, ask, key, tmp_path, tools, qtbot):
    qtbot.mouseClick(page.share, Qt.MouseButton.LeftButton)
    dialog = opened(page, ShareDialog)
    kept, *others = team.own_cases(tools.desk.db)
    for one in others:
        dialog.ticks[one.case_id].click()
    assert dialog.found.text() == "1 sag"
    qtbot.keyClicks(dialog.which.line, others[0].number)
    assert not dialog.ticks[others[0].case_id].isChecked()
    dialog.to.line.setText(key[1])
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert dialog.which.fault.isVisible()
    dialog.which.line.clear()
    dialog.which.line.textEdited.emit("")
    ask.answers = [tmp_path / "share.age"]
    with qtbot.waitSignal(page.saved, timeout=10_000):
        qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    package = packages.read_package(tmp_path / "share.age", identities.read(key[0]))
    assert kept.case_id.encode() in package.document
    assert not any(one.case_id.encode() in package.document for one in others)


def test_a_copy_is_seen_where_packages_are_received_and_its_plan_returned_with_a_reason(
    page, ask, key, sent, tmp_path, tools, qtbot, show
):
    ask.answers = [sent, key[0]]
    with qtbot.waitSignal(page.place_asked, timeout=10_000) as led:
        qtbot.mouseClick(page.take, Qt.MouseButton.LeftButton)
    assert team.copies(tools.desk.db) == []
    room = show(HandingRoom(tools), 1000, 900)
    room.show_place(led.args[0])
    qtbot.waitUntil(room.coming.take.isVisible, timeout=10_000)
    assert "Sille Bæk" in room.coming.what.text()
    with qtbot.waitSignal(room.coming.told, timeout=10_000):
        room.coming.take.click()
    room.hide()
    page.read()
    page.window().activateWindow()
    (copy,) = team.copies(tools.desk.db)
    assert (copy.child, copy.sender) == ("Sille Bæk", "Mads Friis")
    row = page.copies.findChildren(ActionRow)[-1]
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    dialog = opened(page, AnswerDialog)
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert dialog.verdict.fault.isVisible()
    dialog.verdict.show_value(Verdict.RETURNED)
    dialog.to.line.setText(key[1])
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert dialog.reason.fault.isVisible()
    dialog.reason.show_value("Hvor er Silles egne ord?")
    ask.answers = [tmp_path / "answer.age"]
    with qtbot.waitSignal(page.saved, timeout=10_000):
        qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert (tmp_path / "answer.age").exists()
    assert plan_answers.every(tools.desk.db)[0].reason == "Hvor er Silles egne ord?"
    assert "sendt tilbage" in page.copies.findChildren(ActionRow)[-1].accessibleName()
    assert page.window().focusWidget() is page.copies.findChildren(ActionRow)[-1].button
    page.read()  # as anything that is written meanwhile has it done
    assert page.window().focusWidget() is page.copies.findChildren(ActionRow)[-1].button


def test_an_answer_that_comes_back_stands_at_the_plan(page, ask, key, tmp_path, tools, qtbot, show):
    from db.actions import approvals
    from db.exchange import plan_answer as document
    from db.records.base import new_id
    from db.records.plan_answer import PlanAnswer
    from db.rules.approving import content_of

    db = tools.desk.db
    case_id, plan_id = db.execute("select parent, id from plans where status = 'adopted' limit 1").fetchone()
    plan = plan_store.get(db, plan_id)
    for number, verdict in enumerate((Verdict.RETURNED, Verdict.APPROVED)):
        answer = PlanAnswer(
            id=new_id(),
            case=case_id,
            plan=plan_id,
            content=content_of(plan),
            verdict=verdict,
            reason="Skriv tegnet på bedring." if verdict is Verdict.RETURNED else "",
            by="Lone Leder",
            on=date(2026, 11, 23),
            made_at=NOW + timedelta(minutes=number),
        )
        file = tmp_path / f"answer{number}.age"
        file.write_bytes(approvals.sealed(document.written(answer), approvals.receiver_of(key[1])))
        ask.answers = [key[0]]
        with qtbot.waitSignal(page.saved, timeout=10_000):
            page.take_in(file)
        tab = show(PlanTab(tools), 1200, 800)
        case = cases.get(db, case_id)
        known = list(people.of(db, people_named(case)).values())
        tab.show_plan(case, known, plan_store.get(db, plan_id))
        assert tab.answered.isVisible()
        assert "Lone Leder" in tab.answered.accessibleName()
        assert ("Skriv tegnet" in tab.answered.accessibleName()) is (verdict is Verdict.RETURNED)
        tab.stop()
    assert plan_store.get(db, plan_id).approved_by == "Lone Leder"
    rows = page.answers.findChildren(LinkRow)
    with qtbot.waitSignal(page.case_asked) as asked:
        rows[-1].click()
    assert asked.args == [case_id, "plan"]


def test_a_file_that_is_neither_is_told_and_changes_nothing(page, ask, key, tmp_path, tools, qtbot):
    file = tmp_path / "x.age"
    file.write_bytes(b"nothing")
    ask.answers = [key[0]]
    page.take_in(file)
    qtbot.waitUntil(lambda: bool(ask.told), timeout=10_000)
    assert team.copies(tools.desk.db) == []
