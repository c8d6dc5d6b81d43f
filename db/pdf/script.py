"""Texts as they are drawn: escaped, every character in a font that has it, Arabic joined and right to left.

ReportLab draws characters in the order it gets them, so Arabic letters are joined by
arabic-reshaper and put in visual order by python-bidi, line by line.
"""

import unicodedata
from typing import Final
from xml.sax.saxutils import escape

from db.pdf import fonts

_MISSING: Final = "\N{REPLACEMENT CHARACTER}"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_KEPT: Final = frozenset("\n\t")
_BOLD: Final = frozenset({fonts.BOLD, fonts.SERIF_BOLD})


def is_right_to_left(text: str) -> bool:
    """True if the first letter of `text` that has a direction runs right to left."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in _RIGHT_TO_LEFT:
            return True
        if way == "L":
            return False
    return False


def marked_up(text: str, font: str, size: float, room: float) -> str:
    """`text` as ReportLab's mark-up for a paragraph in `font` that is `room` points wide.

    What looks like mark-up is shown; a paragraph that runs right to left comes broken
    into its lines.
    """
    told = []
    for paragraph in _clean(text).split("\n"):
        if is_right_to_left(paragraph):
            lines = _lines(paragraph, font, size, room)
            told.append("<br/>".join(_runs(_visual(line), font) for line in lines))
        else:
            told.append(_runs(_with_joined_words(paragraph), font))
    return "<br/>".join(told)


def plain(text: str) -> str:
    """`text` without characters that no paper can show, for titles and bookmarks."""
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        " " if letter == "\t" else letter
        for letter in whole
        if letter in _KEPT or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )


def _visual(line: str) -> str:
    from arabic_reshaper import reshape
    from bidi.algorithm import get_display

    return str(get_display(reshape(line), base_dir="R"))


def _with_joined_words(paragraph: str) -> str:
    """A left-to-right paragraph with its Arabic words joined and turned."""
    if not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in paragraph):
        return paragraph
    from arabic_reshaper import reshape
    from bidi.algorithm import get_display

    return str(get_display(reshape(paragraph), base_dir="L"))


def _lines(paragraph: str, font: str, size: float, room: float) -> list[str]:
    """The lines of a right-to-left paragraph, still in the order it is read."""
    lines, line = [], ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}".strip()
        if line and _wide(longer, font, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _wide(text: str, font: str, size: float) -> float:
    return sum(fonts.width(letter, _font_of(letter, font), size) for letter in text)


def _font_of(letter: str, font: str) -> str:
    code = ord(letter)
    if code in fonts.glyphs(font):
        return font
    arabic = fonts.ARABIC_BOLD if font in _BOLD else fonts.ARABIC
    if code in fonts.glyphs(arabic):
        return arabic
    return fonts.SANS if code in fonts.glyphs(fonts.SANS) else ""


def _runs(text: str, font: str) -> str:
    """`text` with each stretch of characters in a font that has them."""
    told: list[str] = []
    run, run_font = "", font
    for letter in text:
        found = _font_of(letter, font)
        if not found:
            letter, found = _MISSING, _font_of(_MISSING, font) or fonts.SANS
        if found != run_font:
            told.append(_run(run, run_font, font))
            run, run_font = "", found
        run += letter
    told.append(_run(run, run_font, font))
    return "".join(told)


def _run(run: str, run_font: str, font: str) -> str:
    if not run:
        return ""
    return escape(run) if run_font == font else f'<font name="{run_font}">{escape(run)}</font>'
