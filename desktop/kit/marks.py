"""Small marks drawn by hand: the two shapes, the ground of a chip, a keycap and the focus ring."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from desktop.kit.palette import Palette
from desktop.kit.type import SCALE, Voice, pixels


class Mark(StrEnum):
    """What a mark says: too late, soon, agreed locally, asked for by law, or only counted."""

    LATE = "late"
    SOON = "soon"
    AGREED = "agreed"
    LAW = "law"
    PLAIN = "plain"


TONE: Final[dict[Mark, str]] = {
    Mark.LATE: "brick",
    Mark.SOON: "amber",
    Mark.AGREED: "slate",
    Mark.LAW: "fjord",
    Mark.PLAIN: "soft",
}
_SIDES: Final = 9  # pixels left and right of a chip's word at 100 %
_SHAPED: Final = (Mark.LATE, Mark.SOON)
_SIZES: Final[dict[tuple[Mark, str, str], tuple[int, int]]] = {}
"""What was measured: a list asks for the same few words again and again."""


def small_font(factor: float, base: QFont) -> QFont:
    """`base` in the size of small text at `factor`."""
    made = QFont(base)
    made.setPixelSize(pixels(SCALE[Voice.SMALL].size, factor))
    made.setBold(False)
    return made


def chip_size(mark: Mark, word: str, font: QFont) -> tuple[int, int]:
    """Width and height in pixels of a chip that says `word` in `font`."""
    key = (mark, word, font.key())
    if key not in _SIZES:
        _SIZES[key] = _measured(mark, word, font)
    return _SIZES[key]


def _measured(mark: Mark, word: str, font: QFont) -> tuple[int, int]:
    metrics = QFontMetrics(font)
    side = round(_SIDES * font.pixelSize() / 12)
    lead = _shape_width(font) if mark in _SHAPED else 0
    return metrics.horizontalAdvance(word) + lead + 2 * side, metrics.height() + round(font.pixelSize() / 2)


def draw_chip(painter: QPainter, at: QRect, mark: Mark, word: str, font: QFont, palette: Palette) -> None:
    """Draw a chip that fills `at`; without grounds it has an edge instead."""
    tone = palette.colour(TONE[mark])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edged = mark is Mark.PLAIN or not palette.grounds
    edge = palette.colour("line") if mark is Mark.PLAIN else tone
    painter.setPen(QPen(edge, 1) if edged else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if edged else palette.colour(f"{TONE[mark]}_ground"))
    inset = 0.5 if edged else 0.0
    body = QRectF(at).adjusted(inset, inset, -inset, -inset)
    radius = body.height() / 2
    painter.drawRoundedRect(body, radius, radius)
    side = round(_SIDES * font.pixelSize() / 12)
    words = at.adjusted(side, 0, -side, 0)
    if mark in _SHAPED:
        draw_shape(painter, mark, QPointF(words.left(), at.center().y() + 0.5), font.pixelSize(), tone)
        words.setLeft(words.left() + _shape_width(font))
    painter.setFont(font)
    painter.setPen(tone)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
    painter.restore()


def draw_shape(painter: QPainter, mark: Mark, middle: QPointF, size: float, colour: QColor) -> None:
    """Draw the triangle of what is late or the dot of what is soon, its left side at `middle`."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    if mark is Mark.LATE:
        width, height = size * 0.72, size * 0.66
        left, base = middle.x(), middle.y() + height / 2
        painter.drawPolygon(
            QPolygonF(
                [QPointF(left, base), QPointF(left + width, base), QPointF(left + width / 2, base - height)]
            )
        )
    else:
        radius = size * 0.22
        painter.drawEllipse(QPointF(middle.x() + radius + size * 0.08, middle.y()), radius, radius)


def keycap_size(key: str, font: QFont) -> tuple[int, int]:
    """Width and height in pixels of a keycap with `key` in `font`."""
    metrics = QFontMetrics(font)
    return metrics.horizontalAdvance(key) + font.pixelSize(), metrics.height() + 2


def draw_keycap(painter: QPainter, at: QRect, key: str, font: QFont, palette: Palette, ink: QColor) -> None:
    """Draw the small frame of a key with its name."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(ink)
    painter.setFont(font)
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


def draw_ring(painter: QPainter, at: QRect, colour: QColor, radius: float) -> None:
    """Draw the focus ring: two pixels wide, just inside `at`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def _shape_width(font: QFont) -> int:
    return round(font.pixelSize() * 1.14)
