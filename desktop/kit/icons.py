"""Line icons on a grid of 24, drawn in the colour they are asked for and at the screen's own sharpness."""

from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from db.paths import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_RATIOS: Final = (1.0, 1.25, 1.5, 2.0, 3.0)  # the sharpnesses that screens are set to
_SIDES: Final = (16, 24, 32, 48, 128)  # of the program's own


def draw_icon(painter: QPainter, name: str, colour: QColor, at: QRectF) -> None:
    """Draw the icon `name` to fill `at`. Raises FileNotFoundError if there is none of that name."""
    _renderer(name, colour.name()).render(painter, at)


def icon(name: str, colour: QColor, side: int) -> QIcon:
    """The icon `name`, `side` pixels wide, for the usual sharpnesses of a screen."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(_pixmap(name, colour, side, ratio))
    return made


def own_icon() -> QIcon:
    """The program's own icon, from a title bar's size to that of the largest switcher."""
    from PySide6.QtSvg import QSvgRenderer

    drawing, made = QSvgRenderer(str(RESOURCES / "taetpaa.svg")), QIcon()
    for side in _SIDES:
        drawn = QPixmap(QSize(side, side))
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        drawing.render(painter)
        painter.end()
        made.addPixmap(drawn)
    return made


def _pixmap(name: str, colour: QColor, side: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw_icon(painter, name, colour, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


@cache
def _renderer(name: str, colour: str) -> "QSvgRenderer":
    from PySide6.QtSvg import QSvgRenderer  # only windows with icons pay for it

    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))
