"""Somebody at the window: with the keyboard alone, or with the mouse and typing where it clicked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTextEdit

MOST = 400  # times Tab before one gives up


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

    def type(self, text):
        """Type where the focus is."""
        QTest.keyClicks(self.focus, text)

    def tab_to(self, wanted):
        """Go on until `wanted(widget)`, or the name of one that holds the text `wanted`; returns it."""
        meets = wanted if callable(wanted) else lambda one: wanted in one.accessibleName()
        for _ in range(MOST):
            if meets(self.focus):
                return self.focus
            self.press("Tab")
        raise AssertionError(f"Tab never came to {wanted}")

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
