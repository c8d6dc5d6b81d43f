"""I dag of a store without a case: what the page will be, and the two ways to begin."""

from datetime import date

import pytest
import stores

from db.actions import cases as case_actions
from db.actions.desk import Changed, Topic
from db.rules.today import Section
from desktop.rooms.cases.case_list import CaseList
from desktop.rooms.today.today import Today

PASSPHRASE = "gul cykel regn lampe"


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    return stores.made(tmp_path, PASSPHRASE)


def test_an_empty_store_explains_itself_and_offers_the_first_case(tools, show, qtbot):
    room = show(Today(tools))
    assert room.welcome.isVisible()
    assert not room.lists[Section.NOW].isVisible()
    with qtbot.waitSignal(room.new_case_asked):
        room.welcome.new_case.click()
    with qtbot.waitSignal(room.import_asked):
        room.welcome.fetch.click()
    case_actions.create_case(tools.desk, child="Ida Skov", number="1", born=date(2015, 5, 5))
    tools.news.changed.emit(Changed(frozenset({Topic.CASES})))
    assert not room.welcome.isVisible()
    assert room.calm.isVisible()
    assert room.head.under.text() == "Uge 48 · 1 sag · intet kræver svar i dag"


def test_the_caseload_of_an_empty_store_explains_itself(tools, show):
    room = show(CaseList(tools))
    assert room.no_case.isVisible()
    assert not room.filters.isVisible()
    assert not room.view.isVisible()
    assert room.head.under.text() == "0 åbne sager · mål 29"
    case_actions.create_case(tools.desk, child="Ida Skov", number="1", born=date(2015, 5, 5))
    tools.news.changed.emit(Changed(frozenset({Topic.CASES})))
    assert room.view.isVisible()
    assert room.filters.isVisible()
