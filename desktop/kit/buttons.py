"""Buttons: the one next step in fjord, others plain, quiet ones like a link, careful ones in brick."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

ANSWER_KEY: Final = "Ctrl Enter"
"""How the keys of `is_answer` are shown."""
_GAP: Final = 8
_SIDE: Final = 14


def is_enter(event: QKeyEvent) -> bool:
    """True if one of the keys was pressed that press what has the focus, as the space bar does."""
    return _is_enter(event) and not _with_control(event)


def is_answer(event: QKeyEvent) -> bool:
    """True for Ctrl and Enter, which answers what is asked, also from a text in which Enter begins a line."""
    return _is_enter(event) and _with_control(event)


def _is_enter(event: QKeyEvent) -> bool:
    from PySide6.QtCore import Qt  # its names cost the first window 20 ms

    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()


def _with_control(event: QKeyEvent) -> bool:
    from PySide6.QtCore import Qt

    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class Rank(StrEnum):
    """How much a button asks for. A screen has one primary button at the most: its next step."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    CAREFUL = "careful"


_INK: Final = {Rank.PRIMARY: "on_fjord", Rank.PLAIN: "ink", Rank.QUIET: "fjord", Rank.CAREFUL: "brick"}


class Button(QPushButton):
    """A button that says what it does. `key` is only shown, as the reminder `Ctrl N` beside the words."""

    def __init__(
        self,
        text: str,
        rank: Rank = Rank.PLAIN,
        *,
        key: str = "",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rank, self._key, self._icon_name = rank, key, icon_name
        self.setProperty("kind", rank.value)
        self.setProperty("keyed", bool(key))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        """Show `text`, every character of it."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def show_key(self, key: str) -> None:
        """Show `key` beside the words, as the reminder that it presses the button."""
        if key != self._key:
            self._key = key
            self.setProperty("keyed", True)
            self.style().unpolish(self)
            self.style().polish(self)
            self.updateGeometry()

    @property
    def rank(self) -> Rank:
        """How much the button asks for."""
        return self._rank

    def set_rank(self, rank: Rank) -> None:
        """Make the button ask for more or less."""
        self._rank = rank
        self.setProperty("kind", rank.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw_icon()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if self._key:
            size.setWidth(size.width() + self._cap().width() + _GAP)
        return size

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        elif is_answer(event):
            event.ignore()  # it answers what the button stands in
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._draw_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ringed = self._rank is Rank.PRIMARY and self.hasFocus()
        keyed = self._key and self.width() >= self.sizeHint().width()  # squeezed, the words are all there is
        if not keyed and not ringed:
            return
        from PySide6.QtGui import QPainter

        from desktop.kit.marks import draw_keycap, draw_ring, small_font

        palette = palette_of(self)
        painter = QPainter(self)
        if keyed:
            cap = self._cap()
            at = QRect(self.width() - _SIDE - cap.width(), 0, cap.width(), cap.height())
            at.moveTop((self.height() - cap.height()) // 2)
            lit = self._rank is Rank.PRIMARY and self.isEnabled()
            ink = palette.colour("on_fjord" if lit else "soft")
            draw_keycap(painter, at, self._key, small_font(factor_of(self), self.font()), palette, ink)
        if ringed:
            draw_ring(painter, self.rect().adjusted(2, 2, -2, -2), palette.colour("on_fjord"), 5)
        painter.end()

    def _cap(self) -> QSize:
        from desktop.kit.marks import keycap_size, small_font

        return QSize(*keycap_size(self._key, small_font(factor_of(self), self.font())))

    def _draw_icon(self) -> None:
        if self._icon_name:
            from desktop.kit.icons import icon  # the first window has none

            side = round(18 * factor_of(self))
            token = _INK[self._rank] if self.isEnabled() else "soft"
            self.setIconSize(QSize(side, side))
            self.setIcon(icon(self._icon_name, palette_of(self).colour(token), side))
