"""A family at a protected address, in every room and part: nothing that lists or tells shows its home.

What is written in a field is shown there and nowhere else; the fields themselves are not looked at.
"""

import json
from datetime import UTC, datetime

import pytest
from hidden_family import document, refuse_secret
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QGraphicsView, QLabel, QWidget
from stores import PASSPHRASE, at_work, made

from db.actions.documents import import_document
from db.words import Words
from desktop.main_window import MainWindow
from desktop.place import Place
from desktop.rooms.listing import BELOW, PARTS, ROOMS
from desktop.settings import Settings

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.fixture
def page(qtbot, tmp_path):
    (tmp_path / "store").mkdir()
    store = made(tmp_path / "store")
    with at_work(store) as desk:
        import_document(desk, json.dumps(document()).encode())
    shown = MainWindow(
        Words("da"), store=store, now=lambda: NOW, settings=Settings(), settings_file=tmp_path / "window.json"
    )
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: shown.page is not None, timeout=20_000)
    yield shown.page
    shown.leave()


def cells(model: QAbstractItemModel):
    top = QModelIndex()
    columns = model.columnCount(top) if isinstance(model, QAbstractTableModel) else 1
    for row in range(model.rowCount(top)):
        for column in range(columns):
            at = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.data(at, role) or "")


def told(whole: QWidget):
    """Every text that `whole` shows or says, but those that stand in a field."""
    for one in (whole, *whole.findChildren(QWidget)):
        yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.windowTitle())
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        elif isinstance(one, QComboBox):
            yield from (one.itemText(at) for at in range(one.count()))
        elif isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from cells(one.model())
        elif isinstance(one, QGraphicsView) and one.scene() is not None:
            yield from (item.toPlainText() for item in one.scene().items() if hasattr(item, "toPlainText"))


def test_no_room_and_no_part_of_the_case(page):
    for listed in (*ROOMS, *BELOW):
        page.open_room(listed.key)
        refuse_secret("\n".join(told(page.stack.currentWidget())), listed.key)
    named = ""
    for part in PARTS:
        page.go_to(Place("case", "c1", part.key))
        case = page.stack.currentWidget()
        said = "\n".join((*told(case.above), *told(case.part(part.key))))
        named += said
        refuse_secret(said, part.key)
    assert "Mor Prøve" in named
    page.go_to(Place("live", "c1", record="m2"))
    refuse_secret("\n".join(told(page.stack.currentWidget())), "live")
