"""Types into every form through the real window until somebody kills it: `typed_forms.py STORE LANGUAGE`.

Each form has its room in the window, and each question is answered with keys, the last text without leaving
its field. Once all of it is on the disk a line of JSON says by form its record, its answers, and the question
typed in last; then it types on in the form that is in front.
"""

import json
import os
import sys
import time
from itertools import count
from pathlib import Path

import killed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.actions import forms
from db.books.forms import SHIPPED
from db.records.form import Kind
from db.rules import answers
from desktop.kit.choice_field import ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.text_field import TextField
from desktop.place import Place
from desktop.rooms.form.inputs import ManyInput, ScaleInput, TableInput
from desktop.rooms.listing import FORM

_NUMBERS = count(36)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def word():
    """A short text that was not typed before, with what a paper may stumble over."""
    number = next(_NUMBERS)
    return f"ø{_DIGITS[number // 36]}{_DIGITS[number % 36]}<b>&"


def into(field):
    """Answer one field of the kit."""
    if isinstance(field, ChoiceField):
        QTest.keyClick(field.box, Qt.Key.Key_Down)
    elif isinstance(field, TextField):
        QTest.keyClicks(field.area, word())
    else:
        QTest.keyClicks(field.line, "20.11.2026" if isinstance(field, DateField) else word())


def answer(given):
    """Answer one question with the keys that its input takes."""
    if isinstance(given, ManyInput):
        for tick in list(given._ticks.values())[:2]:
            QTest.keyClick(tick, Qt.Key.Key_Space)
    elif isinstance(given, ScaleInput):
        for score, field in enumerate(given._scores.values(), 3):
            QTest.keyClicks(field.input, str(score))
    elif isinstance(given, TableInput):
        QTest.keyClick(given.add, Qt.Key.Key_Space)
        for field in given._rows[0]._fields.values():
            into(field)
    else:
        into(given.field)


def until(held):
    """Let the window work until `held`."""
    end = time.monotonic() + 60
    while not held() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def begun(tools, name):
    """A form of that name, begun in the case; its id."""
    found = []
    tools.writer.run(
        lambda desk: forms.begin_form(desk, killed.CASE, SHIPPED.newest(name)),
        done=found.append,
        failed=print,
    )
    until(lambda: found)
    return found[0].record


def filled(page, name):
    """The room of a new form of that name, every question of it answered; and the last text's question."""
    room = FORM.make(page.tools)
    page._connect(room)
    page.stack.addWidget(room)
    page.stack.setCurrentWidget(room)
    room.bar.ways.show_value("all")
    room.show_place(Place("form", record=begun(page.tools, name)))
    room.page.build_all()
    texts = [one for one in room._form.questions if one.kind is Kind.LONG_TEXT and one.condition is None]
    for question in room._form.questions:
        asked = {one.id for one in answers.asked(room._form, room._answers)}
        if question.id in asked and question is not texts[-1]:
            answer(room.page.blocks[question.id].input)
    return room, texts[-1].id


def main(store, language):
    """Type until killed."""
    _, window = killed.window_on(store, language)
    window.resize(800, 400)  # what is out of sight costs no paint
    until(lambda: window.page is not None)
    page = window.page
    rooms = {name: filled(page, name) for name in SHIPPED.ids()}
    for room, last in rooms.values():
        page.stack.setCurrentWidget(room)
        room.show_place(Place("form", record=room._stored.id, field=last))
        QApplication.focusWidget().clearFocus()  # left while it is typed in, it would be more than a draft
        answer(room.page.blocks[last].input)
    until(lambda: not any(room.keeping.is_waiting for room, _ in rooms.values()))
    page.tools.writer.settle()
    told = {
        name: {"record": room._stored.id, "answers": room._answers, "last": last}
        for name, (room, last) in rooms.items()
    }
    os.write(1, (json.dumps(told) + "\n").encode())
    room, last = list(rooms.values())[-1]
    while True:
        QTest.keyClicks(room.page.blocks[last].input.field.area, "x")
        QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
