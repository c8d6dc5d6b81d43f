"""A small calm dialog: a question, why it is asked, and two buttons at the right."""

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QTextEdit, QVBoxLayout, QWidget

from desktop.kit.buttons import ANSWER_KEY, Button, Rank, is_answer
from desktop.kit.flow import FlowLayout
from desktop.kit.help_key import take_keys
from desktop.kit.keys import ANSWER, Keys
from desktop.kit.labels import Label
from desktop.kit.scroll import ScrollPage
from desktop.kit.tab_order import ReadByTab
from desktop.kit.type import Voice, factor_of

_WIDTH = 460
_FRAME = 48  # pixels that a window's frame may take


class CalmDialog(ReadByTab, QDialog):
    """A question in the middle of the window. Its window title is the product's name and nothing else.

    Enter presses `yes`; in a text of several lines, where it begins the next one, Ctrl and Enter do.
    """

    KEYS: ClassVar[Keys] = (("Ctrl+Return", ANSWER),)

    def __init__(
        self,
        parent: QWidget | None,
        question: str,
        why: str = "",
        *,
        yes: str,
        no: str = "",
        careful: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tæt På")
        self.setAccessibleName(question)
        self.setAccessibleDescription(why)
        self.setModal(True)
        take_keys(self)
        self.yes = Button(yes, Rank.CAREFUL if careful else Rank.PRIMARY, parent=self)
        self.no = Button(no, parent=self) if no else None
        self._page: ScrollPage | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(8)
        column.addWidget(Label(question, Voice.QUESTION, parent=self))
        if why:
            column.addWidget(Label(why, Voice.BODY, parent=self))
        column.addSpacing(8)
        column.addLayout(self.body)
        column.addStretch()  # what a fault that is gone leaves stands below, and moves nothing apart
        column.addSpacing(12)
        column.addLayout(self._buttons())
        self.setMinimumWidth(round(_WIDTH * factor_of(self)))
        first = self.no if careful and self.no is not None else self.yes
        first.setDefault(True)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        if self.findChild(QTextEdit) is not None:
            self.yes.show_key(ANSWER_KEY)
        self.fit()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_answer(event):
            self.yes.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible() and self._is_low():
            self.fit()  # a fault beside a field would squeeze all the others
        return done

    def _is_low(self) -> bool:
        return self._column.totalMinimumHeightForWidth(self.width()) > self.height()

    def fit(self) -> None:
        """Be as high as all of it asks for; where the screen is lower, what stands between scrolls."""
        column, width = self._column, self.width()
        column.activate()
        room = self.screen().availableGeometry().height() - _FRAME
        if column.totalMinimumHeightForWidth(width) > room and self._page is None:
            focused = self.focusWidget()  # what moves to another parent loses it, to the button that decides
            self._page = ScrollPage(self, margin=4)
            at = column.indexOf(self.body)
            column.takeAt(at)
            self._page.body.addLayout(self.body)
            column.insertWidget(at, self._page, 1)
            self._page.show()
            column.activate()
            if focused is not None:
                focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(width, min(column.totalHeightForWidth(width) if self._page is None else room, room))

    def bring_into_sight(self, part: QWidget) -> None:
        """Be as high as all of it asks for now, and scroll to `part` where it scrolls."""
        self.fit()
        if self._page is not None:
            self._page.show_from(part)

    def asked(self) -> bool:
        """Show the dialog and wait. True if the user chose `yes`."""
        return self.exec() == QDialog.DialogCode.Accepted

    def _buttons(self) -> FlowLayout:
        line = FlowLayout(gap=12, end=True)
        if self.no is not None:
            line.addWidget(self.no)
            self.no.clicked.connect(self._on_no)
        line.addWidget(self.yes)
        self.yes.clicked.connect(self._on_yes)
        return line

    @Slot()
    def _on_yes(self) -> None:
        self.accept()

    @Slot()
    def _on_no(self) -> None:
        self.reject()
