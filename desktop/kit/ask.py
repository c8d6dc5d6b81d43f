"""Asking the user. Screens get an Ask; tests give a scripted one; nothing else opens a dialog."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from db.errors import ForUser
from db.words import Words

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.kit.choice_field import Choice
    from desktop.kit.dialog import CalmDialog


class Ask(Protocol):
    """What a screen may ask its user. Every call waits for the answer."""

    def confirm(
        self, parent: QWidget, question: str, *, yes: str, why: str = "", careful: bool = False
    ) -> bool:
        """True if the user chose `yes`, a verb such as "Close case"; `careful` makes Cancel the default."""
        ...

    def choose(
        self, parent: QWidget, question: str, choices: "Sequence[Choice]", *, yes: str, why: str = ""
    ) -> Any:
        """The value of the chosen one of `choices`; None if the user cancelled."""
        ...

    def text(
        self,
        parent: QWidget,
        question: str,
        *,
        yes: str,
        why: str = "",
        value: str = "",
        line: bool = False,
        watch: Callable[[QWidget], None] | None = None,
    ) -> str | None:
        """The text the user wrote, never empty; None if they cancelled. `watch` is given its field.

        With `line` it is one line.
        """
        ...

    def where_to_save(self, parent: QWidget, suggested: str) -> Path | None:
        """The path the user chose for a new file, None if they cancelled."""
        ...

    def what_to_open(self, parent: QWidget, endings: Sequence[str] = ()) -> Path | None:
        """The file the user chose, of those with `endings` such as "json"; None if they cancelled."""
        ...

    def which_folder(self, parent: QWidget) -> Path | None:
        """The folder the user chose, None if they cancelled."""
        ...

    def printer(self, parent: QWidget, job: str) -> "QPrinter | None":
        """The printer the user chose, its job called `job`; None if they cancelled."""
        ...

    def tell(self, parent: QWidget, error: ForUser) -> None:
        """Show what went wrong and what to do now."""
        ...


class WindowAsk:
    """Asks in dialogs of our own, loaded when the first of them opens: a desk stands without them."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def confirm(
        self, parent: QWidget, question: str, *, yes: str, why: str = "", careful: bool = False
    ) -> bool:
        return _answered(self._dialog(parent, question, why, yes=yes, careful=careful))

    def choose(
        self, parent: QWidget, question: str, choices: "Sequence[Choice]", *, yes: str, why: str = ""
    ) -> Any:
        from PySide6.QtWidgets import QButtonGroup

        from desktop.kit.ticks import Pick

        dialog = self._dialog(parent, question, why, yes=yes)
        group = QButtonGroup(dialog)
        for at, choice in enumerate(choices):
            pick = Pick(choice.name, dialog)
            group.addButton(pick, at)
            dialog.body.addWidget(pick)
            pick.setChecked(at == 0)
        if choices:
            group.button(0).setFocus()
        chosen = dialog.asked()
        at = group.checkedId()
        dialog.deleteLater()
        return choices[at].value if chosen and at >= 0 else None

    def text(
        self,
        parent: QWidget,
        question: str,
        *,
        yes: str,
        why: str = "",
        value: str = "",
        line: bool = False,
        watch: Callable[[QWidget], None] | None = None,
    ) -> str | None:
        from desktop.kit.fields import LineField
        from desktop.kit.text_field import TextField

        dialog = self._dialog(parent, question, why, yes=yes)
        field = LineField("", parent=dialog) if line else TextField("", parent=dialog)
        field.name(question)
        field.show_value(value)
        field.edited.connect(lambda text: dialog.yes.setEnabled(bool(text)))
        dialog.yes.setEnabled(bool(value))
        dialog.body.addWidget(field)
        if watch is not None:
            watch(field)
        field.setFocus()
        written = field.value() if dialog.asked() else ""
        dialog.deleteLater()
        return written or None

    def tell(self, parent: QWidget, error: ForUser) -> None:
        from desktop.kit.dialog import CalmDialog

        what = self._words.t(error.message, **error.facts)
        now = self._words.t(error.remedy, **error.facts)
        _answered(CalmDialog(parent, what, now, yes=self._words.t("Go on")))

    def where_to_save(self, parent: QWidget, suggested: str) -> Path | None:
        from desktop.kit import file_dialog

        return file_dialog.where_to_save(parent, self._words, suggested)

    def what_to_open(self, parent: QWidget, endings: Sequence[str] = ()) -> Path | None:
        from desktop.kit import file_dialog

        return file_dialog.what_to_open(parent, self._words, endings)

    def which_folder(self, parent: QWidget) -> Path | None:
        from desktop.kit import file_dialog

        return file_dialog.which_folder(parent, self._words)

    def printer(self, parent: QWidget, job: str) -> "QPrinter | None":
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter
        from PySide6.QtWidgets import QDialogButtonBox

        chosen = QPrinter(QPrinter.PrinterMode.HighResolution)
        chosen.setDocName(job)
        chosen.setCreator(job)
        dialog = QPrintDialog(chosen, parent)
        dialog.setWindowTitle(self._words.t("Print"))
        for box in dialog.findChildren(QDialogButtonBox):  # Qt's own has another word for it
            if (cancel := box.button(QDialogButtonBox.StandardButton.Cancel)) is not None:
                cancel.setText(self._words.t("Cancel"))
        try:
            return chosen if dialog.exec() else None
        finally:
            dialog.deleteLater()

    def _dialog(
        self, parent: QWidget, question: str, why: str, *, yes: str, careful: bool = False
    ) -> "CalmDialog":
        from desktop.kit.dialog import CalmDialog

        return CalmDialog(parent, question, why, yes=yes, no=self._words.t("Cancel"), careful=careful)


def _answered(dialog: "CalmDialog") -> bool:
    try:
        return dialog.asked()
    finally:
        dialog.deleteLater()
