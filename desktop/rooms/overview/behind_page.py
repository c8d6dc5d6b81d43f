"""The cases behind a figure: a list that leads to each of them, and back to the figures."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.store import overview
from db.store.overview import Named
from db.words import Words, later
from desktop.kit.banner import Head
from desktop.kit.buttons import Button
from desktop.kit.keys import Key
from desktop.kit.table import Column, RecordTable
from desktop.kit.table_view import RecordView
from desktop.list_saving import SaveList
from desktop.tools import Tools


class BehindPage(QWidget):
    """The cases of one figure, by the child's name: not by size, nor by anything one could be measured on.

    Signals:
        opened: the id of the case to open.
        left: the user goes back to the figures.
    """

    opened = Signal(str)
    left = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        words = tools.words
        self.back = Button(words.t("Back to the figures"), icon_name="back", key="Esc")
        self.head = Head("")
        self.model: RecordTable[Named] = RecordTable(_columns(words), self)
        self.view = RecordView(self.model, words.t("Cases"))
        self.save_list = SaveList(tools, self)
        self.head.buttons.addWidget(self.save_list)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 28)
        column.setSpacing(16)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        self.back.clicked.connect(self.left)
        self.view.opened.connect(self._on_opened)
        Key(
            "Esc",
            self,
            later("Back to the figures"),
            self.left.emit,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    def show_cases(self, title: str, under: str, cases: Sequence[str]) -> None:
        """Show `cases` under the figure's name. Raises Trouble if they cannot be read."""
        db = self._tools.desk.db

        def fetch(offset: int, limit: int) -> list[Named]:
            return overview.named(db, cases, offset, limit)

        count = self._tools.words.n("{count} case", "{count} cases", len(cases))
        self.head.show_head(title, f"{count} · {under}")
        self.model.show_fetched(fetch)
        self.view.setFocus()
        self.view.stand_on(0)

    @Slot(object)
    def _on_opened(self, row: Named | None) -> None:
        if row is not None:
            self.opened.emit(row.case_id)


def _columns(words: Words) -> list[Column[Named]]:
    return [
        Column(words.t("Child"), lambda row: row.child, strong=True),
        Column(words.t("Number"), lambda row: row.number, width=130),
        Column(words.t("Caseworker"), lambda row: row.caseworker, width=190, soft=True),
        Column(
            words.t("State"),
            lambda row: _state(row, words),
            width=210,
            soft=True,
            spare=True,
        ),
    ]


def _state(row: Named, words: Words) -> str:
    told = [words.t("closed")] if row.closed else []
    if row.sender:
        told.append(words.t("copy from {sender}", sender=row.sender))
    return " · ".join(told)
