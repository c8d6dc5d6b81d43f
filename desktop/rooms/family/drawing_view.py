"""A drawing of people that is gone through by arrows, and made larger and smaller by keys and mouse."""

import itertools
from typing import Any, ClassVar, Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from db.rules.drawing import Drawing, Line, Stroke, next_figure
from db.words import later
from desktop.kit.keys import Keys
from desktop.kit.palette import Palette, palette_of
from desktop.kit.type import factor_of
from desktop.rooms.family.figure import FigureItem

_MARGIN: Final = 24
_LEAST, _MOST = 180, 480
_LARGEST, _LEGIBLE = 1.25, 0.7
_SMALLEST, _GREATEST = 0.1, 4.0
_STEP: Final = 1.25
_CUT: Final = 7.0
_STROKES: Final = {
    Stroke.THICK: (3.0, Qt.PenStyle.SolidLine),
    Stroke.THIN: (1.2, Qt.PenStyle.SolidLine),
    Stroke.DASHED: (2.0, Qt.PenStyle.DashLine),
    Stroke.DOTTED: (2.0, Qt.PenStyle.DotLine),
    Stroke.CUT: (1.6, Qt.PenStyle.SolidLine),
}
_WAYS: Final = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class DrawingView(QGraphicsView):
    """The drawing. Arrows go from person to person, Enter opens the one that is chosen, + - 0 zoom.

    Ctrl and the wheel zoom too, dragging moves what does not fit. It begins whole, or with the
    child in the middle where names would be too small to read.

    Signals:
        opened: the place of a relation in the case, -1 for the child.
        walked: the user went on to another person.
    """

    opened = Signal(int)
    walked = Signal()
    KEYS: ClassVar[Keys] = (
        ("Right", later("The next person, in a drawing")),
        ("+", later("Larger, in a drawing")),
        ("-", later("Smaller, in a drawing")),
        ("0", later("The whole drawing")),
    )

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[FigureItem] = []
        self._chosen = 0
        self._pressed: QPoint | None = None
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(name)

    @property
    def figures(self) -> list[FigureItem]:
        """Who is drawn, in the order of reading."""
        return self._items

    def show_drawing(self, drawing: Drawing) -> None:
        """Draw `drawing` in place of what is there; whoever was chosen stays so."""
        palette, scene = palette_of(self), self.scene()
        before = self._items[self._chosen].figure.person if self._items else None
        scene.clear()
        scene.setBackgroundBrush(palette.colour("sheet"))
        for outline in drawing.outlines:
            corners = QPolygonF([QPointF(*point) for point in outline.points])
            scene.addPolygon(corners, QPen(palette.colour("fjord"), 1.4, Qt.PenStyle.DashLine)).setZValue(-2)
        for line in drawing.lines:
            scene.addPath(_path(line), _pen(line, palette)).setZValue(-1)
        self._items = [FigureItem(figure, palette) for figure in drawing.figures]
        for item in self._items:
            scene.addItem(item)
        left, top, wide, high = drawing.bounds
        around = QRectF(left, top, wide, high)
        self.setSceneRect(around.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        factor = factor_of(self)
        self.setFixedHeight(round(min(max(high + 2 * _MARGIN, _LEAST), _MOST) * min(factor, 1.5)))
        places = {item.figure.person: at for at, item in reversed(list(enumerate(self._items)))}
        child = next((at for at, item in enumerate(self._items) if item.figure.is_child), 0)
        self._choose(places.get(before, child) if before is not None else child)
        self._begin()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """What a page brings into sight of a drawing that is taller than it: whoever is chosen."""
        if query == Qt.InputMethodQuery.ImCursorRectangle and self._items:
            return self.mapFromScene(self._items[self._chosen].sceneBoundingRect()).boundingRect()
        return super().inputMethodQuery(query)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._items:
            self._open(self._chosen)
        elif key in _WAYS and self._items:
            figures = [item.figure for item in self._items]
            self._choose(next_figure(figures, self._chosen, _WAYS[key]))
            self.ensureVisible(self._items[self._chosen], _MARGIN, _MARGIN)
            self.walked.emit()
        elif event.text() in ("+", "-", "0"):
            {"+": self.larger, "-": self.smaller, "0": self.fit}[event.text()]()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        item = self.itemAt(at)
        moved = self._pressed is None or (at - self._pressed).manhattanLength() > 4
        if isinstance(item, FigureItem) and not moved:
            self._choose(self._items.index(item))
            self._open(self._chosen)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            event.accept()
        else:
            event.ignore()  # the wheel scrolls the page

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @Slot()
    def larger(self) -> None:
        """Make it larger by a step."""
        self._zoom(_STEP)

    @Slot()
    def smaller(self) -> None:
        """Make it smaller by a step."""
        self._zoom(1 / _STEP)

    @Slot()
    def fit(self) -> None:
        """All of it, however small that is."""
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self._hold(_SMALLEST, _LARGEST * factor_of(self))

    def _begin(self) -> None:
        self.fit()
        least = _LEGIBLE * factor_of(self)
        if self.transform().m11() < least and self._items:
            self._hold(least, least)
            self.centerOn(self._items[self._chosen])

    def _zoom(self, by: float) -> None:
        self.scale(by, by)
        self._hold(_SMALLEST, _GREATEST)

    def _hold(self, least: float, most: float) -> None:
        wanted = min(max(self.transform().m11(), least), most)
        self.resetTransform()
        self.scale(wanted, wanted)

    def _open(self, at: int) -> None:
        place = self._items[at].figure.place
        if place is not None:
            self.opened.emit(place)

    def _choose(self, at: int) -> None:
        self._chosen = at
        for place, item in enumerate(self._items):
            item.chosen = place == at
            item.update()
        if self._items:
            self.setAccessibleDescription(self._items[at].said)


def _pen(line: Line, palette: Palette) -> QPen:
    width, style = _STROKES[line.stroke]
    return QPen(palette.colour("brick" if line.warns else "slate"), width, style)


def _path(line: Line) -> QPainterPath:
    """The line; with two short strokes across its longest piece where it is cut."""
    points = [QPointF(*point) for point in line.points]
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    if line.stroke is Stroke.CUT:
        pieces = list(itertools.pairwise(points))
        begin, end = max(pieces, key=lambda piece: (piece[1] - piece[0]).manhattanLength())
        middle = (begin + end) / 2
        for away in (-2.5, 2.5):
            path.moveTo(middle + QPointF(-_CUT, away + _CUT / 2))
            path.lineTo(middle + QPointF(_CUT, away - _CUT / 2))
    return path
