"""Nothing clips: a whole page of the kit at every text size and in every theme."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QToolButton, QWidget

from desktop.kit.banner import Banner, Head
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.curve import Curve, Point
from desktop.kit.date_field import DateField
from desktop.kit.empty import EmptyState
from desktop.kit.fields import LineField
from desktop.kit.flow import Columns, FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.palette import Theme, palettes
from desktop.kit.rail import RailItem
from desktop.kit.row_layout import last_line
from desktop.kit.rows import ActionRow, FactRow, LinkRow
from desktop.kit.score_field import ScoreBar, ScoreField
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section, Sheet
from desktop.kit.status import Saved
from desktop.kit.tabs import Tabs
from desktop.kit.text_field import TextField
from desktop.kit.type import Voice

LONG = "Forældremyndighedsindehaverens samtykke"
WHY = "Noah og Lily B. · 3 måneder efter 19. august (barnets lov § 95) · med forældremyndighedsindehaverne"
TODAY = date(2026, 11, 22)


def left_column(words, columns):
    now = Section("Kræver svar nu")
    late, soon = Chip(Mark.LATE, "2 timer tilbage"), Chip(Mark.SOON, "tirsdag")
    now.add(ActionRow("Vurder underretning", WHY, action="Vurder nu", rank=Rank.PRIMARY, lead=late))
    now.add(ActionRow(LONG, WHY, action="Notér samtale", lead=soon, chip=Chip(Mark.AGREED, "aftalt rytme")))
    now.add(
        ActionRow("Netværksmøde", lead=Label("13.00–14.30", Voice.STRONG, wrap=False), action="Åbn mødet")
    )
    columns.main.addWidget(now)
    empty = Section("Skemaer")
    empty.add(EmptyState("Her er ingen skemaer endnu.", WHY, action="Begynd familieanalyse"))
    columns.main.addWidget(empty)
    for field in (
        LineField(LONG, help_text=WHY),
        TextField("Notat", lines=2),
        DateField("Dag", words, lambda: TODAY),
        ChoiceField("Rolle", [Choice(1, LONG)]),
    ):
        field.show_fault("Det er ikke en dato. Skriv den som 3/3-26 eller 03.03.2026.")
        columns.main.addWidget(field)


def right_column(words, columns):
    due = Section("Frister og aftaler")
    due.add(
        FactRow(
            LONG, chip=Chip(Mark.LAW, "lov · 2 i 2026"), tail=Label("1 mangler", Voice.STRONG, wrap=False)
        )
    )
    due.add(LinkRow("Familieanalyse, familien Ø.", "31 af 64 spørgsmål", tail="tors. 11.47"))
    due.add(FactRow("Mål", WHY, tail=Curve(words, [Point(TODAY, 3)]), strong=True))
    columns.side.addWidget(due)
    rated = Section("Hvor trygt er det? 0–10")
    rated.sheet.add_padded(ScoreField("Mor", words))
    columns.side.addWidget(rated)


def a_page(words):
    page = ScrollPage()
    head = Head("Emil S.", "11 år · sag 2026-0014 · tovholder Hanne Lind · autisme, betydelig og varig")
    head.buttons.addWidget(Button("Planlæg opfølgning", key="Ctrl N"))
    head.buttons.addWidget(Button("Netværksmøde i dag 13.00", Rank.PRIMARY))
    page.body.addWidget(head)
    page.body.addWidget(Banner(Mark.LATE, "Der laves ikke noget til familien endnu.", WHY, action="Ændr"))
    columns = Columns()
    page.body.addWidget(columns)
    left_column(words, columns)
    right_column(words, columns)
    return page


def clipped(page):
    """What does not fit: its class, its text, and the room it has."""
    found = []
    for part in page.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QPushButton):
            continue
        needs = part.minimumSizeHint() if isinstance(part, QLabel) and part.wordWrap() else part.sizeHint()
        high = (
            part.heightForWidth(part.width())
            if isinstance(part, QLabel) and part.wordWrap()
            else needs.height()
        )
        if part.width() < needs.width() or part.height() < high:
            found.append((type(part).__name__, part.text(), part.size(), needs, high))
    return found


def outside(page):
    """What reaches out of the widget it lies in, and so is cut off."""
    inside = page.widget().findChildren(QWidget)
    return [
        (type(part).__name__, part.geometry(), part.parentWidget().size())
        for part in inside
        if part.isVisible() and not part.parentWidget().rect().contains(part.geometry())
    ]


def inked(image, colour):
    """How many pixels of `image` have `colour`."""
    return sum(image.pixel(x, y) == colour for x in range(image.width()) for y in range(image.height()))


def overlapping(row):
    shown = [part for part in row.children() if isinstance(part, QWidget) and part.isVisible()]
    return [
        (one, other)
        for at, one in enumerate(shown)
        for other in shown[at + 1 :]
        if not isinstance(one, Chip)
        and not isinstance(other, Chip)
        and one.geometry().intersects(other.geometry())
    ]


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.CONTRAST_DARK])
@pytest.mark.parametrize("factor", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("width", [1360, 1152, 900])
def test_no_text_is_clipped_at_any_size(qtbot, show, words, wear, theme, factor, width):
    wear(theme, factor)
    page = show(a_page(words), width, 860)
    qtbot.wait(1)
    assert clipped(page) == []
    assert outside(page) == []
    assert page.horizontalScrollBar().maximum() == 0
    assert [
        overlapping(row) for kind in (ActionRow, FactRow, LinkRow) for row in page.findChildren(kind)
    ] == [[] for kind in (ActionRow, FactRow, LinkRow) for _ in page.findChildren(kind)]


def test_a_larger_text_in_an_open_page_fits_too(qtbot, show, words, wear):
    page = show(a_page(words), 1360, 860)
    wear("dark", 2.0)
    qtbot.waitUntil(lambda: clipped(page) == [])
    wear("light", 1.0)
    qtbot.waitUntil(lambda: clipped(page) == [])


def test_the_buttons_of_rows_stand_under_each_other(show):
    section = Section("Denne uge")
    rows = [
        ActionRow("Kort", action="Gør"),
        ActionRow(LONG, WHY, action="Åbn", lead=Chip(Mark.SOON, "i dag")),
    ]
    for row in rows:
        section.add(row)
    show(section, 720, 300)
    assert len({(row.button.x(), row.button.width()) for row in rows}) == 1


def test_a_chip_follows_the_last_word_where_it_fits(show):
    row = ActionRow("Ring", "Yusuf A. · hver 6. uge", action="Notér", chip=Chip(Mark.AGREED, "aftalt"))
    show(row, 720, 80)
    chip = row.findChild(Chip)
    words_end = row.why.x() + last_line(row.why, row.why.width())
    assert 0 < chip.x() - words_end <= 10
    assert row.why.y() <= chip.geometry().center().y() <= row.why.geometry().bottom()
    row.resize(320, 160)
    assert chip.y() > 0


def test_a_rows_button_speaks_the_whole_row(show):
    row = show(
        ActionRow("Vurder", "inden 24 timer", action="Vurder nu", lead=Chip(Mark.LATE, "2 timer tilbage"))
    )
    assert row.button.accessibleName() == "Vurder nu. Vurder. 2 timer tilbage. inden 24 timer"
    assert row.accessibleName() == "Vurder. 2 timer tilbage. inden 24 timer"


def test_a_link_row_is_a_button_wherever_it_is_clicked(qtbot, show):
    row = show(LinkRow("Frederik T.", "har ikke talt", tail="11 uger"), 340, 64)
    for place in (QPoint(20, 20), QPoint(300, 30), row.rect().center()):
        target = row.childAt(place) or row
        with qtbot.waitSignal(row.clicked):
            qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=place)
        assert target is row or isinstance(target, QLabel)
    row.setFocus()
    with qtbot.waitSignal(row.clicked):
        qtbot.keyClick(row, Qt.Key.Key_Space)
    assert QAccessible.queryAccessibleInterface(row).role() == QAccessible.Role.Button


def test_a_sheet_draws_no_line_for_what_is_hidden(show):
    sheet = Sheet()
    rows = [FactRow(str(number)) for number in range(3)]
    for row in rows:
        sheet.add(row)
    show(sheet, 300, 200)
    assert sheet.rows() == rows
    rows[1].hide()
    sheet.grab()
    sheet.clear()
    assert sheet.rows() == []


def test_a_flow_goes_on_in_the_next_line(show):
    box = QWidget()
    flow = FlowLayout(box)
    for word in ("Et", "To", "Tre", "Fire"):
        flow.addWidget(Button(word))
    show(box, 1000, 200)
    lines = {flow.itemAt(at).geometry().y() for at in range(flow.count())}
    assert len(lines) == 1
    box.resize(150, 400)
    lines = {flow.itemAt(at).geometry().y() for at in range(flow.count())}
    assert len(lines) > 1
    assert flow.heightForWidth(150) > flow.heightForWidth(1000)
    flow.itemAt(0).widget().hide()
    flow.activate()
    assert flow.takeAt(99) is None
    assert flow.itemAt(-1) is None


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(
    "make",
    [
        lambda words: Button("Videre", Rank.PRIMARY),
        lambda words: Button("Notat", key="Ctrl N"),
        lambda words: Button("Vis alle", Rank.QUIET),
        lambda words: RailItem("I dag", "today", tail="29"),
        lambda words: LinkRow("Frederik T."),
        ScoreBar,
    ],
)
def test_the_focus_is_seen_in_every_theme(qtbot, show, words, wear, theme, make):
    wear(theme)
    page = QWidget()
    first, part = Button("Før"), make(words)
    page.resize(400, 200)
    first.setParent(page)
    part.setParent(page)
    part.setGeometry(QRect(20, 80, 240, 44))
    show(page, 400, 200)
    first.setFocus()
    without = part.grab().toImage()
    part.setFocus()
    assert part.hasFocus()
    token = "on_fjord" if part.property("kind") == "primary" else "fjord"
    ring = palettes()[theme].colour(token).rgb()
    assert inked(part.grab().toImage(), ring) - inked(without, ring) > 300


def test_where_one_is_in_the_rail_is_seen_without_colour_too(show):
    item = show(RailItem("Sager", "cases", tail="29"), 200, 38)
    before = item.grab().toImage()
    item.setChecked(True)
    assert item.grab().toImage() != before
    item.show_tail("")
    assert item.sizeHint().width() < 200
    assert QAccessible.queryAccessibleInterface(item).state().checked


def test_tabs_are_walked_by_arrows_and_none_moves(qtbot, show):
    tabs = Tabs()
    for name in ("Overblik", "Familie & netværk", "Forløb"):
        tabs.add(name)
    show(tabs, 700, 44)
    before = [tabs.tabRect(at) for at in range(3)]
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 1
    assert [tabs.tabRect(at) for at in range(3)] == before
    tabs.grab()


def test_tab_stops_once_at_tabs_that_scroll(qtbot, show):
    tabs = Tabs()
    for at in range(9):
        tabs.add(f"En lang fane {at}")
    show(tabs, 300, 44)
    buttons = [one for one in tabs.findChildren(QToolButton) if one.isVisible()]
    assert len(buttons) == 2
    assert not any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in buttons)


def test_banners_and_heads_say_something_else(show):
    banner = show(Banner(Mark.SOON, "Et.", action="Gør"), 700, 80)
    banner.say("To.", "Fordi.")
    assert banner.accessibleName() == "To. Fordi."
    assert not [part for part in banner.findChildren(QAbstractButton) if not part.accessibleName()]
    head = show(Head("Et"), 500, 90)
    head.show_head("To", "under")
    assert (head.title.text(), head.under.text()) == ("To", "under")


def test_empty_places_offer_the_first_action(qtbot, show):
    empty = show(EmptyState("Her er ingen.", action="Begynd"), 500, 140)
    with qtbot.waitSignal(empty.asked):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)


def test_what_is_kept_says_when(show, words):
    saved = show(Saved(words), 200, 30)
    saved.waiting()
    assert saved.text() == "Gemmer …"
    saved.saved(datetime(2026, 11, 22, 13, 31, tzinfo=UTC))
    assert saved.text() == "Gemt 14.31"
    saved.failed()
    assert saved.property("voice") == "fault"
    saved.saved(datetime(2026, 6, 22, 13, 31, tzinfo=UTC))
    assert saved.text() == "Gemt 15.31"
    assert saved.property("voice") == "soft"


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([], "Ikke vurderet endnu"),
        ([4], "Vurderet til 4 den 1. januar 2026"),
        ([3, 5, 7], "Fra 3 til 7 i 3 vurderinger, 1. januar 2026 til 1. marts 2026"),
    ],
)
def test_a_curve_says_the_same_in_words(show, words, scores, said):
    points = [Point(date(2026, month, 1), score) for month, score in enumerate(scores, 1)]
    curve = show(Curve(words, points[::-1]), 240, 40)
    assert curve.sentence() == said
    assert curve.accessibleName() == said
    curve.grab()


@pytest.mark.parametrize("foot", [False, True])
def test_a_fault_below_one_field_moves_no_other_field_of_its_line(show, foot):
    whole = QWidget()
    line = FlowLayout(whole, foot=foot)
    fields = [LineField("Navn"), LineField("Pris")]
    for field in fields:
        line.addWidget(field)
    show(whole, 700, 200)
    fields[1].show_fault("Skriv den som 1.234,50.")
    line.activate()
    assert fields[1].height() > fields[0].height()
    assert fields[0].y() == fields[1].y()
    assert fields[1].geometry().bottom() < line.heightForWidth(700)
