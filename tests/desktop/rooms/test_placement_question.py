"""The half-year question in the live meeting: none preselected, half an answer waits, a whole one is kept."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from db.actions import appointments, interventions
from db.records.appointment import Appointment
from db.records.intervention import Intervention
from db.records.placement_answer import Answer
from db.store import cases, drafts, minutes, placement_answers
from db.store.drafts import Draft
from desktop.place import Place
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import PARTS
from desktop.rooms.live.live_room import LiveRoom


@pytest.fixture
def asked(qtbot, tools):
    """A case and its follow-up of today; the child has lived with a foster family since May."""
    case_id = cases.ids(tools.desk.db)[0]
    placed = Intervention(
        id="placed",
        title="Plejefamilie",
        placement="foster",
        law_group="placement",
        unit="month",
        starts_on=date(2026, 5, 4),
        purpose="Ro",
    )
    meeting = Appointment(id="half", kind="follow_up", starts_at=datetime(2026, 11, 23, 10, tzinfo=UTC))

    def work(desk):
        interventions.order_help(desk, case_id, placed, child_view="Vil gerne.")
        return appointments.add_appointment(desk, case_id, meeting)

    with qtbot.waitCallback() as ended:
        tools.writer.run(work, done=ended, failed=ended)
    assert not isinstance(ended.args[0], BaseException), ended.args[0]
    return case_id, meeting


@pytest.fixture
def room(show, tools, asked):
    shown = LiveRoom(tools)
    show(shown, 1200, 800)
    shown.show_place(Place("live", record=asked[1].id))
    yield shown
    shown.close_room()


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def test_none_is_chosen_half_an_answer_waits_and_a_whole_one_stands_in_the_case(
    qtbot, tools, room, asked, show
):
    case_id, meeting = asked
    question = room._questions[0]
    assert question.answer.value() is None
    question.answer.show_value(Answer.GOES_ON)
    question._on_answer(Answer.GOES_ON)
    settled(qtbot, tools)
    assert question.reason.fault.text() == "Skriv hvorfor."
    assert placement_answers.of_case(tools.desk.db, case_id) == []
    record = f"{meeting.id} {question._placement}"
    kept = drafts.of_record(tools.desk.db, "placement_answer", record)
    assert {key: one.text for key, one in kept.items()} == {"answer": "goes_on"}
    qtbot.keyClicks(question.reason.area, "Hun trives")
    room.commit()
    settled(qtbot, tools)
    (found,) = placement_answers.of_case(tools.desk.db, case_id)
    assert (found.answer, found.reason) == (Answer.GOES_ON, "Hun trives")
    assert drafts.of_record(tools.desk.db, "placement_answer", record) == {}
    assert minutes.get(tools.desk.db, meeting.id) == meeting
    page = CasePage(tools, PARTS)
    show(page, 1280, 900)
    page.show_case(case_id, "meetings")
    (row,) = page.part("meetings").reviews.sheet.rows()
    assert "Hun trives" in row.accessibleName()
    page.close_room()


def test_what_was_being_typed_comes_back(qtbot, tools, room, asked):
    case_id, meeting = asked
    record = f"{meeting.id} {room._questions[0]._placement}"
    waiting = Draft("placement_answer", record, "reason", case_id, None, "Hun sover", tools.now())

    def keep(desk):
        drafts.keep(desk.db, waiting)
        return True

    with qtbot.waitCallback() as done:
        tools.writer.run(keep, done=done, failed=done)
    room.show_place(Place("live", record=meeting.id))
    assert room._questions[0].reason.value() == "Hun sover"
    assert room._questions[0].answer.input.focusPolicy() & Qt.FocusPolicy.TabFocus
