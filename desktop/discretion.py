"""A quiet line beside a text that names a child of another case. It stops nobody."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from db.actions.desk import Changed, Topic
from db.records.case import Case
from db.rules.discretion import Caseload
from db.store import children
from db.store.trouble import known_trouble
from desktop.kit.labels import Label
from desktop.kit.text_field import TextField
from desktop.kit.type import Voice
from desktop.tools import Tools

_WAIT: Final = 400  # milliseconds after the last key
_NAMES: Final = 3
_WATCHED: Final = "watched"


class Children(QObject):
    """The names of the caseload's children, read once and again after cases or people changed."""

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._caseload: Caseload | None = None
        tools.news.changed.connect(self._on_news)

    def named_in(self, text: str, case_id: str | None) -> list[str]:
        """The names of the children of other cases than `case_id` that `text` names, in its order."""
        db = self._tools.desk.db
        with known_trouble():
            if self._caseload is None:
                self._caseload = children.caseload(db)
            known = children.known_to(db, case_id) if case_id is not None else frozenset()
        return [child.name for child in self._caseload.named_in(text, case_id, known)]

    @Slot(object)
    def _on_news(self, changed: object) -> None:
        if isinstance(changed, Changed) and changed.topics & {Topic.CASES, Topic.PEOPLE}:
            self._caseload = None


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
        *,
        of: Children | None = None,
    ) -> None:
        super().__init__("", Voice.FAULT, parent=parent)
        self._words, self._text, self._case_id = tools.words, text, case_id
        self._children = of or Children(tools, self)
        self._pause = QTimer(self, singleShot=True, interval=_WAIT)
        self._pause.timeout.connect(self.look)
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
        words = self._words
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


class Watch(QObject):
    """Lets each text field that it is given say below itself whom of another case it names.

    `case` gives the case that is written about, or its id; None for none yet. A field's line is made with its
    first keystroke, so that a long form pays nothing for it.
    """

    def __init__(self, tools: Tools, case: Callable[[], Case | str | None], parent: QObject) -> None:
        super().__init__(parent)
        self._tools, self._case = tools, case
        self._children = Children(tools, self)

    def beside(self, field: QWidget) -> None:
        """Watch `field` if it is a text field; once, however often it is given."""
        if isinstance(field, TextField) and not field.property(_WATCHED):
            field.setProperty(_WATCHED, True)
            field.edited.connect(lambda _: self._typed(field))

    def within(self, whole: QWidget) -> None:
        """Watch every text field inside `whole`."""
        for field in whole.findChildren(TextField):
            self.beside(field)

    def _case_id(self) -> str | None:
        about = self._case()
        return about.id if isinstance(about, Case) else about

    def _typed(self, field: TextField) -> None:
        said = field.findChild(Discretion)
        if said is None:
            said = Discretion(
                self._tools, lambda: str(field.value() or ""), self._case_id, field, of=self._children
            )
            field.column.insertWidget(field.column.indexOf(field.fault), said)
        said.typed()
