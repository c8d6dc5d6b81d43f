"""Audit in the window: cases drawn, a form begun and finished, the answers together."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.actions import forms
from db.actions.desk import Changed, Topic
from db.rules.readers import Reader, Reading
from db.rules.view import view_of
from db.store import audits, cases, filled_forms
from db.store.audits import Pool
from desktop.kit.rows import ActionRow
from desktop.rooms.overview.overview_room import OverviewRoom

ANSWERS = {
    **dict.fromkeys(("right_help", "developed", "professionals", "child_heard", "lowest_step"), "partly"),
    "on": "2026-11-20",
    "by_whom": "Mads Friis",
    "conclusion": "Barnet skal høres før hvert skift.",
}


@pytest.fixture
def page(show, tools):
    room = OverviewRoom(tools)
    show(room, 1200, 900)
    room.tabs.setCurrentIndex(2)
    yield room.audit
    room.close_room()


def test_cases_are_drawn_gone_through_and_seen_together(page, tools, qtbot):
    page.count.show_value("2")
    qtbot.mouseClick(page.draw, Qt.MouseButton.LeftButton)
    rows = page.drawn.findChildren(ActionRow)
    assert len(page.cases) == 2
    with qtbot.waitSignal(page.place_asked, timeout=10_000) as asked:
        qtbot.mouseClick(rows[-1].button, Qt.MouseButton.LeftButton)
    place = asked.args[0]
    assert (place.room, place.case_id in page.cases) == ("form", True)
    begun = filled_forms.get(tools.desk.db, place.record)
    assert begun.form == "audit"
    answered = begun.changed(answers=ANSWERS)
    forms.save_form(tools.desk, place.case_id, begun, answered)
    forms.finish_form(tools.desk, place.case_id, answered, tools.desk.forms.newest("audit"))
    tools.news.changed.emit(Changed(frozenset({Topic.FORMS}), place.case_id))
    told = [row.accessibleName() for row in page.together.sheet.rows()]
    assert "1 udfyldt skema" in told
    assert "Delvis. 1" in told
    assert "Barnet skal høres før hvert skift" in told
    assert not any("Friis" in text or "2026" in text for text in told)
    case = cases.get(tools.desk.db, place.case_id)
    seen = view_of(case.changed(parents_not_told=None), [], Reader(kind=Reading.EVERYONE), date(2026, 11, 23))
    assert "Barnet skal høres" not in seen.model_dump_json()
    again = page.drawn.findChildren(ActionRow)[-1]
    with qtbot.waitSignal(page.place_asked) as asked:
        again.button.click()
    assert asked.args[0].room == "form"


def test_what_cannot_be_drawn_is_told_beside_it(page, qtbot):
    for count, seed in (("0", "1"), ("101", "1"), ("to", "1"), ("", "1"), ("5", "-1"), ("5", "")):
        page.count.show_value(count)
        page.seed.show_value(seed)
        qtbot.mouseClick(page.draw, Qt.MouseButton.LeftButton)
        assert page.count.fault.isVisible() or page.seed.fault.isVisible()
        assert page.cases == []


@pytest.mark.parametrize("wanted", Pool)
def test_each_pool_holds_open_cases_that_have_it_in_common(tools, wanted):
    found = audits.pool(tools.desk.db, wanted)
    for case in cases.many(tools.desk.db, found):
        assert case.closed is None
        assert wanted is not Pool.GREY_ZONE or any(one.grey_zone for one in case.allocations)
        assert wanted is not Pool.PLACED or any(one.placement for one in case.interventions)
