"""How a row is laid: the same columns in every row, and one column when there is no room for three."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget

from desktop.kit.type import factor_of

_SIDE: Final = 16
_ABOVE: Final = 11
_GAP: Final = 16
_LEAD: Final = 128  # the column of what leads, at 100 %
_TEXT: Final = 216  # the least that text may have beside the rest, at 100 %
_BETWEEN: Final = 8
_WIDE: Final = 100_000  # pixels: no text of a row is longer in one line
_SLACK: Final = 2  # pixels between what is measured and what is drawn
_Set = tuple[str, str]
"""A text and its font."""
_Text = tuple[_Set, int]
"""The same and the width that it has."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a row is laid of, from left to right and from above."""

    title: QLabel
    why: QWidget | None
    lead: QWidget | None
    chip: QWidget | None
    tail: QWidget | None


class RowLayout(QLayout):
    """Lead, text and tail side by side, each in the row's middle; below one another if text gets cramped.

    A chip follows the last word of the text, or stands under it when the line is full.
    """

    def __init__(
        self,
        row: QWidget,
        *,
        title: QLabel,
        why: QLabel | None,
        lead: QWidget | None,
        chip: QWidget | None,
        tail: QWidget | None,
        tail_width: int = 0,
    ) -> None:
        super().__init__(row)
        self._row, self._tail_width, self._widened = row, tail_width, 0
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._measured: dict[_Text, int] = {}
        self._last_lines: dict[_Text, int] = {}
        self._least_words: dict[_Set, int] = {}
        self._hints: dict[QWidget, QSize] = {}
        self._set: dict[QLabel, _Set] = {}
        self._least: QSize | None = None
        self._laid: QRect | None = None
        self._title, self._why, self._lead, self._chip, self._tail = title, why, lead, chip, tail
        for part in (lead, title, why, chip, tail):  # the order in which Tab and readers meet them
            if part is not None:
                self.addWidget(part)

    @property
    def parts(self) -> Parts:
        """What the row is laid of."""
        return Parts(self._title, self._why, self._lead, self._chip, self._tail)

    def widen(self, width: int) -> None:
        """Give the tail at least `width` pixels, unless it is one whose width nobody sees."""
        if self._tail_width and width != self._widened:
            self._widened = width
            self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        """Forget what was measured: the columns around ask for each row's height some fifty times."""
        self._heights.clear()
        self._hints.clear()
        self._set.clear()
        self._least = self._laid = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = round(460 * factor_of(self._row))
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        if self._least is None:
            width = max(item.minimumSize().width() for item in self._items) + 2 * _SIDE
            self._least = QSize(width, 2 * _ABOVE + self._title.minimumSizeHint().height())
        return self._least

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if rect != self._laid:
            self._laid = QRect(rect)
            self._lay(rect, move=True)

    def _lay(self, rect: QRect, *, move: bool) -> int:
        inside = rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        factor = factor_of(self._row)
        lead = max(round(_LEAD * factor), self._wide(self._lead)) + _GAP if self._lead else 0
        least = max(round(self._tail_width * factor), self._widened)
        tail = max(least, self._wide(self._tail)) if self._tail else 0
        text = inside.width() - lead - tail - (_GAP if tail else 0)
        if text >= self._least_text(factor):
            return self._beside(inside, lead, text, tail, move=move) + 2 * _ABOVE
        return self._below(inside, tail, move=move) + 2 * _ABOVE

    def _least_text(self, factor: float) -> int:
        """What text must have to stand beside the rest: its longest word at the very least."""
        word = self._longest_word(self._title)
        if self._why is not None:
            word = max(word, self._longest_word(self._why))
        if self._lead is None and self._tail_width == 0:
            return word
        return max(word, round(_TEXT * factor))

    def _beside(self, inside: QRect, lead: int, text: int, tail: int, *, move: bool) -> int:
        height = max(self._text_height(text), self._high(self._lead), self._high(self._tail))
        if move:
            middle = inside.top() + height / 2
            self._put(self._lead, inside.left(), middle, self._wide(self._lead))
            self._put(self._tail, inside.right() + 1 - tail, middle, tail)
            self._lay_text(inside.left() + lead, round(middle - self._text_height(text) / 2), text)
        return height

    def _below(self, inside: QRect, tail: int, *, move: bool) -> int:
        top, width = inside.top(), inside.width()
        if self._lead is not None:
            if move:
                self._put(self._lead, inside.left(), top + self._high(self._lead) / 2, self._wide(self._lead))
            top += self._high(self._lead) + _BETWEEN
        if move:
            self._lay_text(inside.left(), top, width)
        top += self._text_height(width)
        if self._tail is not None:
            top += _BETWEEN
            if move:
                self._put(self._tail, inside.left(), top + self._high(self._tail) / 2, min(tail, width))
            top += self._high(self._tail)
        return top - inside.top()

    def _text_height(self, width: int) -> int:
        height = self._height_of(self._title, width)
        if self._why is not None:
            height += self._height_of(self._why, width)
        if self._chip is not None and not self._chip_fits(width):
            height += self._high(self._chip) + _BETWEEN // 2
        return height

    def _lay_text(self, left: int, top: int, width: int) -> None:
        high = self._height_of(self._title, width)
        self._title.setGeometry(left, top, width, high)
        top += high
        last = self._title
        if self._why is not None:
            high = self._height_of(self._why, width)
            self._why.setGeometry(left, top, width, high)
            top += high
            last = self._why
        if self._chip is not None:
            size = self._hint(self._chip)
            if self._chip_fits(width):
                x = left + self._last_line(last, width) + _BETWEEN
                y = top - (_line(last) + size.height()) // 2
            else:
                x, y = left, top + _BETWEEN // 2
            self._chip.setGeometry(x, y, size.width(), size.height())

    def _chip_fits(self, width: int) -> bool:
        last = self._why or self._title
        return self._last_line(last, width) + _BETWEEN + self._wide(self._chip) <= width

    def _hint(self, part: QWidget) -> QSize:
        """The size that `part` asks for, asked once until something changes."""
        if part not in self._hints:
            self._hints[part] = part.sizeHint()
        return self._hints[part]

    def _wide(self, part: QWidget | None) -> int:
        return self._hint(part).width() if part is not None else 0

    def _high(self, part: QWidget | None) -> int:
        return self._hint(part).height() if part is not None else 0

    def _put(self, part: QWidget | None, left: int, middle: float, width: int) -> None:
        if part is not None:
            high = self._high(part)
            part.setGeometry(left, round(middle - high / 2), width, high)

    def _set_as(self, label: QLabel) -> _Set:
        if label not in self._set:
            self._set[label] = (label.text(), label.font().key())
        return self._set[label]

    def _longest_word(self, label: QLabel) -> int:
        key = self._set_as(label)
        if key not in self._least_words:
            self._least_words[key] = label.minimumSizeHint().width()
        return self._least_words[key]

    def _height_of(self, label: QLabel, width: int) -> int:
        """How high `label` is at `width`: measured once a text and font, whatever else is laid anew.

        A text that fits into one line is as high at every width that it fits.
        """
        if width != _WIDE and self._last_line(label, _WIDE) + _SLACK <= width:
            width = _WIDE
        key = (self._set_as(label), width)
        if key not in self._measured:
            self._measured[key] = label.heightForWidth(width)
        return self._measured[key]

    def _last_line(self, label: QLabel, width: int) -> int:
        key = (self._set_as(label), width)
        if key not in self._last_lines:
            whole = self._last_line(label, _WIDE) if width != _WIDE else 0
            fits = width != _WIDE and whole + _SLACK <= width
            self._last_lines[key] = whole if fits else last_line(label, width)
        return self._last_lines[key]


def last_line(label: QLabel, width: int) -> int:
    """The width in pixels of the last line of `label` when it wraps at `width`."""
    label.ensurePolished()
    text = QTextLayout(QLabel.text(label), label.font())  # as it is drawn, with what is kept together
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    text.setTextOption(option)
    text.beginLayout()
    wide = 0.0
    while (line := text.createLine()).isValid():
        line.setLineWidth(width)
        wide = line.naturalTextWidth()
    text.endLayout()
    return round(wide + 0.5)


def _line(label: QLabel) -> int:
    return label.fontMetrics().height()
