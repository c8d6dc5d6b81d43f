"""A new rating: who, how near, and a word about it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.person import Person
from db.records.plan import Progress, Readers
from db.words import Words
from desktop.kit.buttons import Button
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.score_field import ScoreField


class RatingRow(QWidget):
    """Asks for one rating at a time; each rater's number stands for itself.

    Signals:
        rated: the rating, once the user adds it.
        typed: the words beside it, while they are being typed.
    """

    rated = Signal(object)
    typed = Signal(str)

    def __init__(
        self, people: Sequence[Person], words: Words, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._child = people[0].id if people else None
        self._who = ChoiceField(
            words.t("Who rates"),
            [Choice(person.id, person.name) for person in people],
            none=words.t("nobody named"),
        )
        self._score = ScoreField(words.t("How near"), words)
        self._note = LineField(words.t("In a word, why"))
        self._note.edited.connect(lambda text: self.typed.emit(str(text)))
        self._add = Button(words.t("Add the rating"))
        self._add.clicked.connect(self._on_add)
        self._words = words
        line = FlowLayout(gap=12)
        for part in (self._who, self._score):
            line.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._note)
        below = FlowLayout()
        below.addWidget(self._add)
        column.addLayout(below)

    def name_note(self, name: str) -> None:
        """Call the field of the words `name`: there the cursor comes back to."""
        self._note.input.setObjectName(name)

    def typed_text(self) -> str:
        """The words as they stand, "" if there are none."""
        return self._note.value()

    def take_up(self, text: str) -> None:
        """Show words that were typed before and not added."""
        self._note.show_value(text)

    def clear(self) -> None:
        """Be ready for the next rating: the one that was given stands above."""
        for field in (self._who, self._score, self._note):
            field.show_value(None)

    @Slot()
    def _on_add(self) -> None:
        score = self._score.value()
        if score is None:
            self._score.show_fault(self._words.t("Choose a number from 0 to 10."))
            return
        rater = self._who.value()
        # What the child rated is the caseworker's alone until the child was asked what may be shared.
        readers = Readers.CASEWORKER if rater is not None and rater == self._child else Readers.PARTICIPANTS
        self._score.show_fault("")
        self.rated.emit(
            Progress(on=self._today, rated_by=rater, score=score, note=self._note.value(), readers=readers)
        )
