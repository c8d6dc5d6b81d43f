"""Siblings' cases: one is opened from the other's family, and meetings of one are seen in the other."""

from datetime import datetime, timedelta

import pytest

from db.actions import cases as case_actions
from db.actions import family, meetings
from db.errors import NotAllowed, Stale
from db.records.appointment import AgendaPart, Appointment, AppointmentKind
from db.records.base import COPENHAGEN
from db.records.person import Person
from db.records.relation import Network, Relation, Role
from db.store import cases, kin, people, search
from desktop.kit.rows import ActionRow, LinkRow
from desktop.place import Place
from desktop.rooms.family.family_part import FamilyPart
from desktop.rooms.family.own_case import OwnCase
from desktop.rooms.meetings.meetings_part import MeetingsPart

AT = datetime(2026, 12, 1, 13, tzinfo=COPENHAGEN)


def done(qtbot, tools, work):
    with qtbot.waitCallback() as ended:
        tools.writer.run(work, done=ended, failed=ended)
    if isinstance(ended.args[0], BaseException):
        raise ended.args[0]
    return ended.args[0]


def tied(qtbot, tools, case_id, person, role, network=Network.PRIVATE):
    def work(desk):
        tie = Relation(person=person.id, role=role, network=network)
        return family.save_member(desk, cases.get(desk.db, case_id), None, person, tie)

    done(qtbot, tools, work)


def met(qtbot, tools, case_id, meeting_id, *who):
    part = AgendaPart(title="Alle", minutes=30, participants=who)
    ends = AT + timedelta(hours=1)
    kind = AppointmentKind.NETWORK_MEETING
    meeting = Appointment(id=meeting_id, kind=kind, starts_at=AT, ends_at=ends, agenda=(part,))
    done(qtbot, tools, lambda desk: meetings.plan_meeting(desk, case_id, meeting))


@pytest.fixture
def ida(qtbot, tools):
    """A case with a mother, a sister and a teacher."""
    made = done(qtbot, tools, lambda desk: case_actions.create_case(desk, child="Ida Skov", number="F-1"))
    tied(qtbot, tools, made.case_id, Person(id="mette", name="Mette Skov"), Role.MOTHER)
    tied(qtbot, tools, made.case_id, Person(id="eva", name="Eva Skov"), Role.SIBLING)
    tied(qtbot, tools, made.case_id, Person(id="hanne", name="Hanne Vik"), Role.TEACHER, Network.PROFESSIONAL)
    return made.case_id


def shown(qtbot, tools, kind, case_id):
    part = kind(tools)
    qtbot.addWidget(part)
    part.show_case(cases.get(tools.desk.db, case_id), people.of_case(tools.desk.db, case_id))
    return part


def test_a_case_is_opened_for_a_sibling_from_the_family(qtbot, tools, ida):
    part = shown(qtbot, tools, FamilyPart, ida)
    (row,) = part._columns.findChildren(ActionRow)
    row.button.click()
    dialog = part.findChild(OwnCase)
    assert [tick.text() for tick, _ in dialog.along] == ["Ida Skov, søskende", "Mette Skov, mor"]
    dialog.number.show_value("")
    dialog.yes.click()
    assert dialog.number.fault.text() == "Skriv sagsnummeret."
    dialog.number.show_value("F-1")
    dialog.yes.click()
    qtbot.waitUntil(lambda: "En anden sag har" in dialog.fault.text(), timeout=5000)
    dialog.number.show_value("F-2")
    with qtbot.waitSignal(part.place_asked, timeout=5000) as asked:
        dialog.yes.click()
    made = cases.get(tools.desk.db, cases.resolve(tools.desk.db, "F-2"))
    assert asked.args == [Place("case", made.id, "family")]
    assert made.child == "eva"
    ties = [(one.person, one.role) for one in made.relations]
    assert ties == [(cases.get(tools.desk.db, ida).child, Role.SIBLING), ("mette", Role.MOTHER)]
    assert {one.case_id for one in search.find(tools.desk.db, "Mette Skov")} == {ida, made.id}
    again = shown(qtbot, tools, FamilyPart, ida)
    assert not again._columns.findChildren(ActionRow)
    with pytest.raises(NotAllowed, match="already"):
        done(qtbot, tools, lambda desk: case_actions.open_case_of(desk, "eva", number="F-3"))
    with pytest.raises(Stale):
        done(qtbot, tools, lambda desk: case_actions.open_case_of(desk, "nobody", number="F-3"))
    itself = [Relation(person="hanne", role=Role.OTHER)]
    with pytest.raises(NotAllowed, match="own network"):
        done(
            qtbot,
            tools,
            lambda desk: case_actions.open_case_of(desk, "hanne", number="F-3", relations=itself),
        )


def test_a_meeting_stands_in_the_siblings_case_where_the_family_takes_part(qtbot, tools, ida):
    ties = [Relation(person=cases.get(tools.desk.db, ida).child, role=Role.SIBLING)]
    ties += [Relation(person="mette", role=Role.MOTHER), Relation(person="hanne", role=Role.TEACHER)]
    eva = done(
        qtbot, tools, lambda desk: case_actions.open_case_of(desk, "eva", number="F-2", relations=ties)
    ).case_id
    stranger = done(
        qtbot, tools, lambda desk: case_actions.create_case(desk, child="Bo Lund", number="F-3")
    ).case_id
    tied(qtbot, tools, stranger, people.get(tools.desk.db, "hanne"), Role.TEACHER, Network.PROFESSIONAL)
    met(qtbot, tools, eva, "school", "eva", "hanne")  # only the sister and their teacher
    met(qtbot, tools, eva, "both", "eva", "mette")
    met(qtbot, tools, stranger, "elsewhere", "hanne")
    assert [one.id for _, _, one in kin.meetings_beside(tools.desk.db, ida)] == ["both"]
    assert kin.meetings_beside(tools.desk.db, stranger) == []
    part = shown(qtbot, tools, MeetingsPart, ida)
    assert part.beside.isVisibleTo(part)
    (row,) = part.beside.findChildren(LinkRow)
    assert "Eva S." in row.accessibleName()
    with qtbot.waitSignal(part.place_asked) as asked:
        row.click()
    assert asked.args == [Place("case", eva, "meetings", record="both")]
    part.stop()
    met(qtbot, tools, ida, "alone", cases.get(tools.desk.db, ida).child)  # of no matter to her sister
    met(qtbot, tools, ida, "hers", cases.get(tools.desk.db, ida).child, "eva")
    assert [one.id for _, _, one in kin.meetings_beside(tools.desk.db, eva)] == ["hers"]
