"""Choosing files in Qt's own dialog: the system's would remember the choice in its lists of recent files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QDir, QSettings, QStandardPaths, QUrl
from PySide6.QtWidgets import QFileDialog, QHeaderView, QSplitter, QToolButton, QTreeView, QWidget

from db.words import Words
from desktop.kit.icons import icon
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_KEPT: Final = "FileDialog"
_ICONS: Final = {
    "backButton": "back",
    "forwardButton": "forward",
    "toParentButton": "up",
    "newFolderButton": "add",
}


def where_to_save(parent: QWidget, words: Words, suggested: str) -> Path | None:
    """The path the user chose for a new file, None if they cancelled."""
    with _file_dialog(parent, words) as dialog:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setWindowTitle(words.t("Save as"))
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, words.t("Save"))
        ending = Path(suggested).suffix.removeprefix(".")
        dialog.setDefaultSuffix(ending)
        if ending:
            dialog.setNameFilter(f"{words.t('Files')} (*.{ending})")
        dialog.selectFile(suggested)
        return _chosen(dialog, words)


def what_to_open(parent: QWidget, words: Words, endings: Sequence[str]) -> Path | None:
    """The file the user chose, of those with `endings`, any if there are none; None if they cancelled."""
    with _file_dialog(parent, words) as dialog:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setWindowTitle(words.t("Open a file"))
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, words.t("Open"))
        if endings:
            pattern = " ".join(f"*.{ending}" for ending in endings)
            dialog.setNameFilter(f"{words.t('Files')} ({pattern})")
        return _chosen(dialog, words)


def which_folder(parent: QWidget, words: Words) -> Path | None:
    """The folder the user chose, None if they cancelled."""
    with _file_dialog(parent, words) as dialog:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setWindowTitle(words.t("Choose a folder"))
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, words.t("Choose"))
        return _chosen(dialog, words)


def _chosen(dialog: QFileDialog, words: Words) -> Path | None:
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, words.t("Cancel"))  # saving has put Qt's word back
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


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
        for column in (1, 3):
            rows.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
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
