"""Fetching a list in the window: tried dry, faults with their place, twins chosen, all or nothing."""

from datetime import date

import pytest

from db.actions.list_import import read_list
from db.rules.list_fields import Holds
from db.store import cases, people
from desktop.kit.labels import Label
from desktop.rooms.cases.case_list import CaseList
from desktop.rooms.cases.list_import import ListImport

LIST = "Nummer;Barn;Fødselsdag;Ukendt\r\nZ-1;Åse Skov;3/2-15;x\r\nZ-2;Åse Skov;3/2-15;y\r\n"


@pytest.fixture
def dialog(qtbot, tools, tmp_path):
    def shown(text):
        file = tmp_path / "liste.csv"
        file.write_bytes(text.encode("latin-1"))
        made = ListImport(tools, None, read_list(file))
        qtbot.addWidget(made)
        made.open()
        qtbot.waitUntil(lambda: made._checked is not None, timeout=5000)
        return made

    return shown


def lines(dialog):
    return [label.text() for label in dialog._found.findChildren(Label) if label.isVisible()]


def test_a_list_is_mapped_tried_and_fetched(qtbot, tools, dialog):
    shown = dialog(LIST)
    assert shown.mapping() == (Holds.NUMBER, Holds.CHILD, Holds.BORN, None)
    assert shown.told.text() == "Prøvet og i orden: 2 sager med 2 personer. Intet er ændret endnu."
    assert not shown.yes.isEnabled()  # the same name and birthday twice: a person says what it is
    before = cases.count(tools.desk.db)
    field = next(iter(shown.twins.values()))
    field.show_value("other")
    shown._allow()
    assert shown.yes.isEnabled()
    with qtbot.waitSignal(shown.fetched, timeout=10_000) as fetched:
        shown.yes.click()
    assert fetched.args == [2]
    assert cases.count(tools.desk.db) == before + 2
    born = [one.born for one in people.everyone(tools.desk.db) if one.name == "Åse Skov"]
    assert born == [date(2015, 2, 3)] * 2


def test_faults_are_told_with_row_and_column_and_another_mapping_mends_them(qtbot, tools, dialog):
    shown = dialog("Nummer;Barn;Født\r\nZ-1;3/2-15;Åse\r\n")
    assert "1 fejl" in shown.told.text()
    told = "Række 2, kolonnen Født: Det er ikke en dato. Skriv den som 3/3-26 eller 03.03.2026."
    qtbot.waitUntil(lambda: lines(shown) == [told], timeout=5000)
    assert not shown.yes.isEnabled()
    shown.fields[1].show_value("born")
    shown.fields[2].show_value("child")
    shown._on_mapped(shown.fields[2])
    qtbot.waitUntil(shown.yes.isEnabled, timeout=5000)
    assert shown._checked.sound.people[0].name == "Åse"


def test_cancelled_nothing_is_changed(qtbot, tools, dialog):
    before = cases.count(tools.desk.db)
    shown = dialog(LIST)
    shown.no.click()
    assert not shown.isVisible()
    assert cases.count(tools.desk.db) == before


def test_sager_offers_it_and_says_what_is_no_list(qtbot, tools, ask, tmp_path):
    room = CaseList(tools)
    qtbot.addWidget(room)
    (tmp_path / "tom.csv").write_bytes(b"")
    ask.answers.append(tmp_path / "tom.csv")
    room.fetch_list.click()
    assert ask.told[0].message == "The list is empty."


def test_sager_says_how_many_came(qtbot, show, tools, ask, tmp_path):
    room = show(CaseList(tools), 1100, 700)
    (tmp_path / "to.csv").write_bytes("Nummer;Barn\r\nZ-1;Åse Skov\r\nZ-2;Bo Eng\r\n".encode("utf-16"))
    ask.answers.append(tmp_path / "to.csv")
    room.fetch_list.click()
    dialog = room.findChild(ListImport)
    qtbot.waitUntil(dialog.yes.isEnabled, timeout=5000)
    dialog.yes.click()
    qtbot.waitUntil(room.made.isVisible, timeout=5000)
    assert "Listen er hentet: 2 sager." in [label.text() for label in room.made.findChildren(Label)]
