"""What goes wrong with time and people: each gets a sentence or the right result, and nothing is lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from db.actions import appointments, family, invitations, series
from db.actions import minutes as meetings
from db.actions.invitations import Wording
from db.errors import NotAllowed
from db.records.appointment import AgendaPart, Appointment
from db.records.case import NotTold
from db.records.letterhead import Letterhead
from db.rules.clock import is_far_behind
from db.rules.series import Every, Pattern
from db.store import cases, minutes
from desktop.rooms.today.today import Today

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


def done(qtbot, tools, work):
    with qtbot.waitCallback() as ended:
        tools.writer.run(work, done=ended, failed=ended)
    if isinstance(ended.args[0], BaseException):
        raise ended.args[0]
    return ended.args[0]


@pytest.fixture
def case(tools):
    return cases.get(tools.desk.db, cases.resolve(tools.desk.db, "2025-0001"))


def meeting(case, **fields):
    values = {
        "id": "m-bad",
        "kind": "network_meeting",
        "starts_at": datetime(2026, 12, 7, 12, tzinfo=UTC),
        "agenda": (AgendaPart(title="Ro", minutes=30, participants=(case.child,)),),
    }
    return Appointment.model_validate(values | fields)


def invited(tools, meeting_id, folder):
    wording = Wording(tools.letters["invitation"], tools.words, Letterhead())
    return lambda desk: invitations.write_invitations(desk, meeting_id, wording, folder)


@pytest.mark.parametrize(
    ("now", "last", "behind"),
    [
        (NOW, None, False),
        (NOW, NOW, False),
        (NOW, NOW + timedelta(hours=24), False),
        (NOW, NOW + timedelta(hours=25), True),
        (NOW + timedelta(days=365), NOW, False),
    ],
)
def test_a_clock_is_behind_only_when_more_than_a_day_before_what_was_written(now, last, behind):
    assert is_far_behind(now, last) is behind


def test_a_clock_set_back_a_year_is_said_calmly_and_nothing_is_refused(qtbot, tools, case):
    done(qtbot, tools, lambda desk: appointments.add_appointment(desk, case.id, meeting(case)))
    right = Today(tools)
    qtbot.addWidget(right)
    right.refresh()
    assert right.clock.isHidden()
    wrong = Today(replace(tools, now=lambda: NOW - timedelta(days=365)))
    qtbot.addWidget(wrong)
    wrong.refresh()
    assert not wrong.clock.isHidden()
    assert "23. november 2025" in wrong.clock.accessibleName()
    assert "23. november 2026" in wrong.clock.accessibleName()
    assert not wrong.trouble.isVisible()


def test_nothing_goes_to_a_family_that_must_not_be_told(qtbot, tools, case, tmp_path):
    done(qtbot, tools, lambda desk: appointments.add_appointment(desk, case.id, meeting(case)))
    told = NotTold(reason="Fare.")
    done(qtbot, tools, lambda desk: family.set_not_told(desk, case.id, told))
    out = tmp_path / "ud"
    with pytest.raises(NotAllowed, match="may be a danger"):
        done(qtbot, tools, invited(tools, "m-bad", out))
    with pytest.raises(NotAllowed, match="may be a danger"):
        done(qtbot, tools, lambda desk: meetings.sheet_of(desk, "m-bad", case.child, Letterhead()))
    assert not out.exists() or list(out.iterdir()) == []


def test_somebody_who_left_the_network_is_not_invited_and_stays_on_the_agenda(qtbot, tools, case, tmp_path):
    gone = meeting(case, agenda=(AgendaPart(title="Ro", minutes=30, participants=(case.child, "f02-p1")),))
    done(qtbot, tools, lambda desk: appointments.add_appointment(desk, case.id, gone))
    with pytest.raises(NotAllowed, match="not in the family's network"):
        done(qtbot, tools, invited(tools, "m-bad", tmp_path / "ud"))
    assert minutes.get(tools.desk.db, "m-bad") == gone


def test_a_closed_case_gets_no_new_appointment_no_series_and_no_invitation(qtbot, tools, case, tmp_path):
    left = meeting(case, id="m-left")
    done(qtbot, tools, lambda desk: appointments.add_appointment(desk, case.id, left))

    def close(desk):
        with desk.db.atomic():
            text = "update cases set status = 'closed', closed = '2026-11-23' where id = ?"
            desk.db.conn.execute(text, [case.id])
        return True

    done(qtbot, tools, close)
    for work in (
        lambda desk: appointments.add_appointment(desk, case.id, meeting(case)),
        lambda desk: series.add_series(desk, case.id, meeting(case), Pattern(Every.WEEKS, 1, count=2)),
        invited(tools, "m-left", tmp_path / "ud"),
    ):
        with pytest.raises(NotAllowed, match="closed"):
            done(qtbot, tools, work)
    assert len(cases.get(tools.desk.db, case.id).appointments) == len(case.appointments) + 1
    assert minutes.get(tools.desk.db, "m-left") == left


def test_moved_onto_a_public_holiday_it_lies_there_and_the_calendar_says_so(qtbot, tools, case):
    from db.rules.holidays import is_public_holiday

    done(qtbot, tools, lambda desk: appointments.add_appointment(desk, case.id, meeting(case)))
    before = minutes.get(tools.desk.db, "m-bad")
    christmas = datetime(2026, 12, 25, 12, tzinfo=UTC)
    done(qtbot, tools, lambda desk: appointments.move_appointment(desk, before, christmas))
    assert minutes.get(tools.desk.db, "m-bad").starts_at == christmas
    assert is_public_holiday(date(2026, 12, 25))
