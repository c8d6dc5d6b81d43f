"""One attachment in the list: its small picture, its title, what it is, and its buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.records.attachment import Attachment
from db.rules import file_kinds, names
from db.rules.file_kinds import FileFacts
from db.words import Words
from desktop.kit.buttons import Button, Rank
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.type import Voice, factor_of

_PICTURE = 72


class AttachmentRow(QWidget):
    """A row of the list.

    Signals:
        asked: what the user wants with it: open, save, edit, remove, bring_back or erase.
    """

    asked = Signal(str)

    def __init__(
        self,
        one: Attachment,
        head: bytes,
        small: bytes | None,
        words: Words,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(one.id)
        facts = self.facts = file_kinds.facts_of(one.name, head)
        title = Label(one.title or one.name, Voice.STRONG)
        self.told = Label(told(one, facts, words), Voice.SOFT)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(title)
        texts.addWidget(self.told)
        if facts.may_run or facts.pretends:
            texts.addWidget(Label(warning(one, facts, words), Voice.FAULT))
        buttons = FlowLayout(gap=8)
        deeds = (
            (("bring_back", words.t("Bring it back")), ("erase", words.t("Erase for good")))
            if one.removed_on is not None
            else (
                *((("open", words.t("Open")),) if not facts.may_run else ()),
                ("edit", words.t("Change")),
                ("save", words.t("Save a copy")),
                ("remove", words.t("Remove")),
            )
        )
        self.buttons: dict[str, Button] = {}
        for key, name in deeds:
            button = Button(name, Rank.CAREFUL if key == "erase" else Rank.QUIET)
            button.setAccessibleName(f"{name}: {one.title or one.name}")
            button.clicked.connect(lambda _=False, key=key: self.asked.emit(key))
            buttons.addWidget(button)
            self.buttons[key] = button
        texts.addLayout(buttons)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(16)
        line.addWidget(self._picture(small, facts), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(texts, 1)
        self.setAccessibleName(f"{one.title or one.name}. {told(one, facts, words)}")

    def _picture(self, small: bytes | None, facts: FileFacts) -> QLabel:
        side = round(_PICTURE * min(factor_of(self), 1.5))
        shown = QPixmap()
        if small is None or not shown.loadFromData(small, "PNG"):
            label: QLabel = Label(facts.ending.upper()[:5] or "?", Voice.SMALL, wrap=False)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        else:
            label = QLabel()
            ratio = self.devicePixelRatioF()
            shown = shown.scaled(
                round(side * ratio),
                round(side * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            shown.setDevicePixelRatio(ratio)
            label.setPixmap(shown)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setFixedSize(side, side)
        return label


def told(one: Attachment, facts: FileFacts, words: Words) -> str:
    """What it is, its day, its size and who may read it, with the file's whole name."""
    parts = [
        words.t(names.ATTACHMENTS[one.kind]),
        words.day(one.on),
        one.name,
        f"{words.t(file_kinds.FILE_KINDS[facts.kind])}, {size_text(one.size)}",
        words.t("May be read by: {readers}.", readers=words.t(names.READERS[one.readers])).rstrip("."),
    ]
    return " · ".join(part[:1].upper() + part[1:] if at == 0 else part for at, part in enumerate(parts))


def warning(one: Attachment, facts: FileFacts, words: Words) -> str:
    """That it is a program, or ends in another way than it looks."""
    kind = words.t(file_kinds.FILE_KINDS[facts.kind])
    if facts.may_run:
        return words.t("{name} is a {kind}. It is not opened from here.", name=one.name, kind=kind)
    return words.t("{name} is a {kind}, whatever its name looks like.", name=one.name, kind=kind)


def size_text(size: int) -> str:
    """`1,4 MB` or `12 KB`."""
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
    return f"{max(1, round(size / 1024))} KB"
