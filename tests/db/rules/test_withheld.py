"""What counts as withheld: long enough to be told from chance, and nowhere in what may be read."""

import pytest

from db.records.letterhead import Letterhead
from db.records.person import Person
from db.rules.minutes_for import text_without_addresses
from db.rules.withheld import is_searched, squeezed, texts_of, withheld

MOTHER = Person(id="p2", name="Mor Prøve", phone="70112233", address="Bøgevej 12", note="bange for ham")
CHILD = Person(id="p1", name="Barn Prøve", address="Bøgevej 12", cpr="0905151234")


def fields(*given, party=None, told=""):
    return {one.field for one in withheld((), given, (Letterhead(contact=told),), party=party)}


@pytest.mark.parametrize(
    ("value", "searched"),
    [
        ("Bob", False),
        ("Anna", False),
        ("Hanne", True),
        ("12345", False),
        ("12 34 56", True),
        ("a1b2", False),
    ],
)
def test_a_value_of_three_letters_is_not_searched_one_of_five_is(value, searched):
    assert is_searched(value) is searched


def test_values_are_compared_without_spaces_hyphens_and_ligatures():
    same = ("e\ufb03cient way", "Effi-cient\nway", "effi\u00adcient\u2013way")
    assert {squeezed(one) for one in same} == {"efficientway"}


def test_ids_codes_and_closed_sets_are_no_texts():
    assert dict(texts_of(MOTHER, "people")) == {
        "people/name": "Mor Prøve",
        "people/phone": "70112233",
        "people/address": "Bøgevej 12",
        "people/note": "bange for ham",
    }


def test_what_stands_in_the_permitted_view_too_is_not_withheld():
    assert "people/note" in fields(MOTHER)
    assert "people/note" not in fields(MOTHER, told="Hun er bange for ham hver dag")


def test_anothers_number_is_withheld_wherever_somebody_wrote_it():
    told = "ring 70 11 22 33, eller kom til Bøgevej 12"
    assert {"people/phone", "people/address"} <= fields(MOTHER, told=told)
    assert fields(MOTHER, CHILD, party="p1", told=told) >= {"people/phone"}
    assert "people/address" not in fields(MOTHER, CHILD, party="p1", told=told)
    assert "people/cpr" in fields(MOTHER, CHILD, party="p2")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("phone", "+45 61-62-63-64", "Ring 6162 6364"),
        ("phone", "0045 61626364", "Ring 61 62 63 64"),
        ("phone", "(+45) 61626364", "Ring 61 62 63 64"),
        ("phone", "61626364", "Ring +45 61 62 63 64"),
        ("address", "Åbrinken 12, 8600 Silkeborg", "Hun bor på Åbrinken 12 nu"),
    ],
)
def test_the_same_home_or_number_told_in_another_way_is_withheld_too(field, value, told):
    person = Person(id="p2", name="Bo", **{field: value})
    found = withheld((), [person], (Letterhead(contact=told),))
    assert any(squeezed(one.value) in squeezed(told) for one in found)
    assert text_without_addresses(told, [person]) != told


def test_a_name_that_is_a_common_word_is_withheld_only_where_nobody_may_read_the_word():
    """`Sommer` in a plan of the child's summer is no leak, and one alone on a paper is."""
    summer = Person(id="p3", name="Sommer")
    assert "people/name" in fields(summer)
    assert "people/name" not in fields(summer, told="Til sommer vil han gerne på lejr")
