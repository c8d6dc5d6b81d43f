"""Agreements with providers and the office's own catalogue, on a real store."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError
from stores import TODAY, at_work

from db.actions import catalogue as actions
from db.actions.undo import undo
from db.books import catalogue as catalogue_book
from db.errors import NotAllowed, Stale
from db.records.base import new_id
from db.records.provider import Provider
from db.rules import providers
from db.rules.providers import Holds
from db.store import documents, journal, office


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as desk:
        yield desk


def provider(**fields):
    return Provider(id=new_id(), name="Bakkegården", **fields)


def test_an_agreement_is_made_changed_taken_away_and_taken_back(desk):
    before = documents.whole(desk.db)
    one = provider(tilbudsportal="123456", catalogue="pmto", price=950_050, agreed_to=date(2026, 12, 31))
    actions.save_provider(desk, None, one)
    dearer = one.changed(price=1_000_000)
    actions.save_provider(desk, one, dearer)
    with pytest.raises(Stale):
        actions.save_provider(desk, one, one.changed(name="Andet"))
    actions.remove_provider(desk, dearer)
    assert office.everything(desk.db, Provider) == []
    undo(desk)
    assert office.everything(desk.db, Provider) == [dearer]
    undo(desk)
    assert office.everything(desk.db, Provider) == [one]
    assert list(journal.faults(desk.db)) == []
    assert documents.whole(desk.db) == before  # the exchange document has no place for it


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"tilbudsportal": "12a"}, "figures only"),
        ({"tilbudsportal": "１２"}, "figures only"),
        ({"price": 10**15}, "ten million"),
    ],
)
def test_what_cannot_be_agreed_is_refused(desk, fields, told):
    with pytest.raises(NotAllowed, match=told):
        actions.save_provider(desk, None, provider(**fields))
    with pytest.raises(NotAllowed, match="no name"):
        actions.save_provider(desk, None, provider().changed(name="  "))
    with pytest.raises(ValidationError):
        provider(agreed_from=date(2026, 2, 1), agreed_to=date(2026, 1, 1))
    assert office.everything(desk.db, Provider) == []


def test_what_holds_on_a_day_is_offered_by_name_and_never_by_price():
    dear = provider(price=900_00, catalogue="pmto", agreed_from=TODAY, agreed_to=TODAY)
    cheap = provider(price=100_00).changed(name="Ærø")
    late = provider(agreed_from=date(2027, 1, 1))
    over = provider(agreed_to=date(2026, 11, 22))
    other = provider(catalogue="cool_kids")
    assert providers.for_help([cheap, late, over, other, dear], "pmto", TODAY) == [dear, cheap]
    assert [providers.holds_on(one, TODAY) for one in (dear, late, over)] == [
        Holds.NOW,
        Holds.LATER,
        Holds.OVER,
    ]


def test_a_row_is_the_offices_own_until_it_is_dropped_and_a_hidden_one_cannot_be_ordered(desk):
    row = desk.catalogue["pmto"]
    actions.save_row(desk, row.changed(price=1_234_500))
    assert actions.in_force(desk)["pmto"].price == 1_234_500
    assert list(actions.in_force(desk)) == list(desk.catalogue)
    actions.save_row(desk, row, offered=False)
    assert "pmto" not in actions.in_force(desk)
    actions.drop_own_row(desk, "pmto")
    assert actions.in_force(desk)["pmto"] == row
    new = row.changed(id=new_id(), name={"da": "Naturgruppe", "en": "Naturgruppe"})
    actions.save_row(desk, new, new=True)
    assert actions.in_force(desk)[new.id] == new
    with pytest.raises(NotAllowed, match="has this id"):
        actions.save_row(desk, row, new=True)
    with pytest.raises(NotAllowed, match="ten million"):
        actions.save_row(desk, row.changed(price=10**15))
    assert list(journal.faults(desk.db)) == []


def test_the_profiles_row_stands_on_top_and_is_not_changed_here(desk):
    shipped = catalogue_book.shipped()["pmto"]
    actions.save_row(desk, shipped.changed(price=1))
    theirs = shipped.changed(price=777_700)
    with_profile = replace(desk, catalogue={**desk.catalogue, "pmto": theirs})
    assert actions.in_force(with_profile)["pmto"] == theirs
    with pytest.raises(NotAllowed, match="profile"):
        actions.save_row(with_profile, shipped.changed(price=2))
