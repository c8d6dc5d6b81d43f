"""What the tests of the window share: no screen, the real words and look, and a scripted user."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import stores
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from db.words import Words
from desktop.kit.style import Look, apply, rules
from desktop.kit.tab_order import ReadByTab
from desktop.kit.type import FIRST_FONTS, LATER_FONTS, load
from desktop.writer import Writer


class ScriptedAsk:
    """Answers as told; fails the test if asked anything else, or left unasked."""

    def __init__(self):
        self.answers, self.asked, self.told = [], [], []

    def confirm(self, parent, question, *, yes, why="", careful=False):
        return self._answer(question)

    def choose(self, parent, question, choices, *, yes, why=""):
        return self._answer(question)

    def text(self, parent, question, *, yes, why="", value="", line=False, watch=None):
        self.watch, self.line = watch, line
        return self._answer(question)

    def where_to_save(self, parent, suggested):
        return self._answer(suggested)

    def what_to_open(self, parent, endings=()):
        return self._answer("what to open")

    def which_folder(self, parent):
        return self._answer("which folder")

    def printer(self, parent, job):
        return self._answer(job)

    def tell(self, parent, error):
        self.told.append(error)

    def _answer(self, question):
        assert self.answers, f"unexpected question: {question}"
        self.asked.append(question)
        return self.answers.pop(0)


@pytest.fixture
def ask():
    scripted = ScriptedAsk()
    yield scripted
    assert not scripted.answers, f"never asked: {scripted.answers}"


@pytest.fixture
def words():
    return Words("da")


@pytest.fixture(scope="session")
def fonts(qapp):
    assert load(FIRST_FONTS + LATER_FONTS) == ()


@pytest.fixture
def wear(qapp, fonts):
    """A function that shows everything in a look; the usual one returns after the test."""
    yield lambda theme="light", factor=1.0: apply(qapp, Look(theme, factor))
    if qapp.styleSheet() != rules(Look()):
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what is gone needs no other look
        apply(qapp, Look())


@pytest.fixture
def look(wear):
    wear()
    return Look()


class Frame(ReadByTab, QMainWindow):
    """A window around a room: Tab goes in it as it does in the program's own."""


@pytest.fixture
def show_in_window(qtbot, show):
    """A function that shows a room in an active window around it, and hands the room back."""

    def shown(room, width=1280, height=900):
        frame = Frame()
        frame.setCentralWidget(room)
        with qtbot.waitActive(show(frame, width, height)):
            frame.activateWindow()
        return room

    return shown


@pytest.fixture
def in_next_dialog(qapp):
    """A function that says what is done with the next dialog, as soon as that stands on the screen."""
    looking = []

    def will(act):
        timer = QTimer(interval=1)

        def look():
            dialog = QApplication.activeModalWidget()
            if dialog is not None and dialog.windowHandle() is not None and dialog.windowHandle().isExposed():
                timer.stop()
                act(dialog)

        timer.timeout.connect(look)
        timer.start()
        looking.append(timer)

    yield will
    late = [timer for timer in looking if timer.isActive()]
    for timer in looking:
        timer.stop()
    assert not late, "no dialog came"


@pytest.fixture
def show(qtbot, look):
    """A function that shows a widget, active, and keeps it until the test ends."""

    def shown(widget, width=800, height=600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        return widget

    return shown


@pytest.fixture
def writer(qtbot, tmp_path):
    """The thread that writes, at the desk of an empty store; `opened` is that store."""
    made = Writer(stores.noon)
    with qtbot.waitCallback() as opened:
        made.open(stores.made(tmp_path), stores.PASSPHRASE, done=opened, failed=opened)
    made.opened = opened.args[0]
    yield made
    made.stop()
    made.opened.close()
