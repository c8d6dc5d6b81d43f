"""A finished PDF is searched for what is withheld: pages, properties, outline and attachments."""

from datetime import date
from io import BytesIO

import pytest
from pikepdf import AttachedFileSpec, Pdf
from reportlab.platypus import PageBreak, Spacer

from db.errors import NotAllowed
from db.pdf import press
from db.pdf.curve import Curve
from db.pdf.pile import pile
from db.pdf.read_back import Held, Printed, refuse_withheld
from db.pdf.sheet import BODY, WIDE, Bookmark, Paper, Surround, text
from db.records.letterhead import Letterhead
from db.rules.withheld import Withheld
from db.words import Words

WORDS = Words("da")


def paper(*story, title="Plan", withheld=(), head="Nordfjord Kommune"):
    frame = Surround(title, Letterhead(municipality=head), "Papir", WORDS, withheld)
    return press.made([one if not isinstance(one, str) else text(one, BODY, WIDE) for one in story], frame)


def hidden(value):
    return (Withheld(field="notes/text", value=value),)


@pytest.mark.parametrize(
    "told",
    [
        "Her bor Hemmelig Onkel i dag",
        "Her bor HEMME-LIG\N{NO-BREAK SPACE}Onkel",
        "Her bor Hem\N{SOFT HYPHEN}melig Onkel",
        "ord " * 26 + "Hemmelig Onkel",
    ],
)
def test_a_withheld_value_refuses_the_paper_and_names_the_field_alone(told):
    with pytest.raises(NotAllowed) as refused:
        paper(told, withheld=hidden("Hemmelig Onkel"))
    assert refused.value.facts == {"field": "notes/text"}
    assert "Onkel" not in WORDS.error(refused.value)


def test_it_is_found_across_lines_and_pages():
    with pytest.raises(NotAllowed):
        paper("ord " * 22 + "her bor Hemmelig", PageBreak(), "Onkel", withheld=hidden("Hemmelig Onkel"))
    with pytest.raises(NotAllowed):
        paper("Fødselsnummeret er 010190-", Spacer(0, 10), "12 34", withheld=hidden("0101901234"))


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("Byens gra\N{LATIN SMALL LIGATURE FFI}ti", "graffiti"),
        ("En \N{LATIN SMALL LIGATURE FI}nurlig kasse", "finurlig"),
        ("Han \N{LATIN SMALL LIGATURE FL}yttede i går", "flyttede"),
        ("Han flyttede i går", "\N{LATIN SMALL LIGATURE FL}yttede"),
    ],
)
def test_a_ligature_hides_nothing(told, value):
    with pytest.raises(NotAllowed):
        paper(told, withheld=hidden(value))


@pytest.mark.parametrize("place", ["title", "outline", "attachment"])
def test_it_is_found_where_no_page_shows_it(place):
    if place == "title":
        with pytest.raises(NotAllowed):
            paper("intet", title="Hemmelig Onkel", withheld=hidden("Hemmelig Onkel"))
    elif place == "outline":
        with pytest.raises(NotAllowed):
            paper(Bookmark("Hemmelig Onkel"), "intet", withheld=hidden("Hemmelig Onkel"))
    else:
        with Pdf.open(BytesIO(paper("intet"))) as pdf:
            pdf.attachments["a.txt"] = AttachedFileSpec(pdf, b"Hos Hemmelig Onkel")
            out = BytesIO()
            pdf.save(out)
        with pytest.raises(NotAllowed):
            refuse_withheld(out.getvalue(), [Printed(0, 1, hidden("Hemmelig Onkel"))], WORDS)


def test_a_name_that_is_a_word_of_the_programs_own_sentences_is_no_leak():
    paper("Formål og aftaler om oktober", withheld=(*hidden("Formål"), *hidden("Oktober")))


def test_what_is_nowhere_refuses_nothing():
    assert paper("Her bor en onkel", withheld=hidden("Hemmelig Onkel")).startswith(b"%PDF")


def test_arabic_is_found_as_it_was_written():
    name = "\u062e\u0627\u0644\u062f \u0633\u0644\u064a\u0645"
    with pytest.raises(NotAllowed):
        paper(name, withheld=hidden(name))


def test_each_paper_of_a_pile_is_held_against_what_it_withholds_itself():
    def one(told, withheld, mark="Plan"):
        frame = Surround("Plan", Letterhead(), "Papir", WORDS, withheld)
        return Paper(
            [Bookmark(mark), Curve([(date(2026, 1, 1), 3), (date(2026, 2, 1), 4)], told, "3 til 4")], frame
        )

    of_the_other = [("Plan 1", one("Onkel Aslak", hidden("Tante Bodil"))), ("Plan 2", one("Tante Bodil", ()))]
    assert pile(of_the_other, "Planer", WORDS).startswith(b"%PDF")
    for last in (one("Tante Bodil", hidden("Tante Bodil")), one("x", hidden("Moster Karla"), "Moster Karla")):
        with pytest.raises(Held) as held:
            pile([*of_the_other, ("Plan 3", last)], "Planer", WORDS)
        assert held.value.paper == 2
