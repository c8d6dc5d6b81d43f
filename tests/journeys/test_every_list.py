"""Every list of every room becomes a file by the same key, row for row, and no protected address with it.

The home stands in everything that can be written, for everybody: what is not found in the files was left out.
"""

import json

import pytest
import stores
from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from db.actions.documents import import_document
from db.books import demo
from db.exchange.table import read_table
from db.words import Words
from desktop.kit.row_layout import RowLayout
from desktop.kit.sheet import Sheet
from desktop.list_saving import SaveList
from desktop.main_window import MainWindow
from desktop.place import Place
from desktop.rooms.calendar.day_table import DayTable
from desktop.rooms.listing import BELOW, OFFICE, PARTS, ROOMS
from desktop.settings import Settings

HOME = "Zaffrankrogen 77, 8999 Nordfjord"
WRITTEN = {
    "text", "note", "place", "title", "reason", "purpose", "conclusion", "child_words", "description",
    "worries", "works_well", "needs_to_happen", "organisation", "from", "baseline", "sign", "provider",
    "missed_reason",
}  # fmt: skip


def told_everywhere(value):
    """`value` with the home in everything that somebody wrote, and as everybody's protected home."""
    if isinstance(value, list):
        return [told_everywhere(one) for one in value]
    if not isinstance(value, dict):
        return value
    told = {key: told_everywhere(one) for key, one in value.items()}
    for key in WRITTEN & told.keys():
        if isinstance(told[key], str) and told[key] and not told[key][:4].isdigit():
            told[key] += f" ved {HOME}"
    return told | ({"address": HOME, "protected_address": True} if "name" in told and "born" in told else {})


@pytest.fixture
def page(qtbot, tmp_path):
    (tmp_path / "store").mkdir()
    store = stores.made(tmp_path / "store")
    document = told_everywhere(demo.families()[0])
    for plan in document["cases"][0]["plans"]:
        for goal in plan["goals"]:
            goal["title"] = goal["title"][:200]
    with stores.at_work(store) as desk:
        import_document(desk, json.dumps(document).encode())
    shown = MainWindow(
        Words("da"), store=store, now=stores.noon, settings=Settings(), settings_file=tmp_path / "window.json"
    )
    qtbot.addWidget(shown)
    shown.resize(1280, 860)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.unlock(stores.PASSPHRASE)
    qtbot.waitUntil(lambda: shown.page is not None, timeout=20_000)
    yield shown.page
    shown.leave()


class Answers:
    """A user who wants CSV at one place."""

    def __init__(self, to):
        self.to, self.told = to, []

    def choose(self, parent, question, choices, *, yes, why=""):
        return "csv"

    def where_to_save(self, parent, suggested):
        return self.to

    def tell(self, parent, error):
        self.told.append(error)


def rows_on(front):
    """The first words of every row that any list of `front` shows."""
    for sheet in front.findChildren(Sheet):
        if sheet.isVisible():
            for row in sheet.rows():
                if row.isVisible() and isinstance(row.layout(), RowLayout):
                    yield row.layout().parts.title.text()
    for view in front.findChildren(QAbstractItemView):
        if view.isVisible() and not isinstance(view, DayTable | QHeaderView) and view.model() is not None:
            model = view.model()
            column = (
                min(1, model.columnCount() - 1) if isinstance(model, QAbstractTableModel) else 0
            )  # what, beside a day or a name
            yield from (str(model.index(at, column).data() or "") for at in range(model.rowCount()))


def fronts(qtbot, page):
    """Each room, each part of the office, of the overview and of a case, as it stands in front."""
    for listed in (*ROOMS, *BELOW):
        page.open_room(listed.key)
        if listed.key == "figures":
            qtbot.waitUntil(lambda: page.front().found is not None, timeout=10_000)
            for at in range(page.front().tabs.count()):
                page.front().tabs.setCurrentIndex(at)
                yield f"figures {at}"
            page.front().tabs.setCurrentIndex(0)
            page.front()._on_figure("Sager", tuple(page.front().found.now.answer["cases"] and ["emil-case"]))
            yield "behind"
        elif listed.key == "office":
            for part in OFFICE:
                page.go_to(Place("office", tab=part.key))
                yield f"office {part.key}"
        else:
            yield listed.key
    case_id = page.tools.desk.db.execute("select id from cases").fetchone()[0]
    for part in PARTS:
        page.go_to(Place("case", case_id, part.key))
        yield f"case {part.key}"


def test_every_list_becomes_a_file_and_tells_no_protected_address(qtbot, page, tmp_path):
    listing, rows = set(), 0
    for name in fronts(qtbot, page):
        answers = Answers(tmp_path / f"{name}.csv")
        object.__setattr__(page.tools, "ask", answers)
        qtbot.wait(1)
        shown = [text for text in rows_on(page.front()) if text]
        page.anywhere.save_list()
        page.tools.writer.settle()
        if not answers.to.exists():
            assert shown == [], name
            assert [error.message for error in answers.told] == ["There is no list here."], name
            continue
        data = answers.to.read_bytes()
        assert "zaffrankrogen" not in data.decode("utf-8-sig").casefold(), name
        said = "\n".join(str(cell) for row in read_table(data).rows for cell in row)
        missing = [text for text in shown if text.partition(" ved ")[0].rstrip(".") not in said]
        assert missing == [], name
        listing.add(name)
        rows += len(read_table(data).rows)
        if name not in ("handing", "settings"):
            buttons = page.front().findChildren(SaveList)
            assert any(button.isVisible() for button in buttons), name
    assert rows > 100
