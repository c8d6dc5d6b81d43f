"""Once through what a desk is made of, before there is one: Qt reads fonts and styles at their first use."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.kit.banner import Head
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.rail import RailItem
from desktop.kit.rows import ActionRow, LinkRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøå 0123456789.,:;-§()"
_ICONS = ("today", "cases", "calendar", "print", "overview", "settings", "lock")


def rehearse(size: QSize) -> None:
    """Make, lay and paint a page of the usual parts, and drop it: it is never shown and says nothing."""
    stage = QWidget()
    line = QHBoxLayout(stage)
    rail = QWidget(stage)
    rail.setObjectName("rail")
    for icon in _ICONS:
        RailItem(_LETTERS, icon, tail="12", parent=rail)
    line.addWidget(rail)
    page = ScrollPage(stage)
    head = Head("")
    head.show_head(_LETTERS, _LETTERS)
    page.body.addWidget(head)
    page.body.addWidget(_section())
    line.addWidget(page, 1)
    stage.resize(size)
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
