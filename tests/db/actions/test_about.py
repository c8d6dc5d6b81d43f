"""The rights of the registered: the whole file, what one person may read, and who did what."""

import csv
import json
from io import StringIO

import pypdfium2
import pytest
from stores import NOON, at_work

from db.actions import about, notes
from db.errors import NotAllowed, Stale
from db.records.case import NotTold
from db.records.letterhead import Letterhead
from db.records.note import Note, NoteKind
from db.store import cases, people
from db.store.drafts import Draft, keep
from db.words import Words

WORDS = Words("da")
WORD = "hemmeligtnotat"


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as desk:
        yield desk


@pytest.fixture
def case_id(desk):
    found = sorted(cases.ids(desk.db))[0]
    note = Note(id="n-1", at=NOON, kind=NoteKind.NOTE, text=f"{WORD} om alt")
    notes.save_note(desk, found, None, note)
    keep(desk.db, Draft("note", "n-2", "text", found, None, "halvt skrevet", NOON))
    return found


def parent_of(desk, case_id):
    return next(one.person for one in cases.get(desk.db, case_id).relations if one.custody)


def text_of(file):
    document = pypdfium2.PdfDocument(file.read_bytes())
    told = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return told


def test_the_whole_file_holds_history_and_what_is_being_written(desk, case_id, tmp_path):
    about.write_about(desk, case_id, None, WORDS, Letterhead(), tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert [one["text"] for one in found["drafts"]] == ["halvt skrevet"]
    assert any(WORD in str(line.get("history")) for line in found["journal"])
    about.write_about(desk, case_id, None, WORDS, Letterhead(), tmp_path / "a.pdf")
    assert WORD in text_of(tmp_path / "a.pdf").replace("\r\n", "")


def test_one_person_gets_what_they_may_read_and_no_more(desk, case_id, tmp_path):
    parent = parent_of(desk, case_id)
    for ending in ("json", "pdf"):
        about.write_about(desk, case_id, parent, WORDS, Letterhead(), tmp_path / f"a.{ending}")
    told = (tmp_path / "a.json").read_text("utf-8")
    assert WORD not in told
    assert "halvt skrevet" not in told
    assert WORD not in text_of(tmp_path / "a.pdf")
    assert people.get(desk.db, parent).name in text_of(tmp_path / "a.pdf").replace("\r\n", " ")


def test_nothing_is_made_while_the_family_must_not_be_told(desk, case_id, tmp_path):
    case = cases.get(desk.db, case_id)
    parent = parent_of(desk, case_id)
    with desk.db.atomic():
        desk.db.conn.execute("update cases set parents_not_told_reason = 'fare' where id = ?", [case_id])
    assert cases.get(desk.db, case_id).parents_not_told == NotTold(reason="fare")
    assert case.id == case_id
    with pytest.raises(NotAllowed):
        about.write_about(desk, case_id, parent, WORDS, Letterhead(), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("with_names", [True, False])
def test_the_access_log_tells_who_did_what_with_or_without_names(desk, case_id, tmp_path, with_names):
    for ending in ("csv", "pdf"):
        out = tmp_path / f"log.{ending}"
        about.write_access_log(desk, case_id, WORDS, Letterhead(), out, with_names=with_names)
    rows = list(csv.reader(StringIO((tmp_path / "log.csv").read_text("utf-8-sig")), delimiter=";"))
    assert len(rows) >= 3
    assert {len(row) for row in rows} == {3 if with_names else 2}
    told = (tmp_path / "log.csv").read_text("utf-8-sig") + text_of(tmp_path / "log.pdf")
    assert ("Hanne Lind" in told) == with_names


def test_a_case_that_is_gone_is_told(desk, tmp_path):
    with pytest.raises(Stale):
        about.write_about(desk, "nobody", None, WORDS, Letterhead(), tmp_path / "a.pdf")
