"""The fonts of every paper: the window's own, embedded, with Arabic, Hebrew and signs beside them."""

from functools import cache
from typing import Final

from db.paths import RESOURCES

SANS: Final = "Sans"
BOLD: Final = "Sans-Bold"
ITALIC: Final = "Sans-Italic"
SERIF: Final = "Serif"
SERIF_BOLD: Final = "Serif-Bold"
SERIF_ITALIC: Final = "Serif-Italic"
ARABIC: Final = "Arabic"
ARABIC_BOLD: Final = "Arabic-Bold"
HEBREW: Final = "Hebrew"
HEBREW_BOLD: Final = "Hebrew-Bold"
SIGNS: Final = "Signs"
_FILES: Final = {
    SANS: "NotoSans-Regular.ttf",
    BOLD: "NotoSans-Bold.ttf",
    ITALIC: "NotoSans-Italic.ttf",
    SERIF: "NotoSerif-Regular.ttf",
    SERIF_BOLD: "NotoSerif-Bold.ttf",
    SERIF_ITALIC: "NotoSerif-Italic.ttf",
    ARABIC: "NotoSansArabic-Regular.ttf",
    ARABIC_BOLD: "NotoSansArabic-Bold.ttf",
    HEBREW: "NotoSansHebrew-Regular.ttf",
    HEBREW_BOLD: "NotoSansHebrew-Bold.ttf",
}
_SIGNS_FILE: Final = "Symbola-Signs.ttf"


@cache
def register() -> None:
    """Make the fonts known to ReportLab, once; what it writes is packed, and not spelled in letters too."""
    from reportlab import rl_config

    rl_config.useA85 = 0
    for name, file in _FILES.items():
        _register(name, file)


@cache
def _register(name: str, file: str) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(name, str(RESOURCES / "fonts" / file), shapable=False))


@cache
def glyphs(font: str) -> frozenset[int]:
    """The characters that `font` can draw; the signs are read only for a text that has one."""
    from reportlab.pdfbase import pdfmetrics

    register()
    if font == SIGNS:
        _register(SIGNS, _SIGNS_FILE)
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


def width(text: str, font: str, size: float) -> float:
    """How wide `text` is, in points."""
    from reportlab.pdfbase import pdfmetrics

    register()
    return float(pdfmetrics.stringWidth(text, font, size))
