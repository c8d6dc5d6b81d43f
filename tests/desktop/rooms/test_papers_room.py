"""Udskrift through the real widgets: choosing, looking, saving, printing, and who is asked first."""

import pytest
from pikepdf import PasswordError, Pdf
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from db.actions.papers import Asked
from db.actions.piles import EACH_PARTY, Paper
from db.pdf.opened import opened
from db.rules.readers import Edition
from desktop.kit.printing import JOB
from desktop.rooms.papers.choosing import By
from desktop.rooms.papers.papers_room import PapersRoom


@pytest.fixture
def room(qtbot, show, tools):
    shown = PapersRoom(tools)
    show(shown, 1200, 800)
    qtbot.waitUntil(lambda: any(label.isVisible() for label in shown.preview._pages), timeout=10_000)
    yield shown
    shown.close_room()


def pages(paper, **more):
    with opened(paper, **more) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def pressed(qtbot, room, button):
    with qtbot.waitSignal(room.saved, timeout=20_000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def lines(tools, action):
    rows = tools.desk.db.execute("select record, case_id from journal where action = ?", [action])
    return rows.fetchall()


def test_all_cases_are_chosen_and_saved_as_one_file(qtbot, room, tools, ask, tmp_path):
    chosen = room.model.chosen()
    assert len(chosen) > 3
    to = tmp_path / "planer.pdf"
    ask.answers = [to]
    pressed(qtbot, room, room.save)
    assert "familiens udgave" in " ".join(pages(to))
    assert {case for _, case in lines(tools, "plan.printed")} == set(chosen)
    assert room.says.isVisible()
    assert room.save.isEnabled()
    assert room.focusWidget() is room.save
    room.choosing.edition_chosen.emit(Asked(Edition.FULL))
    assert not room.says.isVisible(), "it was said of another pile"


def test_which_cases_are_left_out_is_said(qtbot, room, tools, ask, tmp_path):
    first = room.model.row(room.model.index(0))
    with tools.desk.db.atomic():
        tools.desk.db.execute(
            "update cases set parents_not_told_reason = 'Fare' where id = ?", [first.case_id]
        )
    ask.answers = [tmp_path / "planer.pdf"]
    pressed(qtbot, room, room.save)
    assert first.number in room.says.accessibleName()


def test_space_and_a_click_on_the_tick_choose_and_none_chosen_makes_nothing(qtbot, room):
    before = room.model.chosen()
    qtbot.keyClick(room.view, Qt.Key.Key_Space)
    assert room.model.chosen() == before[1:]
    at = room.view.visualRect(room.model.index(0))
    spot = at.topLeft() + at.center() - at.topLeft()
    spot.setX(at.left() + 18)
    qtbot.mouseClick(room.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert room.model.chosen() == before
    qtbot.mouseClick(room.none, Qt.MouseButton.LeftButton)
    assert room.model.chosen() == []
    assert not room.save.isEnabled()
    qtbot.mouseClick(room.all, Qt.MouseButton.LeftButton)
    assert room.model.chosen() == before


def choose_only(room, case_id):
    room.model.tick_all(on=False)
    room.model.turn(room.model.place_of(case_id))


def test_a_password_locks_the_file_and_a_short_one_is_refused(qtbot, room, ask, tmp_path):
    choose_only(room, room.model.chosen()[0])
    ask.answers = ["kort"]
    qtbot.mouseClick(room.locked, Qt.MouseButton.LeftButton)
    assert len(ask.told) == 1
    assert ask.line, "a password has no line ends"
    to = tmp_path / "planer.pdf"
    ask.answers = ["fire almindelige ord", to]
    pressed(qtbot, room, room.locked)
    with pytest.raises(PasswordError):
        Pdf.open(to)
    assert pages(to, password="fire almindelige ord")


def test_the_printer_gets_the_pages_under_a_neutral_name(qtbot, room, tools, ask, tmp_path):
    choose_only(room, room.model.chosen()[0])
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setDocName(JOB)
    ask.answers = [printer]
    pressed(qtbot, room, room.printed)
    assert ask.asked == ["Tæt På"]
    assert len(pages(tmp_path / "printed.pdf")) >= 2
    assert len(lines(tools, "plan.printed")) == 1


def test_somebody_without_a_right_gets_agreed_parts_after_a_yes_alone(qtbot, room, tools, ask, tmp_path):
    case, person = tools.desk.db.execute(
        "select l.parent, s.responsible from sub_goals s join goals g on g.id = s.parent"
        " join plans l on l.id = g.parent join cases c on c.id = l.parent"
        " join relations r on r.parent = c.id and r.person = s.responsible"
        " where l.status = 'adopted' and r.custody = 0"
    ).fetchone()
    choose_only(room, case)
    asked = Asked(Edition.PARTY, person)
    ask.answers = [False]
    room.choosing.edition.show_value(asked)
    room.choosing.edition_chosen.emit(asked)
    assert room.choosing.asked() == Asked(Edition.FAMILY)
    to = tmp_path / "del.pdf"
    ask.answers = [True, to]
    room.choosing.edition.show_value(asked)
    room.choosing.edition_chosen.emit(asked)
    pressed(qtbot, room, room.save)
    assert lines(tools, "plan.agreed") == [(person, case)]
    assert "udgave til" in " ".join(pages(to))


def test_a_yes_holds_for_one_case_alone(room, tools, ask):
    case, person = tools.desk.db.execute(
        "select r.parent, r.person from relations r where r.custody = 1"
    ).fetchone()
    choose_only(room, case)
    room.choosing.edition.show_value(Asked(Edition.PARTY, person))
    assert room._asked() == Asked(Edition.PARTY, person)
    room.model.tick_all(on=True)
    assert room._asked().party is None


def test_cases_are_chosen_by_what_is_due_a_caseworker_a_team_or_a_meeting(qtbot, room):
    every = room.model.chosen()
    for by in (By.CASEWORKER, By.DUE, By.TEAM, By.MEETING, By.ALL):
        room.choosing.by.show_value(by)
        room.choosing.by.edited.emit(by)
        assert set(room.model.chosen()) <= set(every)
        assert room.nothing.isVisible() is (room.model.rowCount() == 0)
    assert room.model.chosen() == every


def test_cancelled_work_writes_nothing(qtbot, room, tools, ask, tmp_path):
    to = tmp_path / "planer.pdf"
    ask.answers = [to]
    qtbot.mouseClick(room.save, Qt.MouseButton.LeftButton)
    assert room.cancel.isVisible()
    assert not room.save.isEnabled()
    qtbot.mouseClick(room.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not room.cancel.isVisible(), timeout=20_000)
    assert not to.exists()
    assert lines(tools, "plan.printed") == []
    assert room.says.isVisible()


def test_a_refused_paper_is_told_and_its_case_shown(qtbot, room, tools, ask, tmp_path):
    chosen = room.model.chosen()
    with tools.desk.db.atomic():
        for case in chosen:
            tools.desk.db.execute("update cases set parents_not_told_reason = 'Fare' where id = ?", [case])
    room.choosing.edition.show_value(EACH_PARTY)
    ask.answers = [tmp_path / "planer.pdf"]
    qtbot.mouseClick(room.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(ask.told), timeout=20_000)
    assert not (tmp_path / "planer.pdf").exists()


def of_networks(room):
    room.choosing.paper.show_value(Paper.NETWORK)
    room.choosing.paper.edited.emit(Paper.NETWORK)


def test_family_and_network_of_many_cases_is_one_file(qtbot, room, tools, ask, tmp_path):
    with_plans = room.model.chosen()
    of_networks(room)
    chosen = room.model.chosen()
    assert set(with_plans) <= set(chosen)  # a case without a plan has a family too
    room.choosing.edition.show_value(Asked(Edition.FULL))
    to = tmp_path / "familie-og-netvaerk.pdf"
    ask.answers = [to]
    pressed(qtbot, room, room.save)
    assert ask.asked[-1] == "familie-og-netvaerk.pdf"
    told = " ".join(pages(to))
    assert told.count("Netværkskort") == len(chosen)
    assert {case for _, case in lines(tools, "network.printed")} == set(chosen)
    assert lines(tools, "plan.printed") == []


def test_of_family_and_network_only_those_with_a_right_are_offered_an_edition(
    qtbot, room, tools, ask, tmp_path
):
    of_networks(room)
    case_id = next(
        one for one in room.model.chosen() if not room.model.row(room.model.place_of(one)).parents_not_told
    )
    choose_only(room, case_id)
    offered = [one.party for one in room.choosing.edition.offered() if one.party is not None]
    assert offered
    assert all(room._has_right(one) for one in offered)
    room.choosing.edition.show_value(EACH_PARTY)
    to = tmp_path / "n.pdf"
    ask.answers = [to]
    pressed(qtbot, room, room.save)
    told = " ".join(pages(to))
    assert "Udgave til" in told
    assert "Netværkskort" not in told
