"""Saving a list that is shown as CSV or Excel: the warning, the place, the writing."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.actions import lists
from db.actions.desk import Desk
from db.actions.lists import Listed
from db.errors import ForUser
from desktop.kit.choice_field import Choice
from desktop.tools import Tools


class ListSaving(QObject):
    """Asks, and writes. The name of the file tells nothing of whom it holds.

    Signals:
        saved: the moment at which the list was written.
        failed: the expected failure (ForUser) that kept it from being written.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, tools: Tools, room: QWidget) -> None:
        super().__init__(room)
        self._tools, self._room = tools, room

    def ask(self, listed: Listed | Callable[[Desk], Listed]) -> None:
        """Ask as what and where to, then write `listed`; told beforehand that anyone can read it.

        What gives the list from the store is called on the writer's thread, and touches no widget.
        """
        tools, words = self._tools, self._tools.words
        try:
            lists.refuse_forbidden(tools.policy.text("export_readable"))
        except ForUser as error:
            self.failed.emit(error)
            return
        ending = tools.ask.choose(
            self._room,
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
            to = tools.ask.where_to_save(self._room, f"{words.t('list')}.{ending}")
        if to is None:
            return
        path = to if to.suffix.casefold() in (".csv", ".xlsx") else to.with_suffix(f".{ending}")

        def write(desk: Desk) -> datetime:
            found = listed if isinstance(listed, Listed) else listed(desk)
            return lists.write_list(desk, found, path)

        tools.writer.run(write, done=self.saved.emit, failed=self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.failed.emit(error)
