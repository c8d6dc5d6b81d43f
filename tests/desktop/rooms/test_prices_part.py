"""Agreements and the catalogue through the real widgets, and what ordering help makes of them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.actions import refusion
from db.actions.catalogue import in_force
from db.records.intervention import Unit
from db.records.provider import Provider
from db.records.refusion import RefusionYear
from db.rules.refusion import Limits
from db.store import cases, interventions, office
from db.words import Words
from desktop.kit.rows import ActionRow, LinkRow
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import OFFICE, PARTS
from desktop.rooms.office.office_room import OfficeRoom
from desktop.rooms.office.provider_form import ProviderForm


@pytest.fixture
def part(show, tools):
    room = OfficeRoom(tools, OFFICE)
    show(room, 1200, 900)
    room.tabs.setCurrentIndex(2)
    yield room.part("prices")
    room.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def agreed(qtbot, tools, part, name="Bakkegården", price="9.876,50"):
    qtbot.mouseClick(part.new_provider, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(part.form.name.line, name)
    part.form.number.line.setText("4711")
    part.form.row.show_value("pmto")
    part.form.price.line.setText(price)
    part.form.unit.show_value(Unit.WEEK)
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)


@pytest.mark.parametrize("language", ["da", "en"])
def test_an_agreement_can_be_saved_as_it_stands_in_either_language(qtbot, show, language):
    before = Provider(id="p", name="Bakkegården", price=987_650, unit=Unit.WEEK)
    form = show(ProviderForm(before, (), Words(language), lambda: date(2026, 11, 23)))
    with qtbot.waitSignal(form.ready, timeout=1000) as ready:
        form.answer()
    assert ready.args == [before]


def test_an_agreement_gives_its_name_and_price_when_help_is_ordered(qtbot, show, tools, part):
    agreed(qtbot, tools, part)
    assert part.form is None
    assert "9.876,50 kr. / uge" in part.providers.sheet.rows()[0].accessibleName()
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    page = CasePage(tools, PARTS)
    show(page, 1200, 900)
    page.show_case(case_id, "help")
    tab = page.part("help")
    tab.chooser.need.area.setPlainText("Ro")
    tab.chooser.child_view.area.setPlainText("Gerne")
    tab.chooser.step.show_value(3)
    tab.chooser.show_rows()
    qtbot.mouseClick(tab.chooser.findChild(ActionRow, "pmto").button, Qt.MouseButton.LeftButton)
    form = tab._form
    only = office.everything(tools.desk.db, Provider)[0]
    assert form.agreement.isVisible()
    form.agreement.show_value(only.id)
    form.agreement.edited.emit(only.id)
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    made = interventions.of_case(tools.desk.db, case_id)[-1]
    assert (made.provider, made.price, made.unit) == ("Bakkegården (Tilbudsportalen 4711)", 987_650, "week")
    page.close_room()


def test_an_agreement_that_does_not_hold_yet_is_not_offered(qtbot, show, tools, part):
    agreed(qtbot, tools, part)
    one = part._providers[0]
    part._on_provider(one)
    part.form.first.show_value(date(2027, 5, 1))
    part.form.last.show_value(date(2027, 1, 1))
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    assert part.form.trouble.isVisible()
    part.form.last.show_value(None)
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert "endnu ikke" in part.providers.sheet.rows()[0].accessibleName()
    case = cases.get(tools.desk.db, cases.resolve(tools.desk.db, "2025-0001"))
    page = CasePage(tools, PARTS)
    show(page, 1200, 900)
    page.show_case(case.id, "help")
    item = case.interventions[0].changed(catalogue="pmto")
    form = page.part("help")._form_of(item.changed(starts_on=date(2026, 11, 1)), case, new=False)
    assert form.agreement.isHidden()
    form.starts_on.show_value(date(2027, 5, 1))
    form._offer_agreements()
    assert not form.agreement.isHidden()
    page.close_room()


@pytest.mark.parametrize("price", ["-5", "abc", "1,234", "1.2.3"])
def test_a_price_that_is_none_is_said_beside_its_field(qtbot, tools, part, price):
    agreed(qtbot, tools, part, price=price)
    assert part.form.price.fault.text()
    assert office.everything(tools.desk.db, Provider) == []


def test_a_row_is_found_changed_hidden_and_put_back(qtbot, tools, part):
    qtbot.keyClicks(part.look.line, "pmt")
    rows = [one for one in part.catalogue.sheet.rows() if isinstance(one, LinkRow)]
    assert [one.objectName() for one in rows] == ["pmto"]
    qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    part.form.price.line.setText("12.345,00")
    part.form.age_to.line.setText("1")
    part.form.age_from.line.setText("5")
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    assert part.form.trouble.isVisible()
    part.form.age_to.line.setText("12")
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    row = in_force(tools.desk)["pmto"]
    assert (row.price, row.age_to, row.certainty) == (
        1_234_500,
        12,
        tools.desk.catalogue["pmto"].certainty,
    )
    part._on_row(row)
    qtbot.mouseClick(part.form.hide_it, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert "pmto" not in in_force(tools.desk)
    part._on_row(part._rows["pmto"])
    qtbot.mouseClick(part.form.drop, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert in_force(tools.desk)["pmto"] == tools.desk.catalogue["pmto"]


def written_in(
    qtbot, tools, part, year="2026", limits=("920.000", "1.790.000", "2.260.000"), source="Brev 17"
):
    qtbot.mouseClick(part.new_year, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(part.form.year.line, year)
    for field, amount in zip(part.form.limits, limits, strict=True):
        qtbot.keyClicks(field.line, amount)
    qtbot.keyClicks(part.form.source.line, source)
    qtbot.mouseClick(part.form.save, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)


def test_a_later_years_limits_are_written_in_with_their_source_and_count_from_then_on(
    qtbot, show, tools, part
):
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    page = CasePage(tools, PARTS)
    show(page, 1200, 900)
    page.show_case(case_id, "help")
    money = page.part("help").money
    told = [row.accessibleName() for row in money.section.sheet.rows()]
    assert any("Grænserne for 2026 kendes ikke her" in row for row in told)
    written_in(qtbot, tools, part)
    assert part.form is None
    row = part.limits.sheet.rows()[0].accessibleName()
    assert "2026" in row
    assert "Brev 17 · skrevet ind her" in row
    assert refusion.in_force(tools.desk)[2026] == Limits(92_000_000, 179_000_000, 226_000_000)
    told = [row.accessibleName() for row in money.section.sheet.rows()]
    assert not any("kendes ikke her" in row for row in told)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": ""}, "Skriv, hvor det står."),
        ({"limits": ("9", "8", "10")}, "De tre grænser stiger ikke."),
        ({"limits": ("ni", "8", "10")}, "Skriv det som 1.234,50."),
        ({"year": "2022"}, "Året ligger mellem 2023 og 2100."),
        ({"year": "x"}, "Skriv året med fire cifre."),
    ],
)
def test_limits_that_cannot_be_are_told_of_and_nothing_is_written(qtbot, tools, part, changed, said):
    written_in(qtbot, tools, part, **changed)
    form = part.form
    faults = [field.fault.text() for field in (form.year, form.source, *form.limits)]
    assert said in faults or said in form.trouble.accessibleName()
    assert office.everything(tools.desk.db, RefusionYear) == []


def test_a_year_is_corrected_and_taken_away_and_never_stands_twice(qtbot, tools, part):
    written_in(qtbot, tools, part)
    written_in(qtbot, tools, part)
    assert "allerede skrevet ind" in part.form.trouble.accessibleName()
    part.close_form()
    one = office.everything(tools.desk.db, RefusionYear)[0]
    part.limits.sheet.rows()[0].click()
    part.form.limits[0].line.setText("930.000")
    part.form.save.click()
    settled(qtbot, tools)
    assert office.get(tools.desk.db, RefusionYear, one.id).first == 93_000_000
    part.limits.sheet.rows()[0].click()
    part.form.remove.click()
    settled(qtbot, tools)
    assert 2026 not in refusion.in_force(tools.desk)


def test_days_choices_and_ticks_are_kept_while_they_are_set(qtbot, tools, part):
    part.new_provider.click()
    part.form.row.box.setCurrentIndex(part.form.row.offered().index("pmto"))
    part.form.row.box.activated.emit(part.form.row.box.currentIndex())
    part.form.first.line.setText("1.12.2026")
    part.form.first.line.textEdited.emit("1.12.2026")
    part.keep()
    settled(qtbot, tools)
    part.close_form()
    part.new_row.click()
    part.form.respite.click()
    part.form.step.box.setCurrentIndex(part.form.step.offered().index(5))
    part.form.step.box.activated.emit(part.form.step.box.currentIndex())
    part.keep()
    settled(qtbot, tools)
    part.close_form()
    part.new_provider.click()
    assert part.form.row.value() == "pmto"
    assert part.form.first.value() == date(2026, 12, 1)
    part.new_row.click()
    assert part.form.respite.isChecked()
    assert part.form.step.value() == 5
