"""A quiet line beside a text that names a child of another case. It stops nobody."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from db.records.case import Case
from db.words import later
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.text_field import TextField
from desktop.kit.type import Voice
from desktop.tools import Tools

_WAIT: Final = 400  # milliseconds after the last key
_NAMES: Final = 3
_WATCHED: Final = "watched"


UNOWNED: Final = later("This names {names}, and belongs to no case yet. Choose the right one.")
"""What is said beside a text of no case yet."""
NEW: Final = later("A child of this name has a case already: {names}.")
"""What is said beside the name of a child who is to have a case."""


class Discretion(Label):
    """Says whom of another case the text names; hidden while it names nobody.

    `text` gives what is looked through, `case_id` the case it is about. Without one (None) it says `unowned`.
    """

    def __init__(
        self,
        tools: Tools,
        text: Callable[[], str],
        case_id: Callable[[], str | None],
        parent: QWidget | None = None,
        *,
        unowned: str = UNOWNED,
    ) -> None:
        super().__init__("", Voice.FAULT, parent=parent)
        self._words, self._text, self._case_id = tools.words, text, case_id
        self._children, self._unowned = tools.children, unowned
        self._pause = QTimer(self, singleShot=True, interval=_WAIT)
        self._pause.timeout.connect(self.look)
        self._children.read.connect(self.look)
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
        case_id = self._case_id()
        found = self._children.named_in(self._text(), case_id)
        names = ", ".join(found[:_NAMES]) + (" …" if len(found) > _NAMES else "")
        if case_id is None:
            said = self._words.t(self._unowned, names=names)
        else:
            said = self._words.t(
                "This names a child of another case: {names}. Is it meant to stand here?", names=names
            )
        self.setText(said if found else "")
        self.setVisible(bool(found))


class Watch(QObject):
    """Lets each text field that it is given say below itself whom of another case it names.

    `case` gives the case that is written about, or its id; None for none yet. A field's line is made with its
    first keystroke, so that a long form pays nothing for it.
    """

    def __init__(self, tools: Tools, case: Callable[[], Case | str | None], parent: QObject) -> None:
        super().__init__(parent)
        self._tools, self._case = tools, case

    def beside(self, field: QWidget, *, unowned: str = UNOWNED) -> None:
        """Watch `field` if it is one for text, once. While it is of no case, it says `unowned`."""
        if isinstance(field, TextField | LineField) and not field.property(_WATCHED):
            field.setProperty(_WATCHED, True)
            field.edited.connect(lambda _: self._typed(field, unowned))

    def within(self, whole: QWidget) -> None:
        """Watch every field for text inside `whole`."""
        for field in (*whole.findChildren(TextField), *whole.findChildren(LineField)):
            self.beside(field)

    def _case_id(self) -> str | None:
        about = self._case()
        return about.id if isinstance(about, Case) else about

    def _typed(self, field: TextField | LineField, unowned: str) -> None:
        said = field.findChild(Discretion)
        if said is None:
            said = Discretion(
                self._tools, lambda: str(field.value() or ""), self._case_id, field, unowned=unowned
            )
            field.column.insertWidget(field.column.indexOf(field.fault), said)
        said.typed()
