"""The lists of a case and of what comes in are saved as files; a protected address is in none of them."""

import pytest

from db.actions import family
from db.exchange.table import read_table
from db.store import cases, people
from desktop.list_saving import SaveList
from desktop.rooms.entrance.inquiries_room import InquiriesRoom
from desktop.rooms.family.family_part import FamilyPart
from desktop.rooms.story.story_part import StoryPart

HOME = "Hemmeligvej 3, 2000 Nordfjord"


@pytest.fixture
def case(qtbot, tools):
    """A case whose mother lives at a hidden home, which a note and an inquiry tell of."""
    found = cases.get(tools.desk.db, "f01-c1")
    place, tie = next((at, one) for at, one in enumerate(found.relations) if one.role == "mother")
    mother = people.get(tools.desk.db, tie.person)
    hidden = mother.changed(address=HOME, protected_address=True)
    with qtbot.waitCallback() as done:
        tools.writer.run(
            lambda desk: family.save_member(desk, found, place, hidden, tie), done=done, failed=done
        )
    return cases.get(tools.desk.db, found.id)


def button_for(tools, part):
    """The button of the page in front of which `part` stands."""
    button = SaveList(tools, part)
    button.setParent(part)
    return button


def saved(qtbot, tools, ask, button, to):
    ask.answers += ["csv", to]
    button.click()
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)
    table = read_table(to.read_bytes())
    assert "Hemmeligvej" not in repr(table)
    return table


def test_who_stands_around_the_child(qtbot, tools, show, ask, case, tmp_path):
    known = people.of_case(tools.desk.db, case.id)
    part = show(FamilyPart(tools), 1100, 900)
    part.show_case(case, known)
    table = saved(qtbot, tools, ask, button_for(tools, part), tmp_path / "familie.csv")
    assert table.heads[:3] == ("Navn", "Rolle", "Har forældremyndighed")
    assert {row[0] for row in table.rows} >= {known[tie.person].name for tie in case.relations}
    assert [row[1] for row in table.rows if row[1].startswith("Samtykke: ")] == [
        f"Samtykke: {one.about}" for one in case.consents
    ]


def test_what_happened_as_it_is_filtered(qtbot, tools, show, ask, case, tmp_path):
    note = case.notes[0].changed(text=f"Hun er flyttet til {HOME}.")
    part = show(StoryPart(tools), 1100, 900)
    part.show_case(case.changed(notes=(note, *case.notes[1:])), people.of_case(tools.desk.db, case.id))
    part.filters.text.show_value("flyttet til")
    part._show_rows()
    table = saved(qtbot, tools, ask, button_for(tools, part), tmp_path / "forløb.csv")
    assert [row[3] for row in table.rows] == ["Hun er flyttet til […]."]


def test_what_came_in(qtbot, tools, show, ask, case, tmp_path):
    room = show(InquiriesRoom(tools), 1100, 900)
    table = saved(qtbot, tools, ask, room.save_list, tmp_path / "henvendelser.csv")
    assert len(table.rows) >= len(room.waiting.sheet.rows())
    assert any("Underretning" in row[0] for row in table.rows)
