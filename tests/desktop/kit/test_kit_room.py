from dataclasses import dataclass

import pytest

from db.errors import NotAllowed, Trouble
from desktop.kit.jobs import Cancelled
from desktop.kit.news import News
from desktop.kit.room import Room


@dataclass(frozen=True)
class Changed:
    topics: frozenset


class Counting(Room):
    topics = frozenset({"cases"})
    error = None
    times = 0

    def read(self):
        self.times += 1
        if self.error is not None:
            raise self.error


@pytest.fixture
def news(qapp):
    return News()


@pytest.fixture
def room(qtbot, look, words, news, ask):
    made = Counting(words, news, ask)
    qtbot.addWidget(made)
    return made


def test_a_room_reads_when_first_shown_and_when_its_topic_changed(room, news):
    assert (room.times, room.stale) == (0, True)
    room.show()
    assert (room.times, room.stale) == (1, False)
    news.changed.emit(Changed(frozenset({"plans"})))
    assert room.times == 1
    news.changed.emit(Changed(frozenset({"cases", "plans"})))
    assert room.times == 2


def test_a_hidden_room_waits_until_it_is_shown(room, news):
    room.show()
    room.hide()
    news.changed.emit(Changed(frozenset({"cases"})))
    assert (room.times, room.stale) == (1, True)
    room.show()
    assert (room.times, room.stale) == (2, False)


def test_known_trouble_is_told_in_the_room_and_goes_when_it_is_over(room):
    room.error = Trouble("The disk is full.", "Nothing was changed. Free some space, then try again.")
    room.show()
    assert room.trouble.isVisible()
    assert room.trouble.accessibleName()
    assert room.stale
    room.error = None
    room.refresh()
    assert not room.trouble.isVisible()


def test_a_bug_is_not_hidden(room):
    room.error = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        room.refresh()
    assert room.stale


def test_an_action_is_told_to_every_room(qtbot, room, news):
    changed = Changed(frozenset({"cases"}))
    with qtbot.waitSignal(news.changed, check_params_cb=lambda told: told is changed):
        assert room.act(lambda: changed)


def test_a_refusal_is_told_and_nothing_is_news(qtbot, room, news, ask):
    error = NotAllowed("No.", "Do this.")

    def refuse():
        raise error

    with qtbot.assertNotEmitted(news.changed):
        assert not room.act(refuse)
    assert ask.told == [error]


def test_what_a_job_failed_with(room, ask):
    error = Trouble("The disk is full.")
    room.fail(error)
    room.fail(Cancelled())
    assert ask.told == [error]
    with pytest.raises(ValueError, match="a bug"):
        room.fail(ValueError("a bug"))
