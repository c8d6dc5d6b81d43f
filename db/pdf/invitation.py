"""An invitation to a meeting on paper, for one person."""

from collections.abc import Iterator
from datetime import date

from reportlab.platypus import Flowable, Spacer

from db.pdf import sheet
from db.pdf.panel import ROOM, Panel, Rows, room
from db.pdf.sheet import WIDE, Bookmark, Surround, text, texts
from db.records.base import Record
from db.records.letter import WrittenPart
from db.records.letterhead import Letterhead
from db.rules import inviting
from db.rules.inviting import Invitation
from db.rules.withheld import Withheld
from db.words import Words

_TIMES = (ROOM * 0.3, ROOM * 0.7)


class InvitationSheet(Record):
    """All that goes on the paper: `parts` are the office's own words, `withheld` what it may not hold."""

    invitation: Invitation
    caseworker: str = ""
    printed_on: date
    parts: tuple[WrittenPart, ...] = ()
    letterhead: Letterhead = Letterhead()
    withheld: tuple[Withheld, ...] = ()


def render(paper: InvitationSheet, words: Words) -> bytes:
    """`paper` as an A4 PDF.

    Raises NotAllowed, naming the field, if the finished file holds what is withheld all the same.
    """
    title = words.t("Invitation to a meeting")
    frame = Surround(title, paper.letterhead, words.t("Invitation"), words, paper.withheld)
    return sheet.made(list(_story(paper, words, title)), frame)


def _story(paper: InvitationSheet, words: Words, title: str) -> Iterator[Flowable]:
    told = paper.invitation
    for line in (told.name, *told.address.splitlines()):
        yield text(line, sheet.BODY, WIDE, ours=True)
    yield Spacer(0, 20)
    yield text(words.day(paper.printed_on), sheet.SMALL, WIDE, ours=True, spaceAfter=8)
    yield Bookmark(title)
    yield text(title, sheet.TITLE, WIDE, ours=True, spaceAfter=8)
    yield text(inviting.when(told, words), sheet.BODY, WIDE, ours=True, spaceAfter=6)
    yield text(inviting.where(told, words), sheet.BODY, WIDE, ours=True, spaceAfter=14)
    yield text(words.t("You take part in"), sheet.SECTION, WIDE, ours=True, spaceAfter=6)
    heads = (words.t("When"), words.t("What"))
    rows = [[text(one, sheet.HEADING, room(wide)) for one, wide in zip(heads, _TIMES, strict=True)]]
    for span, what in inviting.times(told, words):
        cells = ((span, sheet.STRONG, _TIMES[0]), (what, sheet.BODY, _TIMES[1]))
        rows.append([text(one, voice, room(wide)) for one, voice, wide in cells])
    yield Panel([Rows(rows, _TIMES)])
    yield Spacer(0, 14)
    if any(
        after.starts_at > before.ends_at for before, after in zip(told.parts, told.parts[1:], strict=False)
    ):
        yield text(words.t("Between your parts there is a break."), sheet.BODY, WIDE, ours=True, spaceAfter=6)
    for own in paper.parts:
        yield text(own.title, sheet.SECTION, WIDE, ours=True, spaceAfter=4)
        yield from texts(own.text, sheet.BODY, WIDE, spaceAfter=10)
    closing = words.t("Tell us if you cannot come, or if there is anything you need to take part.")
    yield text(closing, sheet.BODY, WIDE, ours=True, spaceAfter=14)
    if paper.caseworker.strip():
        yield text(words.t("Kind regards"), sheet.BODY, WIDE, ours=True)
        yield text(paper.caseworker, sheet.STRONG, WIDE, ours=True)
