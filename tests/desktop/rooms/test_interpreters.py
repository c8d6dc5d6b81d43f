"""A meeting asks who interprets for each who needs it, and says so while nobody does."""

import pytest
from test_siblings import done, met, shown, tied

from db.actions import cases as case_actions
from db.actions import interpreters as arranging
from db.actions import meetings
from db.errors import NotAllowed
from db.records.interpreting import Interpreting
from db.records.person import Person
from db.records.relation import Network, Role
from db.rules.interpreting import needing
from db.store import cases, drafts, interpreters, minutes, people
from desktop.kit.rows import LinkRow
from desktop.rooms.family.family_part import FamilyPart
from desktop.rooms.meetings.meetings_part import MeetingsPart

SARA = Person(id="sara", name="Sara Ali", language="ar", interpreter=True)


@pytest.fixture
def case(qtbot, tools):
    made = done(qtbot, tools, lambda desk: case_actions.create_case(desk, child="Ida Ali", number="F-1"))
    tied(qtbot, tools, made.case_id, SARA, Role.MOTHER)
    tied(qtbot, tools, made.case_id, Person(id="omar", name="Omar Aziz"), Role.OTHER, Network.PROFESSIONAL)
    met(qtbot, tools, made.case_id, "m", "sara", "omar")
    return made.case_id


@pytest.fixture
def part(qtbot, tools, case):
    made = shown(qtbot, tools, MeetingsPart, case)
    yield made
    made.stop()


def listed(part):
    return " ".join(row.accessibleName() for row in part.meetings.findChildren(LinkRow))


def asks(part):
    return part.editor.concerns.accessibleName()


def again(part, tools, case):
    part.take_news(cases.get(tools.desk.db, case), people.of_case(tools.desk.db, case), None)


def test_somebody_of_the_network_interprets(qtbot, tools, part, case):
    asked = part.editor.interpreters
    assert list(asked.who) == ["sara"]
    assert asked.who["sara"].label.text() == "Hvem tolker for Sara Ali (arabisk)"
    assert "brug for tolk" in asks(part)
    assert "tolk mangler" in listed(part)
    asked.who["sara"].show_value("omar")
    with qtbot.waitSignal(tools.news.changed, timeout=10_000):
        asked.who["sara"].edited.emit("omar")
    assert interpreters.of_case(tools.desk.db, case)["m", "sara"].interpreter == "omar"
    assert "brug for tolk" not in asks(part)
    again(part, tools, case)
    assert "tolk: Omar Aziz" in listed(part)
    line = tools.desk.db.execute("select action from journal order by number desc limit 1").fetchone()
    assert line[0] == "meeting.interpreter"


def test_a_name_that_is_typed_comes_back_after_a_lock_and_is_arranged(qtbot, tools, part, case):
    asked = part.editor.interpreters
    asked.who["sara"].show_value("*")
    asked._on_who("sara", "*")
    qtbot.keyClicks(asked.name["sara"].line, "Tolk Hansen")
    part.editor.keeping.flush()
    tools.writer.settle()
    assert [one.text for one in drafts.everything(tools.desk.db)] == ["Tolk Hansen"]
    part.editor.stop()
    later = shown(qtbot, tools, MeetingsPart, case)
    assert later.editor.interpreters.name["sara"].value() == "Tolk Hansen"
    qtbot.waitUntil(
        lambda: ("m", "sara") in interpreters.of_case(tools.desk.db, case), timeout=10_000
    )  # taken up by itself
    assert interpreters.of_case(tools.desk.db, case)["m", "sara"].name == "Tolk Hansen"
    qtbot.waitUntil(lambda: not drafts.everything(tools.desk.db), timeout=5000)
    later.stop()


def test_a_name_that_is_being_typed_stays_kept_whatever_changes_beside_it(qtbot, tools, part, case):
    asked = part.editor.interpreters
    asked.who["sara"].show_value("*")
    asked._on_who("sara", "*")
    qtbot.keyClicks(asked.name["sara"].line, "Tolk")
    part.editor._on_ticked(0, "omar", False)
    part.editor.keeping.flush()
    tools.writer.settle()
    assert minutes.get(tools.desk.db, "m").agenda[0].participants == ("sara",)
    assert [one.text for one in drafts.everything(tools.desk.db)] == ["Tolk"]


def test_who_needs_none_is_not_asked_for_and_a_stranger_is_refused(qtbot, tools, part, case):
    meeting = minutes.get(tools.desk.db, "m")
    known = people.of_case(tools.desk.db, case)
    assert [one.id for one in needing(meeting, known)] == ["sara"]
    only = meeting.changed(agenda=(meeting.agenda[0].changed(participants=("omar",)),))
    done(qtbot, tools, lambda desk: meetings.change_meeting(desk, case, meeting, only))
    assert needing(only, known) == []
    for stranger in ("sara", cases.get(tools.desk.db, case).child):
        asked = Interpreting(appointment="m", person="sara", interpreter=stranger)
        with pytest.raises(NotAllowed):
            done(qtbot, tools, lambda desk, asked=asked: arranging.arrange(desk, case, asked))
    one = Interpreting(appointment="m", person="sara", name=" Tolk   Hansen ")
    done(qtbot, tools, lambda desk: arranging.arrange(desk, case, one))
    done(qtbot, tools, lambda desk: arranging.arrange(desk, case, one.changed(name="  ")))
    assert interpreters.of_case(tools.desk.db, case) == {}


def test_the_language_is_written_at_the_person_and_told_in_the_list(qtbot, tools, case):
    part = shown(qtbot, tools, FamilyPart, case)
    assert "tolk (arabisk)" in " ".join(row.accessibleName() for row in part.findChildren(LinkRow))
    part._open(0)
    assert part.dialog.language.value() == "ar"
    part.dialog.language.show_value("so")
    with qtbot.waitSignal(tools.news.changed, timeout=10_000):
        part.dialog.yes.click()
    assert people.get(tools.desk.db, "sara").language == "so"


def test_who_left_the_network_since_still_interprets(qtbot, tools, part, case):
    done(
        qtbot,
        tools,
        lambda desk: arranging.arrange(
            desk, case, Interpreting(appointment="m", person="sara", interpreter="omar")
        ),
    )
    without = cases.get(tools.desk.db, case)
    without = without.changed(relations=tuple(one for one in without.relations if one.person != "omar"))
    part.take_news(
        without, {key: one for key, one in people.of_case(tools.desk.db, case).items() if key != "omar"}, None
    )
    assert listed(part).endswith("tolk: Omar Aziz")
