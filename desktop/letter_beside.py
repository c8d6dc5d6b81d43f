"""A letter while it is written: its texts, and beside them the page that they make."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.kit.preview import Preview
from desktop.kit.type import factor_of
from desktop.tools import Tools

if TYPE_CHECKING:
    from db.pdf.letter import LetterSheet
    from db.words import Words

_NARROW: Final = 700  # pixels at 100 %: below it there is no room for the page beside
_LARGEST: Final = 1.5  # larger text than this is read beside a narrower page


class LetterBeside(QHBoxLayout):
    """What is put into `texts` stands at the left, the page at the right."""

    def __init__(self, tools: Tools, form: QWidget) -> None:
        super().__init__()
        self._form, self._words = form, tools.words
        self.setSpacing(24)
        self.texts = QVBoxLayout()
        self.texts.setSpacing(16)
        self.preview = Preview(tools.words, tools.jobs, form)
        self.addLayout(self.texts, 3)
        self.addWidget(self.preview, 2)

    def fit(self, *, wanted: bool = True) -> None:
        """Show the page where the form has room for it, if it is `wanted`."""
        roomy = self._form.width() >= _NARROW * min(factor_of(self._form), _LARGEST)
        self.preview.setVisible(roomy and wanted)

    def show_letter(self, sheet: "LetterSheet") -> None:
        """Let the page be that of `sheet`."""
        words = self._words
        self.preview.show_paper(lambda: drawn(sheet, words))


def drawn(sheet: "LetterSheet", words: "Words") -> bytes:
    """The finished PDF of `sheet`; raises as `db.pdf.letter.render`."""
    from db.pdf.letter import render  # what prints is not loaded before a letter is written

    return render(sheet, words)
