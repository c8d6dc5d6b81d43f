"""What stands above a page scrolls along where height is short, and the cursor stays where it was."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.kit.buttons import Button
from desktop.kit.labels import Label
from desktop.kit.scroll import Above, ScrollPage


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
