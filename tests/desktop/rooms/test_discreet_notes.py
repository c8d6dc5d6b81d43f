"""The quiet line beside a note that names a child of another case."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions.desk import Changed, Topic
from db.records.form import Kind, Question
from db.records.plan import Plan
from db.rules.answer_texts import Around
from db.store import case_list, cases, children, people
from db.store.children import known_to
from desktop.discretion import Discretion, Watch
from desktop.kit.text_field import TextField
from desktop.place import Place
from desktop.rooms.case.goal_block import GoalBlock
from desktop.rooms.case.plan_form import PlanForm
from desktop.rooms.cases.new_case import NewCase
from desktop.rooms.entrance.way_forms import ClosingForm
from desktop.rooms.family.consents import ConsentDialog
from desktop.rooms.family.family_part import FamilyPart
from desktop.rooms.form.inputs import Offered
from desktop.rooms.form.question_block import QuestionBlock
from desktop.rooms.live.live_room import LiveRoom
from desktop.rooms.note.note_panel import NotePanel


@pytest.fixture
def panel(tools, show):
    page = show(QWidget(), 1100, 800)
    made = NotePanel(tools, page)
    yield made
    made.close_room()


def test_a_note_that_names_another_child_says_so_and_stops_nobody(qtbot, tools, panel):
    db = tools.desk.db
    children = case_list.children_of(db, cases.ids(db))
    own = cases.resolve(db, "2025-0001")
    other = next(name for case_id, name in children.items() if case_id != own)
    panel.open_note(case_id=own)
    qtbot.keyClicks(panel.text.area, f"Talte om {children[own]}. ")
    panel.discretion.look()
    assert not panel.discretion.isVisible()
    qtbot.keyClicks(panel.text.area, f"Og om {other}")
    qtbot.waitUntil(panel.discretion.isVisible, timeout=3000)
    assert other in panel.discretion.text()
    panel.keep()
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)
    assert any(other in note.text for note in cases.get(db, own).notes)


def another(tools, own):
    db = tools.desk.db
    return next(name for case_id, name in case_list.children_of(db, cases.ids(db)).items() if case_id != own)


def says(qtbot, field, name):
    """Type `name` into `field`, and wait for the line below it."""
    qtbot.keyClicks(field.input, f"Leger med {name}")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in field.findChildren(Discretion)), timeout=3000)
    (said,) = field.findChildren(Discretion)
    return name in said.text()


def test_every_text_of_a_meeting_says_so_too(qtbot, tools, show):
    room = show(LiveRoom(tools), 1200, 800)
    room.show_place(Place("live", record="f01-m8"))
    other = another(tools, "f01-c1")
    assert says(qtbot, room._notes.first, other)
    assert says(qtbot, room._columns.findChildren(TextField)[0], other)
    room.close_room()


def test_the_questions_of_the_way_say_so_too(qtbot, tools, show):
    form = show(ClosingForm(tools, cases.get(tools.desk.db, "f01-c1")), 900, 700)
    assert says(qtbot, form.reached, another(tools, "f01-c1"))
    form.stop()


def test_a_plan_says_so_too_in_a_goal_that_was_just_added(qtbot, tools, show):
    plan = Plan(id="a-plan", kind="child_plan")
    whole = QWidget()
    form = PlanForm(plan, [], tools.words, tools.today(), Watch(tools, lambda: "f01-c1", whole), whole)
    whole.setLayout(QVBoxLayout())
    whole.layout().addWidget(form)
    show(whole, 900, 900)
    form.add.click()
    goal = form.findChildren(GoalBlock)[0]
    assert says(qtbot, goal.findChildren(TextField)[0], another(tools, "f01-c1"))


def test_the_answers_of_a_form_say_so_too(qtbot, tools, show):
    question = Question(
        id="free", kind=Kind.LONG_TEXT, label={"da": "Set", "en": "Seen"}, help={"da": "Alt", "en": "All"}
    )
    around = Around(tools.words, {}, {}, ())
    whole = QWidget()
    offered = Offered.around(around, tools.today, Watch(tools, lambda: "f01-c1", whole))
    block = QuestionBlock(question, None, offered, around, locked=False, parent=whole)
    whole.setLayout(QVBoxLayout())
    whole.layout().addWidget(block)
    show(whole, 900, 400)
    assert says(qtbot, block.findChildren(TextField)[0], another(tools, "f01-c1"))


def test_a_note_of_no_case_says_whom_it_names(qtbot, tools, panel):
    db = tools.desk.db
    own = cases.resolve(db, "2025-0001")
    name = case_list.children_of(db, [own])[own]
    panel.open_note()
    qtbot.keyClicks(panel.text.area, f"{name} ringede")
    qtbot.waitUntil(panel.discretion.isVisible, timeout=3000)
    assert panel.discretion.text().startswith(f"Her står {name}, og teksten hører ikke til nogen sag")
    panel.pick.picked.emit(own)
    panel.pick.show_case(own, fixed=False)
    panel.discretion.look()
    assert not panel.discretion.isVisible()


def test_lines_say_so_too(qtbot, tools, show):
    case = cases.get(tools.desk.db, "f01-c1")
    dialog = show(ConsentDialog(tools, None, case, people.of_case(tools.desk.db, case.id)))
    assert says(qtbot, dialog.about, another(tools, case.id))


def test_a_new_case_says_that_a_child_of_the_name_has_one(qtbot, tools, show):
    name = another(tools, "")
    dialog = show(NewCase(tools))
    qtbot.keyClicks(dialog.name.line, name)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in dialog.name.findChildren(Discretion)))
    (said,) = dialog.name.findChildren(Discretion)
    assert said.text() == f"Et barn med dette navn har en sag i forvejen: {name}."
    dialog.close_room()


def test_the_reason_why_the_family_must_not_be_told_says_so_too(qtbot, tools, show, ask):
    case = cases.get(tools.desk.db, "f01-c1")
    part = show(FamilyPart(tools), 1000, 800)
    part.show_case(case, people.of_case(tools.desk.db, case.id))
    ask.answers.append(None)
    part.not_told.click()
    reason = show(TextField("Hvorfor"), 600, 200)
    ask.watch(reason)
    assert says(qtbot, reason, another(tools, case.id))


def test_the_names_are_read_beside_the_window(qtbot, tools, monkeypatch):
    read = []

    def caseload(db):
        read.append(threading.current_thread())
        return children.caseload(db)

    monkeypatch.setattr("desktop.children.children", SimpleNamespace(caseload=caseload, known_to=known_to))
    name = another(tools, "f01-c1")
    with qtbot.waitSignal(tools.children.read):
        assert tools.children.named_in(name, "f01-c1") == []
    assert tools.children.named_in(name, "f01-c1") == [name]
    tools.news.changed.emit(Changed(frozenset({Topic.PEOPLE})))
    with qtbot.waitSignal(tools.children.read):
        assert tools.children.named_in(name, "f01-c1") == [name]  # by those of before
    assert len(read) == 2
    assert threading.main_thread() not in read
