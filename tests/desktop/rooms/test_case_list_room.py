"""Sager: filtering as one types, saved filters, sorting, pages, and opening."""

import json
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.actions import cases as case_actions
from db.actions.desk import Changed, Topic
from db.actions.documents import import_document
from db.books.policy import read
from db.exchange.table import read_table
from db.store import case_list, cases
from db.store.case_list import CaseRow, Only, Sorted, Wanted
from db.words import Words
from desktop.kit.marks import Mark
from desktop.kit.table import MARK_ROLE, PAGE
from desktop.rooms.cases.case_list import CaseList
from desktop.rooms.cases.columns import age

TODAY = date(2026, 11, 23)


@pytest.fixture
def room(tools, show):
    return show(CaseList(tools), 1100, 800)


def shown(room):
    return [row.case.child for row in room.model.rows()]


def stored(tools, **wanted):
    return [
        row.child for row in case_list.rows(tools.desk.db, Wanted(by=Sorted.CHILD, **wanted), today=TODAY)
    ]


def cell(room, row, heading):
    place = [column.heading for column in room.model.columns].index(heading)
    return room.model.index(row, place)


def test_the_list_opens_with_what_is_open_by_name_and_the_aim_above(room, tools):
    assert shown(room) == stored(tools, only=Only.OPEN)
    count = cases.count(tools.desk.db, open_only=True)
    assert room.head.under.text() == f"{count} åbne sager · mål 29"


def test_typing_filters_at_once(room, qtbot, tools):
    name = stored(tools, only=Only.OPEN)[2]
    qtbot.keyClicks(room.filters.line, name[:5].lower())
    qtbot.waitUntil(lambda: shown(room) == stored(tools, only=Only.OPEN, text=name[:5]), timeout=500)
    assert name in shown(room)
    qtbot.keyClick(room.filters.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(room) == stored(tools, only=Only.OPEN), timeout=500)


def test_enter_in_the_filter_opens_the_first_at_once(room, qtbot, tools):
    name = stored(tools, only=Only.OPEN)[3]
    with qtbot.waitSignal(room.case_asked) as asked:
        qtbot.keyClicks(room.filters.line, name)
        qtbot.keyClick(room.filters.line, Qt.Key.Key_Return)
    opened = cases.get(tools.desk.db, asked.args[0])
    assert [row.case.case_id for row in room.model.rows()] == [opened.id]
    assert asked.args[1] == "overview"


def test_what_finds_nothing_says_so(room, qtbot):
    qtbot.keyClicks(room.filters.line, "findes ikke")
    qtbot.waitUntil(room.no_hit.isVisible, timeout=500)
    assert not room.view.isVisible()


def test_down_goes_into_the_list_and_enter_opens_the_case(room, qtbot):
    qtbot.keyClick(room.filters.line, Qt.Key.Key_Down)
    qtbot.keyClick(room.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(room.case_asked) as asked:
        qtbot.keyClick(room.view, Qt.Key.Key_Return)
    assert asked.args == [room.model.rows()[1].case.case_id, "overview"]


@pytest.mark.parametrize("only", list(Only))
def test_the_saved_filters(room, tools, only):
    room.filters.choose(only)
    assert shown(room) == stored(tools, only=only)


def test_a_heading_sorts_and_turns(room, tools):
    room.model.turn(0)
    assert shown(room) == stored(tools, only=Only.OPEN, descending=True)
    room.model.turn(1)
    born = [row.case.born for row in room.model.rows()]
    assert born == sorted(born)


def test_what_is_overdue_has_its_mark(room):
    for number, row in enumerate(room.model.rows()):
        day = row.case.next_due
        mark = cell(room, number, "Næste frist").data(MARK_ROLE)
        expected = None if day is None or day > TODAY else Mark.LATE if day < TODAY else Mark.SOON
        assert mark == expected


def test_many_cases_come_a_page_at_a_time_and_a_change_keeps_ones_place(room, tools, qtbot):
    numbers = range(PAGE + 20)
    document = {
        "format": "taetpaa-exchange",
        "version": 1,
        "people": [{"id": f"p{n}", "name": f"Åse {n:03}"} for n in numbers],
        "cases": [
            {
                "id": f"c{n}",
                "number": f"9-{n:03}",
                "child": f"p{n}",
                "status": "active",
                "opened": "2026-01-05",
            }
            for n in numbers
        ],
    }
    import_document(tools.desk, json.dumps(document).encode())
    tools.news.changed.emit(Changed(frozenset({Topic.CASES})))
    assert len(shown(room)) == PAGE
    room.view.scrollToBottom()
    qtbot.waitUntil(lambda: len(shown(room)) == PAGE + 25, timeout=2000)
    room.view.stand_on(PAGE + 10)
    stood = room.view.current().case.case_id
    at = room.view.verticalScrollBar().value()
    case_actions.create_case(tools.desk, child="Aage Først", number="10-1", born=TODAY)
    tools.news.changed.emit(Changed(frozenset({Topic.CASES})))
    assert room.view.current().case.case_id == stood
    assert room.view.verticalScrollBar().value() == at


def test_buttons_ask_for_a_new_case_and_for_a_file(room, qtbot):
    with qtbot.waitSignal(room.new_case_asked):
        room.new_case.click()
    with qtbot.waitSignal(room.import_asked):
        room.fetch.click()


@pytest.mark.parametrize(
    ("born", "expected", "said"),
    [
        (date(2015, 11, 23), None, "11 år"),
        (date(2015, 11, 24), None, "10 år"),
        (date(2024, 11, 23), None, "2 år"),
        (date(2025, 3, 24), None, "19 mdr."),
        (date(2026, 10, 23), None, "1 md."),
        (date(2026, 11, 1), None, "0 mdr."),
        (None, date(2027, 2, 3), "ventes 3. feb."),
        (None, None, "–"),
    ],
)
def test_how_old_a_child_is(born, expected, said):
    row = CaseRow("c", "1", "p", "Ida", born, expected, None, "", None, None, False, False)
    assert age(row, TODAY, Words("da")) == said


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_is_saved_as_it_is_filtered(qtbot, tools, ask, tmp_path, ending):
    room = CaseList(tools)
    qtbot.addWidget(room)
    room.read()
    ask.answers += [ending, tmp_path / "ud"]
    with qtbot.waitSignal(tools.news.written, timeout=5000):
        room.save_list.click()
    found = read_table((tmp_path / f"ud.{ending}").read_bytes())
    assert found.heads[:2] == ("Sagsnummer", "Barn")
    assert len(found.rows) == room.model.rowCount() > 1


def test_the_policy_may_forbid_readable_lists(qtbot, tools, ask):
    forbidden = replace(tools, policy=read({"export_readable": "forbidden"}))
    room = CaseList(forbidden)
    qtbot.addWidget(room)
    room.save_list.click()
    assert "tillader ikke" in tools.words.t(ask.told[0].message)
