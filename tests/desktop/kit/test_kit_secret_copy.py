"""What is copied of a person: marked, gone after a while, and never somebody else's."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QTextEdit

from desktop.kit import secret_copy
from desktop.kit.secret_copy import CopyWatch, clear_ours, copy_secretly


@pytest.fixture
def clipboard(qapp):
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    clear_ours()
    found.clear()


def test_it_is_marked_for_the_histories_of_both_systems(clipboard):
    copy_secretly("Skovvej 4")
    data = clipboard.mimeData()
    assert data.text() == "Skovvej 4"
    assert bytes(data.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")


def test_it_is_gone_after_its_time_unless_another_text_stands_there(qtbot, clipboard):
    copy_secretly("Skovvej 4", seconds=0.05)
    qtbot.waitUntil(lambda: not clipboard.text(), timeout=2000)
    copy_secretly("Skovvej 4", seconds=0.05)
    clipboard.setText("of another program")
    qtbot.wait(120)
    assert clipboard.text() == "of another program"


def test_a_second_copy_has_its_whole_time(qtbot, clipboard):
    copy_secretly("first", seconds=0.1)
    qtbot.wait(60)
    copy_secretly("second", seconds=0.3)
    qtbot.wait(100)
    assert clipboard.text() == "second"


def test_a_lock_clears_ours_and_leaves_others(clipboard):
    copy_secretly("Skovvej 4")
    clear_ours()
    assert clipboard.text() == ""
    clipboard.setText("of another program")
    clear_ours()
    assert clipboard.text() == ("" if clipboard.ownsClipboard() else "of another program")


def test_a_program_that_ends_with_a_copy_on_the_clipboard_ends_well():
    told = (
        "from PySide6.QtGui import QGuiApplication\n"
        "from desktop.kit.secret_copy import copy_secretly\n"
        "app = QGuiApplication([])\n"
        "copy_secretly('Skovvej 4')\n"
    )
    ended = subprocess.run([sys.executable, "-c", told], check=False, timeout=60)
    assert ended.returncode == 0


@pytest.mark.parametrize(
    ("kind", "text", "seconds"),
    [
        (QLineEdit, "Skovvej 4, 8000 Aarhus C", 30),
        (QTextEdit, "Cpr 010203-4567 er fars", 30),
        (QTextEdit, "Vi aftalte, at far ringer på mandag", 120),
    ],
)
def test_what_is_copied_out_of_a_field_is_marked_and_leaves(qtbot, show, kind, text, seconds):
    field = show(kind())
    field.setFocus()
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    watch = CopyWatch(field, owns=lambda *_: True)
    field.setText(text)
    field.selectAll()
    field.copy()
    assert clipboard.text() == text
    assert bytes(clipboard.mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"
    assert secret_copy._timer(clipboard).interval() == seconds * 1000
    watch.deleteLater()
    secret_copy.clear_ours()


def test_what_others_copied_and_a_public_key_are_left_alone(show):
    field = show(QLineEdit())
    clipboard = QGuiApplication.clipboard()
    owns = [False]
    watch = CopyWatch(field, owns=lambda *_: owns[0])
    clipboard.setText("fra et andet program 010203-4567")
    assert not clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")
    owns[0] = True
    clipboard.setText("age1abcdef")
    assert not clipboard.mimeData().hasFormat("x-kde-passwordManagerHint")
    watch.deleteLater()
    clipboard.clear()


class Middle(QObject):
    """A clipboard as X11 has it: what is marked stands in a selection beside it. No test has a real one."""

    changed = Signal(QClipboard.Mode)

    def __init__(self):
        super().__init__()
        self.held = {}

    def setMimeData(self, data, mode=QClipboard.Mode.Clipboard):
        self.held[mode] = data
        self.changed.emit(mode)

    def clear(self, mode=QClipboard.Mode.Clipboard):
        self.setMimeData(QMimeData(), mode)

    def mimeData(self, mode):
        return self.held.get(mode)

    def text(self, mode):
        return self.held[mode].text()

    def supportsSelection(self):
        return True

    def ownsClipboard(self):
        return True

    def ownsSelection(self):
        return True


def test_what_is_only_marked_is_left_out_of_histories_too_and_leaves(qtbot, monkeypatch):
    middle, marked = Middle(), QClipboard.Mode.Selection
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: middle)
    watch = CopyWatch(middle)
    data = QMimeData()
    data.setText("Cpr 010203-4567")
    data.setHtml("<b>Cpr 010203-4567</b>")
    middle.setMimeData(data, marked)
    assert middle.text(marked) == "Cpr 010203-4567"
    assert middle.mimeData(marked).hasFormat("x-kde-passwordManagerHint")
    assert not middle.mimeData(marked).hasHtml()
    assert secret_copy._timer(middle, marked).interval() == 30_000
    assert middle.mimeData(QClipboard.Mode.Clipboard) is None
    clear_ours()
    assert middle.text(marked) == ""
    assert watch.parent() is middle
