"""A new case: the child, the number, who holds the threads. Everything else is asked for in the case."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import cases as actions
from db.actions.desk import Changed
from db.errors import ForUser
from db.store import cases
from db.store.trouble import known_trouble
from desktop.kit.date_field import DateField
from desktop.kit.dialog import CalmDialog
from desktop.kit.fields import Fault, LineField
from desktop.kit.ticks import Tick
from desktop.tools import Tools


class NewCase(CalmDialog):
    """Asks for what a case cannot be without.

    Signals:
        made: the id of the case, once it is on the disk.
    """

    made = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(
            parent,
            words.t("New case"),
            words.t("It begins as an inquiry, today. The rest is written in the case."),
            yes=words.t("Open the case"),
            no=words.t("Cancel"),
        )
        self._tools, self._words = tools, words
        self.name = LineField(words.t("Child's name"), parent=self)
