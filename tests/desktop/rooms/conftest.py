"""A real store with a few families, open at a desk as the window has it."""

from datetime import UTC, datetime

import pytest
import stores

from db.actions.at_the_desk import at_the_desk
from db.records.letterhead import Letterhead
from db.words import Words
from desktop.kit.jobs import Jobs
from desktop.kit.news import News
from desktop.seat import Seat
from desktop.settings import Settings
from desktop.tools import Tools
from desktop.writer import Writer

PASSPHRASE = "gul cykel regn lampe"
NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A store with five families, to copy from."""
    return stores.filled(tmp_path_factory.mktemp("filled"), 5, PASSPHRASE, "a.taetpaa")


@pytest.fixture
def store(filled, tmp_path):
    """A store of this test's own."""
    return stores.copied(filled, tmp_path)


@pytest.fixture
def tools(qtbot, store, ask):
    """What a room is given, on an open store; closed again with nothing left running."""
    writer = Writer(lambda: NOW)
    with qtbot.waitCallback() as opened:
        writer.open(store, PASSPHRASE, done=opened, failed=_raised)
    unlocked = opened.args[0]
    desk = at_the_desk(unlocked, now=lambda: NOW)
    jobs = Jobs()
    seat = Seat()
    seat.take(desk)
    given = Tools(
        seat=seat,
        writer=writer,
        jobs=jobs,
        news=News(),
        ask=ask,
        words=Words("da"),
        now=lambda: NOW,
        settings=Settings(),
        letterhead=Letterhead(),
    )
    yield given
    given.children.stop()
    jobs.stop()
    writer.stop()
    desk.close(note_head=False)
    unlocked.close()


def _raised(error):
    raise error
