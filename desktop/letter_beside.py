"""A letter while it is written: its texts, and beside them the page that they make."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.actions.desk import own_desk
from desktop.kit.preview import Preview
from desktop.kit.type import factor_of
from desktop.tools import Tools

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.actions.desk import Desk
    from db.pdf.letter import LetterSheet
    from db.words import Words

_NARROW: Final = 700  # pixels at 100 %: below it there is no room for the page beside
_LARGEST: Final = 1.5  # larger text than this is read beside a narrower page


class LetterBeside(QHBoxLayout):
    """What is put into `texts` stands at the left, the page at the right."""

    def __init__(self, tools: Tools, form: QWidget) -> None:
        super().__init__()
        self._form, self._desk, self._words = form, tools.desk, tools.words
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

    def show_letter(self, sheet_at: "Callable[[Desk], LetterSheet]") -> None:
        """Let the page be that of what `sheet_at` gathers; it is called at a desk of the jobs' thread."""
        desk, words = self._desk, self._words

        def page() -> bytes:
            with own_desk(desk) as own:
                return drawn(sheet_at(own), words)

        self.preview.show_paper(page)


def drawn(sheet: "LetterSheet", words: "Words") -> bytes:
    """The finished PDF of `sheet`; raises as `db.pdf.letter.render`."""
    from db.pdf.letter import render  # what prints is not loaded before a letter is written

    return render(sheet, words)
