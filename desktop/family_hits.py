"""The families that a few letters fit, each as a button."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.rules.summary import with_number
from db.store import case_list
from desktop.kit.buttons import Button
from desktop.kit.flow import FlowLayout
from desktop.tools import Tools

_MOST: Final = 5


class FamilyHits(QWidget):
    """Up to five families, open cases first; out of sight while there is none.

    Signals:
        picked: the id of the case that the user chose.
    """

    picked = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._flow = FlowLayout(self)
        self.only = ""
        """The case of the one family that fits; "" for none or several."""
        self.hide()

    def offer(self, text: str) -> None:
        """Show the families whose child's name or case number begins with `text`; none for nothing."""
        while (item := self._flow.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        found = case_list.named(self._tools.desk.db, text, _MOST) if text.strip() else []
        for family in found:
            button = Button(with_number(family.child, family.number))
            button.clicked.connect(lambda _=False, case_id=family.case_id: self.picked.emit(case_id))
            self._flow.addWidget(button)
        self.only = found[0].case_id if len(found) == 1 else ""
        self.setVisible(bool(found))
