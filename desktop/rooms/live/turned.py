"""The screen turned round: over everything, only what everyone may read, large."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from db.records.appointment import Appointment
from db.rules.live_minutes import COLUMNS
from db.words import Words
from desktop.kit.empty import EmptyState
from desktop.kit.keys import LOCK, Key
from desktop.kit.labels import Label
from desktop.kit.rows import FactRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.tab_order import ReadByTab
from desktop.kit.type import Voice
from desktop.rooms.live.notes import COLUMN_NAMES
from desktop.rooms.live.who import Who

_BACK: Final = (Qt.Key.Key_F9, Qt.Key.Key_Escape)


class Turned(ReadByTab, QDialog):
    """What the family sees. A window of its own over the whole screen: no shortcut of the desk works here.

    Signals:
        lock_asked: the user wants to lock.
        ended: the caseworker has taken the screen back.
    """

    lock_asked = Signal()
    ended = Signal()

    def __init__(
        self, meeting: Appointment, who: Who, words: Words, sure: Callable[[QWidget], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._words, self._sure, self._who = words, sure, who
        self._over = False
        self.setWindowTitle("Tæt På")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAccessibleName(words.t("The screen is turned"))
        self.page = ScrollPage(self, margin=48)
        # The keys scroll what is shown; a reader that speaks finds the page as one place.
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page.setAccessibleName(words.t("What everyone may read"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self.page, 1)
        foot = Label(words.t("F9 turns the screen back"), Voice.SMALL)
        foot.setContentsMargins(48, 0, 48, 0)
        column.addWidget(foot)
        self._show(meeting)
        Key("Ctrl+L", self, LOCK, self.lock_asked.emit)

    def end(self) -> None:
        """Close without a question: the desk is being closed or the caseworker is sure."""
        self._over = True
        self.close()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _BACK:
            self.ask_back()
            event.accept()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._over:
            super().closeEvent(event)
        else:
            event.ignore()
            self.ask_back()

    @Slot()
    def reject(self) -> None:
        if self._over:
            super().reject()

    @Slot()
    def ask_back(self) -> None:
        """Ask a second time, with No as what Enter answers; then show the meeting again."""
        if self._sure(self):
            self.ended.emit()

    def _show(self, meeting: Appointment) -> None:
        words, body = self._words, self.page.body
        part = meeting.agenda[0].title if meeting.agenda else words.t("The meeting")
        body.addWidget(Label(part, Voice.TITLE))
        shown = [
            *(Label(note.text, Voice.MEETING) for note in meeting.notes if note.text.strip()),
            *self._columns(meeting),
            *self._ratings(meeting),
            *self._child(meeting),
            *self._agreements(meeting),
        ]
        for part_shown in shown:
            body.addWidget(part_shown)
        if not shown:
            body.addWidget(EmptyState(words.t("Nothing is written yet that everyone may read.")))

    def _columns(self, meeting: Appointment) -> list[QWidget]:
        found: list[QWidget] = []
        for name in COLUMNS:
            if text := getattr(meeting, name).strip():
                section = Section(self._words.t(COLUMN_NAMES[name]))
                section.sheet.add_padded(Label(text, Voice.MEETING))
                found.append(section)
        return found

    def _ratings(self, meeting: Appointment) -> list[QWidget]:
        if not meeting.safety_scale:
            return []
        section = Section(self._words.t("How safe is it? 0–10"))
        for one in meeting.safety_scale:
            score = Label(str(one.score), Voice.FIGURE, wrap=False)
            section.sheet.add(FactRow(self._who.called(one.rated_by), one.reason, tail=score, strong=True))
        return [section]

    def _child(self, meeting: Appointment) -> list[QWidget]:
        if not meeting.child_words.strip():
            return []
        section = Section(self._words.t("The child's own words"))
        section.sheet.add_padded(
            Label(self._words.t("“{text}”", text=meeting.child_words.strip()), Voice.QUOTE)
        )
        return [section]

    def _agreements(self, meeting: Appointment) -> list[QWidget]:
        if not meeting.agreements:
            return []
        words = self._words
        section = Section(words.t("Agreements"))
        for one in meeting.agreements:
            due = words.short_day(one.due_on) if one.due_on else ""
            section.sheet.add(FactRow(one.title, self._who.called(one.responsible), tail=due, strong=True))
        return [section]
