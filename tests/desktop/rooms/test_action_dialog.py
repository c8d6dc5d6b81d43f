"""A dialog that ends with an action: why it was refused is in sight, however little room there is."""

import pytest
from PySide6.QtCore import QPoint

from db.errors import Trouble
from desktop.kit.palette import Theme
from desktop.rooms.overview.share_dialog import ShareDialog


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_why_it_was_refused_is_in_sight(qtbot, tools, wear, factor):
    wear(Theme("light"), factor)
    dialog = ShareDialog(tools)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):  # what gets the focus is scrolled to, and would be after the refusal
        dialog.open()

    def refused(desk):
        raise Trouble("The disk is full.", "Nothing was changed. Free some space, then try again.")

    dialog.run(refused, print)
    assert not dialog.yes.isEnabled()
    qtbot.waitUntil(dialog.yes.isEnabled)
    assert "Disken er fuld" in dialog.fault.text()

    def is_in_sight():
        seen = dialog.fault.parentWidget() if dialog._page is None else dialog._page.viewport()
        return seen.rect().contains(dialog.fault.mapTo(seen, QPoint(0, dialog.fault.height() - 1)))

    qtbot.waitUntil(is_in_sight)
