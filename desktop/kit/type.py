"""The type of the window: one scale in pixels at 100 %, times the reader's own text factor, and its fonts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QWidget

from db.paths import RESOURCES

SANS: Final = "Noto Sans"
SERIF: Final = "Noto Serif"
LEAST_FACTOR: Final = 1.0
MOST_FACTOR: Final = 2.0


class Voice(StrEnum):
    """The ways a text speaks."""

    TITLE = "title"
    NAME = "name"
    QUESTION = "question"
    SECTION = "section"
    BODY = "body"
    STRONG = "strong"
    SOFT = "soft"
    MEETING = "meeting"
    SMALL = "small"
    FAULT = "fault"
    QUOTE = "quote"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Cut:
    """How one voice is set: size and line in pixels at 100 %."""

    size: int
    line: int
    family: str = SANS
    bold: bool = False
    italic: bool = False


SCALE: Final[dict[Voice, Cut]] = {
    Voice.TITLE: Cut(24, 32, SERIF, bold=True),
    Voice.NAME: Cut(20, 28, SERIF, bold=True),
    Voice.QUESTION: Cut(18, 25, SERIF, bold=True),
    Voice.SECTION: Cut(13, 20, bold=True),
    Voice.BODY: Cut(14, 20),
    Voice.STRONG: Cut(14, 20, bold=True),
    Voice.SOFT: Cut(14, 20),
    Voice.MEETING: Cut(17, 26),
    Voice.SMALL: Cut(12, 16),
    Voice.FAULT: Cut(13, 18),
    Voice.QUOTE: Cut(20, 31, SERIF, italic=True),
    Voice.FIGURE: Cut(20, 28, bold=True),
}

FIRST_FONTS: Final = ("NotoSans-Regular.ttf", "NotoSerif-Bold.ttf")
"""What the first window shows; the figures of both families are tabular as they are."""
LATER_FONTS: Final = ("NotoSans-Bold.ttf", "NotoSerif-Italic.ttf")
"""What the windows after it need as well."""


def pixels(size: float, factor: float) -> int:
    """`size` pixels at 100 %, at the text factor `factor`."""
    return round(size * factor)


def font(voice: Voice, factor: float) -> QFont:
    """The font of `voice` at the text factor `factor`."""
    cut = SCALE[voice]
    made = QFont([cut.family, "Segoe UI", "sans-serif"] if cut.family == SANS else [cut.family, "serif"])
    made.setPixelSize(pixels(cut.size, factor))
    made.setBold(cut.bold)
    made.setItalic(cut.italic)
    return made


def load(names: tuple[str, ...]) -> tuple[str, ...]:
    """Make the font files `names` known. Returns those that could not be read: the system's stand in."""
    folder = RESOURCES / "fonts"
    return tuple(name for name in names if QFontDatabase.addApplicationFont(str(folder / name)) < 0)


def factor_of(widget: QWidget) -> float:
    """The text factor that `widget`, shown in the body's font, is shown at; 1.0 outside a styled window."""
    size = widget.font().pixelSize()
    return size / SCALE[Voice.BODY].size if size > 0 else LEAST_FACTOR
