"""Every form in the real window: typed, killed with -9, found again, finished, printed, and compared."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import stores
from PySide6.QtCore import Qt

from db.actions import forms
from db.books.forms import SHIPPED
from db.records.note import FormStatus
from db.rules import answers
from db.rules.answer_texts import told
from db.store import drafts, filled_forms, journal
from db.words import Words
from desktop.main_window import MainWindow
from desktop.place import Place
from desktop.rooms.form.last_time import last_answer
from desktop.settings import Settings

TYPING = Path(__file__).parents[1] / "faults" / "typed_forms.py"


def now():
    """The clock of the program that is killed: none of its forms may have been begun later than here."""
    return datetime.now(UTC).replace(microsecond=0)


def killed_while_typing(store, language):
    """Types into every form of a program of its own, kills it; says what was typed."""
    program = [sys.executable, str(TYPING), str(store), language]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as typing:
        line = typing.stdout.readline()
        typing.send_signal(signal.SIGKILL)
        faults = typing.stderr.read().decode()
    assert line, faults
    return json.loads(line)


@pytest.fixture(params=["da", "en"])
def language(request):
    return request.param


@pytest.fixture
def window(qtbot, tmp_path, language):
    (tmp_path / "store").mkdir()
    store = stores.filled(tmp_path / "store", 1)
    typed = killed_while_typing(store, language)
    shown = MainWindow(
        Words(language), store=store, now=now, settings=Settings(), settings_file=tmp_path / "w.json"
    )
    shown.typed = typed
    qtbot.addWidget(shown)
    shown.resize(800, 400)  # what is out of sight costs no paint
    with qtbot.waitExposed(shown):
        shown.show()
    shown.unlock(stores.PASSPHRASE)
    qtbot.waitUntil(lambda: not shown.is_locked, timeout=20_000)
    yield shown
    shown.leave()


def lead_to_its_field(qtbot, window):
    """I dag tells of what was being typed, and its row leads to the very field; returns the record."""
    page, lasts = window.page, {one["record"]: one["last"] for one in window.typed.values()}
    row = next(one.row for one in page._rooms["today"].drafts.sheet.rows() if hasattr(one, "row"))
    row.click()
    assert page.place().record in lasts
    qtbot.waitUntil(lambda: page.focusWidget().objectName() == lasts[page.place().record])
    return page.place().record


def test_every_form_typed_killed_found_again_finished_printed_and_compared(
    qtbot, window, tmp_path, monkeypatch, pages_of
):
    page, paper = window.page, tmp_path / "form.pdf"
    tools = page.tools
    monkeypatch.setattr(tools.ask, "where_to_save", lambda *_: paper)
    assert set(window.typed) == set(SHIPPED.ids())
    assert list(journal.faults(tools.desk.db)) == []
    for name, typed in window.typed.items():
        assert typed["last"] in drafts.of_record(tools.desk.db, forms.KIND, typed["record"]), name
    opened = lead_to_its_field(qtbot, window)
    for name, typed in window.typed.items():
        record, given, last = typed["record"], typed["answers"], typed["last"]
        page.go_to(Place("form", record=record))
        room = page._rooms["form"]
        if room.bar.way != "all":
            room.bar.ways.show_value("all")
            room.bar.way_chosen.emit()
        assert room.notices.found.isVisibleTo(room) or record == opened
        room.page.build_all()
        shown = {key: block.input.answer() for key, block in room.page.blocks.items()}
        assert shown[last].startswith(given[last])  # it typed on until it was killed
        given[last] = shown[last]
        assert {key: shown[key] for key in given} == given, name
        assert not any(not answers.is_empty(one) for key, one in shown.items() if key not in given)

        qtbot.mouseClick(room.finish, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(room.reopen.isVisible)
        stored = filled_forms.get(tools.desk.db, record)
        assert (stored.status, stored.answers) == (FormStatus.FINISHED, given)
        assert drafts.of_record(tools.desk.db, forms.KIND, record) == {}

        qtbot.mouseClick(room.paper, Qt.MouseButton.LeftButton)
        tools.writer.settle()
        around, form = room._around(), SHIPPED.newest(name)
        printed = "".join("".join(pages_of(paper)).split())
        for question in form.questions:
            for line in told(question, given.get(question.id), around).replace(" · ", "\n").splitlines():
                assert "".join(line.split()) in printed, question.id

        with qtbot.waitCallback() as begun:
            tools.writer.run(
                lambda desk, form=form: forms.begin_form(desk, page.place().case_id, form),
                done=begun,
                failed=begun,
            )
        page.go_to(Place("form", record=begun.args[0].record))
        assert all(
            told(question, given.get(question.id), around) in last_answer(room._last, around, question)
            for question in form.questions
        )
