"""Saving the list that is shown as CSV or Excel: the warning, the place, the writing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from db.errors import ForUser, NotAllowed
from db.words import later
from desktop.kit.buttons import Button
from desktop.tools import Tools

if TYPE_CHECKING:
    from datetime import datetime

    from db.actions.desk import Desk


class ListSaving(QObject):
    """Asks, and writes. The name of the file tells nothing of whom it holds."""

    def __init__(self, tools: Tools, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools = tools

    def save(self, front: QWidget) -> None:
        """Ask as what and where to, then write what `front` lists; told beforehand that anyone can read it.

        What keeps it from being written is told in `front`.
        """
        try:
            self._save(front)
        except ForUser as error:
            self._tools.ask.tell(front, error)

    def _save(self, front: QWidget) -> None:
        # Here, and not above: every desk has these buttons, and few press one.
        from db.actions import lists
        from db.actions.lists import Listed
        from desktop.kit.choice_field import Choice
        from desktop.shown_lists import listed_in

        tools, words = self._tools, self._tools.words
        lists.refuse_forbidden(tools.policy.text("export_readable"))
        listed = listed_in(front, words)
        if listed is None:
            raise NotAllowed(
                later("There is no list here."), later("Open a room that lists something first.")
            )
        ending = tools.ask.choose(
            front,
            words.t("Save the list as what?"),
            [Choice("csv", words.t("CSV, for any program")), Choice("xlsx", words.t("Excel"))],
            yes=words.t("Choose a place"),
            why=words.t(
                "Anyone who gets hold of the file can read it. Protected addresses are not in it."
                " Put it where only you can read, and delete it when you are done."
            ),
        )
        to = None
        if ending is not None:
            to = tools.ask.where_to_save(front, f"{words.t('list')}.{ending}")
        if to is None:
            return
        path = to if to.suffix.casefold() in (".csv", ".xlsx") else to.with_suffix(f".{ending}")

        def write(desk: "Desk") -> "datetime":
            found = listed if isinstance(listed, Listed) else listed(desk)
            return lists.write_list(desk, found, path)

        def failed(error: BaseException) -> None:
            if not isinstance(error, ForUser):
                raise error
            tools.ask.tell(front, error)

        tools.writer.run(write, done=lambda _: tools.news.written.emit(path), failed=failed)


class SaveList(Button):
    """*Save the list …*: what stands in `front` becomes a file."""

    def __init__(self, tools: Tools, front: QWidget, text: str = "") -> None:
        super().__init__(text or tools.words.t("Save the list …"))
        self._front, self._saving = front, ListSaving(tools, self)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self._saving.save(self._front)
