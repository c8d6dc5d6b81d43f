"""A large family on paper: every name can be read, on the smallest sheet that allows it."""

from datetime import date

import pymupdf
import pytest

from db.pdf.network import NetworkSheet, render
from db.records.person import Person
from db.records.relation import Network, Relation, Role
from db.rules.kin import family_of
from db.rules.readers import Edition
from db.words import Words

DAY = date(2026, 11, 23)
TWELVE = (
    (Role.MOTHER, Role.FATHER)
    + (Role.GRANDPARENT,) * 4
    + (Role.SIBLING,) * 3
    + (Role.RELATIVE,) * 2
)  # fmt: skip


def paper(roles, network=Network.PRIVATE):
    people = [Person(id="child", name="Ida Maria Skov")]
    people += [Person(id=f"p{at}", name=f"Person Nr{at}") for at in range(len(roles))]
    ties = tuple(
        Relation(person=f"p{at}", role=role, network=network, closeness=1 + at % 5)
        for at, role in enumerate(roles)
    )
    family = family_of("child", ties, DAY)
    made = NetworkSheet(
        child="child",
        family=family,
        ties=ties,
        people=tuple(people),
        day=DAY,
        printed_on=DAY,
        edition=Edition.FULL,
    )
    return pymupdf.open(stream=render(made, Words("da")), filetype="pdf")


def sizes(document, text):
    """In how many points `text` is set, wherever it stands."""
    return [
        span["size"]
        for page in document
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if text in span["text"]
    ]


@pytest.mark.parametrize("count", [3, 11])
def test_names_are_nine_points_at_least_and_stand_whole(count):
    document = paper(TWELVE[:count])
    for at in range(count):
        found = sizes(document, f"Person Nr{at}")
        assert len(found) >= 3  # both drawings and the words
        assert min(found) >= 8.99
    across = [page.rect for page in document]
    assert all(max(one.width, one.height) < 850 for one in across)  # an ordinary family needs no larger sheet


def test_fifty_people_turn_to_a_larger_sheet_and_back(tmp_path):
    roles = TWELVE + (Role.SIBLING,) * 8 + (Role.RELATIVE,) * 9 + (Role.FRIEND,) * 21
    document = paper(roles)
    assert min(size for at in range(50) for size in sizes(document, f"Person Nr{at}")) >= 8.99
    widths = [round(page.rect.width) for page in document]
    assert widths[0] > 1000
    assert widths[-1] == 595
