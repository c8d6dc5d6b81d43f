"""Bilag in the window: dropped files, pictures made small, programs that are not opened, copies that go."""

import stat

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDropEvent, QImage

from db.store import attachments, cases, journal
from desktop.kit.labels import Label
from desktop.opened_files import OpenedFiles
from desktop.rooms.attachments.thumbnails import SIDE, thumbnail_of
from desktop.rooms.case.case_page import CasePage
from desktop.rooms.listing import PARTS


@pytest.fixture
def page(qtbot, show, tools):
    shown = CasePage(tools, PARTS)
    with qtbot.waitActive(show(shown, 1280, 900)):
        shown.activateWindow()
    yield shown
    shown.close_room()


@pytest.fixture
def part(tools, page):
    page.show_case(cases.resolve(tools.desk.db, "2025-0001"), "attachments")
    return page.part("attachments")


@pytest.fixture
def picture(tmp_path):
    image = QImage(1200, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    path = tmp_path / "tegning.png"
    assert image.save(str(path))
    return path


def dropped(qtbot, part, *files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(part.taking.ended, timeout=10_000):
        part.dropEvent(event)


def stored(tools, part):
    return attachments.of_case(tools.desk.db, part._case_id)


def settled(qtbot, tools):
    with qtbot.waitCallback() as done:
        tools.writer.run(lambda _: True, done=done, failed=done)


def test_files_are_dropped_and_a_picture_has_a_small_one(qtbot, tools, part, picture, tmp_path):
    program = tmp_path / "faktura.pdf.exe"
    program.write_bytes(b"MZ" + bytes(5000))
    empty = tmp_path / "tom.pdf"
    empty.touch()
    dropped(qtbot, part, picture, program, empty)
    assert {one.name for one in stored(tools, part)} == {"tegning.png", "faktura.pdf.exe"}
    assert "tom.pdf: Filen er tom." in next(label.text() for label in part.trouble.findChildren(Label))
    drawn = next(one for one in stored(tools, part) if one.name == "tegning.png")
    small = QImage.fromData(attachments.thumbnail(tools.desk.db, drawn.id))
    assert (small.width(), small.height()) == (SIDE, SIDE // 2)
    said = [label.text() for label in part.listed.findChildren(Label)]
    assert "faktura.pdf.exe er et program. Det åbnes ikke herfra." in said
    false = next(one for one in stored(tools, part) if one.name == "faktura.pdf.exe")
    assert list(part.rows[false.id].buttons) == ["edit", "save", "remove"]
    part._on_asked("open", false)  # and if it were asked for: nothing is handed to another program
    assert part.trouble.isVisible()


def test_a_program_behind_a_pictures_name_is_no_picture(tmp_path):
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"MZ" + bytes(100))
    assert thumbnail_of(path) is None


def test_one_is_opened_outside_only_after_a_yes_and_its_copy_goes(
    qtbot, tools, part, picture, ask, monkeypatch, tmp_path
):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: not opened.append(url.toLocalFile()))
    dropped(qtbot, part, picture)
    (one,) = stored(tools, part)
    ask.answers.append(False)
    part.rows[one.id].buttons["open"].click()
    settled(qtbot, tools)
    assert opened == []
    ask.answers.append(True)
    part.rows[one.id].buttons["open"].click()
    qtbot.waitUntil(lambda: len(opened) == 1)
    shown = OpenedFiles(tools.desk.store.path)
    (copy,) = shown.folder.iterdir()
    assert copy.read_bytes() == picture.read_bytes()
    assert copy.name == "bilag-1.png"
    assert stat.S_IMODE(shown.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert journal.lines_of_case(tools.desk.db, part._case_id, 1)[0].action == "attachment.opened"
    shown.clear()
    assert not shown.folder.exists()


def test_where_no_program_can_show_it_that_is_said_and_no_copy_stays(
    qtbot, tools, part, picture, ask, monkeypatch, tmp_path
):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    dropped(qtbot, part, picture)
    (one,) = stored(tools, part)
    ask.answers.append(True)
    part.rows[one.id].buttons["open"].click()
    qtbot.waitUntil(part.trouble.isVisible)
    assert "Intet program" in next(label.text() for label in part.trouble.findChildren(Label))
    assert list(OpenedFiles(tools.desk.store.path).folder.iterdir()) == []


def test_one_is_named_removed_and_brought_back(qtbot, tools, part, picture):
    dropped(qtbot, part, picture)
    (one,) = stored(tools, part)
    part.rows[one.id].buttons["edit"].click()
    part.editor.name.line.selectAll()
    qtbot.keyClicks(part.editor.name.line, "Huset ved åen")
    part.keep()
    settled(qtbot, tools)
    assert stored(tools, part)[0].title == "Huset ved åen"
    qtbot.waitUntil(lambda: "Huset ved åen" in [one.text() for one in part.listed.findChildren(Label)])
    part.rows[one.id].buttons["remove"].click()
    settled(qtbot, tools)
    assert stored(tools, part) == []
    qtbot.waitUntil(part.removed.isVisible)
    part.rows[one.id].buttons["bring_back"].click()
    settled(qtbot, tools)
    assert len(stored(tools, part)) == 1
