"""A home is protected, not only the person who asked for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records.person import Person
from db.records.relation import Relation
from db.rules.protection import Homes, shielded

CHILD = Person(id="c", name="Barn", address="Hemmeligvej 3, 1. tv.", protected_address=True)


def marked(people, relations=(), homes=()):
    found = shielded({one.id: one for one in people}, "c", relations, Homes(homes))
    return {key for key, person in found.items() if person.protected_address}


@pytest.mark.parametrize(
    "written",
    ["Hemmeligvej 3, 1. tv.", "hemmeligvej 3 1.tv", "HEMMELIGVEJ 3, 1 TV, 8000 Aarhus", "Hemmeligvej 3"],
)
def test_whoever_has_a_protected_address_is_protected_however_it_is_written(written):
    assert marked([CHILD, Person(id="m", name="Mor", address=written)]) == {"c", "m"}


@pytest.mark.parametrize("written", ["Hemmeligvej 4", "Hemmeligvej 31", "Hemmeligvej", "", "  ,"])
def test_another_home_is_told(written):
    assert marked([CHILD, Person(id="m", name="Mor", address=written)]) == {"c"}


def test_who_lives_with_a_protected_child_is_protected_and_so_is_whoever_lives_there():
    mother = Person(id="m", name="Mor", address="Postboks 9")
    uncle = Person(id="u", name="Onkel", address="postboks 9")
    teacher = Person(id="t", name="Lærer", address="Skolegade 1")
    ties = [
        Relation(person="m", role="mother", lives_with_child=True),
        Relation(person="u", role="relative"),
        Relation(person="t", role="teacher"),
    ]
    assert marked([CHILD, mother, uncle, teacher], ties) == {"c", "m", "u"}
    open_child = CHILD.changed(protected_address=False)
    assert marked([open_child, mother, uncle, teacher], ties) == set()


def test_a_child_at_the_address_of_a_protected_mother_protects_who_lives_with_it():
    child = Person(id="c", name="Barn", address="Bøgevej 12")
    mother = Person(id="m", name="Mor", address="Bøgevej 12, 8900 Randers", protected_address=True)
    brother = Person(id="b", name="Bror", address="Gl. adresse 7")
    ties = [Relation(person="b", role="sibling", lives_with_child=True)]
    assert marked([child, mother, brother], ties) == {"c", "m", "b"}


def test_an_address_that_is_protected_in_another_case_is_protected_here():
    assert marked([Person(id="c", name="Barn", address="Åvej 1")], homes=["Aavej 1, 5000 Odense"]) == {"c"}


@given(st.lists(st.text("aå1 ,.æ2", max_size=8), max_size=5), st.text("aå1 ,.æ2", max_size=8))
def test_an_address_is_its_own_home_unless_it_is_empty(written, one):
    said = any(letter.isalnum() for letter in one)
    assert (one in Homes([*written, one])) is said
