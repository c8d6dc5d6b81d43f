"""The page of a store without a case: what it will show, and the two ways to begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.sheet import Sheet
from desktop.kit.type import Voice, factor_of

_WIDTH = 720


class Welcome(QWidget):
    """Explains the empty page and offers the first case.

    Signals:
        new_case_asked: the user wants to write the first case.
        import_asked: the user wants to choose a file with cases.
    """

    new_case_asked = Signal()
    import_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.new_case = Button(words.t("New case"), Rank.PRIMARY)
        self.fetch = Button(words.t("Fetch cases from a file"))
        self.new_case.clicked.connect(self.new_case_asked)
        self.fetch.clicked.connect(self.import_asked)
        buttons = FlowLayout(gap=12)
        buttons.addWidget(self.new_case)
        buttons.addWidget(self.fetch)
        texts = QVBoxLayout()
        texts.setSpacing(8)
        texts.addWidget(Label(words.t("There is no case here yet."), Voice.QUESTION))
        texts.addWidget(
            Label(
                words.t(
                    "Once there is, this page says each morning what needs an answer, whom you meet, and why."
                )
            )
        )
        texts.addSpacing(8)
        texts.addLayout(buttons)
        texts.addSpacing(8)
        texts.addWidget(
            Label(
                words.t("A file with cases can also be dragged here. It is read and left as it is."),
                Voice.SOFT,
            )
        )
        sheet = Sheet(self)
        sheet.setMaximumWidth(round(_WIDTH * factor_of(self)))
        sheet.add_padded(texts)
        texts.setContentsMargins(24, 24, 24, 24)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(sheet, 1)
        line.addStretch(0)
