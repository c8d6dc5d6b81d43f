"""The A4 page that every paper stands on: heads, feet, page x of y, colours and voices.

Every paper can be heard (PDF/UA-1) without doing anything for it: `text` and `texts` are
headings or paragraphs by their voice, `Headline` the title, `db.pdf.panel.Panel` a section,
`db.pdf.panel.Rows` a table whose first row heads its columns, `db.pdf.curve.Curve` a picture
with its figures as words. What else is drawn is decoration, and a flowable of one's own says
what it is with `db.pdf.tagging.marked` (an `Element` with its alternative text) around its drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A1, A2, A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from db.pdf import fonts, script
from db.pdf.tagging import Element, marked
from db.records.letterhead import Letterhead
from db.rules.withheld import Withheld
from db.words import Words

INK: Final = HexColor("#1E2A2D")
SOFT: Final = HexColor("#5B676A")
FJORD: Final = HexColor("#1F5F5B")
GROUND: Final = HexColor("#E3EFED")
LINE: Final = HexColor("#E4DFD6")
SIDE: Final = 18 * mm
TOP: Final = 26 * mm
FOOT: Final = 22 * mm
"""The margins of a page, in points."""
WIDE: Final = A4[0] - 2 * SIDE
TALL: Final = A4[1] - TOP - FOOT
"""How tall the room of a page is, in points; `WIDE` is how wide."""
USUAL: Final = "A4"
SIZES: Final[dict[str, tuple[float, float]]] = {
    USUAL: A4,
    "A4 across": landscape(A4),
    "A3": A3,
    "A3 across": landscape(A3),
    "A2": A2,
    "A2 across": landscape(A2),
    "A1 across": landscape(A1),
}
"""The sheets a paper may turn to, the smallest first, with width and height in points."""
_LARGER: Final = 14 / 11
_OVER: Final = 20
"""How far above its place a bookmark leads, in points."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How a text is set: font, size and line in points, colour; and what it is heard as."""

    font: str
    size: float
    line: float
    colour: Any = INK
    tag: str = "P"

    def larger(self) -> "Voice":
        """The same voice for those who read on paper at the kitchen table: 14 points instead of 11."""
        return replace(self, size=self.size * _LARGER, line=self.line * _LARGER)


TITLE: Final = Voice(fonts.SERIF_BOLD, 25, 31, tag="H1")
UNDER: Final = Voice(fonts.SANS, 11, 16, SOFT)
GOAL: Final = Voice(fonts.SERIF_BOLD, 15, 20, tag="H2")
SECTION: Final = Voice(fonts.SERIF_BOLD, 13, 18, tag="H2")
BODY: Final = Voice(fonts.SANS, 11, 16)
STRONG: Final = Voice(fonts.BOLD, 11, 16)
HEADING: Final = Voice(fonts.BOLD, 9, 13, SOFT, tag="H3")
SMALL: Final = Voice(fonts.SANS, 9, 13, SOFT)
QUOTE: Final = Voice(fonts.SERIF_ITALIC, 15, 23)
QUOTED: Final = Voice(fonts.SERIF_ITALIC, 12, 17)
RELEASED: Final = Voice(fonts.SANS, 9.5, 14, FJORD)


class Told(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph that is heard as its `element`; what is cut off it stays part of the same."""

    element: Element | None = None

    def split(self, wide: float, tall: float) -> list[Paragraph]:
        """The piece that has room, and the rest, which begins with a word and not with an empty line."""
        pieces: list[Paragraph] = super().split(wide, tall)
        for piece in pieces:
            piece.element = self.element
        for piece in pieces[1:]:
            # ReportLab hands the end of the last line that had room on to the rest.
            while len(piece.frags) > 1 and _ends_a_line(piece.frags[0]):
                del piece.frags[0]
        return pieces

    def draw(self) -> None:
        """Draw it, marked."""
        with marked(self.canv, self.element):
            super().draw()


def _ends_a_line(piece: Any) -> bool:
    """True if it is a line end: as ReportLab keeps it before it measured its words, or after."""
    letters = piece[1][0] if isinstance(piece, list) else piece
    return bool(getattr(letters, "lineBreak", False))


def text(
    words: str, voice: Voice, room: float, *, ours: bool = False, lines: bool = False, **style: Any
) -> Paragraph:
    """A paragraph of somebody's words in `voice`, `room` points wide at the most.

    It runs as its first letter runs, but a name or a sentence of `ours` always from the left. Line ends
    are spaces, but for `lines`.
    """
    told = ("\N{LEFT-TO-RIGHT MARK}" if ours else "") + (words if lines else " ".join(words.split("\n")))
    mark_up = script.marked_up(told, voice.font, voice.size, room)
    if script.is_right_to_left(told):
        style["alignment"] = TA_RIGHT
    made = Told(mark_up, _style(voice, tuple(sorted(style.items()))))
    made.element = _element(told, voice)
    return made


def _element(told: str, voice: Voice) -> Element:
    """What `told` is heard as; what is drawn from right to left is heard as it was written."""
    return Element(
        voice.tag if told.strip() else "", actual=script.plain(told) if script.is_turned(told) else ""
    )


def texts(words: str, voice: Voice, room: float, **style: Any) -> list[Paragraph]:
    """A paragraph for each line of somebody's words that is not empty, each with its own direction."""
    told: list[Paragraph] = []
    for line in words.splitlines():
        if script.is_right_to_left(line):
            # It comes in lines already; apart, ReportLab need not go through all of them at each page.
            lines = script.marked_up(line, voice.font, voice.size, room).split("<br/>")
            element = _element(line, voice)
            for one in lines:
                made = Told(one, _style(voice, (("alignment", TA_RIGHT),)))
                made.element = element
                told.append(made)
        elif line.strip():
            told.append(text(line, voice, room, **style))
    return told


@cache
def _style(voice: Voice, style: tuple[tuple[str, Any], ...]) -> ParagraphStyle:
    fonts.register()
    return ParagraphStyle(
        voice.font,
        fontName=voice.font,
        fontSize=voice.size,
        leading=voice.line,
        textColor=voice.colour,
        splitLongWords=1,
        **dict(style),
    )


class Bookmark(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """An entry of the outline, at the place where it stands in the story."""

    def __init__(self, title: str, level: int = 0) -> None:
        super().__init__()
        self._title, self._level = title, level
        self.width = self.height = 0

    def wrap(self, *_: float) -> tuple[float, float]:
        """No size: it is not seen."""
        return 0, 0

    def draw(self) -> None:
        """Note the place; the entry is made when the page is."""
        canvas = self.canv
        canvas.places.append((script.plain(self._title), self._level, canvas.absolutePosition(0, _OVER)[1]))


class Headline(Flowable):  # type: ignore[misc]
    """A paper's title; with a `chip`, a short word on tinted ground, behind it or below."""

    _TALL: Final = 20.0

    def __init__(self, title: str, chip: str = "") -> None:
        super().__init__()
        self._title = text(title, TITLE, WIDE, ours=True)
        self._chip = chip
        self._said = Element("P")
        self._chip_wide = draw_wide(chip) + 18

    def wrap(self, *_: float) -> tuple[float, float]:
        """The whole width; a chip without room behind the title gets a line of its own."""
        tall = self._title.wrap(WIDE, 1e6)[1]
        lines = self._title.getActualLineWidths0()
        self._x = lines[0] + 12 if len(lines) == 1 and lines[0] + 12 + self._chip_wide <= WIDE else 0.0
        self._below = self._TALL + 4 if self._chip and not self._x else 0.0
        self.width, self.height = WIDE, tall + self._below + 4
        return self.width, self.height

    def draw(self) -> None:
        """Draw the title, and the chip on the height of its small letters."""
        self._title.drawOn(self.canv, 0, self._below + 4)
        if self._chip:
            y = 6.5 if self._x else 3.0
            self.canv.setFillColor(GROUND)
            self.canv.roundRect(self._x, y, self._chip_wide, self._TALL, self._TALL / 2, stroke=0, fill=1)
            with marked(self.canv, self._said):
                draw_line(self.canv, self._chip, self._x + 9, y + 6.5, room=self._chip_wide)


def sheets() -> list[tuple[str, float, float]]:
    """The sheets that a story may turn to (NextPageTemplate): name, width and height of their room."""
    return [(name, wide - 2 * SIDE, tall - TOP - FOOT) for name, (wide, tall) in SIZES.items()]


@dataclass(frozen=True, slots=True)
class Surround:
    """What stands around the story on every page, and what may stand nowhere in it (`withheld`)."""

    title: str
    letterhead: Letterhead
    kind: str
    words: Words
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is not drawn yet: its story, what stands around it, and the sheet it begins on."""

    story: Sequence[Flowable]
    frame: Surround
    first: str = USUAL


def draw_line(canvas: Canvas, words: str, x: float, y: float, *, room: float, right: bool = False) -> float:
    """Draw one line of small text from `x`, or up to it, no wider than `room`; returns how wide it is."""
    told = script.plain(words)
    runs = script.runs(told, SMALL.font)
    while told and _wide(runs) > room:
        told = told[: len(told) * 9 // 10].rstrip()
        runs = script.runs(told + "…", SMALL.font)
    wide = _wide(runs)
    at = x - wide if right else x
    canvas.setFillColor(SMALL.colour)
    for run, font in runs:
        canvas.setFont(font, SMALL.size)
        canvas.drawString(at, y, run)
        at += fonts.width(run, font, SMALL.size)
    return wide


def draw_wide(words: str) -> float:
    """How wide `draw_line` draws `words`, in points."""
    return _wide(script.runs(script.plain(words), SMALL.font))


def _wide(runs: Sequence[tuple[str, str]]) -> float:
    return sum(fonts.width(run, font, SMALL.size) for run, font in runs)
