"""Asking the user. Screens get an Ask; tests give a scripted one; nothing else opens a dialog."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import shiboken6
from PySide6.QtCore import QDir, QSettings, QStandardPaths, QUrl
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QSplitter, QToolButton, QTreeView, QWidget

from db.errors import ForUser
from db.words import Words
from desktop.kit.choice_field import Choice
from desktop.kit.dialog import CalmDialog
from desktop.kit.icons import icon
from desktop.kit.palette import palette_of
from desktop.kit.text_field import TextField
from desktop.kit.ticks import Pick
from desktop.kit.type import factor_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Ask(Protocol):
    """What a screen may ask its user. Every call waits for the answer."""

    def confirm(
        self, parent: QWidget, question: str, *, yes: str, why: str = "", careful: bool = False
    ) -> bool:
        """True if the user chose `yes`, a verb such as "Close case"; `careful` makes Cancel the default."""
        ...

    def choose(
        self, parent: QWidget, question: str, choices: Sequence[Choice], *, yes: str, why: str = ""
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
        watch: Callable[[QWidget], None] | None = None,
    ) -> str | None:
        """The text the user wrote, never empty; None if they cancelled. `watch` is given its field."""
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
    """Asks in dialogs of our own. File dialogs are Qt's: the system's would remember in its recent lists."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def confirm(
        self, parent: QWidget, question: str, *, yes: str, why: str = "", careful: bool = False
    ) -> bool:
        dialog = CalmDialog(parent, question, why, yes=yes, no=self._words.t("Cancel"), careful=careful)
        return _answered(dialog)

    def choose(
        self, parent: QWidget, question: str, choices: Sequence[Choice], *, yes: str, why: str = ""
    ) -> Any:
        dialog = CalmDialog(parent, question, why, yes=yes, no=self._words.t("Cancel"))
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
        watch: Callable[[QWidget], None] | None = None,
    ) -> str | None:
        dialog = CalmDialog(parent, question, why, yes=yes, no=self._words.t("Cancel"))
        field = TextField("", parent=dialog)
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
        what = self._words.t(error.message, **error.facts)
        now = self._words.t(error.remedy, **error.facts)
        _answered(CalmDialog(parent, what, now, yes=self._words.t("Go on")))

    def where_to_save(self, parent: QWidget, suggested: str) -> Path | None:
        with _file_dialog(parent, self._words) as dialog:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setWindowTitle(self._words.t("Save as"))
            dialog.setLabelText(QFileDialog.DialogLabel.Accept, self._words.t("Save"))
            dialog.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
            dialog.selectFile(suggested)
            return _chosen(dialog)

    def what_to_open(self, parent: QWidget, endings: Sequence[str] = ()) -> Path | None:
        with _file_dialog(parent, self._words) as dialog:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setWindowTitle(self._words.t("Open a file"))
            dialog.setLabelText(QFileDialog.DialogLabel.Accept, self._words.t("Open"))
            if endings:
                pattern = " ".join(f"*.{ending}" for ending in endings)
                dialog.setNameFilter(f"{self._words.t('Files')} ({pattern})")
            return _chosen(dialog)

    def printer(self, parent: QWidget, job: str) -> "QPrinter | None":
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        chosen = QPrinter(QPrinter.PrinterMode.HighResolution)
        chosen.setDocName(job)
        chosen.setCreator(job)
        dialog = QPrintDialog(chosen, parent)
        dialog.setWindowTitle(self._words.t("Print"))
        try:
            return chosen if dialog.exec() else None
        finally:
            dialog.deleteLater()

    def which_folder(self, parent: QWidget) -> Path | None:
        with _file_dialog(parent, self._words) as dialog:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
            dialog.setWindowTitle(self._words.t("Choose a folder"))
            dialog.setLabelText(QFileDialog.DialogLabel.Accept, self._words.t("Choose"))
            return _chosen(dialog)


def _answered(dialog: CalmDialog) -> bool:
    try:
        return dialog.asked()
    finally:
        dialog.deleteLater()


def _chosen(dialog: QFileDialog) -> Path | None:
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


_KEPT: Final = "FileDialog"
_ICONS: Final = {
    "backButton": "back",
    "forwardButton": "forward",
    "toParentButton": "up",
    "newFolderButton": "add",
}


@contextmanager
def _file_dialog(parent: QWidget, words: Words) -> Iterator[QFileDialog]:
    """A file dialog that remembers nothing: Qt would write the folders visited to a file of its own."""
    before = _remembered()
    dialog = QFileDialog(parent)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setHistory([])
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    places = [place for place in (documents, QDir.homePath()) if QDir(place).exists()]
    dialog.setSidebarUrls([QUrl.fromLocalFile(place) for place in places])
    dialog.setDirectory(places[0] if places else "/")
    _dress(dialog, words)
    try:
        yield dialog
    finally:
        dialog.setHistory([])
        dialog.setDirectory(QDir.homePath())
        shiboken6.delete(dialog)  # Qt writes when the dialog goes, and not later
        _remember(before)


def _dress(dialog: QFileDialog, words: Words) -> None:
    """Our words and our icons, and room enough; Qt's own are neither Danish nor seen in the dark."""
    labels = QFileDialog.DialogLabel
    dialog.setLabelText(labels.LookIn, words.t("Folder"))
    dialog.setLabelText(labels.FileName, words.t("File name"))
    dialog.setLabelText(labels.FileType, words.t("Files"))
    dialog.setLabelText(labels.Reject, words.t("Cancel"))
    colour = palette_of(dialog).colour("ink")
    for name, drawing in _ICONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(icon(drawing, colour, 20))
    for name in ("listModeButton", "detailModeButton"):
        mode = dialog.findChild(QToolButton, name)
        if mode is not None:
            mode.hide()
    rows = dialog.findChild(QTreeView, "treeView")
    if rows is not None:
        rows.setColumnHidden(2, True)  # what kind of file it is, in English
    factor = factor_of(dialog)
    dialog.resize(round(760 * factor), round(480 * factor))
    split = dialog.findChild(QSplitter)
    if split is not None:
        split.setSizes([round(160 * factor), round(600 * factor)])


def _remembered() -> dict[str, Any]:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup(_KEPT)
    return {key: settings.value(key) for key in settings.allKeys()}


def _remember(kept: dict[str, Any]) -> None:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove(_KEPT)
    for key, value in kept.items():
        settings.setValue(f"{_KEPT}/{key}", value)
    settings.sync()
