"""What a full disk refused goes to it again by itself, once there is room."""

import pytest
from PySide6.QtWidgets import QWidget

from db.actions import interventions, minutes
from db.store import drafts
from desktop.keeping import Keeping
from desktop.kit import soon
from desktop.kit.text_field import TextField
from desktop.rooms.help.typing_kept import TypingKept

CASE, RECORD = "f01-c1", "f01-c1-record"
LONG = "Ida sov hele natten. " * 20_000


@pytest.fixture(autouse=True)
def _tried_soon(monkeypatch):
    monkeypatch.setattr(soon, "_AGAIN", 50)


def limit(qtbot, tools, pages):
    """Let the store grow to so many pages; with None no more than it has now, as on a full disk."""

    def limited(desk):
        wanted = pages or desk.db.execute("PRAGMA page_count").fetchone()[0]
        desk.db.execute(f"PRAGMA max_page_count = {wanted}")

    with qtbot.waitCallback() as done:
        tools.writer.run(limited, done=done, failed=print)


def test_a_form_of_help_tries_again(qtbot, tools):
    field = TextField("Behov")
    qtbot.addWidget(field)
    kept = TypingKept(tools, field)
    kept.follow(CASE, RECORD, {"need": field})
    limit(qtbot, tools, None)
    with qtbot.waitSignal(kept.refused, timeout=10_000):
        field.edited.emit(LONG)
    limit(qtbot, tools, 4_000_000)
    with qtbot.waitSignal(kept.saved, timeout=10_000):
        pass
    assert drafts.of_record(tools.desk.db, interventions.KIND, RECORD)["need"].text == LONG


def test_what_was_given_up_meanwhile_does_not_come_back(qtbot, tools):
    field = TextField("Behov")
    qtbot.addWidget(field)
    kept = TypingKept(tools, field)
    kept.follow(CASE, RECORD, {"need": field})
    limit(qtbot, tools, None)
    kept.refused.connect(lambda _: kept.forget(RECORD))
    with qtbot.waitSignal(kept.refused, timeout=10_000):
        field.edited.emit(LONG)
    limit(qtbot, tools, 4_000_000)
    qtbot.wait(200)
    assert drafts.of_record(tools.desk.db, interventions.KIND, RECORD) == {}


def test_a_meeting_tries_again(qtbot, tools):
    owner = QWidget()
    qtbot.addWidget(owner)
    keeping = Keeping(tools, minutes.KIND, owner)
    keeping.bind(RECORD, CASE, {})
    limit(qtbot, tools, None)
    with qtbot.waitSignal(keeping.failed, timeout=10_000):
        keeping.type("worries", LONG)
    limit(qtbot, tools, 4_000_000)
    with qtbot.waitSignal(keeping.saved, timeout=10_000):
        pass
    assert drafts.of_record(tools.desk.db, minutes.KIND, RECORD)["worries"].text == LONG
    keeping.stop()
