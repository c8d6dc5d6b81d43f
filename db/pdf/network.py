"""The family and its network on paper: genogram, network map, and the same in words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, NextPageTemplate, PageBreak, Spacer

from db.pdf import press, sheet
from db.pdf.drawing import LEGIBLE, Picture, scale_in
from db.pdf.sheet import WIDE, Bookmark, Headline, Paper, Surround, text
from db.records.base import Record
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.records.relation import Relation
from db.rules import ecomap, genogram, network_words
from db.rules.drawing import Drawing
from db.rules.kin import Family
from db.rules.network_words import Told
from db.rules.readers import Edition
from db.rules.withheld import Withheld
from db.words import Words

_AROUND: Final = 92.0  # the heading and the legend of a drawing, in points
_ABOVE: Final = 78.0  # the title, and the line under it
_SAID: Final = 24.0  # the heading above the words
_SPACE: Final = 8.0  # above each part of the words


class NetworkSheet(Record):
    """All that goes on the paper, made from the view of its reader.

    `ties` are those of the network map, none where its reader may not know how close they are.
    """

    child: str
    family: Family
    ties: tuple[Relation, ...]
    people: tuple[Person, ...]
    day: date
    printed_on: date
    edition: Edition
    party: str = ""
    withheld: tuple[Withheld, ...] = ()
    letterhead: Letterhead = Letterhead()


def render(paper: NetworkSheet, words: Words) -> bytes:
    """`paper` as a PDF. Raises NotAllowed if the finished file holds what its reader may not read."""
    told = paper_of(paper, words)
    return press.made(told.story, told.frame, told.first)


def paper_of(paper: NetworkSheet, words: Words) -> Paper:
    """`paper` as it is drawn, on larger sheets than A4 where names would be too small."""
    title = words.t("Family and network")
    kind = {
        Edition.FULL: words.t("The file's own copy"),
        Edition.FAMILY: words.t("The family's edition"),
    }.get(paper.edition, words.t("Edition for {name}", name=paper.party))
    frame = Surround(title, paper.letterhead, kind, words, paper.withheld)
    parts = _parts(_told(paper, words))
    drawings = _with_words(_drawings(paper, words), _tall(parts))
    first = drawings[0].sheet
    return Paper(list(_story(paper, drawings, parts, words, title, kind)), frame, first)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A drawing with its heading and legend, and the sheet on which its names can be read."""

    heading: str
    drawing: Drawing
    legend: str
    sheet: str
    wide: float
    tall: float


def _drawings(paper: NetworkSheet, words: Words) -> list[_Placed]:
    people = {person.id: person for person in paper.people}
    captions = network_words.of_family(paper.family, people, paper.day, words)
    family = genogram.layout(paper.family, paper.day, people, captions)
    found = [_placed(words.t("Genogram"), family, network_words.LEGEND_FAMILY, _ABOVE)]
    if paper.ties:
        captions = network_words.of_network(paper.child, paper.ties, people, words)
        network = ecomap.layout(paper.child, paper.ties, paper.day, captions)
        found.append(_placed(words.t("Network map"), network, network_words.LEGEND_NETWORK, 0))
    return found


def _placed(heading: str, drawing: Drawing, legend: str, taken: float) -> _Placed:
    """On the smallest sheet where it can be read beside `taken` points of something else, or the largest."""
    rooms = [(name, wide, tall - _AROUND - taken) for name, wide, tall in sheet.sheets()]
    fitting = (one for one in rooms if scale_in(drawing, one[1], one[2]) >= LEGIBLE)
    return _Placed(heading, drawing, legend, *next(fitting, rooms[-1]))


def _with_words(drawings: list[_Placed], words_tall: float) -> list[_Placed]:
    """The drawings; a single one as much smaller as lets its words stand under it, if it can be read so."""
    first, *more = drawings
    left = first.tall - words_tall
    if more or first.sheet != sheet.USUAL or scale_in(first.drawing, first.wide, left) < LEGIBLE:
        return drawings
    return [replace(first, tall=left)]


def _story(
    paper: NetworkSheet,
    drawings: list[_Placed],
    parts: list[list[Flowable]],
    words: Words,
    title: str,
    kind: str,
) -> Iterator[Flowable]:
    people = {person.id: person for person in paper.people}
    yield Bookmark(title)
    yield Headline(title, kind)
    name, day, today = people[paper.child].name, words.day(paper.day), words.day(paper.printed_on)
    about = (
        words.t("{name} · printed {today}", name=name, today=today)
        if paper.day == paper.printed_on
        else words.t("{name} · as it was on {day} · printed {today}", name=name, day=day, today=today)
    )
    yield text(about, sheet.UNDER, WIDE, ours=True, spaceAfter=14)
    here = drawings[0].sheet
    for one in drawings:
        yield from _turned(here, one.sheet)
        here = one.sheet
        yield from _drawn(one, words)
    yield from _turned(here, sheet.USUAL)
    yield from _said(parts, words)


def _turned(here: str, there: str) -> Iterator[Flowable]:
    """A new page, if the sheet is another."""
    if here != there:
        yield NextPageTemplate(there)
        yield PageBreak()


def _drawn(placed: _Placed, words: Words) -> Iterator[Flowable]:
    alt = words.t("{heading}. The same stands in words below.", heading=placed.heading)
    yield Bookmark(placed.heading, 1)
    yield KeepTogether(
        [
            text(placed.heading, sheet.SECTION, WIDE, ours=True, spaceAfter=8),
            Picture(placed.drawing, alt, placed.wide, placed.tall),
            Spacer(0, 8),
            text(words.t(placed.legend), sheet.SMALL, WIDE, ours=True, spaceAfter=16),
        ]
    )


def _told(paper: NetworkSheet, words: Words) -> list[Told]:
    people = {person.id: person for person in paper.people}
    told = network_words.told_family(paper.family, people, paper.day, words)
    if paper.ties:
        told += network_words.told_network(paper.child, paper.ties, people, paper.day, words)
    return told


def _parts(told: list[Told]) -> list[list[Flowable]]:
    return [
        [
            text(part.heading, sheet.HEADING, WIDE, ours=True, spaceBefore=_SPACE, keepWithNext=1),
            *(text(line, sheet.BODY, WIDE, ours=True) for line in part.lines),
        ]
        for part in told
    ]


def _tall(parts: list[list[Flowable]]) -> float:
    """How many points the words take, with their heading."""
    return _SAID + sum(_SPACE + sum(float(one.wrap(WIDE, 0)[1]) for one in part) for part in parts)


def _said(parts: list[list[Flowable]], words: Words) -> Iterator[Flowable]:
    heading = words.t("In words")
    yield Bookmark(heading, 1)
    yield text(heading, sheet.SECTION, WIDE, ours=True, spaceAfter=4, keepWithNext=1)
    for part in parts:
        yield KeepTogether(part)
