"""A pile of plans in three editions: heard without an error, and without a word its readers may not read.

What is withheld is worked out here from the exported document alone, and searched for with poppler.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from stores import at_work

from db.actions import piles
from db.actions.papers import Asked
from db.actions.piles import EACH_PARTY
from db.exchange.writing import document_json
from db.records.letterhead import Letterhead
from db.rules.readers import Edition
from db.store import cases, documents
from db.words import Words

EDITIONS = {"family": Asked(Edition.FAMILY), "party": EACH_PARTY, "full": Asked(Edition.FULL)}
_SQUEEZED = re.compile(r"[\s\u00ad‐-—-]+")
_LONG = 24


def squeezed(text):
    return _SQUEEZED.sub("", text).casefold()


def text_of(file):
    ended = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return squeezed(ended.stdout.decode())


def contacts(people, but=None):
    """Phones, mails, addresses and CPR numbers of all but one."""
    for person in people:
        if person["id"] != but:
            yield from (person[name] for name in ("phone", "email", "address", "cpr") if person[name])


def office_texts(case):
    """What never leaves the office: notes, inquiries, reasons of allocations, events, how close ties are."""
    yield from (note["text"] for note in case["notes"])
    yield from (one["text"] for one in case["inquiries"])
    yield from (one["reason"] for one in case["allocations"])
    yield from (one["text"] for one in case["events"])
    yield from (one["note"] for one in case["relations"])


def own_words(case):
    """The child's words that only the caseworker may read."""
    for plan in case["plans"]:
        for one in (plan, *plan["goals"]):
            if one["child_words_readers"] == "caseworker":
                yield one["child_words"]


def forbidden(people, case, but=None):
    found = [squeezed(one) for one in contacts(people, but)]
    found += [squeezed(one) for one in (*office_texts(case), *own_words(case)) if len(one) >= _LONG]
    return {one for one in found if one}


@pytest.fixture(scope="module")
def desk_and_document(tmp_path_factory):
    from stores import filled

    with at_work(filled(tmp_path_factory.mktemp("piles"))) as desk:
        document = json.loads(document_json(documents.whole(desk.db)))
        yield desk, document


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_pile_is_heard_without_an_error_and_whole(desk_and_document, edition, tmp_path):
    desk, _ = desk_and_document
    found = piles.pile_of(desk, cases.ids(desk.db), EDITIONS[edition], Words("da"), Letterhead())
    assert found.papers > 2
    file = tmp_path / "pile.pdf"
    file.write_bytes(found.paper)
    outloud = Path(sys.executable).with_name("outloud")
    heard = subprocess.run([outloud, "--json", "-", str(file)], capture_output=True, check=False)
    assert heard.returncode == 0, heard.stdout.decode()
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_no_edition_for_others_holds_what_its_reader_may_not_read(desk_and_document, tmp_path):
    desk, document = desk_and_document
    searched, known = 0, documents.whole(desk.db).people
    for case in document["cases"]:
        if case["parents_not_told"] is not None or not case["plans"]:
            continue
        people = document["people"]
        readers = [(Asked(Edition.FAMILY), None)]
        record = cases.get(desk.db, case["id"])
        readers += [(Asked(Edition.PARTY, one.id), one.id) for one in piles.parties(desk, record, known)]
        for asked, party in readers:
            paper = piles.pile_of(desk, [case["id"]], asked, Words("da"), Letterhead()).paper
            file = tmp_path / "one.pdf"
            file.write_bytes(paper)
            told = text_of(file)
            wanted = forbidden(people, case, party)
            searched += len(wanted)
            assert not [one for one in wanted if one in told]
    assert searched > 100


def test_the_search_finds_what_the_files_own_copy_does_hold(desk_and_document, tmp_path):
    desk, document = desk_and_document
    file = tmp_path / "full.pdf"
    whole = piles.pile_of(desk, cases.ids(desk.db), EDITIONS["full"], Words("da"), Letterhead())
    file.write_bytes(whole.paper)
    told = text_of(file)
    kept = {squeezed(one) for case in document["cases"] for one in own_words(case) if len(one) >= _LONG}
    assert any(one in told for one in kept)
