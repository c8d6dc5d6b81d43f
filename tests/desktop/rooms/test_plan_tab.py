"""Writing a plan through the real fields, on a real store, with the real writer thread."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTextEdit

from db.actions.typed import keep_typed
from db.records.plan import PlanStatus
from db.store import cases, drafts, journal, plans
from desktop.kit.buttons import Button
from desktop.kit.choice_field import ChoiceField
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import PARTS


@pytest.fixture
def page(show_in_window, tools):
    shown = show_in_window(CasePage(tools, PARTS), 1200, 800)
    yield shown
    shown.close_room()


@pytest.fixture
def case_id(tools):
    return cases.resolve(tools.desk.db, "2025-0001")


def settled(qtbot, tools):
    """Wait until the writer has done all it was asked so far, and the window has heard of it."""
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def field(page, name):
    found = page.part("plan")._form.findChild(QTextEdit, name)
    assert found is not None, name
    return found


def draft_of(tools, case_id):
    return next(plan for plan in plans.of_case(tools.desk.db, case_id) if plan.status is PlanStatus.DRAFT)


def begin_draft(qtbot, tools, page, case_id):
    page.show_case(case_id, "plan")
    qtbot.mouseClick(page.part("plan").next_version, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    return draft_of(tools, case_id)


def after(qtbot, widget, turns):
    """What Tab comes to from `widget`, one after the other."""
    qtbot.waitUntil(widget.isVisible)
    widget.setFocus()
    found = []
    for _ in range(turns):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        found.append(QApplication.focusWidget())
    return found


def test_tab_goes_on_from_a_new_step_and_a_new_goal_as_the_page_is_read(qtbot, tools, page, case_id):
    begin_draft(qtbot, tools, page, case_id)
    form = page.part("plan")._form
    block = form._blocks[0]
    block._on_add_step()
    add_step = next(one for one in block.findChildren(Button) if one.text() == "Tilføj et delmål")
    assert after(qtbot, block._subs[-1].findChildren(ChoiceField)[-1].input, 1) == [add_step]
    form._on_add()
    seen = after(qtbot, form._blocks[-1]._fields["title"].input, 20)
    assert form.add in seen
    assert add_step not in seen


def test_goals_are_numbered_as_on_paper_also_once_one_is_taken_away(qtbot, tools, page, case_id):
    begin_draft(qtbot, tools, page, case_id)
    form = page.part("plan")._form
    form._on_add()
    form._on_removed(form._blocks[0].goal_id)
    called = [f"Mål {number}" for number in range(1, len(form._blocks) + 1)]
    assert [block._title.text() for block in form._blocks] == called
    assert form._blocks[0]._fields["title"].input.accessibleName().startswith("Mål 1: ")


def test_a_goal_that_is_taken_away_can_be_had_back_where_it_stood(qtbot, tools, page, case_id):
    draft = begin_draft(qtbot, tools, page, case_id)
    form = page.part("plan")._form
    form._on_add()
    first = form._blocks[0]
    remove = next(one for one in first.findChildren(Button) if one.text() == "Fjern målet")
    with qtbot.waitSignal(page.saved):
        remove.click()
    assert form.gone.isVisible()
    assert form.gone.button.hasFocus()  # Ctrl+Z is not a text's here
    assert form.gone.accessibleName() == "Mål 1 er fjernet."
    assert draft.goals[0].id not in {goal.id for goal in plans.get(tools.desk.db, draft.id).goals}
    with qtbot.waitSignal(tools.news.undo_asked):
        form.gone.button.click()


def test_an_adopted_plan_is_locked_and_its_next_version_carries_it_on(qtbot, tools, page, case_id):
    page.show_case(case_id, "plan")
    assert page.part("plan").locked.isVisible()
    assert not field(page, "purpose").isEnabled()
    draft = begin_draft(qtbot, tools, page, case_id)
    assert field(page, "child_words").hasFocus()
    old = plans.get(tools.desk.db, draft.replaces)
    assert [goal.title for goal in draft.goals] == [goal.title for goal in old.goals]
    assert {goal.id for goal in draft.goals}.isdisjoint(goal.id for goal in old.goals)
    assert page.part("plan").adopt.isVisible()


def test_what_is_typed_is_a_draft_within_a_second_and_the_plan_on_leaving(qtbot, tools, page, case_id):
    draft = begin_draft(qtbot, tools, page, case_id)
    purpose = field(page, "purpose")
    purpose.setFocus()
    qtbot.waitUntil(purpose.hasFocus)
    with qtbot.waitSignal(page.saved):
        qtbot.keyClicks(purpose, "Ro om morgenen ")
    kept = drafts.of_record(tools.desk.db, "plan", draft.id)
    assert kept["purpose"].text.startswith("Ro om morgenen")
    assert plans.get(tools.desk.db, draft.id).purpose == draft.purpose
    with qtbot.waitSignal(page.saved):
        field(page, "child_words").setFocus()
    assert plans.get(tools.desk.db, draft.id).purpose.startswith("Ro om morgenen")
    assert drafts.of_record(tools.desk.db, "plan", draft.id) == {}


def test_what_was_typed_and_taken_back_again_is_no_draft(qtbot, tools, page, case_id):
    draft, part = begin_draft(qtbot, tools, page, case_id), page.part("plan")
    purpose = field(page, "purpose")
    qtbot.keyClicks(purpose, "x")
    part.keeping.flush()
    tools.writer.settle()
    assert list(drafts.of_record(tools.desk.db, "plan", draft.id)) == ["purpose"]
    qtbot.keyClick(purpose, Qt.Key.Key_Backspace)
    part.commit()
    tools.writer.settle()
    assert plans.get(tools.desk.db, draft.id) == draft
    assert drafts.of_record(tools.desk.db, "plan", draft.id) == {}


def test_what_was_being_typed_comes_back_after_a_crash(qtbot, tools, page, case_id):
    draft = begin_draft(qtbot, tools, page, case_id)
    path = f"goals/{draft.goals[0].id}/baseline"
    waiting = drafts.Draft("plan", draft.id, path, case_id, None, "Han sover til ti", tools.now())
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda desk: keep_typed(desk, [waiting]), done=done, failed=done)
    page.show_case(case_id, "plan")
    assert field(page, path).toPlainText() == "Han sover til ti"
    assert page.part("plan").found.isVisible()


def test_words_beside_a_rating_that_is_not_added_yet_are_kept_whatever_else_is_saved(
    qtbot, tools, page, case_id
):
    draft = begin_draft(qtbot, tools, page, case_id)
    block = page.part("plan")._form._blocks[0]
    path = f"goals/{draft.goals[0].id}/rating"
    qtbot.keyClicks(block.rating._note.input, "Mor synes det går bedre")
    field(page, "purpose").setFocus()
    qtbot.keyClicks(field(page, "purpose"), "Ro. ")
    page.keep()
    settled(qtbot, tools)
    assert plans.get(tools.desk.db, draft.id).purpose.startswith("Ro. ")
    kept = drafts.of_record(tools.desk.db, "plan", draft.id)
    assert {name: one.text for name, one in kept.items()} == {path: "Mor synes det går bedre"}
    page.show_case(case_id, "plan")
    block = page.part("plan")._form._blocks[0]
    assert block.rating._note.value() == "Mor synes det går bedre"
    qtbot.keyClick(block.rating._score.bar, Qt.Key.Key_4)
    block.rating._on_add()
    settled(qtbot, tools)
    assert drafts.of_record(tools.desk.db, "plan", draft.id) == {}


def test_a_goal_a_step_and_a_rating_are_added_and_stand_in_the_store(qtbot, tools, page, case_id):
    begin_draft(qtbot, tools, page, case_id)
    form = page.part("plan")._form
    before = len(form.plan().goals)
    qtbot.mouseClick(form.add, Qt.MouseButton.LeftButton)
    block = form._blocks[-1]
    block._fields["title"].area.setFocus()
    qtbot.keyClicks(block._fields["title"].area, "Cykle til skole")
    block._on_add_step()
    qtbot.keyClicks(block._subs[-1]._title.area, "Far pumper dækkene")
    block.rating._score.bar.setFocus()
    qtbot.keyClick(block.rating._score.bar, Qt.Key.Key_7)
    block.rating._on_add()
    assert block._unrated.isHidden()
    assert block._curves[None].sentence().startswith("Vurderet til 7 ")
    block.rating._on_add()
    assert block.rating._score.fault.text()
    page.keep()
    settled(qtbot, tools)
    goal = draft_of(tools, case_id).goals[-1]
    assert len(draft_of(tools, case_id).goals) == before + 1
    assert (goal.title, goal.sub_goals[0].title) == ("Cykle til skole", "Far pumper dækkene")
    assert [rating.score for rating in goal.progress] == [7]
    qtbot.mouseClick(page.part("plan").changed, Qt.MouseButton.LeftButton)
    told = [row.accessibleName() for row in page.part("plan")._changes.sheet.rows()]
    assert f"Mål {before + 1} er nyt. Cykle til skole" in told


def test_adopting_locks_the_draft_and_replaces_the_old_version(qtbot, tools, page, case_id, ask):
    draft = begin_draft(qtbot, tools, page, case_id)
    ask.answers = [True]
    qtbot.mouseClick(page.part("plan").adopt, Qt.MouseButton.LeftButton)
    settled(qtbot, tools)
    assert plans.get(tools.desk.db, draft.id).status is PlanStatus.ADOPTED
    assert plans.get(tools.desk.db, draft.id).adopted_on == tools.today()
    assert plans.get(tools.desk.db, draft.replaces).status is PlanStatus.REPLACED
    assert not field(page, "purpose").isEnabled()


def test_every_change_is_a_line_of_a_sound_journal(qtbot, tools, page, case_id):
    begin_draft(qtbot, tools, page, case_id)
    lines, _ = journal.head(tools.desk.db)
    purpose = field(page, "purpose")
    qtbot.keyClicks(purpose, "x")
    page.keep()
    settled(qtbot, tools)
    assert journal.head(tools.desk.db)[0] == lines + 1
    assert list(journal.faults(tools.desk.db)) == []


def test_the_page_beside_shows_the_real_paper(qtbot, tools, page, case_id):
    page.show_case(case_id, "plan")
    qtbot.waitUntil(lambda: bool(page.part("plan").preview._pages), timeout=8000)
    assert not page.part("plan").preview._pages[0].pixmap().isNull()


def test_a_page_that_the_family_may_not_have_says_why_in_its_place(qtbot, tools, page, case_id):
    with tools.desk.db.atomic():
        tools.desk.db.execute("update cases set parents_not_told_reason = 'Fare' where id = ?", [case_id])
    page.show_case(case_id, "plan")
    says = page.part("plan").preview._says
    qtbot.waitUntil(lambda: says.text().startswith("Der laves intet til familien"), timeout=8000)
    assert says.isVisible()


def test_the_paper_is_written_where_the_user_says(qtbot, tools, page, case_id, ask, tmp_path):
    page.show_case(case_id, "plan")
    to = tmp_path / "plan.pdf"
    ask.answers = [to]
    page.part("plan").print_paper()
    settled(qtbot, tools)
    assert to.read_bytes().startswith(b"%PDF")


def test_the_lix_of_what_the_family_reads_stands_above(qtbot, page, case_id):
    page.show_case(case_id, "plan")
    tab = page.part("plan")
    assert tab.lix.isVisible()
    assert tab.lix.text().startswith("Lixtal for det, familien læser: ")


def test_the_page_beside_shows_what_is_being_written_before_it_is_left(qtbot, tools, page, case_id, pages_of):
    begin_draft(qtbot, tools, page, case_id)
    plan = page.part("plan")
    shown = []
    plan.preview.show_paper = lambda paper, *, at_once=False: shown.append(paper)
    purpose = field(page, "parents_words")
    purpose.setFocus()
    qtbot.keyClicks(purpose, "Vi vil gerne sove. ")
    qtbot.waitUntil(lambda: bool(shown))
    assert purpose.hasFocus()
    written = "".join(pages_of(shown[-1]()))
    assert "Vi vil gerne sove." in written
