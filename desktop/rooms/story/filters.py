"""The line above the rows: which kind, which words, from which day and to which."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.rules.timeline import GROUPS, Wanted
from db.words import Words
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.tools import Tools

_WAIT = 60  # milliseconds after the last key


class StoryFilters(QWidget):
    """What the user wants to see of a case's Forløb.

    Signals:
        changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words: Words = tools.words
        groups = [Choice(group, words.t(name)) for group, name in GROUPS.items()]
        self.kind = ChoiceField(words.t("What"), groups, none=words.t("All that happened"))
        self.text = LineField(words.t("With the words"))
        self.since = DateField(words.t("From the day"), words, tools.today)
        self.until = DateField(words.t("To the day"), words, tools.today)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_WAIT)
        self._pause.timeout.connect(self.changed)
        line = FlowLayout(self, gap=16, foot=True)
        for field in (self.kind, self.text, self.since, self.until):
            line.addWidget(field)
            field.edited.connect(self._on_edited)

    def wanted(self) -> Wanted:
        """What is wanted; a day that cannot be read bounds nothing."""
        return Wanted(self.kind.value(), self.text.value(), self.since.value(), self.until.value())

    def clear(self) -> None:
        """Want everything again."""
        self.kind.show_value(None)
        self.text.show_value("")
        self.since.show_value(None)
        self.until.show_value(None)

    @Slot(object)
    def _on_edited(self, _: object) -> None:
        self._pause.start()
