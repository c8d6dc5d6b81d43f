"""A veil shows the page behind it as it is, without painting it again and again."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.kit.veil import Veil


class Painted(QObject):
    """Counts how often what it watches is painted."""

    def __init__(self, watched):
        super().__init__(watched)
        self.times = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_the_page_behind_is_painted_once_and_looks_as_it_did(show, qtbot):
    page = QWidget()
    column = QVBoxLayout(page)
    text = QLabel("what lies behind")
    column.addWidget(text)
    show(page, 400, 300)
    veil = Veil(page)
    veil.show()
    veil._soon.stop()
    live = page.grab().toImage()
    veil._soon.start()
    qtbot.waitUntil(lambda: not veil._soon.isActive())
    assert page.grab().toImage() == live
    qtbot.wait(20)
    painted = Painted(text)
    veil.repaint()
    assert painted.times == 0
    page.resize(500, 350)
    veil.repaint()
    assert painted.times > 0
    assert veil.size() == page.size()
    live = page.grab().toImage()
    qtbot.waitUntil(lambda: not veil._soon.isActive())
    assert page.grab().toImage() == live
    veil.hide()
    assert veil._picture.isNull()
