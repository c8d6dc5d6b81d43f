"""Ctrl+K: what is found, what it opens, and that the window never waits for it."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.books.forms import SHIPPED
from db.store import case_list, cases, people, search
from db.store.search import Hit
from db.store.stopping import Stopped, stoppable
from db.words import Words
from desktop.rooms.find.find_panel import FindPanel
from desktop.rooms.find.finder import Finder, Found
from desktop.rooms.find.lines import deeds, lines

DANISH = Words("da")


@pytest.fixture
def page(show):
    """A page with a button, such as lies behind the panel."""
    behind = QWidget()
    column = QVBoxLayout(behind)
    column.addWidget(QPushButton("behind"))
    return show(behind, 1100, 800)


@pytest.fixture
def panel(tools, page):
    made = FindPanel(tools, page)
    made.open_panel()
    yield made
    made.close_room()


@pytest.fixture
def child(tools):
    """A child of the store: the id of its case, and its name."""
    return next(iter(case_list.children_of(tools.desk.db, cases.ids(tools.desk.db)).items()))


def titles(panel):
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def ask(panel, qtbot, text):
    panel.line.clear()
    qtbot.keyClicks(panel.line, text)
    qtbot.waitUntil(lambda: panel._shown_for == text, timeout=5000)


def test_it_opens_on_the_deeds_with_the_cursor_in_the_field(panel):
    assert titles(panel) == [
        *("Ny sag", "Hurtigt notat", "I dag", "Henvendelser", "Sager", "Kalender", "Udskrift", "Overblik"),
        "Kontoret",
        *(
            "Indstillinger",
            "Udskriv",
            "Gem listen på skærmen",
            "Fortryd den seneste ændring",
            "Lav en sikkerhedskopi nu",
        ),
        *("Vejledningen og tasterne på denne skærm", "Lås"),
    ]
    assert panel.line.hasFocus()


def test_a_childs_name_finds_its_case_first_and_enter_opens_it(panel, qtbot, child):
    case_id, name = child
    ask(panel, qtbot, name.split()[0])
    assert titles(panel)[0] == name
    with qtbot.waitSignal(panel.case_asked) as asked:
        qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert asked.args == [case_id, "overview"]
    assert not panel.isVisible()


def test_enter_before_the_answer_waits_for_it(panel, qtbot, child):
    case_id, name = child
    with qtbot.waitSignal(panel.case_asked) as asked:
        qtbot.keyClicks(panel.line, name)
        qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert asked.args[0] == case_id


def test_a_plan_opens_at_the_plan(panel, qtbot, tools):
    row = tools.desk.db.execute("select parent, title from goals order by id").fetchone()
    case_id = tools.desk.db.execute("select parent from plans where id = ?", [row[0]]).fetchone()[0]
    ask(panel, qtbot, row[1])
    place = next(
        n for n in range(panel.model.rowCount()) if panel.model.line(panel.model.index(n)).tab == "plan"
    )
    panel.view.setCurrentIndex(panel.model.index(place))
    with qtbot.waitSignal(panel.case_asked) as asked:
        qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert asked.args == [case_id, "plan"]


def test_a_letter_that_finds_the_same_lists_nothing_anew_and_begins_at_the_top_again(panel, qtbot, child):
    ask(panel, qtbot, child[1][:-1])
    panel.view.setCurrentIndex(panel.model.index(panel.model.rowCount() - 1))
    with qtbot.assertNotEmitted(panel.model.modelReset):
        qtbot.keyClicks(panel.line, child[1][-1])
        qtbot.waitUntil(lambda: panel._shown_for == child[1], timeout=5000)
    assert panel.view.currentIndex().row() == 0
    assert panel.view.verticalScrollBar().value() == 0


@pytest.mark.parametrize(
    ("text", "signal", "args"),
    [
        ("ny", "new_case_asked", []),
        ("lås", "lock_asked", []),
        ("LAAS", "lock_asked", []),
        ("indst", "room_asked", ["settings"]),
        ("sikkerhedskopi", "deed_asked", ["backup"]),
        ("fortryd", "deed_asked", ["undo"]),
        ("sager", "room_asked", ["cases"]),
    ],
)
def test_deeds_are_done_by_name(panel, qtbot, text, signal, args):
    ask(panel, qtbot, text)
    with qtbot.waitSignal(getattr(panel, signal)) as asked:
        qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert asked.args == args


def test_the_arrows_choose_while_one_types_and_a_click_opens(panel, qtbot):
    qtbot.keyClick(panel.line, Qt.Key.Key_Down)
    assert panel.view.currentIndex().row() == 1
    assert panel.line.hasFocus()
    at = panel.view.visualRect(panel.model.index(5)).center()
    with qtbot.waitSignal(panel.room_asked) as asked:
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == ["calendar"]


def test_nothing_found_says_so_and_enter_does_nothing(panel, qtbot):
    ask(panel, qtbot, "xyzxyz")
    assert panel.state.text() == "Der blev ikke fundet noget."
    with qtbot.assertNotEmitted(panel.case_asked):
        qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert panel.isVisible()


def test_escape_and_a_click_beside_leave_it_and_the_focus_returns(tools, page, qtbot):
    behind = page.findChild(QPushButton)
    behind.setFocus()
    panel = FindPanel(tools, page)
    panel.open_panel()
    qtbot.keyClick(panel.line, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert behind.hasFocus()
    panel.open_panel()
    qtbot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.rect().bottomLeft())
    assert not panel.isVisible()
    panel.close_room()


def test_it_covers_the_page_as_the_page_grows(panel, page, qtbot):
    page.resize(700, 500)
    qtbot.waitUntil(lambda: panel.size() == page.size())


def test_each_line_says_its_kind_and_whose_it_is():
    hits = (
        Hit("note", "n1", "c1", "2026-1", "Mor ringede", "Mor ringede om bussen", None),
        Hit("person", "p1", "c1", "2026-1", "Emil Skov", "", None),
        Hit("person", "p2", "c1", "2026-1", "Ida Krog", "", None),
        Hit("case", "c2", "c2", "2026-2", "2026-2", "", None),
        Hit("form", "f1", "c1", "2026-1", "three_houses", "Et hus", None),
        Hit("form", "f2", "c1", "2026-1", "of_nobody", "Et svar", None),
        Hit("inquiry", "i1", None, None, "", "fra skolen", None),
    )
    forms = {"three_houses": SHIPPED.newest("three_houses")}
    found = Found("x", (), hits, {"c1": "Emil Skov", "c2": "Bo Dam"}, forms)
    said = [
        (line.title, line.kind, line.under, line.opens) for line in lines(found, DANISH, date(2026, 11, 23))
    ]
    assert said == [
        ("Mor ringede", "notat", "Emil S.", True),
        ("Emil Skov", "person", "sag 2026-1", True),
        ("Ida Krog", "person", "Emil S. · sag 2026-1", True),
        ("Bo Dam", "sag", "2026-2", True),
        ("De tre huse", "skema", "Emil S. · Et hus", True),
        ("Skema", "skema", "Emil S. · Et svar", True),
        ("Henvendelse", "henvendelse", "fra skolen", True),
    ]


def test_deeds_are_found_by_the_beginning_of_a_word():
    assert [line.deed for line in deeds("sag", DANISH)] == ["new_case", "cases"]
    assert deeds("ag", DANISH) == []


def test_only_the_newest_question_is_answered(tools, qtbot, child):
    finder = Finder(tools.desk.store, tools.desk.forms)
    answers = []
    finder.found.connect(lambda found: answers.append(found.text))
    for text in ("a", "an", "and", child[1]):
        finder.ask(text)
    assert answers == []  # no question is answered while it is asked: the window does not wait
    qtbot.waitUntil(lambda: answers == [child[1]], timeout=5000)
    finder.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("find")]


def test_a_search_under_way_is_stopped(tools):
    asked = []
    endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select max(x) from n"
    with pytest.raises(Stopped), stoppable(tools.desk.db, lambda: bool(asked.append(1)) or len(asked) > 3):
        tools.desk.db.execute(endless).fetchone()
    assert search.find(tools.desk.db, "zzzz") == []


def test_other_failures_inside_are_not_taken_for_a_stop(tools):
    with pytest.raises(Exception, match="no such table"), stoppable(tools.desk.db, lambda: False):
        tools.desk.db.execute("select * from nowhere")


def test_what_was_found_is_saved_as_a_list_without_what_is_written(
    qtbot, show, tools, ask, tmp_path, monkeypatch
):
    searching = []

    def find(*asked):
        searching.append(threading.current_thread())
        return search_found(*asked)

    search_found = search.find
    monkeypatch.setattr(search, "find", find)
    name = people.everyone(tools.desk.db)[0].name
    behind = show(QWidget(), 900, 700)
    panel = FindPanel(tools, behind)
    panel.open_panel()
    assert panel.save_list.isHidden()
    panel.line.setText(name)
    qtbot.waitUntil(lambda: not panel.save_list.isHidden(), timeout=15_000)
    ask.answers = ["csv", tmp_path / "liste.csv"]
    with qtbot.waitSignal(tools.news.written, timeout=15_000):
        panel.save_list.click()
    assert threading.main_thread() not in searching, "the window waited for the search"
    told = (tmp_path / "liste.csv").read_text("utf-8-sig")
    assert name in told
    assert "Sagsnummer" in told.splitlines()[0]
    panel.close_room()
