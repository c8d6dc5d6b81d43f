"""The agenda's times against an oracle that walks the meeting minute by minute."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.records.appointment import AgendaPart, Appointment, ChildHeard, PartNote
from db.rules import agenda
from db.rules.agenda import Concern

START = datetime(2026, 12, 7, 12, tzinfo=UTC)
PEOPLE = ("p1", "p2", "p3", "p4")
PARTS = st.lists(
    st.builds(
        AgendaPart,
        title=st.just("del"),
        minutes=st.integers(1, 60),
        participants=st.lists(st.sampled_from(PEOPLE), unique=True).map(tuple),
    ),
    min_size=1,
    max_size=7,
).map(tuple)


def meeting(parts, **fields):
    return Appointment(id="m1", kind="network_meeting", starts_at=START, agenda=parts, **fields)


@given(PARTS)
def test_stays_are_what_a_walk_through_the_minutes_finds(parts):
    inside = {person: [] for person in PEOPLE}
    minute = 0
    for part in parts:
        for _ in range(part.minutes):
            for person in part.participants:
                inside[person].append(minute)
            minute += 1
    found = {stay.person: stay for stay in agenda.stays(meeting(parts))}
    assert set(found) == {person for person, there in inside.items() if there}
    for person, stay in found.items():
        there = inside[person]
        assert stay.arrives_at == START + timedelta(minutes=there[0])
        assert stay.leaves_at == START + timedelta(minutes=there[-1] + 1)
        assert stay.waiting == there[-1] + 1 - there[0] - len(there)


@given(PARTS, st.data())
def test_a_tick_put_on_and_taken_off_again_changes_nobody_else(parts, data):
    before = meeting(parts)
    at = data.draw(st.integers(0, len(parts) - 1))
    person = data.draw(st.sampled_from(PEOPLE))
    on = agenda.with_participant(before, at, person, takes_part=True)
    off = agenda.with_participant(on, at, person, takes_part=False)
    assert on.agenda[at].participants.count(person) == 1
    assert [set(one.participants) - {person} for one in off.agenda] == [
        set(one.participants) - ({person} if number == at else set())
        for number, one in enumerate(before.agenda)
    ] or any(person in one.participants for number, one in enumerate(parts) if number != at)
    assert person not in off.agenda[at].participants


def test_what_was_written_of_a_part_taken_away_is_kept():
    parts = tuple(AgendaPart(title=name, minutes=10) for name in "abc")
    notes = tuple(PartNote(part=at, text=str(at)) for at in (0, 1, 2, None))
    after = agenda.without_part(meeting(parts, notes=notes), 1)
    assert [(note.part, note.text) for note in after.notes] == [
        (0, "0"),
        (None, "1"),
        (1, "2"),
        (None, "None"),
    ]


def test_concerns_name_what_is_amiss():
    parts = (
        AgendaPart(title="a", minutes=40, participants=("p1", "gone")),
        AgendaPart(title="b", participants=()),
    )
    short = meeting(parts, ends_at=START + timedelta(minutes=30))
    assert set(agenda.concerns(short, {"p1"}, "child")) == {
        Concern.NO_MINUTES,
        Concern.NOBODY,
        Concern.LEFT_NETWORK,
        Concern.TOO_LONG,
        Concern.CHILD_ABSENT,
        Concern.CHILD_UNHEARD,
    }
    sound = meeting((AgendaPart(title="a", minutes=30, participants=("p1",)),), child_heard=ChildHeard.TALK)
    assert agenda.concerns(sound, {"p1"}, "p1") == ()
    late = sound.changed(starts_at=datetime(2026, 12, 25, 22, 45, tzinfo=UTC))
    assert agenda.concerns(late, {"p1"}, "p1") == (Concern.MIDNIGHT, Concern.HOLIDAY)


def test_times_across_the_change_of_the_clocks():
    assert agenda.moment_at(date(2026, 3, 29), time(2, 30)) is None
    assert agenda.moment_at(date(2026, 3, 29), time(3, 0)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert agenda.moment_at(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
