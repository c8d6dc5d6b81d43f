"""Whether an appointment comes again: how often, how many times or until when, and which days that gives."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.errors import NotAllowed
from db.rules import series
from db.rules.amounts import read_whole
from db.rules.holidays import is_public_holiday
from db.rules.series import Every, Pattern
from db.words import Words, later
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField
from desktop.kit.labels import Label
from desktop.kit.type import Voice, factor_of

_NARROW: Final = 110
_KINDS: Final = {
    Every.DAYS: later("in days"),
    Every.WEEKS: later("in weeks"),
    Every.MONTHS: later("in months"),
}
_USUAL: Final = {Every.DAYS: "1", Every.WEEKS: "3", Every.MONTHS: "3"}


class RepeatFields(QWidget):
    """Asks for a series; nothing but the first choice is shown while the appointment comes once.

    Signals:
        grown: other fields are shown than before.
    """

    grown = Signal()

    def __init__(self, words: Words, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._first: date | None = None
        self.every = ChoiceField(
            words.t("Comes again"),
            [Choice(kind, words.t(name)) for kind, name in _KINDS.items()],
            none=words.t("no, only once"),
        )
        self.step = LineField(words.t("Every"), longest=3)
        self.count = LineField(words.t("Times"), longest=3)
        self.until = DateField(words.t("Or until"), words, today, ahead=True)
        self.told = Label("", Voice.SOFT, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for field in (self.step, self.count):
            field.setFixedWidth(round(_NARROW * factor_of(self)))
        for beside in ((self.every, self.step), (self.count, self.until)):
            line = QHBoxLayout()
            line.setSpacing(16)
            for one in beside:
                line.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
            line.addStretch(1)
            column.addLayout(line)
        column.addWidget(self.told)
        self.every.show_value(None)
        self.every.edited.connect(self._on_every)
        for edited in (self.step, self.count, self.until):
            edited.edited.connect(self._on_edited)
        self._show()

    def show_first(self, day: date | None) -> None:
        """Count from `day` on."""
        self._first = day
        self._show()

    def pattern(self) -> Pattern | None:
        """What is asked for; None if it comes once, or what stands there cannot be read yet."""
        every = self.every.value()
        if every is None or self.fault() is not None:
            return None
        count = self.count.value()
        return Pattern(every, int(self.step.value()), int(count) if count else None, self.until.value())

    def fault(self) -> tuple[Field, str] | None:
        """The first field that cannot be read, and why; None if all can."""
        words = self._words
        if self.every.value() is None:
            return None
        number = words.t("A whole number from 1.")
        if not _is_count(self.step.value()):
            return self.step, number
        if self.count.value() and not _is_count(self.count.value()):
            return self.count, number
        if not self.until.readable:
            return self.until, words.t("Choose a day.")
        if not self.count.value() and self.until.value() is None:
            return self.count, words.t("Say how many times it comes, or until which day.")
        return None

    @Slot(object)
    def _on_every(self, every: Every | None) -> None:
        if every is not None:
            self.step.show_value(_USUAL[every])
            if not self.count.value() and self.until.value() is None:
                self.count.show_value("6")
        self._show()

    @Slot(object)
    def _on_edited(self, _: object) -> None:
        self._show()

    def _show(self) -> None:
        again = self.every.value() is not None
        for field in (self.step, self.count, self.until):
            field.setVisible(again)
        text = self._preview() if again else ""
        self.told.setText(text)
        self.told.setVisible(bool(text))
        self.grown.emit()

    def _preview(self) -> str:
        words, pattern = self._words, self.pattern()
        if pattern is None or self._first is None:
            return ""
        try:
            days = series.days_of(self._first, pattern)
        except NotAllowed as error:
            return words.error(error)
        parts = [
            words.n("{count} appointment", "{count} appointments", len(days)),
            words.t("the last on {day}", day=words.day(days[-1])),
        ]
        free = sum(is_public_holiday(day) for day in days)
        if free:
            parts.append(words.n("{count} on a public holiday", "{count} on public holidays", free))
        return ", ".join(parts) + "."


def _is_count(text: str) -> bool:
    return read_whole(text) is not None
