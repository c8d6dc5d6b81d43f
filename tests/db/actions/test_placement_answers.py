"""The half-year question: of which placements it is asked, kept with its reason, on which paper it stands."""

import json
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from exchange_documents import smallest
from stores import PASSPHRASE

from db.actions import minutes, undo
from db.actions import placement_answers as actions
from db.actions.at_the_desk import at_the_desk
from db.errors import NotAllowed
from db.records.case import Case
from db.records.letterhead import Letterhead
from db.records.placement_answer import Answer, PlacementAnswer
from db.rules.placement_review import asked_of
from db.store import cases, check, drafts, journal, placement_answers
from db.store import open as door
from db.words import Words

MEETING = {
    "id": "m1",
    "kind": "follow_up",
    "starts_at": "2026-11-20T13:00:00+01:00",
    "status": "held",
    "agenda": [{"title": "Hvordan går det?", "minutes": 30, "participants": ["p1", "p2"]}],
}
PLACED = {"unit": "month", "placement": "foster", "law_group": "placement"}
BECAUSE = "Hun sover og er glad for Birkevej 12 og for hønsene"


def placement(key, starts_on, **more):
    return {"id": key, "title": f"Plejefamilie {key}", "starts_on": starts_on, **PLACED, **more}


@pytest.fixture
def store(taetpaa, empty_store, tmp_path):
    raw = smallest()
    raw["people"] = [
        {"id": "p1", "name": "Emil Prøve"},
        {"id": "p2", "name": "Mor Prøve", "address": "Birkevej 12", "protected_address": True},
    ]
    raw["cases"][0] |= {
        "id": "c1",
        "number": "2026-0001",
        "child": "p1",
        "appointments": [MEETING, MEETING | {"id": "m2", "kind": "network_meeting"}],
        "interventions": [placement("i1", "2026-06-20"), placement("i2", "2026-06-21")],
        "relations": [{"person": "p2", "role": "mother"}],
    }
    (tmp_path / "in.json").write_text(json.dumps(raw), "utf-8")
    assert taetpaa("import", tmp_path / "in.json", store=empty_store).code == 0
    return empty_store


@pytest.fixture
def desk(store):
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: datetime(2026, 11, 23, 11, tzinfo=UTC))
        yield desk
        desk.close()


def answer(**fields):
    values = {"appointment": "m1", "intervention": "i1", "answer": Answer.GOES_ON, "reason": BECAUSE}
    return PlacementAnswer(**(values | fields))


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"starts_on": "2026-06-20"}, True),
        ({"starts_on": "2026-06-21"}, False),
        ({"starts_on": "2025-01-01", "ended_on": "2026-11-20"}, True),
        ({"starts_on": "2025-01-01", "ended_on": "2026-11-19"}, False),
        ({"starts_on": "2025-01-01", "stage": "expected"}, False),
        ({"starts_on": "2025-01-01", "placement": None, "law_group": "supportive"}, False),
    ],
)
def test_it_is_asked_from_five_months_on_while_the_placement_runs(fields, asked):
    raw = {"id": "c", "number": "1", "child": "p", "status": "active", "opened": date(2026, 1, 1)}
    item = {"id": "i", "title": "", **PLACED, **fields}
    case = Case.model_validate(raw | {"interventions": [item], "appointments": [MEETING]})
    assert bool(asked_of(case, case.appointments[0])) is asked


def test_the_answer_is_kept_with_its_reason_and_may_change(desk):
    actions.answer_review(desk, "c1", answer(reason=f"  {BECAUSE} "))
    actions.answer_review(desk, "c1", answer(answer=Answer.HOME, reason="Mor kan igen."))
    assert placement_answers.of_case(desk.db, "c1") == [answer(answer=Answer.HOME, reason="Mor kan igen.")]
    assert list(journal.faults(desk.db)) == []
    assert check.check(desk.store).sound
    assert drafts.everything(desk.db) == []
    assert cases.get(desk.db, "c1").interventions[0].id == "i1"


@pytest.mark.parametrize("fields", [{"reason": "  "}, {"intervention": "i2"}, {"appointment": "m2"}])
def test_without_a_reason_or_a_question_nothing_is_kept(desk, fields):
    with pytest.raises(NotAllowed):
        actions.answer_review(desk, "c1", answer(**fields))
    assert placement_answers.of_case(desk.db, "c1") == []


def test_it_stands_on_the_file_s_own_copy_and_on_no_party_s(store, taetpaa, tmp_path):
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: datetime(2026, 11, 23, 11, tzinfo=UTC))
        actions.answer_review(desk, "c1", answer())
        desk.close()
    told = {}
    for edition in ("full", "party:p2"):
        out = tmp_path / f"{edition[:4]}.pdf"
        ended = taetpaa("minutes", "m1", "--out", out, "--edition", edition, store=store)
        assert ended.code == 0, ended.err
        with pypdfium2.PdfDocument(out) as document:
            told[edition] = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "virker og fortsætter, fordi" in told["full"]
    assert "hønsene" in told["full"]
    assert "Birkevej" not in told["full"]
    assert "fortsætter" not in told["party:p2"]
    assert "hønsene" not in told["party:p2"]


def test_an_answer_is_taken_back_and_an_earlier_one_stands_again(desk):
    first = PlacementAnswer(appointment="m1", intervention="i1", answer=Answer.GOES_ON, reason="Hun trives")
    actions.answer_review(desk, "c1", first)
    actions.answer_review(desk, "c1", first.changed(answer=Answer.HOME, reason="Hun vil hjem"))
    undo.undo(desk)
    assert placement_answers.of_case(desk.db, "c1") == [first]
    undo.undo(desk)
    assert placement_answers.of_case(desk.db, "c1") == []
    assert list(journal.faults(desk.db)) == []


def test_an_answer_that_was_printed_with_its_minutes_is_not_taken_back(desk, tmp_path):
    answer = PlacementAnswer(appointment="m1", intervention="i1", answer=Answer.GOES_ON, reason="Hun trives")
    actions.answer_review(desk, "c1", answer)
    sheet = minutes.sheet_of(desk, "m1", None, Letterhead())
    minutes.write_minutes(desk, sheet, Words("da"), tmp_path / "m.pdf")
    with pytest.raises(NotAllowed, match="left the house"):
        undo.undo(desk)
    assert placement_answers.of_case(desk.db, "c1") == [answer]
