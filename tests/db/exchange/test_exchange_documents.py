import copy
import json
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from exchange_documents import TODAY, example, faults_of, faults_of_bytes, parsed, smallest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from random_documents import documents, raw_of

from db.exchange.nodes import record_of
from db.exchange.reading import parse
from db.exchange.writing import document_json
from db.records.appointment import Appointment
from db.records.case import Worker
from db.records.entrance import Assessment, Decision
from db.records.intervention import Intervention
from db.records.note import FilledForm
from db.records.office import Booking
from db.records.person import Person
from db.records.plan import Plan
from db.records.relation import Consent, Relation

RANDOM = settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)


def written(raw):
    return json.loads(document_json(parsed(raw).document))


def test_the_contracts_own_example_comes_back_as_it_went_in():
    text = document_json(parsed(example()).document)
    assert json.loads(text) == example()
    assert text.startswith('{\n "format"')
    assert text.endswith("}\n")
    assert "Familieværelse" in text


def test_the_smallest_document_has_every_default():
    raw = smallest(
        relations=[{"person": "p1", "role": "other"}],
        consents=[{"id": "k1", "given_on": "2026-01-01"}],
        inquiries=[{"id": "q1", "kind": "inquiry", "received_at": "2026-01-01T00:00:00Z"}],
        allocations=[{"id": "a1", "panel_on": "2026-01-01"}],
        rhythm=[{"since": "2026-01-01"}],
        interventions=[
            {"id": "i1", "starts_on": "2026-01-01", "unit": "day"},
            {"id": "i2", "starts_on": "2026-01-01", "unit": "day", "placement": "foster"},
        ],
        plans=[
            {
                "id": "l1",
                "kind": "child_plan",
                "goals": [{"id": "g1", "title": "", "sub_goals": [{"title": ""}]}],
            }
        ],
        appointments=[
            {
                "id": "m1",
                "kind": "panel",
                "starts_at": "2026-01-01T00:00:00Z",
                "agenda": [{"title": ""}],
                "notes": [{}],
                "agreements": [{"title": ""}],
            }
        ],
        forms=[{"id": "f1", "form": "x"}],
        well_being=[{"on": "2026-01-01", "score": 0}],
        workers=[{}],
    )
    raw |= {
        "institutions": [{"id": "o1", "kind": "school"}],
        "resources": [{"id": "r1", "kind": "course"}],
        "bookings": [{"id": "b1", "from": "2026-01-01"}],
    }
    back = written(raw)
    case = back["cases"][0]
    assert back["inquiries"] == back["appointments"] == []
    assert back["people"][0]["language"] == "da"
    assert back["people"][0]["born"] is None
    assert back["institutions"][0]["visits_per_year"] is None
    assert back["resources"][0]["places"] == 1
    assert (back["bookings"][0]["status"], back["bookings"][0]["case"]) == ("booked", None)
    assert case["impairment"] == {"areas": [], "degree": "none_known", "description": ""}
    assert case["school"] == {
        "name": "", "reduced_hours": None, "reduced_since": None, "doctor_statement": None,
        "parents_agree": None,
    }  # fmt: skip
    assert case["parents_not_told"] is None
    assert case["relations"][0] == {
        "person": "p1", "role": "other", "network": "private", "custody": False, "lives_with_child": False,
        "closeness": 3, "quality": "neutral", "from": None, "to": None, "note": "",
    }  # fmt: skip
    assert case["workers"][0] == {"name": "", "unit": "", "role": "", "from": None, "to": None}
    assert case["rhythm"][0]["follow_up_months"] is None
    assert case["allocations"][0]["result"] == "pending"
    first, placed = case["interventions"]
    assert (first["law_group"], placed["law_group"]) == ("supportive", "placement")
    assert (first["stage"], first["price"], first["quantity"], first["step"]) == (
        "running",
        "0.00",
        "1",
        None,
    )
    plan = case["plans"][0]
    assert plan["status"] == "draft"
    assert (plan["goals"][0]["status"], plan["goals"][0]["area"]) == ("not_begun", None)
    assert plan["goals"][0]["sub_goals"][0]["id"] != case["appointments"][0]["agreements"][0]["id"]
    meeting = case["appointments"][0]
    assert (meeting["status"], meeting["child_heard"]) == ("planned", "not_relevant")
    assert meeting["agenda"] == [{"title": "", "minutes": None, "participants": []}]
    assert meeting["notes"] == [{"part": None, "text": "", "readers": "participants"}]
    assert (case["forms"][0]["status"], case["forms"][0]["form_version"]) == ("draft", 1)
    assert case["forms"][0]["answers"] == {}
    assert case["well_being"][0]["readers"] == "caseworker"


def a_meeting(kind, **fields):
    ratings = [{"rated_by": rated_by, "score": 3} for rated_by in ("p1", "p2", None)]
    base = {
        "id": "m1",
        "kind": kind,
        "starts_at": "2026-01-01T10:00:00Z",
        "notes": [{}],
        "safety_scale": ratings,
    }
    return base | fields


def readers(entries):
    return [entry["readers"] for entry in entries]


def test_what_the_child_rated_is_for_the_caseworker_until_it_was_asked():
    goal = {"id": "g1", "title": "", "progress": [{"on": "2026-01-01", "score": 3, "rated_by": "p1"}]}
    goal["progress"] += [
        goal["progress"][0] | {"rated_by": "p2"},
        goal["progress"][0] | {"readers": "everyone"},
    ]
    raw = smallest(
        appointments=[a_meeting("network_meeting")],
        plans=[{"id": "l1", "kind": "child_plan", "goals": [goal]}],
    )
    raw["people"].append({"id": "p2", "name": "Mia"})
    raw["appointments"] = [a_meeting("panel", id="m2")]
    back = written(raw)
    meeting, plan = back["cases"][0]["appointments"][0], back["cases"][0]["plans"][0]
    assert readers(meeting["safety_scale"]) == ["caseworker", "participants", "participants"]
    assert readers(meeting["notes"]) == ["participants"]
    assert meeting["columns_readers"] == "participants"
    assert readers(plan["goals"][0]["progress"]) == ["caseworker", "participants", "everyone"]
    assert readers(back["appointments"][0]["safety_scale"]) == ["caseworker", "participants", "participants"]


def test_all_of_a_childs_talk_is_for_the_caseworker_unless_it_says_otherwise():
    given_ones = [{"text": "a"}, {"text": "b", "readers": "everyone"}]
    raw = smallest(appointments=[a_meeting("child_talk", notes=given_ones)])
    raw["people"].append({"id": "p2", "name": "Mia"})
    meeting = written(raw)["cases"][0]["appointments"][0]
    assert readers(meeting["notes"]) == ["caseworker", "everyone"]
    assert readers(meeting["safety_scale"]) == ["caseworker"] * 3
    assert meeting["columns_readers"] == meeting["child_words_readers"] == "caseworker"


@pytest.mark.parametrize(
    ("key", "given_value", "back"),
    [
        ("price", "12500", "12500.00"),
        ("price", "12500.5", "12500.50"),
        ("price", "0.07", "0.07"),
        ("quantity", "1.500", "1.5"),
        ("quantity", "10", "10"),
        ("quantity", "0.001", "0.001"),
        ("title", "  æ\n", "  æ\n"),
        ("catalogue", "not known here", "not known here"),
    ],
)
def test_amounts_and_texts_come_back_with_the_same_value(key, given_value, back):
    raw = smallest(interventions=[{"id": "i1", "starts_on": "2026-01-01", "unit": "day", key: given_value}])
    assert written(raw)["cases"][0]["interventions"][0][key] == back


@pytest.mark.parametrize(
    ("at", "back"),
    [
        ("2026-01-31T14:30:00+01:00", "2026-01-31T14:30:00+01:00"),
        ("2026-01-31T14:30:00Z", "2026-01-31T15:30:00+01:00"),
        ("2026-07-01T00:00:00-05:30", "2026-07-01T07:30:00+02:00"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+02:00"),  # the hour that comes twice
        ("2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00"),
        ("1850-01-01T00:00:00Z", "1850-01-01T00:50:20+00:50:20"),
    ],
)
def test_moments_come_back_as_the_same_instant_in_copenhagen(at, back):
    raw = smallest(notes=[{"id": "n1", "at": at, "kind": "mail"}])
    exported = written(raw)
    assert exported["cases"][0]["notes"][0]["at"] == back
    assert written(exported) == exported


@pytest.mark.parametrize("cpr", ["0905144321", "090514-4321", "090514 4321"])
def test_a_cpr_number_comes_back_as_ten_digits(cpr):
    raw = smallest()
    raw["people"][0]["cpr"] = cpr
    assert written(raw)["people"][0]["cpr"] == "0905144321"


@pytest.mark.parametrize(
    ("cpr", "born", "kinds"),
    [
        ("070761-4285", None, []),  # the office's own example of a number that passes
        ("070761-4285", "1961-07-07", []),
        ("070761-4285", "1961-07-08", ["cpr_disagrees"]),
        ("070761-4286", "1961-07-07", ["cpr_check_fails"]),
        ("070761-4286", "1961-07-08", ["cpr_check_fails", "cpr_disagrees"]),
        ("670761-4285", "1961-07-07", ["cpr_check_fails"]),
    ],
)
def test_what_is_odd_about_a_cpr_number_is_a_warning(cpr, born, kinds):
    raw = smallest()
    raw["people"][0] |= {"cpr": cpr, "born": born}
    warnings = parsed(raw).warnings
    assert [warning.kind.value for warning in warnings] == kinds
    assert {warning.pointer for warning in warnings} <= {"/people/0/cpr"}


def test_what_looks_odd_and_is_no_fault():
    raw = smallest(
        opened="2031-01-01",
        events=[{"id": "e1", "on": "2040-01-01", "kind": "moved"}],
        handled=[
            {"rule": "none of ours", "trigger": "z", "due": "2026-01-01", "state": "met", "on": "2026-01-01"}
        ],
        interventions=[
            {"id": f"i{count}", "starts_on": "2026-01-01", "unit": "day", "placement": "foster"}
            for count in (1, 2)
        ],
        forms=[
            {
                "id": "f1",
                "form": "nobody's",
                "form_version": 9,
                "answers": {"Q 1": [{"a": None}, 1.5, 10**30]},
            }
        ],
    )
    raw["people"][0] |= {"born": "2032-01-01", "expected": "2033-01-01"}
    assert faults_of(raw) == []
    assert written(raw)["cases"][0]["forms"][0]["answers"] == {"Q 1": [{"a": None}, 1.5, 10**30]}


def is_as_given(given_value, back, key=""):
    """True if `back` says what was given, and perhaps more."""
    if isinstance(given_value, dict) and key != "answers":
        return all(is_as_given(value, back[inner], inner) for inner, value in given_value.items())
    if isinstance(given_value, list) and key != "answers":
        return len(given_value) == len(back) and all(map(is_as_given, given_value, back))
    if given_value is None or key in ("answers", "text", "title"):
        return given_value == back
    if key in ("price", "quantity"):
        return Decimal(given_value) == Decimal(back)
    if key == "cpr":
        return given_value.replace("-", "").replace(" ", "") == back
    if key in ("at", "received_at", "assessed_at", "starts_at", "ends_at"):
        return datetime.fromisoformat(given_value).astimezone(UTC) == datetime.fromisoformat(back)
    return given_value == back


@RANDOM
@given(documents())
def test_every_document_comes_back_the_same(raw):
    first = parsed(raw)
    text = document_json(first.document)
    assert is_as_given(raw, json.loads(text))
    again = parse(text.encode(), TODAY)
    assert again == first
    assert document_json(again.document) == text


JUNK = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        10**30,
        1.5,
        "",
        " ",
        "x1",
        "2026-02-30",
        "closed",
        "placement",
        [],
        {},
        [None],
        {"id": 1},
    ]
).map(copy.deepcopy)  # what is put in is spoilt in its turn, and must be as it was the next time


def places(value):
    """Every container of `value` with its keys."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict | list) and value:
        yield value
    for item in inner:
        yield from places(item)


def spoil(data, raw):
    """Does one thing to `raw` that may be a fault."""
    place = data.draw(st.sampled_from(list(places(raw))))
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    key = data.draw(st.sampled_from(keys))
    how = data.draw(st.sampled_from(["replace", "remove", "double", "add"]))
    if how == "remove":
        del place[key]
    elif how == "double" and isinstance(place, list):
        place.append(copy.deepcopy(place[key]))
    elif how == "add" and isinstance(place, dict):
        place[data.draw(st.sampled_from(["from_", "", "id", "readers", "Navn Navnesen"]))] = data.draw(JUNK)
    else:
        place[key] = data.draw(JUNK)


@RANDOM
@given(st.just(example()) | documents(), st.data())
def test_spoilt_documents_are_refused_in_words_or_sound(raw, data):
    raw = copy.deepcopy(raw)
    for _ in range(data.draw(st.integers(1, 5))):
        spoil(data, raw)
    faults = faults_of(raw)
    assert all("Navn" not in pointer for pointer, _ in faults)
    if not faults:
        document = parsed(raw).document
        assert parsed(json.loads(document_json(document))).document == document


@RANDOM
@given(st.binary(max_size=40), st.integers(0, 10**6), st.integers(0, 30))
def test_spoilt_bytes_raise_nothing_else(noise, at, length):
    sound = json.dumps(example(), ensure_ascii=False).encode()
    at %= len(sound)
    spoilt = sound[:at] + noise + sound[at + length :]
    assert faults_of_bytes(spoilt) or parse(spoilt, TODAY)


WITH_RULES = [
    Appointment, Assessment, Booking, Consent, Decision, FilledForm, Intervention, Person, Plan, Relation,
    Worker,
]  # fmt: skip
ONE_RECORD = st.sampled_from(WITH_RULES).flatmap(lambda record: st.tuples(st.just(record), raw_of(record)))


@RANDOM
@given(ONE_RECORD)
def test_what_a_record_refuses_is_explained_and_nothing_else(drawn):
    record, raw = drawn
    faults = []
    record_of(record, raw, "", faults)
    try:
        record.model_validate(raw)
    except ValidationError:
        assert faults
        assert not any(fault.kind.value == "wrong_type" for fault in faults)
    else:
        assert faults == []


def test_a_caseload_is_read_in_a_time_that_grows_with_its_length():
    raw = example()
    raw["people"] = [raw["people"][1]]
    case = raw.pop("cases")[0]
    raw |= {"cases": [], "bookings": []}
    for number in range(50):
        text = json.dumps(case)
        for name in (
            "p1",
            "c1",
            "k1",
            "q1",
            "a1",
            "d1",
            "s1",
            "i1",
            "l1",
            "g1",
            "u1",
            "m1",
            "t1",
            "f1",
            "n1",
            "e1",
        ):
            text = text.replace(f'"{name}"', f'"{name}-{number}"')
        raw["people"].append({"id": f"p1-{number}", "name": "Aksel"})
        raw["cases"].append(json.loads(text) | {"number": str(number)})
    data = json.dumps(raw).encode()
    start = time.perf_counter()
    document = parse(data, TODAY).document
    middle = time.perf_counter()
    document_json(document)
    end = time.perf_counter()
    sys.stdout.write(f"{len(data)} bytes: read in {middle - start:.3f} s, written in {end - middle:.3f} s\n")
    assert len(document.cases) == 50
