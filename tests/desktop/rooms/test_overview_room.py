"""Overblik through the real widgets: the numbers of `report --json`, their cases, and the days asked for."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.cli.main import run
from db.rules.behind import cases_behind
from db.rules.costs import costs_answer
from db.store import case_list, cases, figures, overview
from db.store.overview import Span
from desktop.kit.measure import Measure
from desktop.kit.rows import LinkRow
from desktop.rooms.overview.asking import Days
from desktop.rooms.overview.overview_room import OverviewRoom

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[3]


@pytest.fixture
def room(qtbot, show, tools):
    shown = OverviewRoom(tools)
    show(shown, 1300, 900)
    qtbot.waitUntil(lambda: shown.found is not None, timeout=10_000)
    yield shown
    shown.close_room()


def reported(store, tmp_path, capsys, span):
    (tmp_path / "pass").write_text("gul cykel regn lampe\n", "utf-8")
    front = ["--store", str(store), "--passphrase-file", str(tmp_path / "pass"), "--today", str(TODAY)]
    assert run([*front, "report", "--json", "--from", str(span.first), "--to", str(span.last)]) == 0
    return json.loads(capsys.readouterr().out)


def counted(qtbot, room, act):
    before = room.found
    act()
    qtbot.waitUntil(lambda: room.found is not before, timeout=10_000)


def said(room):
    measures = room.page.findChildren(Measure)
    return [measure.accessibleName() for measure in measures if measure.isVisibleTo(room)]


def rows(room):
    return [row for row in room.page.findChildren(LinkRow) if row.isVisibleTo(room)]


def test_the_figures_are_those_of_the_report_and_stand_in_their_rows(room, qtbot):
    shown = room.found.now.answer
    assert room.found.before is not None
    texts = " ".join(row.accessibleName() for row in rows(room))
    assert f"Åbne i perioden. {shown['cases']}, før {room.found.before.answer['cases']}" in texts
    assert shown["from"] == "2026-01-01"
    assert room.found.before.answer["to"] == "2025-11-23"


def test_the_command_answers_the_very_same_numbers(room, store, tools, tmp_path, capsys, qtbot):
    found = room.found
    room.close_room()
    tools.writer.close()
    tools.desk.close(note_head=False)
    tools.desk.store.close()
    for one in (found.now, found.before):
        assert reported(store, tmp_path, capsys, one.span) == one.answer


def test_each_figure_has_as_many_cases_behind_it_as_it_says(tools):
    first, last = date(2024, 1, 1), TODAY
    material = figures.material(tools.desk.db, first, last, TODAY)
    behind = cases_behind(material, first, last)
    answer = overview.counted(tools.desk.db, Span(first, last), TODAY).answer
    assert len(behind["cases"]) == answer["cases"]
    for step, count in answer["steps"].items():
        assert len(behind[f"steps.{step}"]) == count
    for key in ("network_meetings", "children_heard"):
        assert len(behind[f"{key}.cases_with"]) == answer[key]["cases_with"]
        assert len(behind[f"{key}.cases_without"]) == answer["cases"] - answer[key]["cases_with"]
    for group, names in (("follow_ups", ("due", "on_time", "late", "missed")), ("moves", ("up", "down"))):
        for name in names:
            assert bool(behind[f"{group}.{name}"]) is bool(answer[group][name])
            assert len(behind[f"{group}.{name}"]) <= answer[group][name]
    for name in ("complaints", "breakdowns", "feedback"):
        assert bool(behind[name]) is bool(answer[name])


def test_the_money_is_that_of_the_costs_command(room, tools):
    everyone = case_list.costly(tools.desk.db, cases.ids(tools.desk.db))
    answer = costs_answer(everyone, 2026, TODAY)
    bands = [(band.start, band.end, len(band.cases)) for band in room.found.by_band]
    assert bands == [(band["from"], band["to"], band["cases"]) for band in answer["bands"]]
    assert sum(group.total for group in room.found.by_age) == room.found.account.total


def test_a_figure_opens_its_cases_and_a_case_leads_on_and_back(room, qtbot):
    row = next(row for row in rows(room) if row.accessibleName().startswith("Åbne i perioden"))
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    behind = room.behind
    assert behind.isVisible()
    assert {one.case_id for one in behind.model.rows()} == set(room.found.now.behind["cases"])
    names = [one.child for one in behind.model.rows()]
    assert names == sorted(names)
    with qtbot.waitSignal(room.case_asked) as asked:
        qtbot.keyClick(behind.view, Qt.Key.Key_Return)
    assert asked.args == [behind.model.rows()[0].case_id, "overview"]
    qtbot.keyClick(behind.view, Qt.Key.Key_Escape)
    assert room.page.isVisible()


def test_another_span_is_counted_and_a_backward_one_is_told_beside_it(room, qtbot):
    def last_year():
        room.asking.days.show_value(Days.LAST_YEAR)
        room.asking.days.edited.emit(Days.LAST_YEAR)

    counted(qtbot, room, last_year)
    assert room.found.now.span == Span(date(2025, 1, 1), date(2025, 12, 31), date(2024, 12, 31))
    shown = room.found
    room.asking.first.show_value(date(2026, 2, 1))
    room.asking.first.edited.emit(date(2026, 2, 1))
    assert room.asking.days.value() == Days.OWN
    assert room.asking.last.fault.isVisible()
    assert room.found is shown


def test_without_a_baseline_there_is_nothing_before(room, qtbot):
    def none():
        room.asking.baseline.show_value(None)
        room.asking.baseline.edited.emit(None)

    counted(qtbot, room, none)
    assert room.found.before is None
    qtbot.waitUntil(lambda: bool(said(room)))
    assert [text for text in said(room) if ", før " in text] == []
    assert any("kr." in text for text in said(room))


def test_only_the_last_question_is_answered(room, qtbot):
    room.asking.asked.emit(Span(date(2024, 1, 1), date(2024, 12, 31)))
    counted(qtbot, room, lambda: room.asking.asked.emit(Span(date(2025, 1, 1), date(2025, 6, 30))))
    assert room.found.now.span.first == date(2025, 1, 1)


def test_a_baseline_at_the_beginning_of_time_is_counted_too():
    assert Span(date(2026, 1, 1), TODAY, date.min).before() == Span(date.min, date.min)


def test_opening_the_overview_loads_nothing_that_prints():
    """What prints takes half a second to load, and the window would wait for it."""
    room = "import sys, desktop.rooms.overview.overview_room as _"
    asked = f"{room}; print({{'reportlab', 'pikepdf'}} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "set()"
