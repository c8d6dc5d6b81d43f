"""What is pasted into an answer, whatever it is: kept word for word, found again, and printed."""

import json

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QTextEdit

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


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_pasted_is_kept_found_again_and_printed(qtbot, tools, show, kind):
    case_id = cases.ids(tools.desk.db)[0]
    with qtbot.waitCallback() as done:
        tools.writer.run(
            lambda desk: forms.begin_form(desk, case_id, SHIPPED.newest("follow_up")), done=done, failed=done
        )
    record = done.args[0].record
    room = FormRoom(tools)
    room.show_place(Place("form", record=record, field="child_words"))
    show(room, 1100, 800)
    area = room.findChild(QTextEdit, "child_words")
    pasted = QMimeData()
    pasted.setText(HOSTILE[kind])
    with qtbot.waitSignal(room.saved, timeout=5000):
        area.insertFromMimeData(pasted)
    shown = room._answers["child_words"]
    assert len(shown) > len(HOSTILE[kind]) * 0.8
    kept = drafts.of_record(tools.desk.db, forms.KIND, record)["child_words"]
    assert json.loads(kept.text) == shown
    again = FormRoom(tools)  # as after a crash
    qtbot.addWidget(again)
    again.show_place(Place("form", record=record, field="child_words"))
    assert again.notices.found.isVisibleTo(again)
    qtbot.waitUntil(lambda: filled_forms.get(tools.desk.db, record).answers.get("child_words") == shown)
    again.page.build_all()
    assert again.findChild(QTextEdit, "child_words").toPlainText().strip() == shown
    room.close_room()
    again.close_room()
    filled = filled_forms.get(tools.desk.db, record)
    case = cases.get(tools.desk.db, case_id)
    sheet = forms.sheet_of(tools.desk, case, again._people, filled, tools.letterhead)
    assert render(sheet, tools.words).startswith(b"%PDF")
