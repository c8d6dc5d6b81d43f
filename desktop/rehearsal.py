"""Once through what the desk is made of, before it is shown: Qt reads fonts and styles at their first use."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.kit.banner import Head
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.rows import ActionRow, LinkRow
from desktop.kit.sheet import Section
from desktop.kit.type import Voice

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøå 0123456789.,:;-§()"


def rehearse(page: QWidget, size: QSize) -> None:
    """Lay and paint `page`, and rows as it will have them, which are dropped: nothing is shown yet."""
    page.resize(size)
    page.grab()
    stage = QWidget()
    column = QVBoxLayout(stage)
    head = Head("")
    head.show_head(_LETTERS, _LETTERS)
    column.addWidget(head)
    column.addWidget(_section())
    stage.resize(stage.sizeHint())
    stage.grab()
    stage.deleteLater()


def _section() -> Section:
    section = Section(_LETTERS)
    for mark, rank in ((Mark.LATE, Rank.PRIMARY), (Mark.SOON, Rank.PLAIN)):
        lead, chip = Chip(mark, _LETTERS), Chip(Mark.LAW, _LETTERS)
        section.add(ActionRow(_LETTERS, _LETTERS, action=_LETTERS, rank=rank, lead=lead, chip=chip))
    agreed = Chip(Mark.AGREED, _LETTERS)
    figure = Label(_LETTERS, Voice.FIGURE, wrap=False)
    section.add(ActionRow(_LETTERS, _LETTERS, action=_LETTERS, lead=figure, chip=agreed))
    section.add(LinkRow(_LETTERS, tail=_LETTERS))
    section.add(Button(_LETTERS, key="Ctrl K", icon_name="search"))
    return section
