"""I dag: rows that open the right case, sections that grow, and the page of an empty store."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from db.actions import appointments
from db.actions import cases as case_actions
from db.actions.desk import Changed, Topic
from db.records.appointment import Appointment, AppointmentStatus
from db.rules.deadline import Deadline
from db.rules.rulebook import RuleBasis
from db.rules.today import Away, Section
from db.rules.today_rows import Step, step
from db.store import cases, deadlines, drafts, minutes
from db.store.drafts import Draft
from desktop.kit.buttons import Rank
from desktop.kit.rows import ActionRow
from desktop.place import AT_END, Place
from desktop.rooms.today.day import read_day
from desktop.rooms.today.more import More
from desktop.rooms.today.side_lists import first_words
from desktop.rooms.today.today import Today

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
LISTS = (Section.NOW, Section.NEXT, Section.WEEK)


@pytest.fixture
def room(tools, show):
    return show(Today(tools), 1100, 800)


def action_rows(room, section):
    return [row for row in room.lists[section].sheet.rows() if isinstance(row, ActionRow)]


def due(rule, day, *, on=None, trigger="x"):
    return Deadline(rule, "Contact with the family", RuleBasis.LOCAL, "", "case", trigger, on, day)


def add(tools, case_id, *listed):
    with tools.desk.db.atomic():
        deadlines.add(tools.desk.db, [(case_id, case_id, one) for one in listed])


def drop(room, *files):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    either = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    event = QDropEvent(QPointF(9, 9), either, mime, left, none)
    event.setDropAction(Qt.DropAction.MoveAction)  # what some file managers offer first
    room.dropEvent(event)
    return event


CALLED = {
    Step.PLAN: "Åbn planen",
    Step.OVERVIEW: "Åbn sagen",
    Step.MEETING: "Hold mødet",
    Step.HELD: "Blev den holdt?",
    Step.ARRANGE: "Find en tid",
    Step.DONE: "Det er gjort",
    Step.INQUIRY: "Åbn henvendelsen",
}


def test_every_button_opens_its_own_case_where_the_row_is_answered(room, qtbot, tools):
    day = read_day(tools.desk, tools.now(), tools.away, dict.fromkeys(Section, 12))
    pressed = 0
    for section in LISTS:
        shown = getattr(day.agenda, section.value)
        entries = [one for one in shown if one.case_id or one.deadline.trigger_kind == "inquiry"]
        buttons = [row.button for row in action_rows(room, section) if row.button is not None]
        assert len(buttons) == len(entries)
        for entry, button in zip(entries, buttons, strict=True):
            where = step(entry.deadline, tools.now(), entry.ends)
            assert button.text() == CALLED[where]
            if where in (Step.DONE, Step.HELD):
                continue  # pressed in tests of their own: they change the list
            leads = where in (Step.MEETING, Step.ARRANGE, Step.INQUIRY)
            with qtbot.waitSignal(room.place_asked if leads else room.case_asked) as asked:
                button.click()
            place = {
                Step.MEETING: Place("live", entry.case_id, record=entry.deadline.trigger_id),
                Step.ARRANGE: Place("calendar", entry.case_id or "", tab="new"),
                Step.INQUIRY: Place("inquiries", record=f"next:{entry.deadline.trigger_id}"),
            }.get(where)
            assert list(asked.args) == ([place] if leads else [entry.case_id, where.value])
            pressed += 1
    assert pressed > 5


def test_an_agreement_is_kept_with_one_click(room, qtbot, tools):
    button = next(
        row.button
        for section in LISTS
        for row in action_rows(room, section)
        if row.button is not None and row.button.text() == CALLED[Step.DONE]
    )
    before = tools.desk.db.execute("select count(*) from agreements where done_on is null").fetchone()[0]
    with qtbot.waitSignal(tools.news.changed, timeout=5000):
        button.click()
    rows = tools.desk.db.execute("select count(*) from agreements where done_on is null").fetchone()
    assert rows[0] == before - 1


@pytest.mark.parametrize(
    ("said", "status", "reason"),
    [
        (["held"], AppointmentStatus.HELD, ""),
        (["missed", "Ingen hjemme."], AppointmentStatus.MISSED, "Ingen hjemme."),
        (["missed", None], AppointmentStatus.PLANNED, ""),
        (["live"], AppointmentStatus.PLANNED, ""),
        ([None], AppointmentStatus.PLANNED, ""),
    ],
)
def test_whether_what_is_over_was_held_is_answered_in_its_row(room, qtbot, tools, ask, said, status, reason):
    case_id = cases.resolve(tools.desk.db, "2025-0001")
    call = Appointment(id="m-call", kind="phone", starts_at=tools.now() - timedelta(hours=2))
    with qtbot.waitCallback() as done:
        tools.writer.run(
            lambda desk: appointments.add_appointment(desk, case_id, call), done=done, failed=done
        )
    room.refresh()
    shown = action_rows(room, Section.NOW)
    row = next(one for one in shown if "i dag: det er ikke skrevet ind" in one.accessibleName())
    ask.answers += said
    opened = []
    room.place_asked.connect(opened.append)
    row.button.click()
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)
    after = minutes.get(tools.desk.db, "m-call")
    assert (after.status, after.missed_reason) == (status, reason)
    assert opened == ([Place("live", case_id, record="m-call")] if said == ["live"] else [])


def test_what_fell_due_while_the_program_was_off_stands_first_and_is_counted(qtbot, tools):
    tools.seat.away = Away(tools.now() - timedelta(days=9), tools.now())
    room = Today(tools)
    qtbot.addWidget(room)
    room.refresh()
    day = read_day(tools.desk, tools.now(), tools.away, dict.fromkeys(Section, 12))
    assert day.agenda.away
    assert next(iter(room.lists)) is Section.AWAY
    shown = room.lists[Section.AWAY]
    assert not shown.isHidden()
    assert len(action_rows(room, Section.AWAY)) == len(day.agenda.away)
    assert action_rows(room, Section.AWAY)[0].button.property("kind") == Rank.PRIMARY


def test_one_button_leads_and_it_is_the_first_of_the_day(room):
    ranks = [
        row.button.property("kind") for section in LISTS for row in action_rows(room, section) if row.button
    ]
    assert ranks[0] == Rank.PRIMARY
    assert set(ranks[1:]) == {Rank.PLAIN}


def test_the_head_says_week_cases_and_what_waits(room, tools):
    assert room.head.title.text() == "Mandag den 23. november"
    under = room.head.under.text()
    assert under.startswith("Uge 48 · 5 sager · ")
    assert under.endswith("kræver svar i dag")


def test_a_row_says_who_and_why_and_never_the_whole_name(room, tools):
    day = read_day(tools.desk, tools.now(), tools.away, dict.fromkeys(Section, 12))
    for section in LISTS:
        for row, entry in zip(action_rows(room, section), getattr(day.agenda, section.value), strict=True):
            if entry.case_id:
                assert row.why.text().startswith(day.agenda.names[entry.case_id])
                assert entry.child not in row.accessibleName()
            assert row.toolTip()


def test_a_long_section_shows_a_dozen_and_offers_the_rest(room, tools, qtbot):
    made = case_actions.create_case(tools.desk, child="Ida Skov", number="9-1", born=date(2015, 5, 5))
    add(tools, made.case_id, *(due("sub_goal", date(2026, 11, 1), trigger=f"s{n}") for n in range(60)))
    tools.news.changed.emit(Changed(frozenset({Topic.CASES})))
    shown = action_rows(room, Section.NOW)
    more = room.lists[Section.NOW].findChild(More)
    assert len(shown) == 12
    assert more.button.text() == "Vis 40 flere"
    more.button.click()
    assert len(action_rows(room, Section.NOW)) == 52


def test_what_changes_elsewhere_is_seen_at_once_and_the_focus_stays(room, tools):
    rows = action_rows(room, Section.NEXT)
    rows[1].button.setFocus()
    tools.news.changed.emit(Changed(frozenset({Topic.CALENDAR})))
    assert action_rows(room, Section.NEXT)[1].button is QApplication.focusWidget()
    assert rows[1] not in action_rows(room, Section.NEXT)


def test_what_was_typed_and_not_finished_stands_beside(room, tools, qtbot):
    day = read_day(tools.desk, tools.now(), tools.away, dict.fromkeys(Section, 12))
    case_id = next(entry.case_id for entry in day.agenda.now if entry.case_id)
    at = datetime(2026, 11, 20, 15, 2, tzinfo=UTC)
    text = "Mormor vil gerne hente torsdag og også fredag, hvis bussen kører"
    drafts.keep(tools.desk.db, Draft("plan", "p1", "purpose", case_id, None, text, at))
    drafts.keep(tools.desk.db, Draft("note", "n1", "text", None, None, "Ring til skolen", NOW))
    drafts.keep(tools.desk.db, Draft("note", "n1", "at", None, None, "2026-11-23T11:00:00+00:00", NOW))
    drafts.keep(tools.desk.db, Draft("note", "n2", "text", None, None, "  ", NOW))
    early = datetime(2026, 11, 20, 14, tzinfo=UTC)
    for field, answer in (("present", '"Mor og far"'), ("goal_met", "[]"), ("effect", '{"child": 7}')):
        drafts.keep(tools.desk.db, Draft("form", "s1", field, case_id, 1, answer, early))
    tools.news.changed.emit(Changed(frozenset({Topic.DRAFTS})))
    said = [row.accessibleName() for row in room.drafts.sheet.rows()]
    name = day.agenda.names[case_id]
    assert said == [
        "Notat uden sag. ”Ring til skolen”. 12.00",
        f"Plan, {name.rstrip('.')}. ”Mormor vil gerne hente torsdag og …”. fr. 16.02",
        f"Skema, {name.rstrip('.')}. ”Mor og far”. fr. 15.00",
    ]
    without_case, of_plan, of_form = (shown.row for shown in room.drafts.sheet.rows())
    with qtbot.waitSignal(room.place_asked) as asked:
        of_form.click()
    assert asked.args == [Place("form", case_id, field="present", record="s1", cursor=AT_END)]
    with qtbot.waitSignal(room.place_asked) as asked:
        of_plan.click()
    assert asked.args == [Place("case", case_id, "plan", "purpose", cursor=AT_END)]
    with qtbot.waitSignal(room.place_asked) as asked:
        without_case.click()
    assert asked.args == [Place("note", field="text", record="n1", cursor=AT_END)]


def test_every_text_that_was_not_finished_can_be_seen(room, tools, qtbot):
    for number in range(8):
        drafts.keep(tools.desk.db, Draft("note", f"n{number}", "text", None, None, f"Notat {number}", NOW))
    tools.news.changed.emit(Changed(frozenset({Topic.DRAFTS})))
    *shown, more = room.drafts.sheet.rows()
    assert len(shown) == 5
    more.button.click()
    assert len(room.drafts.sheet.rows()) == 8


def test_what_was_typed_can_be_thrown_away_and_brought_back(room, tools, ask, qtbot):
    drafts.keep(tools.desk.db, Draft("note", "n1", "text", None, None, "Ring til skolen", NOW))
    drafts.keep(tools.desk.db, Draft("note", "n2", "text", None, None, "Et andet notat", NOW))
    tools.news.changed.emit(Changed(frozenset({Topic.DRAFTS})))

    def said():
        return [row.accessibleName() for row in room.drafts.sheet.rows()]

    both = said()
    ask.answers.append(False)
    room.drafts.sheet.rows()[0].away.click()
    assert said() == both
    ask.answers.append(True)
    away = room.drafts.sheet.rows()[0].away
    away.setFocus()
    qtbot.keyClick(away, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not drafts.of_record(tools.desk.db, "note", "n1"))
    qtbot.waitUntil(lambda: said() == ["Smidt væk", both[1]])
    room.drafts.sheet.rows()[0].button.click()
    qtbot.waitUntil(lambda: said() == both)
    assert drafts.of_record(tools.desk.db, "note", "n1")["text"].text == "Ring til skolen"


def test_a_family_not_spoken_with_for_long_stands_beside_with_its_weeks(room, tools, qtbot):
    made = case_actions.create_case(tools.desk, child="Ida Skov", number="9-1", born=date(2015, 5, 5))
    add(tools, made.case_id, due("contact", date(2026, 10, 19), on=date(2026, 9, 7)))
    tools.news.changed.emit(Changed(frozenset({Topic.NOTES})))
    row = next(row for row in room.silent.sheet.rows() if row.accessibleName().startswith("Ida S."))
    assert row.accessibleName() == "Ida S. 11 uger"
    with qtbot.waitSignal(room.case_asked) as asked:
        row.click()
    assert asked.args == [made.case_id, "overview"]


def test_a_file_with_cases_can_be_dropped_and_nothing_else(room, qtbot, tmp_path):
    with qtbot.waitSignal(room.file_dropped) as dropped:
        event = drop(room, tmp_path / "sager.JSON")
    assert event.dropAction() is Qt.DropAction.CopyAction
    assert dropped.args == [tmp_path / "sager.JSON"]
    with qtbot.assertNotEmitted(room.file_dropped):
        drop(room, tmp_path / "billede.png")
        drop(room, tmp_path / "a.json", tmp_path / "b.json")
        drop(room)


def test_first_words_are_cut_between_words():
    assert first_words("Kort\n tekst") == "Kort tekst"
    assert first_words("a" * 20 + " " + "b" * 30) == "a" * 20 + " …"


def test_what_is_below_the_window_is_made_after_the_first_paint_and_nothing_is_left_out(qtbot, tools):
    case_id = tools.desk.db.execute("select id from cases where status <> 'closed'").fetchone()[0]
    add(tools, case_id, *(due("follow_up", date(2026, 11, 20), trigger=f"n{place}") for place in range(12)))
    agenda = read_day(tools.desk, tools.now(), tools.away, dict.fromkeys(Section, 12)).agenda
    assert len(agenda.now) == 12
    assert agenda.week
    room = Today(tools)
    qtbot.addWidget(room)
    room.refresh()
    assert len(action_rows(room, Section.NOW)) == 12
    assert not action_rows(room, Section.WEEK)
    qtbot.waitUntil(lambda: len(action_rows(room, Section.WEEK)) == len(agenda.week))
    assert len(action_rows(room, Section.NEXT)) == len(agenda.next)
    room.refresh()
    assert len(action_rows(room, Section.WEEK)) == len(agenda.week)
