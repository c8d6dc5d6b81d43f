"""Answers that no question here asks for: they are shown as they are stored, and stay."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.rules.answer_texts import Around, told
from db.words import Words
from desktop.kit.labels import Label
from desktop.kit.sheet import Section
from desktop.kit.type import Voice


class StoredAnswers(Section):
    """The answers of the ids `keys`; `known` says that the form itself is known here."""

    def __init__(
        self,
        given: Mapping[str, Any],
        keys: Sequence[str],
        words: Words,
        *,
        known: bool,
        parent: QWidget | None = None,
    ) -> None:
        title = words.t("Answers to other versions") if known else words.t("Answers")
        super().__init__(title, parent)
        if not known:
            unknown = words.t("This form is not known here; its answers stand as they are.")
            self.sheet.add_padded(Label(unknown, Voice.SOFT))
        for key in keys:
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Label(key, Voice.SMALL))
            column.addWidget(Label(told(None, given[key], Around(words))))
            self.sheet.add_padded(column)
