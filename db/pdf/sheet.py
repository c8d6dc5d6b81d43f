"""The A4 page that every paper stands on: heads, feet, page x of y, colours and voices."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from db.pdf import fonts, script
from db.records.base import Record
from db.words import Words

INK: Final = HexColor("#1E2A2D")
SOFT: Final = HexColor("#5B676A")
FJORD: Final = HexColor("#1F5F5B")
GROUND: Final = HexColor("#E3EFED")
LINE: Final = HexColor("#E4DFD6")
SIDE: Final = 18 * mm
WIDE: Final = A4[0] - 2 * SIDE
_TOP: Final = 26 * mm
_FOOT: Final = 22 * mm
_SMALL: Final = 9
_LOGO: Final = 9 * mm


class Letterhead(Record):
    """Whose paper it is: the municipality and how to reach it, from its profile."""

    municipality: str = ""
    unit: str = ""
    contact: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """How a text is set: font, size and line in points, colour."""

    font: str
    size: float
    line: float
    colour: Any = INK


TITLE: Final = Voice(fonts.SERIF_BOLD, 25, 31)
UNDER: Final = Voice(fonts.SANS, 11, 16, SOFT)
GOAL: Final = Voice(fonts.SERIF_BOLD, 15, 20)
SECTION: Final = Voice(fonts.SERIF_BOLD, 13, 18)
BODY: Final = Voice(fonts.SANS, 11, 16)
STRONG: Final = Voice(fonts.BOLD, 11, 16)
HEADING: Final = Voice(fonts.BOLD, 9, 13, SOFT)
SMALL: Final = Voice(fonts.SANS, 9, 13, SOFT)
QUOTE: Final = Voice(fonts.SERIF_ITALIC, 15, 22)
RELEASED: Final = Voice(fonts.SANS, 9.5, 14, FJORD)


def text(words: str, voice: Voice, room: float, **style: Any) -> Paragraph:
    """A paragraph of somebody's words in `voice`, `room` points wide at the most."""
    marked = script.marked_up(words, voice.font, voice.size, room)
    if script.is_right_to_left(words):
        style["alignment"] = 2
    return Paragraph(marked, _style(voice, tuple(sorted(style.items()))))


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


class Bookmark(Flowable):
    """An entry of the outline, at the place where it stands in the story."""

    def __init__(self, title: str, level: int = 0) -> None:
        super().__init__()
        self._title, self._level = title, level
        self.width = self.height = 0

    def wrap(self, *_: float) -> tuple[float, float]:
        """No size: it is not seen."""
        return 0, 0

    def draw(self) -> None:
        """Set the bookmark here."""
        canvas = self.canv
        key = self._key(canvas)
        canvas.bookmarkHorizontal(key, 0, 20)
        canvas.addOutlineEntry(script.plain(self._title), key, self._level, closed=False)

    def _key(self, canvas: Canvas) -> str:
        count = getattr(canvas, "bookmarks_set", 0) + 1
        canvas.bookmarks_set = count
        return f"place-{count}"


@dataclass(frozen=True, slots=True)
class Frame4:
    """What stands around the story on every page."""

    title: str
    letterhead: Letterhead
    kind: str
    words: Words


def made(story: Sequence[Flowable], frame: Frame4) -> bytes:
    """The paper as PDF; the same story always gives the same bytes."""
    fonts.register()
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        leftMargin=SIDE,
        rightMargin=SIDE,
        topMargin=_TOP,
        bottomMargin=_FOOT,
        invariant=1,
        title=script.plain(frame.title),
        author=script.plain(frame.letterhead.municipality) or "Tæt På",
        subject=script.plain(frame.kind),
        creator="Tæt På",
        lang="da-DK" if frame.words.language == "da" else "en-GB",
    )
    room = Frame(SIDE, _FOOT, WIDE, A4[1] - _TOP - _FOOT, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [room]))
    document.build(list(story), canvasmaker=_canvas(frame))
    return out.getvalue()


def _canvas(frame: Frame4) -> type[Canvas]:
    class _Numbered(Canvas):
        """Draws heads and feet once it is known how many pages there are."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs | {"initialFontName": fonts.SANS})
            self._kept: list[dict[str, Any]] = []
            self.setViewerPreference("DisplayDocTitle", "true")

        def showPage(self) -> None:  # noqa: N802
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self._kept, 1):
                self.__dict__.update(state)
                _draw_frame(self, frame, number, len(self._kept))
                super().showPage()
            super().save()

    return _Numbered


def _draw_frame(canvas: Canvas, frame: Frame4, number: int, count: int) -> None:
    head, words = frame.letterhead, frame.words
    left = " · ".join(part for part in (head.municipality, head.unit) if part)
    top = A4[1] - 15 * mm
    x = SIDE
    if head.logo is not None:
        picture = ImageReader(BytesIO(head.logo))
        wide, tall = picture.getSize()
        canvas.drawImage(picture, SIDE, top - 2 * mm, _LOGO * wide / tall, _LOGO, mask="auto")
        x += _LOGO * wide / tall + 3 * mm
    _line(canvas, left, x, top)
    _line(canvas, frame.kind, A4[0] - SIDE, top, right=True)
    _line(canvas, head.contact, SIDE, 12 * mm)
    page = words.t("Page {number} of {count}", number=number, count=count)
    _line(canvas, page, A4[0] - SIDE, 12 * mm, right=True)


def _line(canvas: Canvas, words: str, x: float, y: float, *, right: bool = False) -> None:
    """One line of small text, cut where it would run into the other side."""
    told = script.plain(words)
    while told and fonts.width(told, fonts.SANS, _SMALL) > WIDE * 0.62:
        told = told[:-2].rstrip() + "…"
    canvas.setFont(fonts.SANS, _SMALL)
    canvas.setFillColor(SOFT)
    (canvas.drawRightString if right else canvas.drawString)(x, y, told)
