"""Somebody at the window: with the keyboard alone, or with the mouse and typing where it clicked."""

import os

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTextEdit

PICTURES = os.environ.get("PICTURES")
"""A folder for pictures of a journey, for somebody who wants to see it."""
MOST = 400  # times Tab before one gives up


def look(window, name):
    """A picture of `window`, if pictures are wanted."""
    if PICTURES:
        QTest.qWait(500)
        window.grab().save(f"{PICTURES}/{name}.png")


def opened(qtbot, window):
    """Wait until the passphrase has opened the store."""
    qtbot.waitUntil(lambda: not window.is_locked and window.page is not None, timeout=20_000)


class Keyboard:
    """Presses keys where the focus is, and goes on with Tab."""

    def __init__(self, qtbot, window):
        self._qtbot, self.window = qtbot, window

    @property
    def focus(self):
        """What has the focus, of the dialog in front if there is one."""
        front = QApplication.activeModalWidget()
        if front is None and not self.window.isActiveWindow():
            self.window.activateWindow()
            self._qtbot.waitUntil(self.window.isActiveWindow)
        return QApplication.focusWidget() or front or self.window

    def press(self, keys, times=1):
        """Press `Ctrl+K`, so many times."""
        for _ in range(times):
            one = QKeySequence(keys)[0]
            QTest.keyClick(self.focus, one.key(), one.keyboardModifiers())
            QApplication.processEvents()  # as between two strokes of a hand

    def type(self, text):
        """Type where the focus is."""
        QTest.keyClicks(self.focus, text)

    def tab_to(self, wanted):
        """Go on until `wanted(widget)`, or the name of one that holds the text `wanted`; returns it."""
        meets = wanted if callable(wanted) else lambda one: wanted in one.accessibleName()
        seen = []
        for _ in range(MOST):
            if meets(self.focus):
                return self.focus
            seen.append(self.focus.accessibleName() or self.focus.objectName() or type(self.focus).__name__)
            self.press("Tab")
        raise AssertionError(f"Tab never came to {wanted}, but to {seen[:60]}")

    def in_dialog(self, *keys):
        """Press `keys`, one after the other, in the next dialog that waits for an answer."""

        def press():
            front, inside = QApplication.activeModalWidget(), QApplication.focusWidget()
            if front is None or inside is None or not front.isAncestorOf(inside):
                QTimer.singleShot(5, press)
                return
            for one in keys:
                self.press(one)

        QTimer.singleShot(0, press)

    def answer(self, text):
        """Answer what has the focus: an own text into a text, a day, or the first of what can be chosen."""
        here = self.focus
        if isinstance(here, QComboBox):
            self.press("Down")
        elif isinstance(here, QTextEdit):
            self.type(text)
        elif isinstance(here, QLineEdit):
            self.type("20/11" if type(here).__name__ == "DayLine" else text)
        elif here.inherits("QAbstractSlider"):
            self.type("4")
        elif here.inherits("QCheckBox"):
            self.press("Space")


class Mouse:
    """Clicks, and types where it clicked."""

    def click(self, widget, at=None):
        """Click in the middle of `widget`, or at a point of it."""
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
        )

    def write(self, widget, text):
        """Click into `widget` and type."""
        self.click(widget)
        QTest.keyClicks(widget, text)

    def choose(self, box):
        """Choose what comes next in `box`, with a key: without a screen its list cannot be clicked."""
        box.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.keyClick(box, Qt.Key.Key_Down)

    def press(self, within, text):
        """Click the button in `within` whose name holds `text`."""
        found = [one for one in within.findChildren(QPushButton) if one.isVisible()]
        self.click(next(one for one in found if text in one.accessibleName()))
