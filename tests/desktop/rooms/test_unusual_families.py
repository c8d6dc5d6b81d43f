"""Two roles, an unborn child, a name in Arabic, days that cannot be: right, or a sentence."""

from datetime import date

import pytest
from pydantic import ValidationError
from test_siblings import done, shown, tied

from db.actions import cases as case_actions
from db.actions import family
from db.errors import NotAllowed
from db.records.person import Person
from db.records.relation import Relation, Role
from db.rules.drawing import Symbol
from db.rules.summary import with_number
from db.store import cases, search
from desktop.kit.rows import LinkRow
from desktop.rooms.family.family_part import FamilyPart

ARABIC = "سارة أحمد"


@pytest.fixture
def case(qtbot, tools):
    made = done(
        qtbot,
        tools,
        lambda desk: case_actions.create_case(desk, child="Ida Ali", number="F-1", born=date(2018, 5, 5)),
    )
    return made.case_id


def rows(part):
    return " ".join(row.accessibleName() for row in part._columns.findChildren(LinkRow))


def figures(part, drawing):
    return {one.figure.person: one.figure for one in getattr(part.drawn, drawing).figures}


def test_an_unborn_sibling_is_written_down_and_drawn(qtbot, tools, case):
    part = shown(qtbot, tools, FamilyPart, case)
    part.add.click()
    part.dialog.name.show_value("Lillesøster")
    part.dialog.role.show_value(Role.SIBLING)
    part.dialog.expected.show_value(date(2027, 2, 1))
    with qtbot.waitSignal(tools.news.changed, timeout=10_000):
        part.dialog.yes.click()
    part = shown(qtbot, tools, FamilyPart, case)
    assert "ventes 1. februar 2027" in rows(part)
    key = cases.get(tools.desk.db, case).relations[0].person
    assert figures(part, "family")[key].symbol is Symbol.TRIANGLE


def test_arabic_names_and_two_roles_stand_in_list_and_drawings(qtbot, tools, case):
    sara = Person(id="sara", name=ARABIC)
    tied(qtbot, tools, case, sara, Role.MOTHER)
    tied(qtbot, tools, case, sara, Role.EMPLOYER)
    part = shown(qtbot, tools, FamilyPart, case)
    assert rows(part).count(ARABIC) == 2
    assert figures(part, "family")["sara"].caption.name == ARABIC
    assert [one.figure.person for one in part.drawn.network.figures].count("sara") == 2
    assert ARABIC in " ".join(part.drawn.family.figures[at].figure.caption.said for at in range(2))
    assert search.find(tools.desk.db, ARABIC)[0].case_id == case


def test_a_case_number_behind_a_name_in_arabic_is_not_turned_around():
    assert with_number("Ida A.", "2026-0001") == "Ida A. · 2026-0001"
    assert (
        with_number(f"Sara ({ARABIC})", "2026-0001") == f"Sara ({ARABIC})\N{LEFT-TO-RIGHT MARK} · 2026-0001"
    )


def test_days_before_and_after_the_case_are_kept_and_those_that_cannot_be_are_refused(qtbot, tools, case):
    mother = Person(id="m", name="Mette Ali", born=date(1985, 1, 1))

    def written(**days):
        tie = Relation(person="m", role=Role.MOTHER, **days)
        done(
            qtbot,
            tools,
            lambda desk: family.save_member(desk, cases.get(desk.db, case), None, mother, tie),
        )

    written(from_=date(2018, 5, 5), to=date(2050, 1, 1))  # longer than the case, both ways
    part = shown(qtbot, tools, FamilyPart, case)
    assert "m" in figures(part, "family")
    part.day.show_value(date(2018, 5, 4))
    part._draw()
    assert "m" not in figures(part, "family")
    with pytest.raises(NotAllowed, match="before this person was born"):
        written(from_=date(1984, 1, 1))
    with pytest.raises(ValidationError):
        Relation(person="m", role=Role.MOTHER, from_=date(2020, 2, 2), to=date(2020, 2, 1))
    part._open(0)
    part.dialog.ends.show_value(date(2018, 5, 4))
    part.dialog.yes.click()
    assert part.dialog.ends.fault.text() == "Den slutter, før den begynder."
    assert len(cases.get(tools.desk.db, case).relations) == 1
