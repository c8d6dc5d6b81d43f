"""Texts as they are drawn: escaped, every character in a font that has it, Arabic joined and right to left.

ReportLab draws characters in the order it gets them, so Arabic letters are joined by
arabic-reshaper and put in visual order by python-bidi, line by line.
"""

import re
import unicodedata
from functools import cache
from string import ascii_uppercase
from typing import Any, Final
from xml.sax.saxutils import escape

from db.pdf import fonts
from db.words import before_years, together

_MISSING: Final = "\N{REPLACEMENT CHARACTER}"
_MARK: Final = "\N{LEFT-TO-RIGHT MARK}"
_JOINERS: Final = "\u200c\u200d"
_TURNED: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PLAIN: Final = re.compile("[\n -~\u00a0-\u00ac\u00ae-\u024f]*")
_LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_PICTURE: Final = "[\u2190-\u2bff\U0001f000-\U0001faff]"
_AFTER_PICTURE: Final = re.compile(f"(?<={_PICTURE})[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]+")
_WRITTEN: Final = str.maketrans(
    {
        "\t": " ",
        "\u2007": "\u00a0",
        "\u202f": "\u00a0",
        "\u20e3": "",
        "\u2212": "\u2013",
        "\u2190": "<-",
        "\u2192": "->",
        "\u21d2": "=>",
        **{chr(code): " " for code in (*range(0x2000, 0x2007), *range(0x2008, 0x200B))},
        **{chr(0x1F1E6 + at): letter for at, letter in enumerate(ascii_uppercase)},
    }
)
"""Signs that our fonts lack but that can be written otherwise, a flag as its letters, and spaces
that are only wider or narrower."""
_BOLD: Final = frozenset({fonts.BOLD, fonts.SERIF_BOLD})
_BESIDE: Final = (fonts.ARABIC, fonts.HEBREW, fonts.SANS, fonts.SIGNS)
_BESIDE_BOLD: Final = (fonts.ARABIC_BOLD, fonts.HEBREW_BOLD, fonts.SANS, fonts.SIGNS)


def is_right_to_left(text: str) -> bool:
    """True if the first letter of `text` that has a direction runs right to left."""
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in ("R", "AL"):
            return True
        if way == "L":
            return False
    return False


def is_turned(text: str) -> bool:
    """True if `text` holds letters that are drawn in another order than they are read."""
    return _TURNED.search(text) is not None


def marked_up(text: str, font: str, size: float, room: float) -> str:
    """`text` as ReportLab's mark-up for a paragraph in `font` that is `room` points wide.

    What looks like mark-up is shown; a paragraph with letters that run right to left
    comes broken into its lines. No line ends within "kl. 14.30", "3. marts", "§ 32" or "500 kr.", nor
    before a day's year if both have room on one.
    """
    told = []
    for found in together(_clean(text)).split("\n"):
        paragraph = _with_years(found, font, size, room)
        if _TURNED.search(paragraph):
            base = "R" if is_right_to_left(paragraph) else "L"
            lines = _lines(paragraph, font, size, room)
            told += [_runs(_visual(line, base), font) for line in lines]
        else:
            told.append(_runs(paragraph, font))
    return "<br/>".join(told)


def _with_years(paragraph: str, font: str, size: float, room: float) -> str:
    """`paragraph`, in which a day keeps its year, if what would not be broken then has room on a line."""
    for at in before_years(paragraph):
        first, after = paragraph.rfind(" ", 0, at) + 1, paragraph.find(" ", at + 1)
        whole = paragraph[first : after if after > 0 else None].replace(_MARK, "")
        if _wide(whole, font, size) <= room:
            paragraph = f"{paragraph[:at]}\N{NO-BREAK SPACE}{paragraph[at + 1 :]}"
    return paragraph


def plain(text: str) -> str:
    """`text` on one line, in the order it is read, for the paper's properties and its bookmarks."""
    return " ".join(_clean(text).replace(_MARK, "").split())


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """One line of `text` as it is drawn from left to right: stretches, each with a font that has it.

    Arabic is joined and turned; what no font has shows as missing. Empty for an empty text.
    """
    told = plain(text)
    if _TURNED.search(told):
        told = _visual(told, "R" if is_right_to_left(told) else "L")
    return _in_fonts(told, font)


def _clean(text: str) -> str:
    r"""`text` as paper can carry it: composed, with `\n` as its only line end, without control characters.

    A picture sign of several joined ones, such as a family, becomes these: its first alone, a man, would
    say something else. The colour of a skin goes.
    """
    if _PLAIN.fullmatch(text):
        return text
    whole = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text).translate(_WRITTEN))
    return "".join(_seen(letter) for letter in _AFTER_PICTURE.sub("", whole))


def _seen(letter: str) -> str:
    """`letter`, nothing for a sign meant for machines, the sign for missing where there is no letter."""
    if letter in "\n" + _MARK + _JOINERS:
        return letter
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Cf") or "\ufe00" <= letter <= "\ufe0f":
        return ""
    return _MISSING if kind in ("Cs", "Co", "Cn") else letter


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper(configuration={"delete_harakat": False, "delete_tatweel": False})


def _visual(line: str, base: str) -> str:
    from bidi.algorithm import get_display

    return str(get_display(_reshaper().reshape(line), base_dir=base)).replace(_MARK, "")


def _lines(paragraph: str, font: str, size: float, room: float) -> list[str]:
    """The lines of a paragraph with Arabic in it, still in the order it is read."""
    space = fonts.width(" ", font, size)
    lines: list[str] = []
    line: list[str] = []
    left = 0.0
    for word, wide in _words(paragraph, font, size, room):
        if line and wide + space > left:
            lines.append(" ".join(line))
            line = []
        left = left - space - wide if line else room - wide
        line.append(word)
    return [*lines, " ".join(line)]


def _words(paragraph: str, font: str, size: float, room: float) -> list[tuple[str, float]]:
    """The words with their widths; one that is wider than a line comes in pieces."""
    found = []
    for word in paragraph.split(" "):
        wide = _wide(_reshaper().reshape(word), font, size)
        if wide <= room:
            found.append((word, wide))
            continue
        letters = max(1, int(len(word) * room / wide * 0.9))
        pieces = (word[at : at + letters] for at in range(0, len(word), letters))
        found += [(piece, _wide(piece, font, size)) for piece in pieces]
    return found


def _wide(text: str, font: str, size: float) -> float:
    return sum(fonts.width(letter, _font_of(letter, font) or fonts.SANS, size) for letter in text)


def _font_of(letter: str, font: str) -> str:
    beside = _BESIDE_BOLD if font in _BOLD else _BESIDE
    return next((one for one in (font, *beside) if ord(letter) in fonts.glyphs(one)), "")


def _in_fonts(text: str, font: str) -> list[tuple[str, str]]:
    """`text`, already in visual order, cut where the font changes."""
    text = text.translate({ord(sign): None for sign in _MARK + _JOINERS})
    if not text or fonts.glyphs(font).issuperset(map(ord, text)):
        return [(text, font)] if text else []
    found: list[tuple[str, str]] = []
    for letter in text:
        chosen = _font_of(letter, font)
        seen, chosen = (letter, chosen) if chosen else (_MISSING, font)
        if found and found[-1][1] == chosen:
            found[-1] = (found[-1][0] + seen, chosen)
        else:
            found.append((seen, chosen))
    return found


def _runs(text: str, font: str) -> str:
    """The mark-up of `text`, each stretch in a font that has it."""
    return "".join(
        escape(run) if run_font == font else f'<font name="{run_font}">{escape(run)}</font>'
        for run, run_font in _in_fonts(text, font)
    )
