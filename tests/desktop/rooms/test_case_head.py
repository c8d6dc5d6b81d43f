"""The head of a case scrolls along where height is short, in every part, and the cursor stays in it."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from db.store import cases
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.case.part import page_of
from desktop.rooms.listing import PARTS


@pytest.fixture
def page(qtbot, show, wear, tools):
    wear(factor=2.0)
    shown = CasePage(tools, PARTS)
    with qtbot.waitActive(show(shown, 1000, 760)):
        shown.activateWindow()
    shown.show_case(cases.resolve(tools.desk.db, "2025-0001"), "overview")
    yield shown
    shown.close_room()


class Windows(QObject):
    """Writes down what is shown as a window of its own."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, one, event):
        if event.type() == QEvent.Type.Show and isinstance(one, QWidget) and one.isWindow():
            self.shown.append(type(one).__name__)
        return False


def below(widget, page):
    return widget.mapTo(page, QPoint(0, widget.height())).y()


def test_the_head_goes_along_with_what_is_read_and_the_tabs_keep_the_keyboard(qtbot, page):
    assert page.above.along
    overview = page_of(page.part("overview"))
    assert overview.isAncestorOf(page.head)
    qtbot.waitUntil(lambda: overview.verticalScrollBar().maximum() > 300)
    stood = below(page.tabs, page)
    overview.verticalScrollBar().setValue(300)
    assert below(page.tabs, page) == stood - 300
    page.tabs.setFocus()
    qtbot.waitUntil(lambda: below(page.tabs, page) > 0)  # whatever has the focus is in sight
    for _ in PARTS[1:]:
        qtbot.keyClick(page.tabs, Qt.Key.Key_Right)
        assert page.tabs.hasFocus(), (page.tab, QApplication.focusWidget())
        assert page.tabs.isVisible(), page.tab
        part = page.part(page.tab)
        assert page_of(part) is not None, page.tab
        qtbot.waitUntil(lambda: 0 < below(page.tabs, page) <= page.height())
    assert page.tab == PARTS[-1].key


def test_every_part_opens_at_its_top_with_the_head_above_what_it_says(qtbot, page):
    windows = Windows()
    QApplication.instance().installEventFilter(windows)
    for listed in PARTS:
        page.show_case(page.case_id, listed.key)
        part = page_of(page.part(listed.key))
        assert part.isAncestorOf(page.head), listed.key
        assert part.verticalScrollBar().value() == 0, listed.key
        qtbot.waitUntil(lambda: page.head.mapTo(page, QPoint(0, 0)).y() >= 0)
    assert windows.shown == []  # nothing flashes up beside the window while a part is made


def test_where_there_is_room_the_head_and_the_deeds_of_the_plan_stand_still(qtbot, page):
    page.show_case(page.case_id, "plan")
    plan = page.part("plan")
    assert plan.page.isAncestorOf(plan.paper)
    page.resize(1000, 1600)
    qtbot.waitUntil(lambda: not page.above.along)
    assert page.above.parentWidget() is page
    assert not plan.page.isAncestorOf(plan.paper)
    page.resize(1000, 700)
    qtbot.waitUntil(lambda: page.above.along)
    assert plan.page.isAncestorOf(plan.paper)
    assert below(page.tabs, plan) < below(plan.paper, plan) < below(plan._form, plan)


def test_without_a_plan_the_head_stands_above_the_invitation_to_begin_one(qtbot, page, tools):
    page.show_case(page.case_id, "plan")
    part = page.part("plan")
    part.show_plan(page._case, list(page._people.values()), None)
    page._make_room()
    assert not page.above.along
    assert page.head.isVisible()
    assert part.none_yet.isVisible()
    assert not part.locked.isVisible()


def test_a_tab_that_is_clicked_shows_its_part_from_the_top(qtbot, page, wear):
    wear()
    way = page_of(page.part("way"))

    def click(key):
        at = page.tabs.tabRect([one.key for one in PARTS].index(key)).center()
        qtbot.mouseClick(page.tabs, Qt.MouseButton.LeftButton, pos=at)

    click("plan")
    page.part("plan").adopt.setFocus()
    click("way")
    assert page.tabs.hasFocus()
    assert way.verticalScrollBar().value() == 0


def test_the_next_step_leads_to_what_does_it(page, wear):
    wear()
    page.steps.step_asked.emit("meetings", "")
    assert page.tab == "meetings"
    assert page.part("meetings").plan.hasFocus()
