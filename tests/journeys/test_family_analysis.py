"""A family analysis in the window, from empty to printed: with the mouse, and with the keyboard alone."""

import pytest
import stores
from hands import Keyboard, Mouse, look, opened
from PySide6.QtWidgets import QLineEdit, QTextEdit

from db.books.forms import SHIPPED
from db.records.form import Kind
from db.rules import answers
from db.rules.answer_texts import told
from db.store import drafts, filled_forms

FORM = SHIPPED.newest("family_analysis")
ASKED = "Familien spørger, hvorfor aftenerne er svære."


@pytest.fixture
def paper(tmp_path, monkeypatch):
    """Where the system's own dialog is told to save."""
    to = tmp_path / "form.pdf"
    monkeypatch.setattr("desktop.kit.ask.WindowAsk.where_to_save", lambda *_: to)
    return to


def room_of(qtbot, emils):
    qtbot.waitUntil(lambda: emils.page._here == "form")
    return emils.page._rooms["form"]


def held(emils, paper, pages_of, record, texts):
    """The form is finished and holds `texts`, and the paper says every answer of it."""
    room, db = emils.page._rooms["form"], emils.page.tools.desk.db
    stored = filled_forms.get(db, record)
    assert stored.finished_on == stores.TODAY
    assert answers.missing(FORM, stored.answers) == ()
    for key, text in texts.items():
        assert stored.answers[key] == text
    emils.writer.settle()
    printed = "".join("".join(pages_of(paper)).split())
    for question in FORM.questions:
        for line in told(question, stored.answers.get(question.id), room._around()).splitlines():
            assert all("".join(part.split()) in printed for part in line.split(" · ")), question.id
    assert drafts.everything(db) == []
    assert emils.windowTitle() == "Tæt På"


def test_with_the_mouse(qtbot, emils, paper, pages_of):
    mouse = Mouse()
    mouse.write(emils.lock_screen.field.line, stores.PASSPHRASE)
    mouse.press(emils.lock_screen, "Lås op")
    opened(qtbot, emils)
    mouse.click(emils.page._items["cases"])
    view = emils.page._rooms["cases"].view
    qtbot.waitUntil(lambda: view.model().rowCount() > 0)
    mouse.click(view.viewport(), view.visualRect(view.model().index(0, 0)).center())
    qtbot.waitUntil(lambda: emils.page._here == "case")
    page = emils.page._rooms["case"]
    tab = next(at for at in range(page.tabs.count()) if page.tabs.tabText(at) == "Skemaer")
    mouse.click(page.tabs, page.tabs.tabRect(tab).center())
    mouse.press(page.part("forms"), "Familieanalyse")
    room = room_of(qtbot, emils)
    record = room.place().record
    mouse.write(room.findChild(QTextEdit, "purpose"), ASKED)
    mouse.click(emils.page.lock_item)  # in mid-sentence
    mouse.write(emils.lock_screen.field.line, stores.PASSPHRASE)
    mouse.press(emils.lock_screen, "Lås op")
    opened(qtbot, emils)
    room = room_of(qtbot, emils)
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
    held(emils, paper, pages_of, record, {"psychologist": "Set: psychologist"})


def test_with_the_keyboard_alone(qtbot, emils, paper, pages_of):
    hand = Keyboard(qtbot, emils)
    hand.type(stores.PASSPHRASE)
    hand.press("Return")
    opened(qtbot, emils)
    hand.press("Ctrl+K")
    hand.type("emil")
    hand.press("Return")
    qtbot.waitUntil(lambda: emils.page.place().case_id != "")
    hand.press("Right", times=6)
    assert emils.page.place().tab == "forms"
    look(emils, "keys-1-forms")
    hand.tab_to("Familieanalyse")
    hand.press("Return")
    room = room_of(qtbot, emils)
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
                    lock_in_mid_sentence(qtbot, emils, hand, key)
                    room = room_of(qtbot, emils)
            hand.press("Tab")
        assert {one.id for one in section.question} <= set(room.page.blocks)
        look(emils, f"keys-2-{FORM.section.index(section):02}")
        assert hand.focus.text().startswith("Næste: " if section is not FORM.section[-1] else "Afslut")
        hand.press("Return")
    qtbot.waitUntil(room.paper.hasFocus)
    look(emils, "keys-3-finished")
    hand.press("Return")
    held(emils, paper, pages_of, record, typed)


def lock_in_mid_sentence(qtbot, emils, hand, key):
    """Lock with Ctrl+L, and come back into the same field, at the same letter."""
    hand.press("Left", times=3)
    at = hand.focus.textCursor().position()
    hand.press("Ctrl+L")
    assert emils.is_locked
    hand.type(stores.PASSPHRASE)
    hand.press("Return")
    opened(qtbot, emils)
    qtbot.waitUntil(lambda: hand.focus.objectName() == key)
    assert hand.focus.textCursor().position() == at
    hand.press("End")
