"""A letter on paper: to whom, of which day, its parts, and from whom."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from reportlab.platypus import Flowable, Spacer

from db.pdf import press, sheet
from db.pdf.panel import ROOM, Panel, Rows, room
from db.pdf.sheet import WIDE, Bookmark, Surround, text, texts
from db.records.base import Record
from db.records.letter import SentLetter
from db.records.letterhead import Letterhead
from db.rules.withheld import Withheld
from db.words import Words

_TIMED: Final = re.compile(r"\s*(\d{1,2}[.:]\d{2} ?[\u2013-] ?\d{1,2}[.:]\d{2})\s+(\S.*)")
_TIMES: Final = (ROOM * 0.3, ROOM * 0.7)


class LetterSheet(Record):
    """All that goes on the paper; `withheld` is what the finished file may not hold."""

    letter: SentLetter
    caseworker: str = ""
    letterhead: Letterhead = Letterhead()
    withheld: tuple[Withheld, ...] = ()


def render(paper: LetterSheet, words: Words) -> bytes:
    """`paper` as an A4 PDF.

    Raises NotAllowed, naming the field, if the finished file holds what is withheld all the same.
    """
    frame = Surround(paper.letter.title, paper.letterhead, words.t("Letter"), words, paper.withheld)
    return press.made(list(_story(paper, words)), frame)


def _story(paper: LetterSheet, words: Words) -> Iterator[Flowable]:
    letter = paper.letter
    for line in letter.receiver.splitlines():
        yield text(line, sheet.BODY, WIDE, ours=True)
    yield Spacer(0, 20)
    yield text(words.day(letter.sent_on), sheet.SMALL, WIDE, ours=True, spaceAfter=8)
    yield Bookmark(letter.title)
    yield text(letter.title, sheet.TITLE, WIDE, ours=True, spaceAfter=12)
    for part in letter.parts:
        if part.text.strip():
            yield text(part.title, sheet.SECTION, WIDE, ours=True, spaceAfter=4)
            yield from _body(part.text, words)
            yield Spacer(0, 10)
    if paper.caseworker.strip():
        yield text(words.t("Kind regards"), sheet.BODY, WIDE, ours=True)
        yield text(paper.caseworker, sheet.STRONG, WIDE, ours=True)


def _body(told: str, words: Words) -> Iterator[Flowable]:
    """A part's text; lines below each other that begin with a span of time stand as a table."""
    lines = (line for line in told.splitlines() if line.strip())
    for timed, group in groupby(lines, key=lambda line: _TIMED.match(line) is not None):
        if timed:
            yield _times([found for line in group if (found := _TIMED.match(line))], words)
            yield Spacer(0, 6)
        else:
            yield from texts("\n".join(group), sheet.BODY, WIDE, spaceAfter=4)


def _times(found: Sequence[re.Match[str]], words: Words) -> Flowable:
    heads = (words.t("When"), words.t("What"))
    rows = [[text(one, sheet.HEADING, room(wide)) for one, wide in zip(heads, _TIMES, strict=True)]]
    for one in found:
        cells = ((one[1], sheet.STRONG, _TIMES[0]), (one[2], sheet.BODY, _TIMES[1]))
        rows.append([text(told, voice, room(wide)) for told, voice, wide in cells])
    return Panel([Rows(rows, _TIMES)])
