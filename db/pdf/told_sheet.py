"""A paper of rows: what is known, field by field, or what was done, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from db.pdf import press, sheet
from db.pdf.panel import Rows, room
from db.pdf.sheet import WIDE, Headline, Surround, text
from db.records.letterhead import Letterhead
from db.rules.withheld import Withheld
from db.words import Words

_FIRST: Final = 0.4
_GAP: Final = 10
_LONGEST: Final = 1500
_LEAST: Final = 90
"""Points that a section's title, its heading row and a first row need: a title never ends a page."""


@dataclass(frozen=True, slots=True)
class Told:
    """A section: its title, what its two columns are called, and its rows."""

    title: str
    heads: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


def render(
    title: str,
    under: str,
    sections: Sequence[Told],
    letterhead: Letterhead,
    words: Words,
    withheld: tuple[Withheld, ...] = (),
) -> bytes:
    """The sections as an A4 PDF. Raises NotAllowed if the finished file holds what is `withheld`."""
    story: list[Flowable] = [Headline(title), text(under, sheet.UNDER, WIDE, ours=True)]
    for section in sections:
        story += [Spacer(0, _GAP), CondPageBreak(_LEAST), text(section.title, sheet.SECTION, WIDE, ours=True)]
        if not section.rows:
            story.append(text(words.t("Nothing is written down."), sheet.BODY, WIDE, ours=True))
            continue
        widths = (WIDE * _FIRST, WIDE * (1 - _FIRST))
        head = [
            text(one, sheet.HEADING, room(wide), ours=True)
            for one, wide in zip(section.heads, widths, strict=True)
        ]
        rows = [
            [
                text(label if at == 0 else "", sheet.SMALL, room(widths[0]), ours=True),
                text(piece, sheet.BODY, room(widths[1]), lines=True),
            ]
            for label, told in section.rows
            for at, piece in enumerate(_pieces(told))
        ]
        story.append(Rows([head, *rows], widths))
    return press.made(story, Surround(title, letterhead, title, words, withheld))


def _pieces(told: str) -> list[str]:
    """A long text in rows that a page has room for, cut behind a line or a word where there is one."""
    pieces = []
    while len(told) > _LONGEST:
        at = max(told.rfind("\n", 0, _LONGEST), told.rfind(" ", 0, _LONGEST)) + 1 or _LONGEST
        pieces.append(told[:at])
        told = told[at:].lstrip("\n")
    return [*pieces, told]
