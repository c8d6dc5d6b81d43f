"""A business case on paper: its table year by year, and when it has paid for itself."""

from dataclasses import replace
from datetime import date
from typing import Final

from reportlab.lib.enums import TA_RIGHT
from reportlab.platypus import Flowable, Paragraph

from db.pdf import press, sheet
from db.pdf.panel import Rows, room
from db.pdf.sheet import WIDE, Bookmark, Headline, Surround, text, texts
from db.records.base import Record
from db.records.business import BusinessCase
from db.records.letterhead import Letterhead
from db.rules.business import YearSum, reckon
from db.rules.business_texts import paid_text
from db.words import Words, later

_YEAR_WIDE: Final = WIDE * 0.10
_OERE: Final = 100
_ACROSS: Final = "A4 across"
_AMOUNT: Final = replace(sheet.SMALL, colour=sheet.INK)
_HEADS: Final = (
    later("Year"),
    later("Savings"),
    later("Costs"),
    later("Lasting, net"),
    later("One-off"),
    later("Total"),
    later("From the start"),
)


class BusinessSheet(Record):
    """All that goes on the paper."""

    case: BusinessCase
    printed_on: date
    letterhead: Letterhead = Letterhead()


def render(paper: BusinessSheet, words: Words) -> bytes:
    """`paper` as an A4 PDF, the office's own, for nobody's case.

    Amounts stand in whole kroner; if one has øre, all have, on a sheet turned across.
    """
    case, found = paper.case, reckon(paper.case)
    exact = any(amount % _OERE for year in found.years for amount in _amounts(year))
    page = _ACROSS if exact else sheet.USUAL
    space = next(wide for name, wide, _ in sheet.sheets() if name == page)
    kind = words.t("Business case")
    story: list[Flowable] = [
        Bookmark(case.title),
        Headline(case.title),
        text(
            " · ".join([kind, words.t("kroner"), words.day(paper.printed_on)]),
            sheet.UNDER,
            WIDE,
            ours=True,
            spaceAfter=8,
        ),
    ]
    wide = [_YEAR_WIDE, *[(space - _YEAR_WIDE) / (len(_HEADS) - 1)] * (len(_HEADS) - 1)]
    rows = [_cells([words.t(head) for head in _HEADS], wide, sheet.HEADING)]
    rows += [_cells(_told(year, words, exact=exact), wide, _AMOUNT) for year in found.years]
    if found.years:
        story.append(Rows(rows, wide))
    story.append(text(paid_text(found, words), sheet.STRONG, WIDE, ours=True, spaceBefore=12))
    if case.note:
        story += texts(case.note, sheet.BODY, WIDE, spaceBefore=8)
    return press.made(story, Surround(case.title, paper.letterhead, kind, words), page)


def _amounts(year: YearSum) -> tuple[int, ...]:
    return year.savings, year.costs, year.lasting, year.one_off, year.total, year.so_far


def _told(year: YearSum, words: Words, *, exact: bool) -> list[str]:
    told = words.money if exact else lambda amount: words.kroner(amount).removesuffix(" kr.")
    return [str(year.year), *(told(amount) for amount in _amounts(year))]


def _cells(told: list[str], wide: list[float], voice: sheet.Voice) -> list[Paragraph]:
    first = text(told[0], voice, room(wide[0]), ours=True)
    amounts = zip(told[1:], wide[1:], strict=True)
    return [first, *(text(one, voice, room(width), ours=True, alignment=TA_RIGHT) for one, width in amounts)]
