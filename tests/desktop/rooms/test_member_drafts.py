"""What is typed about somebody comes back after a lock or a crash, in its own case and nowhere else."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from db.actions import cases as case_actions
from db.records.relation import Role
from db.store import cases, drafts, people
from desktop.place import Place
from desktop.rooms.family.family_part import FamilyPart
from desktop.rooms.family.member_dialog import KIND
from desktop.rooms.today.side_lists import DraftList, typed_words


def made(qtbot, tools, child, number):
    with qtbot.waitCallback() as ended:
        tools.writer.run(
            lambda desk: case_actions.create_case(desk, child=child, number=number, born=date(2018, 5, 5)),
            done=ended,
            failed=ended,
        )
    return ended.args[0].case_id


def part_of(qtbot, tools, case_id):
    """The part as it is built anew after each unlocking."""
    part = FamilyPart(tools)
    qtbot.addWidget(part)
    show(part, tools, case_id)
    return part


def show(part, tools, case_id):
    part.show_case(cases.get(tools.desk.db, case_id), people.of_case(tools.desk.db, case_id))


def locked(qtbot, tools, part):
    """Lock while the dialog stands open: what is typed is handed over, the window is thrown away."""
    part.keep()
    tools.writer.settle()
    qtbot.wait(1)
    part.stop()


@pytest.fixture
def case(qtbot, tools):
    return made(qtbot, tools, "Ida Skov", "F-1")


def test_half_a_person_comes_back_in_its_own_case_and_in_no_other(qtbot, tools, case):
    other = made(qtbot, tools, "Bo Lund", "F-2")
    part = part_of(qtbot, tools, case)
    assert not part.unfinished.isVisibleTo(part)
    part.add.click()
    typed = part.dialog
    qtbot.keyClicks(typed.name.line, "Mette Sk")
    qtbot.keyClicks(typed.cpr.line, "010280-1234")
    typed.custody.click()
    typed.closeness.box.setCurrentIndex(4)
    typed.closeness.box.activated.emit(4)
    typed.begins._on_typed("1/2-2024")
    locked(qtbot, tools, part)
    elsewhere = part_of(qtbot, tools, other)
    assert not elsewhere.unfinished.isVisibleTo(elsewhere)
    elsewhere.add.click()
    assert elsewhere.dialog.name.value() == ""
    again = part_of(qtbot, tools, case)
    assert again.unfinished.isVisibleTo(again)
    assert "Mette Sk" in again.unfinished.accessibleName()
    again.unfinished.button.click()
    back = again.dialog
    assert (back.name.value(), back.cpr.value()) == ("Mette Sk", "010280-1234")
    assert (back.custody.isChecked(), back.closeness.value()) == (True, 5)
    assert back.begins.value() == date(2024, 2, 1)
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        back.yes.click()
    assert drafts.everything(tools.desk.db) == []
    assert cases.get(tools.desk.db, case).relations[0].from_ == date(2024, 2, 1)


def test_one_of_two_ties_is_written_on_and_given_up(qtbot, tools, case):
    part = part_of(qtbot, tools, case)
    for role in (Role.MOTHER, Role.EMPLOYER):
        part.add.click()
        part.dialog.name.show_value("Mette Skov")
        part.dialog._on_name()
        part.dialog._on_same()
        part.dialog.role.show_value(role)
        with qtbot.waitSignal(tools.news.changed, timeout=5000):
            part.dialog.yes.click()
        show(part, tools, case)
    part._open(1)
    qtbot.keyClicks(part.dialog.note.line, "kun tirsdage")
    qtbot.keyClick(part.dialog, Qt.Key.Key_Escape)  # put aside, not given up
    qtbot.waitUntil(lambda: part.unfinished.isVisibleTo(part), timeout=5000)
    assert "Mette Skov" in part.unfinished.accessibleName()
    part._open(0)
    assert part.dialog.note.value() == ""
    again = part_of(qtbot, tools, case)
    again.show_record(drafts.everything(tools.desk.db)[0].record)
    assert (again.dialog.role.value(), again.dialog.note.value()) == (Role.EMPLOYER, "kun tirsdage")
    again.dialog.no.click()
    qtbot.waitUntil(lambda: not drafts.everything(tools.desk.db), timeout=5000)
    qtbot.waitUntil(lambda: not again.unfinished.isVisibleTo(again), timeout=5000)


def test_who_was_said_to_be_the_same_person_still_is(qtbot, tools, case):
    known = people.everyone(tools.desk.db)[1]
    part = part_of(qtbot, tools, case)
    part.add.click()
    qtbot.keyClicks(part.dialog.name.line, known.name)
    part.dialog._on_name()
    part.dialog.same.click()
    locked(qtbot, tools, part)
    again = part_of(qtbot, tools, case)
    again.add.click()
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        again.dialog.yes.click()
    assert cases.get(tools.desk.db, case).relations[0].person == known.id


def test_today_leads_there_and_shows_no_number(qtbot, tools, words, case):
    part = part_of(qtbot, tools, case)
    part.add.click()
    qtbot.keyClicks(part.dialog.cpr.line, "010280-1234")
    locked(qtbot, tools, part)
    (draft,) = drafts.everything(tools.desk.db)
    assert (draft.kind, draft.case_id, typed_words(draft)) == (KIND, case, "…")
    listed = DraftList(words)
    qtbot.addWidget(listed)

    class Day:
        today, drafts, draft_children = date(2026, 11, 23), (draft,), {case: "Ida Skov"}

    listed.show_day(Day())
    row = listed.sheet.findChildren(type(listed._row(draft, Day())))[0]
    with qtbot.waitSignal(listed.place_asked) as asked:
        row.click()
    assert asked.args == [Place("case", case, "family", "cpr", record=draft.record)]
