"""Help in the real window: the need, a choice, an order, two follow-ups without effect, and the end."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from db.actions import documents
from db.books import demo
from db.records.appointment import Appointment, AppointmentKind, AppointmentStatus
from db.records.base import new_id
from db.records.intervention import EndReason, Stage
from db.records.plan import Progress
from db.store import cases, interventions, plans
from db.words import Words
from desktop.kit.buttons import Button
from desktop.kit.rows import ActionRow
from desktop.main_window import MainWindow
from desktop.settings import Settings

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
BEGUN = date(2026, 3, 2)


@pytest.fixture
def window(qtbot, qapp, tmp_path):
    shown = MainWindow(
        Words("da"),
        store=tmp_path / "store" / "a.taetpaa",
        now=lambda: NOW,
        settings=Settings(),
        settings_file=tmp_path / "window.json",
    )
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    shown._on_first("Hanne Lind", "gul cykel regn lampe")
    qtbot.waitUntil(lambda: not shown.is_locked, timeout=20_000)
    yield shown
    shown.leave()


def run(qtbot, tools, work):
    with qtbot.waitCallback() as done:
        tools.writer.run(work, done=done, failed=done)
    assert not isinstance(done.args[0], BaseException), done.args[0]


def test_help_from_the_need_to_its_end(qtbot, window):
    page, tools = window.page, window.page.tools
    data = json.dumps(demo.families()[0]).encode()
    run(qtbot, tools, lambda desk: documents.import_document(desk, data))
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    page.open_case(case_id, "help")
    tab = page._rooms["case"].part("help")
    tab.chooser.need.area.setPlainText("Morgenerne går i stå")
    tab.chooser.child_view.area.setPlainText("Jeg vil gerne have, at nogen kommer")
    tab.chooser.step.show_value(3)
    tab.chooser.show_rows()
    tab.chooser.findChild(ActionRow, "home_support").button.click()
    tab._form.ticks[0].setChecked(True)
    tab._form.stage.show_value(Stage.RUNNING)
    tab._form.starts_on.show_value(BEGUN)
    tab._form.save.click()
    qtbot.waitUntil(lambda: tab._form is None)
    made = interventions.of_case(tools.desk.db, case_id)[-1]
    run(qtbot, tools, lambda desk: follow_up_twice(desk, case_id, made.goals[0]))
    page.open_case(case_id, "overview")
    page.open_case(case_id, "help")
    row = tab.rows[made.id]
    assert row.nothing_seen.isVisible()
    row.findChild(Button, f"goes_on {made.id}").click()
    tab._form.why.area.setPlainText("Der var to vikarer")
    tab._form.save.click()
    qtbot.waitUntil(lambda: tab._form is None)
    assert not tab.rows[made.id].nothing_seen.isVisible()
    tab.rows[made.id].findChild(Button, f"end {made.id}").click()
    tab._form.reason.show_value(EndReason.NO_EFFECT)
    tab._form.save.click()
    qtbot.waitUntil(lambda: tab._form is None)
    assert interventions.get(tools.desk.db, made.id).end_reason is EndReason.NO_EFFECT


def follow_up_twice(desk, case_id, goal_id):
    """Two follow-ups at which the child rates the goal no nearer than before."""
    from db.store import aggregates

    case = cases.get(desk.db, case_id)
    plan = next(plan for plan in case.plans if any(goal.id == goal_id for goal in plan.goals))
    days = [BEGUN - timedelta(days=1), BEGUN + timedelta(days=90), BEGUN + timedelta(days=180)]
    rated = tuple(Progress(on=day, rated_by=case.child, score=3) for day in days)
    goals = tuple(goal.changed(progress=rated) if goal.id == goal_id else goal for goal in plan.goals)
    with desk.db.atomic():
        plans.save(desk.db, plan.changed(goals=goals), case_id, expected=plan)
        for place, old in enumerate(case.appointments):
            if old.kind is AppointmentKind.FOLLOW_UP:
                aggregates.put(
                    desk.db,
                    old.changed(kind=AppointmentKind.OTHER),
                    position=place,
                    parent=case_id,
                )
        for place, day in enumerate(days[1:], len(case.appointments)):
            held = Appointment(
                id=new_id(),
                kind=AppointmentKind.FOLLOW_UP,
                status=AppointmentStatus.HELD,
                starts_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
            )
            aggregates.put(desk.db, held, position=place, parent=case_id)
    return True
