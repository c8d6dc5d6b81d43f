"""A dialog that ends with an action: it closes once that is on the disk, and says why where it is refused."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from db.actions.desk import Changed, Desk
from db.errors import ForUser
from desktop.kit.dialog import CalmDialog
from desktop.kit.fields import Fault
from desktop.tools import Tools

T = TypeVar("T")


class ActionDialog(CalmDialog):
    """Asks for what an action needs. `fault` says why it was refused; who makes a dialog lays that out.

    `changed` is what the action changed, None until it is done.
    """

    def __init__(
        self, tools: Tools, parent: QWidget | None, question: str, why: str = "", *, yes: str
    ) -> None:
        super().__init__(parent, question, why, yes=yes, no=tools.words.t("Cancel"))
        self._tools, self._words = tools, tools.words
        self.changed: Changed | None = None
        self.fault = Fault(self)

    def run(self, work: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        """Let the writer do `work`, once however often `yes` is pressed; `done` is given what it returns."""
        self.yes.setEnabled(False)
        self._tools.writer.run(work, done=done, failed=self._on_failed)

    def end(self, changed: Changed) -> None:
        """Tell what was changed, and close."""
        self.changed = changed
        self._tools.news.changed.emit(changed)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.yes.setEnabled(True)
        if not isinstance(error, ForUser):
            raise error
        self.fault.say(self._words.error(error))
        self.bring_into_sight(self.fault)
