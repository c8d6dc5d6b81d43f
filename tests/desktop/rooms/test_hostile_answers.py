"""What is pasted into an answer, whatever it is: kept word for word, found again, and printed."""

import json

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QWidget

from db.actions import forms
from db.books.forms import SHIPPED
from db.pdf.form_sheet import render
from db.store import cases, drafts, filled_forms
from desktop.place import Place
from desktop.rooms.form.form_room import FormRoom

HOSTILE = {
    "long": "Mormor hentede børnene, og bussen kom for sent. " * 4167,
    "emoji": "Glad 😀 familie 👨‍👩‍👧‍👦 flag 🇩🇰 ende",
    "right_to_left": "أهلا وسهلا שלום \u202eomvendt\u202c slut",
    "control": "før\x00midt\x07\x1b[31m\x0b\x7f\x85efter",
    "mark_up": '<b>fed</b> & <para> <font color="red">&amp; ]]> <a href="x">{name} %s \\n',
    "half_a_letter": "begynd \ud83d slut",
    "spaces": "a\u00a0b\u2028c\ufeffd\u200be",
}


QUESTIONS = (
    "resources",
    "challenges",
    "child_words",
    "parents_words",
    "conclusion",
    "rhythm_reason",
    "present",
)
TOLD = {
    "long": HOSTILE["long"],
    "mark_up": HOSTILE["mark_up"],
    "emoji": "Glad familie flag ende",
    "right_to_left": "omvendt slut",
    "control": "før midt efter",
    "half_a_letter": "begynd slut",
}
"""What the paper says of them whatever it draws the rest as, without white space: words, or all of it."""


def begun(qtbot, tools, case_id):
    with qtbot.waitCallback() as done:
        tools.writer.run(
            lambda desk: forms.begin_form(desk, case_id, SHIPPED.newest("follow_up")), done=done, failed=done
        )
    return done.args[0].record


def test_whatever_is_pasted_is_kept_found_again_and_printed(qtbot, tools, show, pages_of):
    case_id = cases.ids(tools.desk.db)[0]
    record = begun(qtbot, tools, case_id)
    room = FormRoom(tools)
    room.bar.ways.show_value("all")
    room.show_place(Place("form", record=record, field="child_words"))
    show(room, 1100, 800)
    room.page.build_all()
    with qtbot.waitSignal(room.saved, timeout=5000):
        for question, text in zip(QUESTIONS, HOSTILE.values(), strict=True):
            pasted = QMimeData()
            pasted.setText(text)
            QApplication.clipboard().setMimeData(pasted)
            qtbot.keyClick(
                room.findChild(QWidget, question), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier
            )
    QApplication.clipboard().clear()  # what lies there when Qt ends is deleted once too often
    shown = dict(room._answers)
    for question, text in zip(QUESTIONS, HOSTILE.values(), strict=True):
        assert len(shown[question]) > len(text) * 0.7, question
    room.keeping.flush()
    tools.writer.settle()
    kept = drafts.of_record(tools.desk.db, forms.KIND, record)
    assert {question: json.loads(draft.text) for question, draft in kept.items()} == shown
    again = FormRoom(tools)  # as after a crash
    qtbot.addWidget(again)
    again.bar.ways.show_value("all")
    again.show_place(Place("form", record=record, field="child_words"))
    assert again.notices.found.isVisibleTo(again)
    qtbot.waitUntil(lambda: filled_forms.get(tools.desk.db, record).answers == shown)
    again.page.build_all()
    for question, text in shown.items():
        assert again.page.blocks[question].input.answer() == text, question
    room.close_room()
    again.close_room()
    filled = filled_forms.get(tools.desk.db, record)
    sheet = forms.sheet_of(
        tools.desk, cases.get(tools.desk.db, case_id), again._people, filled, tools.letterhead
    )
    pages = pages_of(render(sheet, tools.words))
    printed = "".join("".join(pages).split())
    assert "".join(TOLD.pop("long").split())[:1000] in printed
    assert 4167 - len(pages) < printed.count("bussenkomforsent.") <= 4167  # a page may end inside one
    assert "".join(TOLD.pop("mark_up").split()) in printed
    for kind, words in TOLD.items():
        for word in words.split():
            assert word in printed or word[::-1] in printed, (kind, word)
