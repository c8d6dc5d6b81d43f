"""A family analysis in the window, from empty to printed: with the mouse, and with the keyboard alone."""

import json
import os

import pytest
import stores
from hands import Keyboard, Mouse
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextEdit

from db.actions import documents
from db.books import demo
from db.books.forms import SHIPPED
from db.records.form import Kind
from db.rules import answers
from db.rules.answer_texts import told
from db.store import drafts, filled_forms
from db.words import Words
from desktop.main_window import MainWindow
from desktop.settings import Settings

FORM = SHIPPED.newest("family_analysis")
ASKED = "Familien spørger, hvorfor aftenerne er svære."
PICTURES = os.environ.get("PICTURES")


@pytest.fixture
def window(qtbot, tmp_path):
    (tmp_path / "store").mkdir()
    store = stores.made(tmp_path / "store")
    with stores.at_work(store) as desk:
        documents.import_document(desk, json.dumps(demo.families()[0]).encode())
    shown = MainWindow(
        Words("da"), store=store, now=stores.noon, settings=Settings(), settings_file=tmp_path / "window.json"
    )
    qtbot.addWidget(shown)
    shown.resize(1280, 760)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    shown.leave()


@pytest.fixture
def paper(window, tmp_path, monkeypatch):
    """Where the system's own dialog is told to save."""
    to = tmp_path / "form.pdf"
    monkeypatch.setattr("desktop.kit.ask.WindowAsk.where_to_save", lambda *_: to)
    return to


def look(window, name):
    """A picture for somebody who wants to see the journey."""
    if PICTURES:
        QTest.qWait(500)
        window.grab().save(f"{PICTURES}/{name}.png")


def opened(qtbot, window):
    qtbot.waitUntil(lambda: not window.is_locked and window.page is not None, timeout=20_000)


def room_of(qtbot, window):
    qtbot.waitUntil(lambda: window.page._here == "form")
    return window.page._rooms["form"]


def held(qtbot, window, paper, pages_of, record, texts):
    """The form is finished and holds `texts`, and the paper says every answer of it."""
    room, db = window.page._rooms["form"], window.page.tools.desk.db
    stored = filled_forms.get(db, record)
    assert stored.finished_on == stores.TODAY
    assert answers.missing(FORM, stored.answers) == ()
    for key, text in texts.items():
        assert stored.answers[key] == text
    window.writer.settle()
    printed = "".join("".join(pages_of(paper)).split())
    for question in FORM.questions:
        for line in told(question, stored.answers.get(question.id), room._around()).splitlines():
            assert all("".join(part.split()) in printed for part in line.split(" · ")), question.id
    assert drafts.everything(db) == []
    assert window.windowTitle() == "Tæt På"


def test_with_the_mouse(qtbot, window, paper, pages_of):
    mouse = Mouse()
    mouse.write(window.lock_screen.field.line, stores.PASSPHRASE)
    mouse.press(window.lock_screen, "Lås op")
    opened(qtbot, window)
    mouse.click(window.page._items["cases"])
    view = window.page._rooms["cases"].view
    qtbot.waitUntil(lambda: view.model().rowCount() > 0)
    mouse.click(view.viewport(), view.visualRect(view.model().index(0, 0)).center())
    qtbot.waitUntil(lambda: window.page._here == "case")
    page = window.page._rooms["case"]
    tab = next(at for at in range(page.tabs.count()) if page.tabs.tabText(at) == "Skemaer")
    mouse.click(page.tabs, page.tabs.tabRect(tab).center())
    mouse.press(page.part("forms"), "Familieanalyse")
    room = room_of(qtbot, window)
    record = room.place().record
    mouse.write(room.findChild(QTextEdit, "purpose"), ASKED)
    mouse.click(window.page.lock_item)  # in mid-sentence
    mouse.write(window.lock_screen.field.line, stores.PASSPHRASE)
    mouse.press(window.lock_screen, "Lås op")
    opened(qtbot, window)
    room = room_of(qtbot, window)
    assert room.place().record == record
    assert room.findChild(QTextEdit, "purpose").toPlainText() == ASKED

    mouse.click(room.finish)  # too early: what is missing is named, and leads there
    named = list(room.notices.missing.rows)
    assert named == [one.id for one in answers.missing(FORM, room._answers)]
    for key in named:
        mouse.click(room.notices.missing.rows[key])
        given, kind = room.page.blocks[key].input, room.page.blocks[key].question.kind
        if kind in (Kind.CHOICE, Kind.YES_NO_UNKNOWN, Kind.LADDER_STEP):
            mouse.choose(given.field.box)
        elif kind is Kind.TABLE:
            mouse.click(given.add)
            mouse.write(given._rows[0]._fields["on"].line, "20/11")
        else:
            mouse.write(given.field.findChild(QTextEdit) or given.field.findChild(QLineEdit), f"Set: {key}")
        room.commit()
        assert key not in room.notices.missing.rows
    mouse.click(room.finish)
    qtbot.waitUntil(room.reopen.isVisible)
    mouse.click(room.paper)
    held(qtbot, window, paper, pages_of, record, {"psychologist": "Set: psychologist"})


def test_with_the_keyboard_alone(qtbot, window, paper, pages_of):
    hand = Keyboard(qtbot, window)
    hand.type(stores.PASSPHRASE)
    hand.press("Return")
    opened(qtbot, window)
    hand.press("Ctrl+K")
    hand.type("emil")
    hand.press("Return")
    qtbot.waitUntil(lambda: window.page.place().case_id != "")
    hand.press("Right", times=6)
    assert window.page.place().tab == "forms"
    look(window, "keys-1-forms")
    hand.tab_to("Familieanalyse")
    hand.press("Return")
    room = room_of(qtbot, window)
    record = room.place().record
    typed, words = {}, {one.id: f"ø{at}." for at, one in enumerate(FORM.questions)}
    for section in FORM.section:
        answered = None
        while True:
            here = hand.focus
            key = next((k for k, block in room.page.blocks.items() if block.isAncestorOf(here)), None)
            if key is None:
                break
            question = room.page.blocks[key].question
            if question.kind is Kind.TABLE and here.objectName() == key and key != answered:
                hand.press("Return")  # a line of the table, in its first field
                answered = key
                continue
            if here.objectName() != key or key != answered:
                hand.answer(words[key])
            if question.kind in (Kind.TEXT, Kind.LONG_TEXT):
                typed[key] = words[key]
                if key == "child_words":
                    lock_in_mid_sentence(qtbot, window, hand, key)
                    room = room_of(qtbot, window)
            hand.press("Tab")
        assert {one.id for one in section.question} <= set(room.page.blocks)
        look(window, f"keys-2-{FORM.section.index(section):02}")
        assert hand.focus.text().startswith("Næste: " if section is not FORM.section[-1] else "Afslut")
        hand.press("Return")
    qtbot.waitUntil(room.paper.hasFocus)
    look(window, "keys-3-finished")
    hand.press("Return")
    held(qtbot, window, paper, pages_of, record, typed)


def lock_in_mid_sentence(qtbot, window, hand, key):
    """Lock with Ctrl+L, and come back into the same field, at the same letter."""
    hand.press("Left", times=3)
    at = hand.focus.textCursor().position()
    hand.press("Ctrl+L")
    assert window.is_locked
    hand.type(stores.PASSPHRASE)
    hand.press("Return")
    opened(qtbot, window)
    qtbot.waitUntil(lambda: hand.focus.objectName() == key)
    assert hand.focus.textCursor().position() == at
    hand.press("End")
