"""Blocks are cut between their parts, never after their heading, and come to an end whatever they hold."""

import pytest

from db.pdf import fonts, sheet
from db.pdf.panel import ROOM, Panel, Repeated, Rows, room
from db.pdf.sheet import TALL, text

fonts.register()
WIDE = (ROOM / 2, ROOM / 2)


def line(told="En linje"):
    return text(told, sheet.BODY, ROOM)


def row(told="celle"):
    return [text(told, sheet.BODY, room(wide)) for wide in WIDE]


def height(block):
    return block.wrap(0, 0)[1]


def pieces(block, first):
    """The block cut into a rest of a page of `first` points, and then into whole pages."""
    cut, left = [], first
    while height(block) > left:
        parts = block.split(sheet.WIDE, left)
        left, parts = (TALL, parts) if parts or left == TALL else (TALL, [None, block])
        top, block = parts
        if top is not None:
            cut.append(top)
    return [*cut, block]


def test_a_heading_never_stands_last_on_a_page():
    panel = Panel([line("Overskrift"), *(line() for _ in range(60))], head=1)
    needed = 16 + 13 + 16 * 2
    assert panel.split(sheet.WIDE, needed - 4) == []
    assert len(panel.split(sheet.WIDE, needed + 4)) == 2


def test_a_whole_panel_goes_to_the_next_page_but_one_of_two_pages_is_cut():
    assert Panel([line(), line()], whole=True).split(sheet.WIDE, 40) == []
    assert len(Panel([line() for _ in range(80)], whole=True).split(sheet.WIDE, 200)) == 2


@pytest.mark.parametrize("first", [30, 100, 400, TALL])
def test_every_piece_fits_its_page_and_nothing_is_lost(first):
    rows = Rows([row("hoved"), *(row() for _ in range(90)), row("lang " * 3000), row()], WIDE)
    panel = Panel([line("Overskrift"), line("ord " * 4000), rows, line()], head=1)
    found = pieces(panel, first)
    assert all(height(piece) <= TALL + 0.01 for piece in found)
    assert len(found) > 3


def test_rows_repeat_their_heading_and_the_last_row_is_not_left_alone():
    rows = Rows([row("hoved"), *(row() for _ in range(6))], WIDE)
    each = height(rows) / 7
    top, rest = rows.split(ROOM, each * 6 + 1)
    assert round(height(top) / each) == 5
    assert round(height(rest) / each) == 3


def test_rows_that_are_kept_together_go_on_on_the_next_page_and_not_below_on_this_one():
    rows = Rows([row("hoved"), *(row() for _ in range(6))], WIDE)
    each = height(rows) / 7
    room_left = each * 6 + 1
    top, rest = rows.split(ROOM, room_left)
    assert rest.split(ROOM, room_left - height(top)) == []
    assert len(rest.split(ROOM, each * 2 + 1)) == 2


@pytest.mark.parametrize(("last", "moved"), [(1, 2), (9, 1)])
def test_a_tall_last_row_is_not_lost_alone_and_takes_no_other_with_it(last, moved):
    tall = [text("\n".join(["celle"] * last), sheet.BODY, room(wide), lines=True) for wide in WIDE]
    rows = Rows([row("hoved"), *(row() for _ in range(5)), tall], WIDE)
    _, rest = rows.split(ROOM, height(rows) - 1)
    assert len(rest._rows) == 1 + moved


@pytest.mark.parametrize("lines", [1, 3, 20])
def test_a_last_line_is_not_left_alone_on_a_page(lines):
    told = text("\n".join(["En linje"] * lines), sheet.BODY, ROOM, lines=True)
    panel = Panel([line("Overskrift"), told, line("Hvem må læse det")], head=1)
    full = height(panel)
    for left in range(40, int(full)):
        rest = panel.split(sheet.WIDE, left)[1:]
        assert not rest or height(rest[0]) > 16 + 13 + 16


def test_what_is_left_of_a_text_begins_with_a_word():
    told = text(
        "Første linje\nanden linje er saa lang at den brydes\n\ntredje\nfjerde", sheet.BODY, 100, lines=True
    )
    tall = told.wrap(100, 1e6)[1]
    for left in range(32, int(tall), 16):
        _, rest = told.split(100, left + 1)
        rest.wrap(100, 1e6)
        first = rest.blPara.lines[0].words
        assert "".join(one.text for one in first).strip()


def test_rows_do_not_end_after_their_heading():
    rows = Rows([row("hoved"), row(), row()], WIDE)
    assert rows.split(ROOM, height(rows) / 3 + 2) == []


def test_what_goes_on_says_so_and_never_alone():
    rows = Rows([row("hoved"), *(row() for _ in range(30))], WIDE)
    first, rest = Panel([line("Overskrift"), rows], head=1, again=line("Mål 1, fortsat")).split(
        sheet.WIDE, 200
    )
    assert isinstance(rest._parts[0], Repeated)
    assert not any(isinstance(one, Repeated) for one in first._parts)
    for left in range(20, 120, 5):
        assert all(len(piece._parts) > 1 for piece in rest.split(sheet.WIDE, left))


def test_a_block_that_is_kept_whole_is_cut_where_much_of_a_page_would_stay_empty():
    block = Panel([line() for _ in range(20)], whole=True)
    assert TALL / 3 < height(block) <= TALL
    assert block.split(sheet.WIDE, TALL / 4) == []
    assert len(block.split(sheet.WIDE, height(block) - 20)) == 2
