"""A letter on paper: to whom, of which day, its parts, and from whom."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from db.pdf import sheet
from db.pdf.sheet import WIDE, Bookmark, Surround, text, texts
from db.records.base import Record
from db.records.letter import SentLetter
from db.records.letterhead import Letterhead
from db.rules.withheld import Withheld
from db.words import Words


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
    return sheet.made(list(_story(paper, words)), frame)


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
            yield from texts(part.text, sheet.BODY, WIDE, spaceAfter=4)
            yield Spacer(0, 10)
    if paper.caseworker.strip():
        yield text(words.t("Kind regards"), sheet.BODY, WIDE, ours=True)
        yield text(paper.caseworker, sheet.STRONG, WIDE, ours=True)
