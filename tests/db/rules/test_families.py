import json
import re
from datetime import date, datetime

import pytest

from db.books import demo
from db.exchange.reading import parse
from db.records.base import COPENHAGEN, day_of
from db.rules import families

NAMES = families.Names(["Ida"], ["Bo", "Åge"], ["Holm", "Kær"], ["Ada"])


def written():
    return [demo.office(), *demo.families()]


def test_moved_by_weeks_every_day_keeps_its_weekday_and_every_moment_its_time_of_day():
    there = {"on": "2026-11-23", "at": "2026-11-23T08:15:00+01:00", "text": "den 2026-11-23", "n": [3, None]}
    summer = families.moved(there, -20)
    assert summer["on"] == "2026-07-06"
    moment = datetime.fromisoformat(summer["at"])
    assert moment.astimezone(COPENHAGEN).isoformat() == "2026-07-06T08:15:00+02:00"
    assert (summer["text"], summer["n"]) == ("den 2026-11-23", [3, None])
    assert families.moved(summer, 20)["on"] == "2026-11-23"
    assert families.moved({"at": "2026-03-29T02:30:00+02:00"}, 0)  # a time of day that did not exist


@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        (date(2026, 11, 23), 0),
        (date(2026, 11, 29), 0),
        (date(2026, 11, 30), 1),
        (date(2026, 11, 22), -1),
        (date(2027, 11, 22), 52),
    ],
)
def test_their_today_falls_in_the_week_of_ours(today, weeks):
    assert families.weeks_until(today) == weeks


def whole(documents):
    lists = ("people", "institutions", "resources", "bookings", "inquiries", "appointments", "cases")
    together = {name: [part for one in documents for part in one.get(name, [])] for name in lists}
    return parse(
        json.dumps({"format": "taetpaa-exchange", "version": 1} | together).encode(), date(2026, 11, 23)
    )


def test_the_written_families_are_one_sound_document():
    parsed = whole(written())
    assert len(parsed.document.cases) == len(demo.families())
    assert not [warning for warning in parsed.warnings if warning.kind != "cpr_check_fails"]


def test_copies_are_families_of_their_own():
    families_there = demo.families()
    count = len(families_there) * 2 + 3
    repeated = list(families.repeated(families_there, count, 1, demo.names()))
    document = whole([demo.office(), *repeated]).document
    assert len(document.cases) == count
    assert len({case.number for case in document.cases}) == count
    assert repeated[: len(families_there)] == families_there
    names = {person.id: person.name for person in document.people}
    children = [names[case.child] for case in document.cases]
    assert len(set(children)) > count * 0.9


def test_a_copy_speaks_of_its_own_child():
    first = demo.families()[0]
    [child] = (one for one in first["people"] if one["id"] == first["cases"][0]["child"])
    called = child["name"].split()[0]
    copy = list(families.repeated([first], 2, 1, families.Names([], ["Ninnimarie"], ["Kær"])))[1]
    told = json.dumps(copy, ensure_ascii=False)
    assert json.dumps(first, ensure_ascii=False).count(f"{called}s ") > 0
    assert re.findall(rf"\b{called}s?\b", told) == []
    assert "Ninnimaries " in told


def test_nothing_of_the_written_families_is_touched():
    before = json.dumps(written())
    there = json.loads(before)
    list(families.repeated(there[1:], 60, 3, NAMES))
    assert json.dumps(there) == before


def test_the_same_seed_gives_the_same_and_another_another_order():
    there = demo.families()
    first, again, other = (list(families.repeated(there, 40, seed, NAMES)) for seed in (5, 5, 6))
    assert first == again
    assert first != other
    assert list(families.repeated(there, 3, 5, NAMES)) == first[:3]


def test_sub_goals_and_agreements_have_ids_that_stay():
    case = {
        "plans": [{"goals": [{"id": "g", "sub_goals": [{"title": "a"}, {"title": "b", "id": "own"}]}]}],
        "appointments": [{"id": "m", "agreements": [{"title": "c"}]}],
    }
    named = families.named({"cases": [case], "appointments": [{"id": "o", "agreements": [{"title": "d"}]}]})
    found = named["cases"][0]
    assert [part["id"] for part in found["plans"][0]["goals"][0]["sub_goals"]] == ["g-1", "own"]
    assert found["appointments"][0]["agreements"][0]["id"] == "m-1"
    assert named["appointments"][0]["agreements"][0]["id"] == "o-1"
    assert "id" not in case["plans"][0]["goals"][0]["sub_goals"][0]


def test_the_families_are_of_the_day_they_were_written_for():
    document = whole(written()).document
    days = [day_of(note.at) for case in document.cases for note in case.notes]
    assert max(days) <= families.WRITTEN_FOR


def test_a_girl_stands_for_a_girl_and_is_called_as_nobody_else_of_her_family():
    names = families.Names(["Ida", "Freja"], ["Bo"], ["Kær"], ["Alma"])
    assert names.like("Alma", {"Freja"}) == ["Ida"]
    assert names.like("Emil", set()) == ["Bo"]
    assert names.like("Emil", {"Bo"}) == ["Bo"]
    written = {one["people"][0]["name"].split()[0] for one in demo.families()}
    assert set(demo.names().written_girls) <= written
