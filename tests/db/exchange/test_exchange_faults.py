import copy
import json
from datetime import date

import pytest
from exchange_documents import TODAY, example, faults_of, faults_of_bytes, smallest

from db.errors import Exit, NotAllowed
from db.exchange.faults import SENTENCES, Fault, FaultKind, FaultyDocument, in_order
from db.exchange.reading import parse
from db.words import Words

NOTHING = object()
CASE = "/cases/0"


def changed(raw, pointer, value):
    """`raw` with `value` at `pointer`; NOTHING takes it away."""
    raw = copy.deepcopy(raw)
    *steps, last = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
    place = raw
    for step in steps:
        place = place[step]
    if value is NOTHING:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return raw


ONE_FAULT = [
    ("/format", "other", "not_allowed"),
    ("/format", NOTHING, "missing"),
    ("/version", 2, "out_of_range"),
    ("/version", "1", "wrong_type"),
    ("/version", True, "wrong_type"),
    ("/version", NOTHING, "missing"),
    ("/people/2", None, "wrong_type"),
    ("/people/2", [], "wrong_type"),
    ("/extra", 1, "unknown_field"),
    ("/people/0/first_name", "Mia", "unknown_field"),
    (f"{CASE}/workers/0/from_", "2026-01-01", "unknown_field"),
    (f"{CASE}/inquiries/0/from_", "school", "unknown_field"),
    ("/bookings/0/from_", "2026-03-01", "unknown_field"),
    ("/resources/1", 7, "wrong_type"),
    ("/inquiries", None, "wrong_type"),
    ("/appointments", {}, "wrong_type"),
    (f"{CASE}/events/0/id", NOTHING, "missing"),
    (f"{CASE}/events/0/id", 7, "wrong_type"),
    (f"{CASE}/events/0/id", "e 1", "bad_id"),
    (f"{CASE}/events/0/id", "", "bad_id"),
    ("/people/0/name", NOTHING, "missing"),
    ("/people/0/name", "", "empty_name"),
    ("/people/0/name", " \t", "empty_name"),
    ("/people/0/name", None, "wrong_type"),
    ("/people/0/address", None, "wrong_type"),
    ("/people/0/address", 5, "wrong_type"),
    ("/people/0/interpreter", 1, "wrong_type"),
    ("/people/0/interpreter", "true", "wrong_type"),
    ("/people/0/interpreter", None, "wrong_type"),
    ("/people/0/born", "2026-02-29", "bad_date"),
    ("/people/0/born", "2026-2-1", "bad_date"),
    ("/people/0/born", "20260201", "bad_date"),
    ("/people/0/born", "2026-W05-1", "bad_date"),
    ("/people/0/born", "0000-01-01", "bad_date"),
    ("/people/0/born", "2026-02-01T00:00:00Z", "bad_date"),
    ("/people/0/born", "", "bad_date"),
    ("/people/0/born", 20260201, "wrong_type"),
    ("/people/0/deceased", "2014-05-08", "end_before_start"),
    ("/people/0/cpr", "090514", "bad_cpr"),
    ("/people/0/cpr", "", "bad_cpr"),
    ("/people/0/cpr", "310214-4321", "bad_cpr"),
    ("/people/0/cpr", "920514-4321", "bad_cpr"),
    ("/people/0/cpr", 905144321, "wrong_type"),
    ("/people/0/cpr", "160726-4321", "born_in_future"),
    ("/people/0/cpr", "760726-4321", "born_in_future"),
    ("/institutions/0/kind", "home", "not_allowed"),
    ("/institutions/0/kind", 1, "wrong_type"),
    ("/institutions/0/kind", None, "wrong_type"),
    ("/institutions/0/kind", NOTHING, "missing"),
    ("/institutions/0/visits_per_year", -1, "out_of_range"),
    ("/institutions/0/visits_per_year", 1.5, "wrong_type"),
    ("/resources/0/places", 0, "out_of_range"),
    ("/bookings/0/from", NOTHING, "missing"),
    ("/bookings/0/from", None, "wrong_type"),
    ("/bookings/0/to", "2026-02-28", "end_before_start"),
    ("/bookings/0/case", "c2", "broken_reference"),
    ("/bookings/0/resource", "p1", "broken_reference"),
    (f"{CASE}/child", NOTHING, "missing"),
    (f"{CASE}/child", None, "wrong_type"),
    (f"{CASE}/child", "p9", "broken_reference"),
    (f"{CASE}/number", "", "empty_number"),
    (f"{CASE}/number", NOTHING, "missing"),
    (f"{CASE}/status", "open", "not_allowed"),
    (f"{CASE}/closed", "2026-02-01", "closed_without_day"),
    (f"{CASE}/impairment", None, "wrong_type"),
    (f"{CASE}/impairment/areas/1", "diabetes", "not_allowed"),
    (f"{CASE}/impairment/areas", "autism", "wrong_type"),
    (f"{CASE}/school", None, "wrong_type"),
    (f"{CASE}/school/reduced_hours", "20,5", "bad_number"),
    (f"{CASE}/school/reduced_hours", 20, "wrong_type"),
    (f"{CASE}/school/reduced_hours", "٣", "bad_number"),
    (f"{CASE}/parents_not_told", [], "wrong_type"),
    (f"{CASE}/workers/0/from", "2026-13-01", "bad_date"),
    (f"{CASE}/rhythm/0/follow_up_months", 0, "out_of_range"),
    (f"{CASE}/rhythm/0/contact_weeks", 10**400, "out_of_range"),
    (f"{CASE}/rhythm/0/since", NOTHING, "missing"),
    (f"{CASE}/relations/0/person", "q1", "broken_reference"),
    (f"{CASE}/relations/0/person", None, "wrong_type"),
    (f"{CASE}/relations/0/closeness", 6, "out_of_range"),
    (f"{CASE}/relations/0/closeness", True, "wrong_type"),
    (f"{CASE}/consents/0/expires_on", "2026-01-05", "end_before_start"),
    (f"{CASE}/consents/0/withdrawn_on", "2026-01-05", "end_before_start"),
    (f"{CASE}/consents/0/given_by", "c1", "broken_reference"),
    (f"{CASE}/inquiries/0/received_at", "2026-01-05", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", "2026-01-05T09:10:00", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", "2026-01-05T09:10:00.5Z", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", "2026-01-05T24:00:00Z", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", "2026-01-05T09:10:60Z", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", "2026-01-05T09:10:00+24:00", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", "2026-01-05T09:10:00+01:60", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", "2026-01-05 09:10:00Z", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", "0001-01-01T00:00:00+01:00", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", "9999-12-31T23:30:00Z", "bad_moment"),
    (f"{CASE}/inquiries/0/received_at", 1767600000, "wrong_type"),
    (f"{CASE}/inquiries/0/acute", "no", "wrong_type"),
    (f"{CASE}/decisions/0/told_on", "2026-01-19", "end_before_start"),
    (f"{CASE}/decisions/0/about", "p1", "broken_reference"),
    (f"{CASE}/decisions/0/inquiry", "d1", "broken_reference"),
    (f"{CASE}/decisions/0/consents/0", "q1", "broken_reference"),
    (f"{CASE}/decisions/0/consents/1", None, "wrong_type"),
    (f"{CASE}/handled/0/state", "open", "not_allowed"),
    (f"{CASE}/handled/0/on", NOTHING, "missing"),
    (f"{CASE}/handled/0/due", "2026-03-01T12:00:00Z", "bad_date"),
    (f"{CASE}/assessments/0/finished_on", "2026-01-15", "end_before_start"),
    (f"{CASE}/interventions/0/price", "9.500,00", "bad_number"),
    (f"{CASE}/interventions/0/price", "9500.001", "bad_number"),
    (f"{CASE}/interventions/0/price", "-1.00", "bad_number"),
    (f"{CASE}/interventions/0/price", 9500, "wrong_type"),
    (f"{CASE}/interventions/0/price", None, "wrong_type"),
    (f"{CASE}/interventions/0/price", "٣", "bad_number"),
    (f"{CASE}/interventions/0/quantity", "0", "out_of_range"),
    (f"{CASE}/interventions/0/quantity", "0.0005", "bad_number"),
    (f"{CASE}/interventions/0/quantity", 1, "wrong_type"),
    (f"{CASE}/interventions/0/unit", NOTHING, "missing"),
    (f"{CASE}/interventions/0/unit", "year ", "not_allowed"),
    (f"{CASE}/interventions/0/step", 7, "out_of_range"),
    (f"{CASE}/interventions/0/law_group", None, "wrong_type"),
    (f"{CASE}/interventions/0/placement", "foster", "placement_without_group"),
    (f"{CASE}/interventions/0/expected_end", "2026-01-31", "end_before_start"),
    (f"{CASE}/interventions/0/ended_on", "2026-01-31", "end_before_start"),
    (f"{CASE}/interventions/0/goals/0", "u1", "broken_reference"),
    (f"{CASE}/plans/0/replaces", "i1", "broken_reference"),
    (f"{CASE}/plans/0/goals/0/title", NOTHING, "missing"),
    (f"{CASE}/plans/0/goals/0/area", "play", "not_allowed"),
    (f"{CASE}/plans/0/goals/0/sub_goals/0/responsible", "p9", "broken_reference"),
    (f"{CASE}/plans/0/goals/0/sub_goals/0/id", None, "wrong_type"),
    (f"{CASE}/plans/0/goals/0/progress/0/score", 11, "out_of_range"),
    (f"{CASE}/plans/0/goals/0/progress/0/score", 4.0, "wrong_type"),
    (f"{CASE}/plans/0/goals/0/progress/0/rated_by", "p9", "broken_reference"),
    (f"{CASE}/appointments/0/ends_at", "2026-03-02T12:00:00Z", "end_before_start"),
    (f"{CASE}/appointments/0/starts_at", None, "wrong_type"),
    (f"{CASE}/appointments/0/institution", "p1", "broken_reference"),
    (f"{CASE}/appointments/0/agenda/0/participants", None, "wrong_type"),
    (f"{CASE}/appointments/0/agenda/0/participants/1", "p9", "broken_reference"),
    (f"{CASE}/appointments/0/agenda/0/minutes", -1, "out_of_range"),
    (f"{CASE}/appointments/0/notes/0/part", 1, "broken_reference"),
    (f"{CASE}/appointments/0/notes/0/part", -1, "out_of_range"),
    (f"{CASE}/appointments/0/notes/0/part", "0", "wrong_type"),
    (f"{CASE}/appointments/0/safety_scale/0/readers", "all", "not_allowed"),
    (f"{CASE}/appointments/0/agreements/0/responsible", "m1", "broken_reference"),
    (f"{CASE}/forms/0/form_version", 0, "out_of_range"),
    (f"{CASE}/forms/0/finished_on", "2026-01-31", "end_before_start"),
    (f"{CASE}/forms/0/answers", None, "wrong_type"),
    (f"{CASE}/forms/0/answers", [], "wrong_type"),
    (f"{CASE}/well_being/0/about", "p9", "broken_reference"),
    (f"{CASE}/well_being/0/score", NOTHING, "missing"),
]


@pytest.mark.parametrize(("pointer", "value", "kind"), ONE_FAULT)
def test_one_fault_is_reported_alone(pointer, value, kind):
    assert faults_of(changed(example(), pointer, value)) == [(pointer, kind)]


@pytest.mark.parametrize(
    ("pointer", "value", "fault"),
    [
        ("/status", "closed", ("/closed", "closed_without_day")),
        (
            "/interventions/0/law_group",
            "placement",
            ("/interventions/0/placement", "placement_without_group"),
        ),
        ("/plans/0/status", "adopted", ("/plans/0/adopted_on", "adopted_without_day")),
        ("/opened", "2999-01-01", None),
    ],
)
def test_what_does_not_agree_is_reported_where_it_should_stand(pointer, value, fault):
    faults = [(f"{CASE}{fault[0]}", fault[1])] if fault else []
    assert faults_of(changed(example(), CASE + pointer, value)) == faults


def test_without_people_every_reference_to_one_is_broken():
    kinds = dict(faults_of(changed(example(), "/people", None)))
    assert kinds.pop("/people") == "wrong_type"
    assert set(kinds.values()) == {"broken_reference"}
    assert "/cases/0/child" in kinds


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \n", "empty_file"),
        (b"{", "not_json"),
        (b"{}{}", "not_json"),
        (b"{'format': 1}", "not_json"),
        (b'{"a": "\n"}', "not_json"),
        (b'{"a": 1,}', "not_json"),
        (b"\xff\xfe{\x00}\x00", "not_utf8"),
        (b'{"a": "\xe6"}', "not_utf8"),
        (b'{"a": "\xed\xa0\x80"}', "not_utf8"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 100_000, "too_deep"),
        (b"[]", "wrong_type"),
        (b"null", "wrong_type"),
        (b"NaN", "bad_number"),
        (b"9" * 5000, "bad_number"),
    ],
)
def test_bytes_that_are_no_document(data, kind):
    assert faults_of_bytes(data) == [("", kind)]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"score": 5', '"score": NaN', (f"{CASE}/well_being/0/score", "bad_number")),
        ('"score": 5', '"score": -Infinity', (f"{CASE}/well_being/0/score", "bad_number")),
        ('"score": 5', '"score": 1e400', (f"{CASE}/well_being/0/score", "bad_number")),
        ('"score": 5', f'"score": {"5" * 5000}', (f"{CASE}/well_being/0/score", "bad_number")),
        ('"answers": {}', '"answers": {"q": [NaN]}', (f"{CASE}/forms/0/answers/q/0", "bad_number")),
        ('"score": 5', '"score": 5, "score": 6', (f"{CASE}/well_being/0/score", "duplicate_key")),
        ('"answers": {}', '"answers": {"Q": 1, "Q": 2}', (f"{CASE}/forms/0/answers/*", "duplicate_key")),
        ('"team": ""', '"team": "\\ud83d"', (f"{CASE}/team", "bad_text")),
        ('"answers": {}', '"answers": {"\\udc00": 1}', (f"{CASE}/forms/0/answers", "bad_text")),
        (
            '"answers": {}',
            f'"answers": {{"q": {"[" * 200}{"]" * 200}}}',
            (f"{CASE}/forms/0/answers", "too_deep"),
        ),
    ],
)
def test_what_json_lets_through_and_no_store_can_hold(old, new, fault):
    text = json.dumps(example())
    assert old in text
    assert faults_of_bytes(text.replace(old, new).encode()) == [fault]


def test_a_byte_order_mark_and_paired_surrogates_are_sound():
    text = json.dumps(example()).replace('"team": ""', '"team": "\\ud83d\\ude00"')
    document = parse(b"\xef\xbb\xbf" + text.encode(), TODAY).document
    assert document.cases[0].team == "😀"


def test_twice_the_same_is_reported_where_it_stands_the_second_time():
    raw = example()
    case = raw["cases"][0]
    case["notes"].append(dict(case["notes"][0]))
    case["events"].append({"id": "u1", "on": "2026-01-01", "kind": "moved"})  # a sub-goal's id
    case["handled"].append(case["handled"][0] | {"state": "met", "reason": "…"})
    case["handled"].append(case["handled"][0] | {"due": "2026-03-02"})
    raw["people"].append({"id": "t1", "name": "Ole"})  # an agreement's id
    raw["cases"].append(smallest(id="c2", number="2026-0001")["cases"][0])
    assert faults_of(raw) == [
        ("/cases/0/appointments/0/agreements/0/id", "duplicate_id"),
        ("/cases/0/events/1/id", "duplicate_id"),
        ("/cases/0/handled/1", "duplicate_mark"),
        ("/cases/0/notes/1/id", "duplicate_id"),
        ("/cases/1/number", "duplicate_number"),
    ]


def test_what_belongs_to_another_case_is_a_broken_reference():
    raw = example()
    raw["people"].append({"id": "p3", "name": "Ea"})
    raw["inquiries"].append({"id": "q9", "kind": "inquiry", "received_at": "2026-01-05T09:10:00Z"})
    raw["cases"].append(
        smallest(
            id="c2",
            child="p3",
            decisions=[
                {"id": "d2", "about": "i1", "made_on": "2026-01-20", "consents": ["k1"], "inquiry": "q9"}
            ],
            interventions=[{"id": "i2", "starts_on": "2026-01-01", "unit": "day", "goals": ["g1"]}],
            plans=[{"id": "l2", "kind": "youth_plan", "replaces": "l1"}],
        )["cases"][0]
        | {"number": "2"}
    )
    assert faults_of(raw) == [
        ("/cases/1/decisions/0/about", "broken_reference"),
        ("/cases/1/decisions/0/consents/0", "broken_reference"),
        ("/cases/1/decisions/0/inquiry", "broken_reference"),
        ("/cases/1/interventions/0/goals/0", "broken_reference"),
        ("/cases/1/plans/0/replaces", "broken_reference"),
    ]


@pytest.mark.parametrize(
    "about", ["c1", "i1", "g1", "u1", "m1", "t1", "f1", "n1", "e1", "k1", "q1", "a1", "s1", "l1"]
)
def test_a_decision_may_be_about_anything_of_its_case(about):
    assert faults_of(changed(example(), f"{CASE}/decisions/0/about", about)) == []


def test_no_fault_hides_another():
    raw = example()
    case = raw["cases"][0]
    case |= {"opened": "2026-02-30", "status": "closed", "team": None}
    case["interventions"][0] |= {
        "unit": "decade", "step": 9, "ended_on": "2025-01-01", "expected_end": "2025-01-01",
        "placement": "foster", "goals": ["nowhere"], "colour": "red",
    }  # fmt: skip
    case["plans"][0] |= {"status": "adopted", "decided_on": "2026-01-40"}
    case["consents"][0] |= {"expires_on": "2025-01-01", "withdrawn_on": "2025-01-01", "given_by": 4}
    case["appointments"][0] |= {"ends_at": "2026-03-02T13:00:00+01:00", "status": "over"}
    case["plans"][0]["goals"][0]["progress"][0]["score"] = -1
    raw["people"][1] |= {"cpr": "310214-4321", "name": ""}
    assert faults_of(raw) == [
        ("/cases/0/appointments/0/ends_at", "end_before_start"),
        ("/cases/0/appointments/0/status", "not_allowed"),
        ("/cases/0/closed", "closed_without_day"),
        ("/cases/0/consents/0/expires_on", "end_before_start"),
        ("/cases/0/consents/0/given_by", "wrong_type"),
        ("/cases/0/consents/0/withdrawn_on", "end_before_start"),
        ("/cases/0/interventions/0/colour", "unknown_field"),
        ("/cases/0/interventions/0/ended_on", "end_before_start"),
        ("/cases/0/interventions/0/expected_end", "end_before_start"),
        ("/cases/0/interventions/0/goals/0", "broken_reference"),
        ("/cases/0/interventions/0/placement", "placement_without_group"),
        ("/cases/0/interventions/0/step", "out_of_range"),
        ("/cases/0/interventions/0/unit", "not_allowed"),
        ("/cases/0/opened", "bad_date"),
        ("/cases/0/plans/0/adopted_on", "adopted_without_day"),
        ("/cases/0/plans/0/decided_on", "bad_date"),
        ("/cases/0/plans/0/goals/0/progress/0/score", "out_of_range"),
        ("/cases/0/team", "wrong_type"),
        ("/people/1/cpr", "bad_cpr"),
        ("/people/1/name", "empty_name"),
    ]


def test_a_record_without_its_id_or_list_still_lets_the_others_be_examined():
    raw = example()
    raw["people"][1] = "Mia"
    raw["cases"].append({"handled": 3, "notes": [1, {"part": 1}], "relations": {"person": "p1"}})
    pointers = [pointer for pointer, _ in faults_of(raw)]
    assert "/people/1" in pointers
    assert f"{CASE}/relations/0/person" in pointers  # p2 is no longer there
    assert {f"/cases/1/{key}" for key in ("id", "number", "handled", "notes/0", "relations")} <= set(pointers)


def test_pointers_never_hold_a_key_that_could_be_somebodys_name():
    raw = smallest()
    raw["people"][0] |= {"Mia Prøve": 1, "090514-4321": 2, "x" * 41: 3, "nick_name": 4, "a/b": 5}
    assert faults_of(raw) == [("/people/0/*", "unknown_field"), ("/people/0/nick_name", "unknown_field")]


def test_the_message_counts_and_never_quotes():
    raw = changed(changed(example(), "/people/0/name", ""), f"{CASE}/status", "Mia Prøve")
    with pytest.raises(FaultyDocument) as caught:
        parse(json.dumps(raw).encode(), TODAY)
    error = caught.value
    assert isinstance(error, NotAllowed)
    assert error.exit is Exit.REFUSED
    assert (
        Words("en").error(error)
        == "The file has 2 faults. Nothing was changed. Correct the file and try again."
    )
    everything = f"{error} {error.faults} {error.facts} {error.__context__} {error.__cause__}"
    assert "Mia" not in everything
    assert (
        Words("en")
        .error(FaultyDocument([Fault("", FaultKind.NOT_JSON)]))
        .startswith("The file has one fault.")
    )


def test_every_kind_of_fault_has_a_sentence_in_both_languages():
    assert set(SENTENCES) == set(FaultKind)
    for kind in FaultKind:
        sentence = Fault("", kind).sentence
        assert Words("en").t(sentence) == sentence
        assert Words("da").t(sentence) != sentence


def test_every_kind_the_reader_knows_is_tried_here():
    elsewhere = {"id_in_store", "number_in_store", "cpr_check_fails", "cpr_disagrees"}
    tried = {kind for _, _, kind in ONE_FAULT} | {"duplicate_id", "duplicate_number", "duplicate_mark"}
    tried |= {
        "adopted_without_day",
        "duplicate_key",
        "bad_text",
        "too_deep",
        "empty_file",
        "not_json",
        "not_utf8",
    }
    assert tried | elsewhere == {kind.value for kind in FaultKind}


def test_faults_stand_in_order_and_once():
    late, early = Fault("/cases/10/id", FaultKind.BAD_ID), Fault("/cases/9/id", FaultKind.MISSING)
    assert in_order([late, early, late]) == (early, late)


@pytest.mark.parametrize("day", ["1858-01-01", "2014-05-09", "2026-07-15"])
def test_a_birth_up_to_today_is_none_in_the_future(day):
    seventh = {"1": "5" if day < "1900" else "0", "2": "4"}[day[0]]
    born = date.fromisoformat(day)
    raw = changed(smallest(), "/people/0/cpr", f"{born:%d%m%y}{seventh}321")
    assert faults_of(raw) == []
