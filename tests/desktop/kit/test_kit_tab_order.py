"""Tab goes as the eye reads, and back the same way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.kit.tab_order import ReadByTab, begin_in


class Window(ReadByTab, QMainWindow):
    """A window of the program."""


@pytest.fixture
def column(qtbot, show):
    """The column of a window's page that can be scrolled."""
    window, area, page = Window(), QScrollArea(), QWidget()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    window.setCentralWidget(area)
    with qtbot.waitActive(show(window)):
        window.activateWindow()
    return QVBoxLayout(page)


def named(name, kind=QPushButton):
    made = kind()
    made.setObjectName(name)
    return made


def stand_in_a(qtbot, column):
    first = column.parentWidget().findChild(QWidget, "a")
    qtbot.waitUntil(first.isVisible)
    first.setFocus()


def walked(qtbot, times, key=Qt.Key.Key_Tab):
    came = []
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget(), key)
        came.append(QApplication.focusWidget().objectName())
    return "".join(came)


def test_what_is_built_late_is_met_where_it_stands(qtbot, column):
    column.addWidget(named("a"))
    column.addWidget(named("d"))
    late = QHBoxLayout()
    column.insertLayout(1, late)
    late.addWidget(named("c", QLineEdit))
    late.insertWidget(0, named("b", QLineEdit))
    stand_in_a(qtbot, column)
    assert walked(qtbot, 5) == "bcdab"
    assert walked(qtbot, 5, Qt.Key.Key_Backtab) == "adcba"


def test_what_is_hidden_disabled_or_behind_is_passed_over(qtbot, column):
    for name in "abcd":
        column.addWidget(named(name))
    page = column.parentWidget()
    page.findChild(QWidget, "b").hide()
    page.findChild(QWidget, "c").setEnabled(False)
    stack = QStackedWidget()
    stack.addWidget(named("x"))
    stack.addWidget(named("y"))
    column.addWidget(stack)
    stack.setCurrentIndex(1)
    stand_in_a(qtbot, column)
    assert walked(qtbot, 4) == "dyad"


def test_what_holds_others_is_met_before_them_and_what_floats_after_them(qtbot, column):
    sheet = named("s", QWidget)
    sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    floating = named("f")
    floating.setParent(sheet)
    inside = QVBoxLayout(sheet)
    inside.addWidget(named("i"))
    column.addWidget(named("a"))
    column.addWidget(sheet)
    stand_in_a(qtbot, column)
    assert walked(qtbot, 4) == "sifa"
    assert walked(qtbot, 4, Qt.Key.Key_Backtab) == "fisa"


def test_the_one_place_to_stop_at_keeps_the_focus(qtbot, column):
    column.addWidget(named("a"))
    stand_in_a(qtbot, column)
    assert walked(qtbot, 2) == "aa"


def test_what_is_begun_in_gives_its_first_stop_the_focus(qtbot, column):
    column.addWidget(named("a"))
    row = QWidget()
    line = QHBoxLayout(row)
    line.addWidget(named("b"))
    line.addWidget(named("c"))
    row.findChild(QWidget, "b").hide()
    column.addWidget(row)
    begin_in(row)
    assert QApplication.focusWidget().objectName() == "c"
