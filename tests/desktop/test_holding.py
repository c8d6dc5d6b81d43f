"""What a test shows stays until it is put away in order."""

import weakref
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget


class Part(QWidget):
    """A row with a button that calls its part, let go as a sheet does it."""

    def __init__(self):
        super().__init__()
        self.row = QWidget(self)
        button = QPushButton(self.row)
        button.clicked.connect(partial(self.hear, 1))

    def hear(self, _number, _on=False):
        self.row.deleteLater()


def test_a_part_outlives_the_row_that_it_let_go(qtbot, show):
    part = show(Part())
    gone, kept = [], weakref.ref(part)
    part.row.destroyed.connect(lambda: gone.append(kept() is not None))
    part.row.findChild(QPushButton).click()
    part.row = None
    del part
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [True]
