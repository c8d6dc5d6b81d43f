from collections import Counter
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField, Month
from desktop.kit.fields import LineField
from desktop.kit.keys import Key
from desktop.kit.palette import palette_of
from desktop.kit.score_field import ScoreField
from desktop.kit.scroll import ScrollPage
from desktop.kit.status import Saved
from desktop.kit.text_field import TextField, WrappedField
from desktop.kit.ticks import Pick, Tick

TODAY = date(2026, 11, 22)
ROLES = (Choice("mother", "mor"), Choice("father", "far"))


@pytest.fixture
def fields(words):
    """One of each, with a value to show and the keys by which a user changes it."""
    return {
        "line": (LineField("Navn"), "Emil", "a"),
        "text": (TextField("Notat"), "Et notat", "a"),
        "date": (DateField("Dag", words, lambda: TODAY), date(2026, 3, 3), Qt.Key.Key_Up),
        "choice": (ChoiceField("Rolle", ROLES, none="ingen"), "mother", Qt.Key.Key_Down),
        "score": (ScoreField("Mor", words), 4, Qt.Key.Key_Right),
    }


@pytest.mark.parametrize("kind", ["line", "text", "date", "choice", "score"])
def test_a_field_tells_of_its_user_only(qtbot, show, fields, kind):
    field, value, keys = fields[kind]
    show(field)
    with qtbot.assertNotEmitted(field.edited), qtbot.assertNotEmitted(field.left):
        field.show_value(value)
        field.show_value(None)
        field.show_value(value)
    assert field.value() == value
    field.setFocus()
    with qtbot.waitSignal(field.edited) as told:
        (qtbot.keyClicks if isinstance(keys, str) else qtbot.keyClick)(field.input, keys)
    assert told.args == [field.value()]
    assert field.value() != value


class Told(QWidget):
    """Counts what it was told of by its kind."""

    def __init__(self):
        super().__init__()
        self.told = Counter()

    def event(self, event):
        self.told[event.type()] += 1
        return super().event(event)


def test_a_letter_paints_the_text_and_nothing_that_lies_behind_it(qtbot, show):
    whole, field = Told(), TextField("Notat")
    QVBoxLayout(whole).addWidget(field)
    show(whole)
    field.setFocus()
    QTest.qWait(50)
    whole.told.clear()
    qtbot.keyClicks(field.input, "abc")
    QTest.qWait(50)
    assert field.value() == "abc"
    assert whole.told[QEvent.Type.Paint] == 0
    field.area.setReadOnly(True)  # its ground is the paper
    middle = field.area.viewport().mapTo(whole, field.area.viewport().rect().center())
    assert whole.grab().toImage().pixelColor(middle) == palette_of(whole).colour("paper")


def test_nothing_moves_while_what_is_typed_is_saved(show, words):
    whole, saved = Told(), Saved(words)
    line = QHBoxLayout(whole)
    line.addStretch(1)
    line.addWidget(saved)
    show(whole)
    at = datetime(2026, 11, 22, 13, 31, tzinfo=UTC)
    saved.saved(at)
    saved.waiting()
    QTest.qWait(20)
    whole.told.clear()
    for _ in range(3):
        saved.waiting()
        saved.saved(at)
        QTest.qWait(20)
    assert whole.told[QEvent.Type.LayoutRequest] == 0
    saved.failed()
    QTest.qWait(20)
    assert saved.width() >= saved.fontMetrics().horizontalAdvance(saved.text())


@pytest.mark.parametrize("kind", ["line", "text", "date", "choice", "score"])
def test_leaving_a_field_tells_so_once_and_only_if_it_was_edited(qtbot, show, fields, kind):
    field, value, keys = fields[kind]
    field.show_value(value)
    both = QWidget()
    column = QVBoxLayout(both)
    other = LineField("Andet")
    column.addWidget(field)
    column.addWidget(other)
    show(both)
    field.setFocus()
    with qtbot.assertNotEmitted(field.left):
        other.setFocus()
    field.setFocus()
    (qtbot.keyClicks if isinstance(keys, str) else qtbot.keyClick)(field.input, keys)
    with qtbot.waitSignal(field.left):
        other.setFocus()
    with qtbot.assertNotEmitted(field.left):
        field.setFocus()
        other.setFocus()


@pytest.mark.parametrize("kind", ["line", "text", "date", "choice", "score"])
def test_a_field_speaks_its_name_its_help_and_its_fault(show, fields, kind):
    field, _, _ = fields[kind]
    show(field)
    label = field.label.text()
    assert label in field.input.accessibleName()
    field.show_fault("Det mangler.")
    assert field.fault.isVisible()
    assert field.input.accessibleDescription() == "Det mangler."
    assert field.input.property("fault") is True
    field.show_fault("")
    assert not field.fault.isVisible()
    assert field.input.accessibleDescription() == ""
    field.name("Mors rolle")
    assert "Mors rolle" in field.input.accessibleName()


def test_a_fault_is_announced_to_a_reader(show, qtbot):
    QAccessible.setActive(True)
    field = show(LineField("Navn", help_text="Som barnet selv bruger det."))
    field.show_fault("Det mangler.")
    assert field.input.accessibleDescription() == "Det mangler. Som barnet selv bruger det."
    QAccessible.setActive(False)


def test_a_secret_is_kept_as_typed(qtbot, show):
    field = show(LineField("Adgangssætning", secret=True))
    qtbot.keyClicks(field.line, " to ord ")
    assert field.value() == " to ord "
    assert field.line.displayText() != field.line.text()


def test_a_line_is_no_longer_than_it_may_be(qtbot, show):
    field = show(LineField("Kort", longest=3))
    qtbot.keyClicks(field.line, "abcdef")
    assert field.value() == "abc"


def test_tab_goes_on_from_a_text(qtbot, show):
    both = QWidget()
    column = QVBoxLayout(both)
    first, second = TextField("Et"), TextField("To")
    column.addWidget(first)
    column.addWidget(second)
    show(both)
    first.setFocus()
    QTest.keyClick(first.area, Qt.Key.Key_Tab)
    assert second.area.hasFocus()
    assert first.value() == ""


def test_a_text_grows_with_what_is_written_and_shrinks_again(qtbot, show):
    page = ScrollPage()
    field = TextField("Notat", lines=3)
    page.body.addWidget(field)
    show(page, 500, 600)
    least = field.area.height()
    field.show_value("\n".join("linje" for _ in range(40)))
    qtbot.waitUntil(lambda: field.area.height() > 5 * least)
    assert field.area.verticalScrollBar().maximum() == 0
    field.show_value("")
    qtbot.waitUntil(lambda: field.area.height() == least)


@pytest.mark.parametrize("above", range(300, 340, 12))
def test_a_short_text_that_is_written_in_is_seen_whole_wherever_it_stood(qtbot, show, above):
    page = ScrollPage()
    page.body.addSpacing(above)
    field = WrappedField("Hvad blev set")
    page.body.addWidget(field)
    page.body.addSpacing(400)
    show(page, 500, 400)
    field.setFocus()
    qtbot.keyClicks(field.area, "Karla")
    seen = page.viewport().rect()
    assert seen.contains(field.area.rect().translated(field.area.mapTo(page.viewport(), QPoint())))


def test_showing_the_same_text_leaves_the_cursor(show):
    field = show(TextField("Notat"))
    field.show_value("Et notat")
    cursor = field.area.textCursor()
    cursor.setPosition(3)
    field.area.setTextCursor(cursor)
    field.show_value("Et notat")
    assert field.area.textCursor().position() == 3


def test_what_the_program_showed_cannot_be_undone_but_what_was_typed_can(qtbot, show):
    field = show(TextField("Notat"))
    field.show_value("Gammelt")
    field.setFocus()
    qtbot.keyClicks(field.area, "x")
    field.area.undo()
    field.area.undo()
    assert field.value() == "Gammelt"


def test_the_page_follows_the_focus_and_the_cursor(qtbot, show):
    page = ScrollPage()
    top, text = LineField("Øverst"), TextField("Notat")
    page.body.addWidget(top)
    page.body.addSpacing(1500)
    page.body.addWidget(text)
    show(page, 500, 400)
    top.setFocus()
    text.setFocus()
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 1000)
    text.show_value("\n" * 60)
    text.area.moveCursor(text.area.textCursor().MoveOperation.End)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 2000)
    top.setFocus()
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() < 100)


def test_the_wheel_scrolls_the_page_and_never_the_answer(show):
    field = show(ChoiceField("Rolle", ROLES))
    field.show_value("mother")
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.box, turn)
    assert field.value() == "mother"
    assert not turn.isAccepted()


def test_choices_may_change_and_keep_what_was_chosen(show):
    field = show(ChoiceField("Rolle", ROLES, none="ingen"))
    assert field.value() is None
    field.show_value("father")
    field.offer((*ROLES, Choice("parent", "forælder")))
    assert field.value() == "father"
    field.offer(ROLES[:1])
    assert field.value() is None


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
@pytest.mark.parametrize("count", [2, 7])
def test_the_list_of_choices_opens_with_all_of_its_few_in_sight(qtbot, show, count):
    field = show(ChoiceField("Rolle", [Choice(number, f"valg {number}") for number in range(count)]))
    field.box.showPopup()
    view = field.box.view()
    qtbot.waitUntil(view.isVisible)
    seen = view.viewport().rect()
    for row in range(count):
        assert seen.contains(view.visualRect(view.model().index(row, 0))), row
    assert view.verticalScrollBar().maximum() == 0
    frame = view.parentWidget()
    arrows = [one for one in frame.children() if one.metaObject().className() == "QComboBoxPrivateScroller"]
    assert len(arrows) == 2
    assert not any(one.isVisible() for one in arrows)
    field.box.hidePopup()


def test_a_day_is_three_valued(qtbot, show, words):
    field = show(DateField("Dag", words, lambda: TODAY))
    assert (field.value(), field.readable) == (None, True)
    field.setFocus()
    qtbot.keyClicks(field.line, "3/3-2")
    assert (field.value(), field.readable) == (None, False)
    qtbot.keyClicks(field.line, "6")
    assert field.value() == date(2026, 3, 3)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "3. marts 2026"
    field.line.clear()
    qtbot.keyClicks(field.line, " ")
    assert (field.value(), field.readable) == (None, True)


def test_what_is_no_day_is_said_and_counts_as_none(qtbot, show, words):
    field = show(DateField("Dag", words, lambda: TODAY))
    field.show_value(date(2026, 3, 3))
    field.setFocus()
    field.line.selectAll()
    with qtbot.waitSignal(field.edited, check_params_cb=lambda day: day is None):
        qtbot.keyClicks(field.line, "32/3")
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert "3/3-26" in field.fault.text()
    assert field.line.text() == "32/3"
    field.line.selectAll()
    qtbot.keyClicks(field.line, "2/3")
    assert field.fault.text() == ""


@pytest.mark.parametrize(
    ("key", "day"), [(Qt.Key.Key_Up, date(2026, 3, 4)), (Qt.Key.Key_Down, date(2026, 3, 2))]
)
def test_arrows_move_by_a_day(qtbot, show, words, key, day):
    field = show(DateField("Dag", words, lambda: TODAY))
    field.show_value(date(2026, 3, 3))
    qtbot.keyClick(field.line, key)
    assert field.value() == day


def test_an_arrow_in_an_empty_field_gives_today(qtbot, show, words):
    field = show(DateField("Dag", words, lambda: TODAY))
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == TODAY


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_day_is_picked_from_the_month(qtbot, show, words):
    field = show(DateField("Dag", words, lambda: TODAY))
    field.show_value(date(2026, 3, 3))
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = field.findChild(Month)
    assert month.calendar.selectedDate().toPython() == date(2026, 3, 3)
    with qtbot.waitSignal(field.edited, check_params_cb=lambda day: day == date(2026, 3, 10)):
        month.calendar.clicked.emit(month.calendar.selectedDate().addDays(7))
    assert field.line.text() == "10. marts 2026"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
@pytest.mark.parametrize("corner", ["topLeft", "topRight", "bottomLeft", "bottomRight"])
def test_the_month_stands_whole_on_the_screen_and_beside_its_line(qtbot, show, words, corner):
    field = show(DateField("Dag", words, lambda: TODAY))
    room = field.screen().availableGeometry()
    field.resize(field.sizeHint())
    field.move(getattr(room, corner)() - getattr(field.rect(), corner)())
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = field.findChild(Month)
    frame = QPoint(2, 2)  # the offscreen platform moves a window by a frame that nobody sees
    place = QRect(month.pos() - frame, month.size())
    assert room.contains(place)
    assert not place.intersects(field.line.rect().translated(field.line.mapToGlobal(QPoint())))


def test_tab_goes_from_a_day_to_what_is_asked_next(qtbot, show, words):
    both = QWidget()
    column = QVBoxLayout(both)
    day, text = DateField("Dag", words, lambda: TODAY), LineField("Sted")
    column.addWidget(day)
    column.addWidget(text)
    show(both)
    day.setFocus()
    qtbot.keyClick(day.line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is text.input


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
@pytest.mark.parametrize(("button", "day"), [("I dag", TODAY), ("Ingen dato", None)])
def test_the_month_offers_today_and_none(qtbot, show, words, button, day):
    field = show(DateField("Dag", words, lambda: TODAY))
    field.show_value(date(2026, 3, 3))
    field.pick.click()
    month = field.findChild(Month)
    named = {child.accessibleName(): child for child in month.findChildren(type(field.pick))}
    named[button].click()
    assert field.value() == day


@pytest.mark.parametrize("kind", [Tick, Pick])
def test_ticks_and_picks_are_used_by_the_keyboard(qtbot, show, kind):
    mark = show(kind("Mor & far"))
    assert mark.accessibleName() == "Mor & far"
    mark.setFocus()
    empty = mark.grab().toImage()
    with qtbot.waitSignal(mark.clicked):
        qtbot.keyClick(mark, Qt.Key.Key_Space)
    assert mark.isChecked()
    assert mark.grab().toImage() != empty


@pytest.mark.parametrize("kind", ["line", "text"])
def test_the_last_change_is_taken_back_from_a_field_that_nothing_was_typed_in(qtbot, show, fields, kind):
    field = fields[kind][0]
    field.show_value("Emil")
    page, taken = QWidget(), []
    QVBoxLayout(page).addWidget(field)
    Key("Ctrl+Z", page, "", lambda: taken.append("change"))
    with qtbot.waitActive(show(page)):
        page.activateWindow()
    field.setFocus()
    undo = Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(field.input, *undo)
    assert taken == ["change"]
    qtbot.keyClicks(field.input, "a")
    for _ in range(3):
        QTest.keyClick(field.input, *undo)
    assert field.value() == "Emil"
    assert taken == ["change"], "what was typed was undone, and nothing else"


def test_a_fault_goes_once_the_value_is_another(qtbot, show, fields):
    field = fields["line"][0]
    show(field)
    field.show_fault("Skriv et navn.")
    qtbot.keyClicks(field.line, "I")
    assert field.fault.text() == ""


def test_ctrl_z_takes_back_a_word_and_not_all_that_was_typed(qtbot, show):
    area = show(TextField("Notat")).area
    area.setFocus()
    qtbot.keyClicks(area, "Mor ringede i dag")
    for left in ("Mor ringede i", "Mor ringede", "Mor", ""):
        qtbot.keyClick(area, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert area.toPlainText() == left
    qtbot.keyClick(
        area, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert area.toPlainText() == "Mor"
