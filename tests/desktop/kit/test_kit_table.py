from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible

from db.errors import Trouble
from desktop.kit.marks import Mark
from desktop.kit.table import MARK_ROLE, PAGE, RECORD_ROLE, Column, Order, RecordTable
from desktop.kit.table_view import RecordView


@dataclass(frozen=True)
class Row:
    number: int
    name: str = "Emil"


COLUMNS = (
    Column[Row]("Barn", lambda row: row.name, order="name", strong=True),
    Column[Row]("Nr.", lambda row: str(row.number), order="number", width=80, right=True),
    Column[Row](
        "Frist", lambda row: "3 dage", width=150, mark=lambda row: Mark.LATE if row.number % 2 else None
    ),
    Column[Row]("Tovholder", lambda row: "Hanne Lind", width=200, soft=True, spare=True),
)


class Shelf:
    """Rows that note what was fetched of them."""

    def __init__(self, count):
        self.count, self.asked = count, []

    def fetch(self, offset, limit):
        self.asked.append((offset, limit))
        return [Row(number) for number in range(offset, min(offset + limit, self.count))]


def fetch_all(model):
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())


@pytest.mark.parametrize("count", [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 1000])
def test_rows_are_fetched_a_page_at_a_time_and_none_twice(count):
    shelf, model = Shelf(count), RecordTable(COLUMNS)
    model.show_fetched(shelf.fetch)
    assert shelf.asked == [(0, PAGE)]
    assert model.rowCount() == min(count, PAGE)
    fetch_all(model)
    assert [row.number for row in model.rows()] == list(range(count))
    assert (
        shelf.asked == [(offset, PAGE) for offset in range(0, count + (count % PAGE == 0), PAGE)]
        or count == 0
    )


def test_as_many_as_stood_there_are_fetched_again_at_once():
    shelf, model = Shelf(1000), RecordTable(COLUMNS)
    model.show_fetched(shelf.fetch, at_least=600)
    assert model.rowCount() == 600
    fetch_all(model)
    assert model.rowCount() == 1000


def test_the_view_fetches_only_what_it_shows(qtbot, show):
    shelf, model = Shelf(10_000), RecordTable(COLUMNS)
    model.show_fetched(shelf.fetch)
    view = show(RecordView(model, "Sager"))
    assert len(shelf.asked) == 1
    view.scrollToBottom()
    qtbot.waitUntil(lambda: model.rowCount() > PAGE)
    assert model.rowCount() < 10_000


@pytest.mark.parametrize("count", [0, 3, 450])
def test_the_model_keeps_qts_rules(qtmodeltester, count):
    model = RecordTable(COLUMNS)
    model.show_fetched(Shelf(count).fetch)
    qtmodeltester.check(model)
    model.show_rows([Row(1), Row(2)])
    qtmodeltester.check(model)


def test_a_failing_disk_ends_the_rows_and_is_told(qtbot):
    model = RecordTable(COLUMNS)
    model.show_fetched(Shelf(PAGE).fetch)
    error = Trouble("The disk does not answer as it should.")

    def fail(offset, limit):
        if offset:
            raise error
        return [Row(number) for number in range(limit)]

    model.show_fetched(fail)
    with qtbot.waitSignal(model.failed, check_params_cb=lambda told: told is error):
        model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    assert model.rowCount() == PAGE


def test_a_cell_tells_what_the_column_says():
    model = RecordTable(COLUMNS)
    model.show_rows([Row(1, "<b>Emil</b>")])
    cell = model.index(0, 0)
    assert cell.data() == "<b>Emil</b>"
    assert cell.data(RECORD_ROLE) == Row(1, "<b>Emil</b>")
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "<qt>&lt;b&gt;Emil&lt;/b&gt;</qt>"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Barn: <b>Emil</b>"
    assert model.index(0, 2).data(MARK_ROLE) == Mark.LATE
    assert model.record(QModelIndex()) is None


def test_sorting_is_asked_for_and_shown(qtbot, show):
    model = RecordTable(COLUMNS)
    model.show_fetched(Shelf(5).fetch, order=Order("name"))
    view = show(RecordView(model, "Sager"))
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Barn ↑"
    with qtbot.waitSignal(
        model.ordered, check_params_cb=lambda order: order == Order("name", descending=True)
    ):
        view.horizontalHeader().sectionClicked.emit(0)
    with qtbot.waitSignal(model.ordered, check_params_cb=lambda order: order == Order("number")):
        view.horizontalHeader().sectionClicked.emit(1)
    with qtbot.assertNotEmitted(model.ordered):
        view.horizontalHeader().sectionClicked.emit(3)
    view.setCurrentIndex(model.index(0, 1))
    with qtbot.waitSignal(
        model.ordered, check_params_cb=lambda order: order == Order("number", descending=True)
    ):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)


def test_a_row_is_opened_by_click_and_by_enter(qtbot, show):
    model = RecordTable(COLUMNS)
    model.show_rows([Row(1), Row(2)])
    view = show(RecordView(model, "Sager"))
    place = view.visualRect(model.index(1, 0)).center()
    with qtbot.waitSignal(view.opened, check_params_cb=lambda row: row == Row(2)):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    view.stand_on(0)
    assert view.current() == Row(1)
    with qtbot.waitSignal(view.opened, check_params_cb=lambda row: row == Row(1)):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    view.stand_on(99)
    assert view.current() == Row(2)


def test_an_empty_table_has_nowhere_to_stand(show):
    view = show(RecordView(RecordTable(COLUMNS), "Sager"))
    view.stand_on(0)
    assert view.current() is None


def test_tab_leaves_the_table(qtbot, show):
    view = show(RecordView(RecordTable(COLUMNS), "Sager"))
    assert not view.tabKeyNavigation()
    assert QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Name) == "Sager"


def test_spare_columns_go_when_there_is_no_room_and_come_back(show):
    view = show(RecordView(RecordTable(COLUMNS), "Sager"), 700, 300)
    assert not view.isColumnHidden(3)
    view.resize(450, 300)
    assert view.isColumnHidden(3)
    assert view.columnWidth(0) >= 120
    view.resize(700, 300)
    assert not view.isColumnHidden(3)


def test_rows_are_as_high_as_the_text_is_large(show, wear):
    model = RecordTable(COLUMNS)
    model.show_rows([Row(1), Row(2), Row(3)])
    view = show(RecordView(model, "Sager"))
    small = view.rowHeight(0)
    wear("contrast", 2.0)
    view.grab()
    assert view.rowHeight(0) >= small + 18
    assert view.columnWidth(1) == 160
