"""Somebody whom the user wrote down is never changed or lost by a package that names the same person."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from stores import NOON, at_work

from db.actions import copies, documents, handing, packages
from db.exchange.package import PackageKind, new_manifest
from db.rules.arriving import Fate
from db.rules.people_named import people_named
from db.store import cases, people


@pytest.fixture
def package(filled_store):
    """A copy of the sender's first case, to be read today; and whom it names beside the child."""
    with at_work(filled_store) as desk:
        case = cases.get(desk.db, cases.ids(desk.db)[0])
        manifest = new_manifest(
            "m", PackageKind.SHARE, sender="Hanne", made_at=desk.now(), until=desk.today()
        )
        return copies.package_of(desk, [case.id], manifest), sorted(set(people_named(case)) - {case.child})


def told_anew(package, person, name):
    """The package as it is sent an hour later, in which this person is called `name`."""
    document = json.loads(package.document)
    next(one for one in document["people"] if one["id"] == person)["name"] = name
    later = package.manifest.changed(made_at=package.manifest.made_at + timedelta(hours=1))
    return replace(package, manifest=later, document=json.dumps(document).encode())


def own(desk, person, name):
    """The user writes somebody down under this id, in no case."""
    raw = {
        "format": "taetpaa-exchange",
        "version": 1,
        "people": [{"id": person, "name": name, "note": "mit"}],
    }
    documents.import_document(desk, json.dumps(raw).encode())
    return people.of(desk.db, [person])[person]


def test_somebody_in_no_case_stays_as_written_and_outlives_the_copy(package, another_store):
    copy, (known, *_) = package
    with at_work(another_store) as desk:
        mine = own(desk, known, "Skrevet af mig")
        (told,) = handing.coming(desk, copy).differences
        assert (told.fate, told.before) == (Fate.STAYS, mine)
        assert packages.receive(desk, copy).taken_up.kept == 1
        assert people.of(desk.db, [known]) == {known: mine}
    with at_work(another_store, now=lambda: NOON + timedelta(days=1)) as desk:
        copies.settle(desk)
        assert cases.ids(desk.db) == []
        assert people.of(desk.db, [known]) == {known: mine}


def test_whom_a_copy_brought_is_told_anew_by_the_next_and_goes_with_it(package, another_store):
    copy, everybody = package
    with at_work(another_store) as desk:
        packages.receive(desk, copy)
        for person in everybody:
            copy = told_anew(copy, person, "Nyt Navn")
        assert {one.fate for one in handing.coming(desk, copy).differences} == {Fate.CHANGED}
        assert packages.receive(desk, copy).taken_up.kept == 0
        assert {one.name for one in people.of(desk.db, everybody).values()} == {"Nyt Navn"}
    with at_work(another_store, now=lambda: NOON + timedelta(days=1)) as desk:
        copies.settle(desk)
        assert people.of(desk.db, everybody) == {}
