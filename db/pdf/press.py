"""The press: papers drawn one after the other into one PDF, each with its own heads and page numbers.

A pile is one file from the first stroke on: its fonts, its pictures and its structure stand in it
once, however many papers it holds. The finished file is read back, paper by paper.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from db.pdf import fonts, script
from db.pdf.read_back import Printed, Step, refuse_withheld
from db.pdf.sheet import FOOT, SIDE, SIZES, SMALL, USUAL, WIDE, Paper, Surround, draw_line, sheets
from db.pdf.tagging import Element, Tags, written
from db.records.letterhead import Letterhead
from db.words import Words

_LOGO: Final = 9 * mm
_DECORATION: Final = "/Artifact BMC"
"""Begins what is drawn on a page: all that is not marked as something else."""


def made(story: Sequence[Flowable], frame: Surround, first: str = USUAL) -> bytes:
    """The paper as PDF, beginning on the sheet `first`; the same story always gives the same bytes.

    Raises NotAllowed, naming the field, if the finished file holds what the frame withholds.
    """
    press = Press(frame.title, frame.words)
    press.add(Paper(story, frame, first))
    return press.finished()


class Press:
    """Draws papers into one file called `title`."""

    def __init__(self, title: str, words: Words) -> None:
        fonts.register()
        self._out = BytesIO()
        self._title, self._words = script.plain(title), words
        self._language = "da-DK" if words.language == "da" else "en-GB"
        self._sheets = _Sheets(self._out, lang=self._language)
        self._printed: list[Printed] = []

    def add(self, paper: Paper, name: str = "") -> None:
        """Draw `paper`; with a `name` it is a part of its own, with a bookmark called so."""
        frame, sheets_before = paper.frame, self._sheets.drawn
        self._sheets.begin(script.plain(name))
        document = BaseDocTemplate(
            self._out,
            title=self._title,
            author=script.plain(frame.letterhead.municipality) or "Tæt På",
            subject=self._title if name else script.plain(frame.kind),
            creator="Tæt På",
        )
        document._doSave = 0
        for sheet, wide, tall in sorted(sheets(), key=lambda one: one[0] != paper.first):
            room = Frame(SIDE, FOOT, wide, tall, 0, 0, 0, 0)
            document.addPageTemplates(PageTemplate(sheet, [room], pagesize=SIZES[sheet]))
        document.build(list(paper.story), canvasmaker=lambda *_, **__: self._sheets)
        self._sheets.end(frame)
        self._printed.append(Printed(sheets_before, self._sheets.drawn, frame.withheld))

    def finished(self, step: Step = lambda _: None) -> bytes:
        """The file; `step` is told how many papers are read back.

        Raises Held, naming the paper and the field, if it holds what that paper withholds.
        """
        self._sheets.save()
        paper = written(self._out.getvalue(), self._sheets.tags.root, self._title)
        refuse_withheld(paper, self._printed, self._words, step)
        return paper


class _Sheets(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """Keeps the pages of a paper until it is known how many there are, and draws heads and feet then."""

    def __init__(self, out: BytesIO, lang: str) -> None:
        super().__init__(out, pagesize=A4, invariant=1, initialFontName=fonts.SANS, lang=lang)
        self.tags = Tags()
        self.places: list[tuple[str, int, float]] = []
        self.drawn = 0
        self._kept: list[dict[str, Any]] = []
        self._logos: dict[bytes, ImageReader | None] = {}
        self._name = ""
        self._code.append(_DECORATION)

    def begin(self, name: str) -> None:
        """The next paper begins; with a `name`, as a part."""
        self._name = name
        if name:
            self.tags.begin(Element("Part"))

    def showPage(self) -> None:  # noqa: N802
        self._kept.append(dict(self.__dict__))
        self._startPage()
        self._code.append(_DECORATION)
        self.places = []
        self.tags.turn()

    def end(self, frame: Surround) -> None:
        """The paper is whole: its pages get their heads and feet, and their places in the outline."""
        kept, drawn, logo = self._kept, self.drawn, self._logo(frame.letterhead)
        for number, state in enumerate(kept, 1):
            self.__dict__.update(state)
            _draw_surround(self, frame, logo, number, len(kept))
            self._mark_places(drawn + number, first=number == 1)
            self._code.append("EMC")
            super().showPage()
        self._kept, self.places, self.drawn = [], [], drawn + len(kept)
        self._code.append(_DECORATION)

    def save(self) -> None:
        """Write the file."""
        self._code.clear()
        super().save()

    def _mark_places(self, page: int, *, first: bool) -> None:
        below = 1 if self._name else 0
        if first and self._name:
            self.bookmarkPage(f"{page}", fit="Fit")
            self.addOutlineEntry(self._name, f"{page}", 0, closed=False)
        for at, (title, level, y) in enumerate(self.places):
            key = f"{page}-{at}"
            self.bookmarkPage(key, fit="XYZ", left=0, top=y)
            self.addOutlineEntry(title, key, level + below, closed=False)

    def _logo(self, head: Letterhead) -> ImageReader | None:
        if not head.logo:
            return None
        if head.logo not in self._logos:
            self._logos[head.logo] = _picture(head.logo)
        return self._logos[head.logo]


def _picture(logo: bytes) -> ImageReader | None:
    """The logo as ReportLab draws it; None where it is no picture, for a paper is due all the same."""
    try:
        return ImageReader(BytesIO(logo))
    except OSError:
        return None


def _draw_surround(
    canvas: Canvas, frame: Surround, logo: ImageReader | None, number: int, count: int
) -> None:
    head, words = frame.letterhead, frame.words
    left = " · ".join(part for part in (head.municipality, head.unit) if part)
    across, up = canvas._pagesize
    top, foot, x, end = up - 15 * mm, 12 * mm, SIDE, across - SIDE
    if logo is not None:
        wide, tall = logo.getSize()
        shown = min(_LOGO * wide / tall, WIDE / 4)
        canvas.drawImage(logo, SIDE, top - 2 * mm, shown, shown * tall / wide, mask="auto")
        x += shown + 3 * mm
    for line, told in enumerate(part for part in (left, frame.kind) if part):
        draw_line(canvas, told, x, top - line * SMALL.line, room=end - x)
    page = words.t("Page {number} of {count}", number=number, count=count)
    taken = draw_line(canvas, page, end, foot, room=WIDE, right=True)
    draw_line(canvas, head.contact, SIDE, foot, room=end - taken - SIDE - 12)
