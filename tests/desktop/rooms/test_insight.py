"""Insight in the window: of one family, or of all in which a person stands."""

import json

import pytest

from db.rules.people_named import people_named
from db.store import cases
from desktop.rooms.handing.insight import InsightPart


@pytest.fixture
def part(tools, show):
    made = show(InsightPart(tools), 800, 700)
    case_id = sorted(cases.ids(tools.desk.db))[0]
    made.pick.show_case(case_id, fixed=False)
    made._on_picked(case_id)
    return made


def saved(qtbot, part, ask, out):
    ask.answers.append(out)
    with qtbot.waitSignal(part.told, timeout=20_000):
        part.data.click()
    return json.loads(out.read_text("utf-8"))


def test_one_family_or_all_in_which_the_person_stands(qtbot, part, tools, ask, tmp_path):
    assert not part.everywhere.isVisible()
    case = cases.get(tools.desk.db, part.pick.case_id)
    person = next(one.person for one in case.relations if one.custody)
    part.whom.show_value(person)
    part.whom.edited.emit(person)
    assert part.everywhere.isVisible()
    assert saved(qtbot, part, ask, tmp_path / "a.json")["case"]["id"] == case.id
    part.everywhere.setChecked(True)
    found = saved(qtbot, part, ask, tmp_path / "b.json")
    naming = [
        one.id for one in cases.many(tools.desk.db, cases.ids(tools.desk.db)) if person in people_named(one)
    ]
    assert [one["id"] for one in found["cases"]] == naming
    part.whom.show_value("")
    part.whom.edited.emit("")
    assert not part.everywhere.isVisible()
    assert "journal" in saved(qtbot, part, ask, tmp_path / "c.json")  # the whole file, whatever was ticked
