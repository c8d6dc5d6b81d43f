"""What a newer version of a form asks differently, side by side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records.form import Form, Question
from db.rules.answer_texts import why
from db.rules.answers import Difference, differences
from db.rules.names import READERS
from db.words import Words, later
from desktop.kit.buttons import Button, Rank
from desktop.kit.labels import Label
from desktop.kit.sheet import Section
from desktop.kit.type import Voice

_NAMES = {
    Difference.ADDED: later("new question"),
    Difference.REMOVED: later("no longer asked"),
    Difference.CHANGED: later("asked differently"),
}


class Differences(Section):
    """Two versions beside each other, and the choice to go over to the newer one.

    Signals:
        taken: the user goes over to the newer version.
    """

    taken = Signal()

    def __init__(self, old: Form, new: Form, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.t("What version {number} asks differently", number=new.version), parent)
        heads = [words.t("Version {number}", number=one.version) for one in (old, new)]
        self.sheet.add_padded(_pair(heads[0], heads[1], Voice.STRONG))
        for turned in differences(old, new):
            before, after = (_lines(one, words) for one in (turned.before, turned.after))
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addLayout(_pair(before[0], after[0], Voice.BODY))
            for was, now in zip(before[1:], after[1:], strict=True):
                if was != now and turned.difference is Difference.CHANGED:
                    column.addLayout(_pair(was, now, Voice.SOFT))
            column.addWidget(Label(words.t(_NAMES[turned.difference]), Voice.SMALL))
            self.sheet.add_padded(column)
        take = QVBoxLayout()
        take.addWidget(
            Label(words.t("Every answer stays, also those that are no longer asked for."), Voice.SOFT)
        )
        self.take = Button(words.t("Go over to version {number}", number=new.version), Rank.PLAIN)
        self.take.clicked.connect(self.taken)
        take.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self.sheet.add_padded(take)


def _lines(question: Question | None, words: Words) -> list[str]:
    """What the question says: its label first, then all in which two versions of it can differ."""
    if question is None:
        return ["–", *[""] * 6]
    parts = [one.in_language(words.language) for one in (*question.choices, *question.raters)]
    parts += [one.in_language(words.language) for one in question.columns]
    return [
        question.label.in_language(words.language),
        question.help.in_language(words.language),
        ", ".join(parts),
        words.t("asked after some answers only") if question.condition else words.t("always asked"),
        words.t("Needed before the form is finished") if question.required else words.t("may be left out"),
        words.t("May be read by: {readers}.", readers=words.t(READERS[question.readers])),
        why(question, words),
    ]


def _pair(left: str, right: str, voice: Voice) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(24)
    for text in (left, right):
        row.addWidget(Label(text, voice), 1)
    return row
