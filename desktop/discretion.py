"""A quiet line beside a text that names a child of another case. It stops nobody."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from db.actions.desk import Changed, Topic
from db.rules.discretion import Caseload
from db.store import children
from db.store.trouble import known_trouble
from desktop.kit.labels import Label
from desktop.kit.type import Voice
from desktop.tools import Tools

_WAIT: Final = 400  # milliseconds after the last key
_NAMES: Final = 3


class Discretion(Label):
    """Says whom of another case the text names; hidden while it names nobody.

    `text` gives what is looked through, `case_id` the case it is about, None for none yet.
    """

    def __init__(
        self,
        tools: Tools,
        text: Callable[[], str],
        case_id: Callable[[], str | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", Voice.FAULT, parent=parent)
        self._tools, self._text, self._case_id = tools, text, case_id
        self._caseload: Caseload | None = None
        self._pause = QTimer(self, singleShot=True, interval=_WAIT)
        self._pause.timeout.connect(self.look)
        tools.news.changed.connect(self._on_news)
        self.hide()

    def typed(self, _: object = None) -> None:
        """The text was changed: look at it once the hands rest."""
        self._pause.start()

    def stop(self) -> None:
        """Start nothing more."""
        self._pause.stop()

    @Slot()
    def look(self) -> None:
        """Look through the text now, if it can be seen: the desk may have been closed meanwhile."""
        beside = self.parentWidget()
        if beside is None or not beside.isVisible():
            return
        db, case_id = self._tools.desk.db, self._case_id()
        with known_trouble():
            if self._caseload is None:
                self._caseload = children.caseload(db)
            known = children.known_to(db, case_id) if case_id is not None else frozenset()
        found = self._caseload.named_in(self._text(), case_id, known)
        names = ", ".join(child.name for child in found[:_NAMES]) + (" …" if len(found) > _NAMES else "")
        words = self._tools.words
        if case_id is None:
            said = words.t(
                "This names {names}, and belongs to no case yet. Choose the right one.", names=names
            )
        else:
            said = words.t(
                "This names a child of another case: {names}. Is it meant to stand here?", names=names
            )
        self.setText(said if found else "")
        self.setVisible(bool(found))

    @Slot(object)
    def _on_news(self, changed: object) -> None:
        if isinstance(changed, Changed) and changed.topics & {Topic.CASES, Topic.PEOPLE}:
            self._caseload = None
