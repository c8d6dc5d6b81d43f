"""The thirty families: each a year of a real life, together every state that the contract knows."""

import re
from collections import defaultdict
from datetime import date
from enum import Enum
from itertools import chain

import pytest
from pydantic import BaseModel

from db.books import demo
from db.exchange.reading import parse
from db.records.base import day_of

WRITTEN = demo.families()
TODAY = date(2026, 11, 23)
ENOUGH_WORDS = 4  # shorter than that, a sentence may well be said in two families


def values(record):
    for name in type(record).model_fields:
        yield from below(getattr(record, name))


def below(value):
    if isinstance(value, BaseModel):
        yield from values(value)
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(below(one) for one in value)
    else:
        yield value


def texts(value):
    if isinstance(value, dict):
        yield from chain.from_iterable(texts(one) for one in value.values())
    elif isinstance(value, list):
        yield from chain.from_iterable(texts(one) for one in value)
    elif isinstance(value, str) and " " in value:  # without one it is a name or a word of the contract
        yield value


def sentences(family):
    for text in texts(family):
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            words = re.findall(r"[^\W\d_]+", sentence)
            if len(words) >= ENOUGH_WORDS:
                yield " ".join(words).lower()


@pytest.fixture(scope="module")
def documents():
    from json import dumps

    return [parse(dumps(one).encode(), TODAY).document for one in (demo.office(), *WRITTEN)]


def test_together_they_show_every_word_of_the_contract(documents):
    seen = defaultdict(set)
    for value in chain.from_iterable(values(document) for document in documents):
        if isinstance(value, Enum):
            seen[type(value)].add(value)
    missing = {kind.__name__: set(kind) - found for kind, found in seen.items() if set(kind) - found}
    assert missing == {}
    assert len(seen) >= 25


def test_some_leave_open_what_may_be_left_open(documents):
    cases = [case for document in documents for case in document.cases]
    helped = [item for case in cases for item in case.interventions]
    inquiries = [one for case in cases for one in case.inquiries]
    for records, field in ((helped, "placement"), (helped, "basis"), (inquiries, "outcome")):
        assert {getattr(one, field) is None for one in records} == {True, False}, field
    assert {one.acute for one in inquiries} == {True, False, None}


@pytest.mark.parametrize("family", WRITTEN, ids=lambda one: one["cases"][0]["number"])
def test_each_has_a_year_behind_it(family):
    from json import dumps

    case = parse(dumps(family).encode(), TODAY).document.cases[0]
    days = [day_of(one.starts_at) for one in case.appointments] + [day_of(one.at) for one in case.notes]
    assert (max(days) - min(days)).days >= 365
    assert len(case.appointments) >= 5
    assert len(case.notes) >= 10
    assert max(sum(bool(goal.progress) for goal in plan.goals) for plan in case.plans) >= 3
    assert all(person.cpr is None for person in parse(dumps(family).encode(), TODAY).document.people)


def test_no_sentence_is_said_in_two_families():
    told = defaultdict(set)
    for number, family in enumerate(WRITTEN):
        for sentence in sentences(family):
            told[sentence].add(number)
    assert {sentence: found for sentence, found in told.items() if len(found) > 1} == {}


def test_no_two_families_live_at_one_address():
    homes = defaultdict(set)
    for number, family in enumerate(WRITTEN):
        for person in family["people"]:
            if person.get("address"):
                homes[person["address"]].add(number)
    assert {address: found for address, found in homes.items() if len(found) > 1} == {}
