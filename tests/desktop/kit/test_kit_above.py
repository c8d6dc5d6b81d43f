"""What stands above a page scrolls along where height is short, and the cursor stays where it was."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.kit.buttons import Button
from desktop.kit.labels import Label
from desktop.kit.scroll import Above, ScrollPage
from desktop.kit.ticks import Tick


def test_it_goes_to_the_top_of_the_page_and_back_with_the_focus(qtbot, show):
    whole = QWidget()
    page, column = ScrollPage(whole, margin=0), QVBoxLayout(whole)
    above = Above(column, gap=16)
    button, text = Button("Vedtag planen"), Label("Barnets egne ord")
    above.body.addWidget(button)
    column.addWidget(page, 1)
    page.body.addWidget(text)
    show(whole, 400, 200)
    button.setFocus()
    higher = page.height()
    above.scroll_along(page.top)
    qtbot.waitUntil(lambda: page.height() > higher)
    assert above.along
    assert page.isAncestorOf(button)
    assert button.isVisible()
    assert button.hasFocus()
    assert button.mapTo(whole, button.rect().bottomLeft()).y() < text.mapTo(whole, text.rect().topLeft()).y()
    above.scroll_along(None)
    qtbot.waitUntil(lambda: page.height() == higher)
    assert not page.isAncestorOf(button)
    assert button.hasFocus()


def test_a_page_stands_still_under_a_click(qtbot, show):
    page = ScrollPage()
    ticks = [Tick(f"Punkt {at}") for at in range(40)]
    for tick in ticks:
        page.body.addWidget(tick)
    show(page, 400, 300)
    page.settle()
    bar = page.verticalScrollBar()
    low = next(one for one in ticks if one.mapTo(page, one.rect().bottomLeft()).y() > 280)
    at = low.mapTo(page.window(), QPoint(10, 4))
    qtbot.mouseClick(page.window().windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    assert low.hasFocus()
    assert low.isChecked()
    assert bar.value() == 0
    low.clearFocus()
    low.setFocus()  # by a key it comes into sight, with air below
    assert bar.value() > 0
