"""A form as it is answered: kept as it is typed, found again in place, finished, compared, never forced."""

import json
from concurrent.futures import wait
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from db.actions import forms
from db.actions.typed import keep_typed
from db.books.forms import SHIPPED, FormBook
from db.errors import NotAllowed
from db.records.form import Form, Kind
from db.records.note import FilledForm, FormStatus
from db.rules import answers
from db.store import cases, drafts, filled_forms
from db.words import later
from desktop.cursor import put_into
from desktop.kit.labels import Label
from desktop.place import Place
from desktop.rooms.case.forms_tab import FormsTab
from desktop.rooms.form.form_room import FormRoom
from desktop.rooms.form.inputs import _INPUTS, Offered, input_of
from desktop.seat import Seat

GOOD = {
    Kind.TEXT: "Noget",
    Kind.LONG_TEXT: "<b>Noget</b> & mere\nأهلا 😀",
    Kind.YES_NO_UNKNOWN: "unknown",
    Kind.DATE: "2026-11-20",
    Kind.LADDER_STEP: 3,
}


@pytest.fixture
def case_id(tools):
    return cases.ids(tools.desk.db)[0]


def run(qtbot, tools, work):
    with qtbot.waitCallback() as done:
        tools.writer.run(work, done=done, failed=_raise)
    return done.args[0]


def _raise(error):
    raise error


def begun(qtbot, tools, case_id, form="follow_up"):
    return run(qtbot, tools, lambda desk: forms.begin_form(desk, case_id, SHIPPED.newest(form))).record


def room_of(tools, show, record, field=""):
    room = FormRoom(tools)
    room.show_place(Place("form", record=record, field=field))
    return show(room, 1100, 800)


def stored(tools, record) -> FilledForm:
    tools.writer.settle()
    return filled_forms.get(tools.desk.db, record)


def answered_elsewhere(qtbot, tools, case_id, record, answers):
    """`answers` given to the form in another window."""
    before = stored(tools, record)
    after = before.changed(answers=answers)
    run(qtbot, tools, lambda desk: forms.save_form(desk, case_id, before, after))


def sound(question, people=("p",)):
    if question.kind in (Kind.CHOICE, Kind.MANY):
        value = question.choices[0].value
        return value if question.kind is Kind.CHOICE else [value]
    if question.kind is Kind.SCALE:
        return {question.raters[0].value: 0}
    if question.kind is Kind.TABLE:
        return [{c.id: "2026-11-20" if c.kind == "date" else "<i>x" for c in question.columns}]
    return GOOD.get(question.kind, people[0])


def test_every_kind_has_an_input():
    assert set(_INPUTS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_who_is_led_to_a_question_of_any_kind_can_answer_it_at_once(tools, words, show, kind):
    asked = (question for form in map(SHIPPED.newest, SHIPPED.ids()) for question in form.questions)
    question = next(question for question in asked if question.kind is kind)
    given = show(input_of(question, None, Offered(words, tools.today)))
    given.setFocus()
    focus = QApplication.focusWidget()
    assert given.isAncestorOf(focus)
    assert focus.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_what_is_typed_is_a_draft_and_then_the_answer(qtbot, tools, case_id, show):
    record = begun(qtbot, tools, case_id)
    room = room_of(tools, show, record)
    present = room.findChild(QLineEdit, "present")
    with qtbot.waitSignal(room.saved, timeout=3000):
        qtbot.keyClicks(present, "Mor og <b>far</b>")
    tools.writer.settle()
    draft = drafts.of_record(tools.desk.db, forms.KIND, record)["present"]
    assert (draft.case_id, draft.form_version) == (case_id, 1)
    assert json.loads(draft.text).startswith("Mor")
    room.commit()
    assert stored(tools, record).answers == {"present": "Mor og <b>far</b>"}
    assert drafts.of_record(tools.desk.db, forms.KIND, record) == {}


def test_what_was_typed_and_taken_back_again_is_no_draft(qtbot, tools, case_id, show):
    record = begun(qtbot, tools, case_id)
    room = room_of(tools, show, record)
    present = room.findChild(QLineEdit, "present")
    qtbot.keyClicks(present, "Mor")
    room.commit()
    assert stored(tools, record).answers == {"present": "Mor"}
    qtbot.keyClicks(present, "x")
    room.keeping.flush()
    tools.writer.settle()
    assert json.loads(drafts.of_record(tools.desk.db, forms.KIND, record)["present"].text) == "Morx"
    qtbot.keyClick(present, Qt.Key.Key_Backspace)
    room.commit()
    assert stored(tools, record).answers == {"present": "Mor"}
    assert drafts.of_record(tools.desk.db, forms.KIND, record) == {}


def test_a_lock_leads_back_to_the_cell_of_a_table_and_to_what_was_shown(qtbot, tools, case_id, show):
    record = begun(qtbot, tools, case_id, "family_analysis")
    room = room_of(tools, show, record, "visits")
    table = room.page.blocks["visits"].input
    for text in ("Morgen", "Aften"):
        table.add.click()
        row = table._rows[-1]
        qtbot.keyClicks(row._fields["situation"].input, text)
    row._fields["situation"].input.setFocus()
    stood = room.place()
    room.keep()
    again = FormRoom(tools)
    again.show_place(replace(stood, field="visits/1/situation"))
    show(again, 1100, 800)
    put_into(again, "visits/1/situation", 3)
    cell = again.page.blocks["visits"].input._rows[1]._fields["situation"].input
    assert (cell.toPlainText(), cell.textCursor().position()) == ("Aften", 3)
    assert cell.hasFocus()
    again.bar.ways.show_value("one")
    again._on_way()
    once_more = FormRoom(tools)
    once_more.show_place(again.place())
    assert once_more.bar.way == "one"
    assert list(once_more.page.blocks) == ["visits"]


def test_a_line_that_is_taken_away_says_how_to_have_it_back(qtbot, tools, case_id, show):
    record = begun(qtbot, tools, case_id, "family_analysis")
    table = room_of(tools, show, record, "visits").page.blocks["visits"].input
    for text, told in (("", False), ("Morgen", True)):
        table.add.click()
        qtbot.keyClicks(table._rows[0]._fields["situation"].input, text)
        table._rows[0].removed.emit(table._rows[0])
        assert table.gone.isVisible() is told
        assert table.add.hasFocus()


def test_what_was_being_typed_is_found_again_in_its_place(qtbot, tools, case_id, show):
    record, other = begun(qtbot, tools, case_id), begun(qtbot, tools, case_id)
    draft = drafts.Draft(forms.KIND, record, "child_words", case_id, 1, json.dumps("Jeg vil"), tools.now())
    run(qtbot, tools, lambda desk: keep_typed(desk, [draft]))
    room = room_of(tools, show, record, "child_words")
    assert room.findChild(QTextEdit, "child_words").toPlainText() == "Jeg vil"
    assert room.notices.found.isVisible()
    qtbot.waitUntil(lambda: stored(tools, record).answers == {"child_words": "Jeg vil"})
    assert stored(tools, other).answers == {}


def test_a_form_is_not_finished_while_an_answer_is_missing(qtbot, tools, case_id, show):
    record = begun(qtbot, tools, case_id, "screening")
    room = room_of(tools, show, record)
    qtbot.mouseClick(room.finish, Qt.MouseButton.LeftButton)
    assert room.notices.trouble.isVisible()
    assert stored(tools, record).status is FormStatus.DRAFT


def test_a_finished_form_is_shown_as_finished_however_late_the_window_gets_its_turn(
    qtbot, tools, case_id, show, monkeypatch
):
    record, submit = begun(qtbot, tools, case_id, "family_analysis"), tools.writer._pool.submit

    def late(*work):
        ended = submit(*work)
        wait([ended])  # on a busy machine the writer is through before the window goes on
        return ended

    room = room_of(tools, show, record)
    for question in answers.missing(room._form, {}):
        room._on_edited(question.id, sound(question, [room._people[0].id]))
    room.commit()
    monkeypatch.setattr(tools.writer._pool, "submit", late)
    qtbot.mouseClick(room.finish, Qt.MouseButton.LeftButton)
    assert not room.page.isEnabled()  # a word written now would come after the form was locked
    qtbot.waitUntil(room.reopen.isVisible)
    assert stored(tools, record).status is FormStatus.FINISHED


def test_who_clicks_twice_finishes_a_form_once(qtbot, tools, case_id, show):
    room = room_of(tools, show, begun(qtbot, tools, case_id, "family_analysis"))
    for question in answers.missing(room._form, {}):
        room._on_edited(question.id, sound(question, [room._people[0].id]))
    room.finish.click()
    room.finish.click()
    tools.writer.settle()
    qtbot.waitUntil(room.reopen.isVisible)
    assert not room.notices.trouble.isVisible()


def test_a_form_that_could_not_be_finished_is_written_on(qtbot, tools, case_id, show, monkeypatch):
    def refused(*_):
        raise NotAllowed(later("Answers are missing: {count}."), later("Answer them first."), count=1)

    room = room_of(tools, show, begun(qtbot, tools, case_id))
    monkeypatch.setattr(forms, "finish_form", refused)
    for question in answers.missing(room._form, {}):
        room._on_edited(question.id, sound(question, [room._people[0].id]))
    room.finish.click()
    qtbot.waitUntil(room.notices.trouble.isVisible)
    assert room.page.isEnabled()


def test_every_missing_answer_is_named_and_leads_to_its_question(qtbot, tools, case_id, show):
    room = room_of(tools, show, begun(qtbot, tools, case_id, "family_analysis"))
    room.finish.click()
    rows = room.notices.missing.rows
    assert list(rows) == [question.id for question in answers.missing(room._form, room._answers)]
    last = list(rows)[-1]
    qtbot.mouseClick(rows[last], Qt.MouseButton.LeftButton)
    block = room.page.blocks[last]
    qtbot.waitUntil(lambda: block.isAncestorOf(QApplication.focusWidget()))
    qtbot.waitUntil(block.missed.isVisible)  # beside the answer: the list above may be out of sight
    block.input.show_answer(sound(block.question))
    block.input.edited.emit()
    assert not block.missed.isVisible()
    room.commit()
    assert last not in room.notices.missing.rows
    assert room.notices.trouble.isVisible()


def test_one_question_at_a_time_and_what_a_condition_hides(qtbot, tools, case_id, show):
    record = begun(qtbot, tools, case_id, "screening")
    room = room_of(tools, show, record)
    hidden = room.page.blocks["danger_assessment"]
    assert not hidden.isVisible()
    danger = room.page.blocks["danger"].input
    danger.show_answer("yes")
    danger.edited.emit()
    assert hidden.isVisible()
    room.bar.ways.show_value("one")
    room.bar.way_chosen.emit()
    assert list(room.page.blocks) == ["danger"]
    qtbot.mouseClick(room.bar.following, Qt.MouseButton.LeftButton)
    assert list(room.page.blocks) == ["danger_assessment"]


def newer_book(tmp_path, change=lambda text: text):
    folder = tmp_path / "profile" / "three_houses"
    folder.mkdir(parents=True)
    text = (SHIPPED._files["three_houses", 1]).read_text("utf-8")
    (folder / "2.toml").write_text(change(text.replace("version = 1", "version = 2", 1)), "utf-8")
    return FormBook(profile=folder.parent)


def asked_otherwise(text):
    play = '{ value = "play", da = "Leg", en = "Play" },'
    assert play in text
    more = '{ value = "film", da = "Film", en = "Film" },'
    return text.replace('id = "first_step"', 'id = "next_step"').replace(play, f"{play} {more}")


@pytest.mark.parametrize("said", [None, "yes"])
def test_the_last_question_of_a_section_is_hidden_too_until_it_is_asked(qtbot, tools, case_id, show, said):
    record = begun(qtbot, tools, case_id, "family_analysis")
    if said:
        before = stored(tools, record)
        after = before.changed(answers={"child_shared": said})
        run(qtbot, tools, lambda desk: forms.save_form(desk, case_id, before, after))
    room = room_of(tools, show, record, "child_words")
    qtbot.waitUntil(lambda: "child_share_what" in room.page.blocks)
    qtbot.wait(50)  # what the layout shows it shows later
    assert room.page.blocks["child_share_what"].isVisible() == bool(said)


def test_a_newer_version_is_offered_with_its_differences_and_never_forced(
    qtbot, tools, case_id, show, tmp_path
):
    from dataclasses import replace

    record = begun(qtbot, tools, case_id, "three_houses")
    book = newer_book(tmp_path, asked_otherwise)
    tools = replace(tools, seat=Seat(replace(tools.desk, forms=book)))
    room = room_of(tools, show, record)
    assert room.notices.newer.isVisible()
    assert stored(tools, record).form_version == 1
    qtbot.mouseClick(room.notices.newer.button, Qt.MouseButton.LeftButton)
    shown = next(one for one in room._shown if hasattr(one, "take"))
    told = [label.text() for label in shown.findChildren(Label)]
    assert {"Version 1", "Version 2", "nyt spørgsmål", "spørges der ikke længere om"} <= set(told)
    assert told.count("spurgt på en anden måde") == 1  # the label is the same: it is a choice more
    assert {"Tegning, Ord, Tegn eller billeder, Leg", "Tegning, Ord, Tegn eller billeder, Leg, Film"} <= set(
        told
    )
    qtbot.mouseClick(shown.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored(tools, record).form_version == 2)
    qtbot.waitUntil(lambda: not room.notices.newer.isVisible())


def test_a_form_that_nobody_knows_still_shows_its_answers_and_prints_them(
    qtbot, tools, case_id, show, tmp_path, ask, pages_of
):
    form = Form.model_validate(SHIPPED.newest("three_houses").model_dump() | {"id": "vanished"})
    record = run(qtbot, tools, lambda desk: forms.begin_form(desk, case_id, form)).record
    answered_elsewhere(qtbot, tools, case_id, record, {"child_words": "Drømmen"})
    room = room_of(tools, show, record)
    assert room.page is None
    assert any("Drømmen" in label.text() for label in room._shown[0].findChildren(type(room.head.title)))
    ask.answers.append(tmp_path / "form.pdf")
    qtbot.mouseClick(room.paper, Qt.MouseButton.LeftButton)
    tools.writer.settle()
    assert "Drømmen" in pages_of(tmp_path / "form.pdf")[0]


def test_two_windows_on_one_form_write_nothing_over_each_other(qtbot, tools, case_id, show):
    record = begun(qtbot, tools, case_id)
    room = room_of(tools, show, record)
    answered_elsewhere(qtbot, tools, case_id, record, {"present": "Den anden"})
    room.page.build_all()
    wishes = room.page.blocks["resources"].input.field.area
    qtbot.keyClicks(wishes, "Mit")
    room.commit()
    qtbot.waitUntil(room.notices.trouble.isVisible)
    assert stored(tools, record).answers == {"present": "Den anden"}
    assert (room.findChild(QLineEdit, "present").text(), wishes.toPlainText()) == ("Den anden", "Mit")
    room.commit()
    assert stored(tools, record).answers == {"present": "Den anden", "resources": "Mit"}


def test_a_form_that_was_left_writes_nothing_over_the_other_window(qtbot, tools, case_id, show):
    record = begun(qtbot, tools, case_id)
    room = room_of(tools, show, record)
    answered_elsewhere(qtbot, tools, case_id, record, {"present": "Den anden"})
    room.page.build_all()
    qtbot.keyClicks(room.page.blocks["resources"].input.field.area, "Mit")
    room.hide()
    assert room.page is None  # nothing is laid out that will be built anew
    room.keep()
    qtbot.waitUntil(lambda: not room.notices.trouble.isHidden())
    room.keep()
    qtbot.waitUntil(lambda: room._running == 0)
    assert stored(tools, record).answers == {"present": "Den anden", "resources": "Mit"}
    room.show()
    room.show_place(Place("form", record=record))
    assert room.findChild(QLineEdit, "present").text() == "Den anden"


def test_what_is_on_its_way_to_the_disk_stands_there_when_one_comes_back_at_once(qtbot, tools, case_id, show):
    record = begun(qtbot, tools, case_id)
    room = room_of(tools, show, record)
    for text in ("Mor", " og far"):
        qtbot.keyClicks(room.findChild(QLineEdit, "present"), text)
        room.keep()
        room.show_place(Place("form", record=record))
    assert room.findChild(QLineEdit, "present").text() == "Mor og far"
    qtbot.waitUntil(lambda: stored(tools, record).answers == {"present": "Mor og far"})
    qtbot.waitUntil(lambda: room._running == 0)
    assert not room.notices.trouble.isVisible()


def test_the_part_lists_forms_and_begins_one(qtbot, tools, case_id, show):
    part = FormsTab(tools)
    case = cases.get(tools.desk.db, case_id)
    part.show_case(case, {})
    show(part, 1000, 800)
    assert len(part.answered.sheet.rows()) == len(case.forms)
    row = part.offered.sheet.rows()[0]
    with qtbot.waitSignal(part.place_asked) as asked:
        qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    place = asked.args[0]
    assert (place.room, place.case_id) == ("form", case_id)
    assert stored(tools, place.record).status is FormStatus.DRAFT


def test_of_a_long_form_only_what_is_near_is_built_and_tab_goes_through_all_in_its_order(
    qtbot, tools, case_id, show_in_window
):
    record = begun(qtbot, tools, case_id, "family_analysis")
    room = room_of(tools, show_in_window, record)
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    room.bar.ways.show_value("all")
    room.bar.way_chosen.emit()
    asked = [question.id for question in room._form.questions]
    qtbot.wait(200)
    assert 3 <= len(room.page.blocks) < len(asked) / 2
    high = room.page.height()
    room.show_place(Place("form", record=record, field=asked[-1]))
    assert asked[-1] in room.page.blocks
    room.page.blocks[asked[-1]].input.setFocus()
    qtbot.waitUntil(lambda: room.page._next_near() is None)
    qtbot.waitUntil(lambda: room.sheets.verticalScrollBar().value() > high / 2)
    assert asked[len(asked) // 2] not in room.page.blocks
    qtbot.waitUntil(lambda: room.sheets._just_focused is None)
    room.sheets.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: room.page._next_near() is None)
    room.page.blocks[asked[0]].input.setFocus()
    reached = []
    for _ in range(400):
        focused = QApplication.focusWidget()
        inside = next((k for k, b in room.page.blocks.items() if b.isAncestorOf(focused)), None)
        if inside is None:
            break
        if inside not in reached[-1:]:
            reached.append(inside)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    open_to = {question.id for question in answers.asked(room._form, {})}
    assert reached == [one for one in asked if one in open_to]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert room.page.blocks[reached[-1]].isAncestorOf(QApplication.focusWidget())
