"""The family and its network on paper: genogram, network map, and the same in words."""

from collections.abc import Iterator
from datetime import date

from reportlab.platypus import Flowable, KeepTogether, Spacer

from db.pdf import sheet
from db.pdf.drawing import Picture
from db.pdf.sheet import TALL, WIDE, Bookmark, Headline, Surround, text
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
    """`paper` as an A4 PDF. Raises NotAllowed if the finished file holds what its reader may not read."""
    title = words.t("Family and network")
    kind = {
        Edition.FULL: words.t("The file's own copy"),
        Edition.FAMILY: words.t("The family's edition"),
    }.get(paper.edition, words.t("Edition for {name}", name=paper.party))
    frame = Surround(title, paper.letterhead, kind, words, paper.withheld)
    return sheet.made(list(_story(paper, words, title, kind)), frame)


def _story(paper: NetworkSheet, words: Words, title: str, kind: str) -> Iterator[Flowable]:
    people = {person.id: person for person in paper.people}
    yield Bookmark(title)
    yield Headline(title, kind)
    about = words.t(
        "{name} · as it was on {day} · printed {today}",
        name=people[paper.child].name,
        day=words.day(paper.day),
        today=words.day(paper.printed_on),
    )
    yield text(about, sheet.UNDER, WIDE, ours=True, spaceAfter=14)
    captions = network_words.of_family(paper.family, people, paper.day, words)
    drawing = genogram.layout(paper.family, paper.day, people, captions)
    yield from _drawn(words.t("Genogram"), drawing, words.t(network_words.LEGEND_FAMILY), words)
    told = network_words.told_family(paper.family, people, paper.day, words)
    if paper.ties:
        captions = network_words.of_network(paper.child, paper.ties, people, words)
        drawing = ecomap.layout(paper.child, paper.ties, paper.day, captions)
        yield from _drawn(words.t("Network map"), drawing, words.t(network_words.LEGEND_NETWORK), words)
        told += network_words.told_network(paper.child, paper.ties, people, paper.day, words)
    yield from _said(told, words)


def _drawn(heading: str, drawing: Drawing, legend: str, words: Words) -> Iterator[Flowable]:
    alt = words.t("{heading}. The same stands in words below.", heading=heading)
    yield Bookmark(heading, 1)
    yield KeepTogether(
        [
            text(heading, sheet.SECTION, WIDE, ours=True, spaceAfter=8),
            Picture(drawing, alt, TALL - 150),
            Spacer(0, 8),
            text(legend, sheet.SMALL, WIDE, ours=True, spaceAfter=16),
        ]
    )


def _said(told: list[Told], words: Words) -> Iterator[Flowable]:
    heading = words.t("In words")
    yield Bookmark(heading, 1)
    yield text(heading, sheet.SECTION, WIDE, ours=True, spaceAfter=4, keepWithNext=1)
    for part in told:
        yield text(part.heading, sheet.HEADING, WIDE, ours=True, spaceBefore=8, keepWithNext=1)
        for line in part.lines:
            yield text(line, sheet.BODY, WIDE, ours=True)
