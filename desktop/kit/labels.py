"""Texts that are only read."""

from PySide6.QtWidgets import QLabel, QWidget

from db.words import together
from desktop.kit.type import Voice


class Label(QLabel):
    """A text in one voice, taken word for word: what looks like mark-up is shown, never obeyed."""

    def __init__(
        self,
        text: str = "",
        voice: Voice = Voice.BODY,
        *,
        wrap: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", "PlainText")  # the names of `Qt` cost the first window 20 ms
        self.setProperty("voice", voice.value)
        self.setWordWrap(wrap)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`; no line of it ends within a time, a day or an amount."""
        self._said = text
        super().setText(together(text) if self.wordWrap() else text)

    def text(self) -> str:
        """What it was given to show, word for word."""
        return self._said


class Keycap(Label):
    """The key that does the same, such as `Ctrl K`; the reader's own tool says it elsewhere."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, Voice.SMALL, wrap=False, parent=parent)


def plain_tip(text: str) -> str:
    """`text` as a tooltip that wraps and obeys no mark-up; `""` stays without a tooltip."""
    if not text:
        return ""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{safe}</qt>"
