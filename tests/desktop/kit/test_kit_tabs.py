"""A line of tabs that is too long is scrolled by arrows that grow with the text."""

import pytest
from PySide6.QtWidgets import QToolButton

from desktop.kit.tabs import Tabs


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_the_arrows_are_drawn_as_large_as_the_text(qtbot, wear, factor):
    wear(factor=factor)
    tabs = Tabs()
    for number in range(8):
        tabs.add(f"Møder og opfølgning {number}")
    qtbot.addWidget(tabs)
    tabs.resize(400, 60)
    with qtbot.waitExposed(tabs):
        tabs.show()
    for name in ("ScrollLeftButton", "ScrollRightButton"):
        arrow = tabs.findChild(QToolButton, name)
        assert arrow.isVisible()
        assert not arrow.icon().isNull()
        assert arrow.iconSize().height() == round(14 * factor)
        assert arrow.width() > arrow.iconSize().width()
