"""F1: how what is in front is done, its keys, the whole guide, and what is new."""

from collections.abc import Callable, Iterable
from typing import Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from db.books import guide
from db.books.guide import Page, Part
from db.version import VERSION, build
from db.words import Words
from desktop.key_help import KeyTable
from desktop.kit.buttons import Button, Rank
from desktop.kit.dialog import CalmDialog
from desktop.kit.labels import Label
from desktop.kit.picture import Picture
from desktop.kit.rows import LinkRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice, factor_of
from desktop.place import Place

_WIDTH: Final = 760
_HEIGHT: Final = 620
_LINES: Final = 270  # pixels that the dialog's own lines and the window's frame take at 100 %
_EDGE: Final = 80
_SIDE: Final = 28


class Desk(Protocol):
    """What help asks of the desk: where the user is, and the room that is open."""

    def place(self) -> Place:
        """Where the user is."""

    def front(self) -> QWidget:
        """The room that is open."""

    def window(self) -> QWidget:
        """The window it stands in."""


def open_help(
    words: Words, desk: Desk | None, over: QWidget, *, first: bool = False, news: bool = False
) -> None:
    """Show help above `over` until it is closed; `desk` is None behind the lock and at the `first` start.

    The keys told are those of `over` if it is a dialog, else those of the room that is open.
    """
    screens: tuple[str, ...] = ("first",) if first else ("lock",)
    front = None
    if desk is not None:
        place = desk.place()
        screens = (f"{place.room}/{place.tab}", place.room)
        front = over if over.isWindow() and over is not desk.window() else desk.front()
    dialog = HelpDialog(words, screens, front, over)
    dialog.show_help(news=news)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class HelpDialog(CalmDialog):
    """The guide. It opens at what belongs to `screens`; with `front` None, at the lock, it tells no keys."""

    def __init__(
        self, words: Words, screens: tuple[str, ...], front: QWidget | None, parent: QWidget
    ) -> None:
        super().__init__(parent, words.t("The guide"), yes=words.t("Close"))
        self._words, self._screens, self._front = words, screens, front
        self.page = ScrollPage(self, margin=4)
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keys scroll what is read
        room, factor = self.screen().availableGeometry(), factor_of(self)
        width = min(round(_WIDTH * factor), room.width() - _EDGE)
        lines = round(_LINES * (factor + 1) / 2)
        self.page.setMinimumSize(width, min(round(_HEIGHT * factor), room.height() - lines))
        self.setMinimumWidth(width + 2 * _SIDE)
        self.body.addWidget(self.page, 1)
        self._shown: QWidget | None = None

    def show_help(self, _over: QWidget | None = None, *, news: bool = False) -> None:
        """Show the front page: what belongs here, the keys, every page; or with `news` what is new."""
        if news:
            self._show_news()
            return
        words, column = self._words, QVBoxLayout()
        column.setSpacing(24)
        if here := guide.about(self._screens):
            column.addWidget(self._links(words.t("How this is done"), here))
        if self._front is not None:
            column.addWidget(KeyTable(words, self._front))
        column.addWidget(self._links(words.t("All pages"), guide.pages()))
        about = Section(words.t("About the program"))
        about.add(self._row(words.t("What is new"), self._show_news))
        made = build() or words.t("run from its source")
        version = words.t("Version {version}, built {build}", version=VERSION, build=made)
        about.sheet.add_padded(Label(version, Voice.SOFT))
        column.addWidget(about)
        self._show(column, words.t("The guide"))

    def show_page(self, page: Page) -> None:
        """Show one page of the guide."""
        column = self._titled(page.title)
        for part in page.part:
            column.addLayout(_laid(part))
        pages = guide.pages()
        after = pages.index(page) + 1
        if after < len(pages):
            column.addWidget(self._links(self._words.t("Read on"), pages[after : after + 1]))
        self._show(column, page.title)

    def _show_news(self) -> None:
        column = self._titled(self._words.t("What is new"))
        for one in guide.releases():
            lines = Part(heading=f"{one.version} · {one.day}")
            column.addLayout(_laid(lines))
            for line in one.lines:
                column.addWidget(Label(line))
        self._show(column, self._words.t("What is new"))

    def _titled(self, title: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(16)
        back = Button(self._words.t("Back to the guide"), Rank.QUIET, icon_name="back")
        back.clicked.connect(lambda: self.show_help())
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label(title, Voice.NAME))
        return column

    def _links(self, title: str, pages: Iterable[Page]) -> Section:
        section = Section(title)
        for page in pages:
            section.add(self._row(page.title, lambda page=page: self.show_page(page)))  # type: ignore[misc]
        return section

    def _row(self, title: str, act: Callable[[], None]) -> LinkRow:
        row = LinkRow(title)
        row.clicked.connect(lambda: act())
        return row

    def _show(self, column: QVBoxLayout, name: str) -> None:
        """Put `column` in the place of what was shown, and stand at its beginning."""
        if (old := self._shown) is not None:
            self.page.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = QWidget()
        column.setContentsMargins(0, 0, 8, 0)
        self._shown.setLayout(column)
        self.page.body.addWidget(self._shown)
        self._shown.show()
        self.page.settle()
        self.page.setAccessibleName(name)
        self.page.verticalScrollBar().setValue(0)
        self.page.setFocus()


def _laid(part: Part) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    if part.heading:
        column.addWidget(Label(part.heading, Voice.STRONG))
    if part.text:
        column.addWidget(Label(part.text))
    if part.steps:
        column.addLayout(_numbered(part.steps))
    if part.picture:
        column.addWidget(Picture(part.file, part.shows))
    return column


def _numbered(steps: Iterable[str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for number, step in enumerate(steps, 1):
        grid.addWidget(Label(str(number), Voice.STRONG, wrap=False), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(step), number, 1)
    return grid
