"""Indsatser og økonomi through its real widgets, from the need to the end; and what if."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.records.intervention import EndReason, Stage
from db.rules.costs import costs_of
from db.store import cases, drafts, interventions
from desktop.kit.buttons import Button
from desktop.kit.labels import Label
from desktop.kit.rows import ActionRow
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import PARTS


@pytest.fixture
def case_id(tools):
    return cases.resolve(tools.desk.db, "2025-0001")


@pytest.fixture
def tab(qtbot, show, tools, case_id):
    page = CasePage(tools, PARTS)
    with qtbot.waitActive(show(page, 1200, 900)):
        page.activateWindow()
    page.show_case(case_id, "help")
    yield page.part("help")
    page.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def press(qtbot, tab, name):
    button = tab.rows[name.split()[1]].findChild(Button, name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(field, text):
    field.area.setPlainText(text)


def order(qtbot, tools, tab, row, step=3):
    write(tab.chooser.need, "At aftenerne bliver rolige")
    write(tab.chooser.child_view, "Jeg vil helst være hjemme")
    tab.chooser.step.show_value(step)
    tab.chooser.show_rows()
    shown = tab.chooser.findChild(ActionRow, row)
    qtbot.mouseClick(shown.button, Qt.MouseButton.LeftButton)
    return tab._form


def test_nothing_is_offered_before_need_view_and_step(qtbot, tab):
    assert tab.chooser.findChildren(ActionRow) == []
    write(tab.chooser.need, "Ro")
    tab.chooser.step.show_value(3)
    tab.chooser.show_rows()
    assert tab.chooser.findChildren(ActionRow) == []
    assert not tab.chooser.free.isVisible()


def test_from_need_to_end(qtbot, tools, tab, case_id):
    before = cases.get(tools.desk.db, case_id)
    form = order(qtbot, tools, tab, "family_treatment")
    assert form.law.value().startswith("barnets lov §\N{NO-BREAK SPACE}32")
    form.price.show_value("9.500,50")
    form.ticks[0].setChecked(True)
    form.stage.show_value(Stage.RUNNING)
    form.save.click()
    settled(qtbot, tools)
    made = interventions.of_case(tools.desk.db, case_id)[-1]
    assert (made.catalogue, made.price, made.stage, len(made.goals)) == (
        "family_treatment",
        950_050,
        "running",
        1,
    )
    assert made.legal_ref.startswith("BL §32")  # named on the screen, kept short
    assert made.purpose == "At aftenerne bliver rolige"
    assert tab.chooser.need.value() == ""
    assert drafts.of_record(tools.desk.db, "intervention", case_id) == {}
    press(qtbot, tab, f"change {made.id}")
    tab._form.quantity.show_value("-2")
    tab._form.save.click()
    assert tab._form.trouble.isVisible()
    tab._form.quantity.show_value("0,5")
    tab._form.save.click()
    settled(qtbot, tools)
    assert interventions.get(tools.desk.db, made.id).quantity == 500
    press(qtbot, tab, f"end {made.id}")
    tab._form.save.click()
    assert tab._form.reason.fault.text()
    tab._form.reason.show_value(EndReason.BREAKDOWN)
    tab._form.reason.edited.emit(EndReason.BREAKDOWN)
    assert not tab._form.reason.fault.text()
    write(tab._form.complaint, "Mor klager")
    tab._form.save.click()
    settled(qtbot, tools)
    after = cases.get(tools.desk.db, case_id)
    assert after.interventions[-1].end_reason is EndReason.BREAKDOWN
    assert len(after.events) == len(before.events) + 1
    assert tab._form is None
    assert tab.rows[made.id] in tab.earlier.sheet.rows()


def test_an_end_before_the_start_is_said_beside_the_form(qtbot, tools, tab):
    form = order(qtbot, tools, tab, "pmto")
    form.expected_end.show_value(date(2020, 1, 1))
    form.save.click()
    assert form.trouble.isVisible()
    assert tab._form is form


def test_a_fault_above_is_stood_in_and_giving_up_leads_back_to_the_row(qtbot, tools, tab, case_id):
    item = interventions.of_case(tools.desk.db, case_id)[-1].id
    press(qtbot, tab, f"change {item}")
    form = tab._form
    form.price.show_value("mange")
    form.save.click()
    assert form.price.fault.text()
    assert form.price.isAncestorOf(QApplication.focusWidget())
    qtbot.mouseClick(form.cancel, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert tab._form is None
    assert tab.rows[item].isAncestorOf(QApplication.focusWidget())


def test_what_is_typed_is_kept_and_found_again(qtbot, tools, tab, case_id):
    write(tab.chooser.need, "Et sted at sove")
    tab.keep()
    settled(qtbot, tools)
    tab._case = None
    tab.show_case(cases.get(tools.desk.db, case_id), {})
    assert tab.chooser.need.value() == "Et sted at sove"


def test_expected_help_and_its_days(qtbot, tools, tab, case_id):
    form = order(qtbot, tools, tab, "pmto")
    form.stage.show_value(Stage.EXPECTED)
    form.starts_on.show_value(date(2026, 12, 1))
    form.save.click()
    settled(qtbot, tools)
    made = interventions.of_case(tools.desk.db, case_id)[-1]
    assert tab.money.with_expected.isVisible()
    press(qtbot, tab, f"search {made.id}")
    tab._form.search.show_value(date(2026, 11, 25))
    tab._form.save.click()
    settled(qtbot, tools)
    told = [label.text() for label in tab.rows[made.id].findChildren(Label)]
    assert "Søgning senest: 25. november 2026" in told


def test_what_if_says_the_year_and_leaves_the_case(qtbot, tools, tab, case_id):
    before = cases.get(tools.desk.db, case_id)
    item = next(one for one in before.interventions if one.ended_on is None and one.price)
    tab.what_if.which.show_value(item.id)
    tab.what_if._on_which()
    tab.what_if.quantity.show_value("2")
    tab.what_if._tell()
    assert "i stedet for" in tab.what_if.answer.text()
    tab.what_if.ends_on.show_value(date(2000, 1, 1))
    tab.what_if._tell()
    assert "slutte" in tab.what_if.answer.text()
    assert cases.get(tools.desk.db, case_id) == before


def test_what_if_counts_expected_help_as_if_it_came(qtbot, tools, tab, case_id):
    form = order(qtbot, tools, tab, "pmto")
    form.stage.show_value(Stage.EXPECTED)
    form.starts_on.show_value(date(2026, 12, 1))
    form.expected_end.show_value(date(2026, 12, 31))
    form.price.show_value("1.000,00")
    form.save.click()
    settled(qtbot, tools)
    made = interventions.of_case(tools.desk.db, case_id)[-1]
    tab.what_if.which.show_value(made.id)
    tab.what_if._on_which()
    tab.what_if.price.show_value("3.000,00")
    tab.what_if._tell()
    assert "+2.000,00 kr." in tab.what_if.answer.text()


def test_children_of_one_household_are_summed(tools, tab, case_id):
    case, other = (
        cases.get(tools.desk.db, one) for one in (case_id, cases.resolve(tools.desk.db, "2025-0002"))
    )
    today = tools.today()
    both = sum(one.forecast for one in costs_of([case, other], today.year, today).cases)
    for siblings in ([other], []):
        tab.money.show_case(case, siblings, today, {}, {})
        rows = tab.money.section.sheet.rows()
        told = [label.text() for row in rows for label in row.findChildren(Label)]
        assert (tools.words.kroner(both) in told) is bool(siblings)


def test_the_order_opens_at_its_beginning_with_nothing_squeezed(qtbot, tools, tab):
    form = order(qtbot, tools, tab, "family_treatment")
    seen = tab.page.viewport()
    qtbot.waitUntil(lambda: form.height() >= form.minimumSizeHint().height())
    qtbot.waitUntil(lambda: 0 <= form.mapTo(seen, form.rect().topLeft()).y() <= 60)
