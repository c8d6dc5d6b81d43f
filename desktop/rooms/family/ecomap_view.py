"""The network drawn: the child in the middle, the closest nearest, lines that say how the tie is."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from db.records.person import Person
from db.records.relation import Quality, Relation
from db.rules import names
from db.rules.ecomap import HEIGHT, WIDTH, Spot, size
from db.rules.summary import first_name
from db.words import Words
from desktop.kit.marks import draw_ring
from desktop.kit.palette import Palette, palette_of
from desktop.kit.type import Voice, factor_of, font

_MARGIN: Final = 24
_LEAST, _MOST = 180, 460
_LARGEST: Final = 1.25
_LINES: Final = {
    Quality.SUPPORTIVE: (3.0, Qt.PenStyle.SolidLine),
    Quality.NEUTRAL: (1.2, Qt.PenStyle.SolidLine),
    Quality.STRAINED: (2.0, Qt.PenStyle.DashLine),
    Quality.BROKEN: (2.0, Qt.PenStyle.DotLine),
}
_WAYS: Final = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class EcomapView(QGraphicsView):
    """The drawing. Arrows go from person to person, Enter opens the one that is chosen.

    Signals:
        opened: the place of a relation in the case, -1 for the child.
    """

    opened = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._boxes: list[_Box] = []
        self._chosen = 0
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.t("The network, drawn"))

    def show_network(
        self,
        child: Person,
        spots: Sequence[Spot],
        relations: Sequence[Relation],
        people: Mapping[str, Person],
    ) -> None:
        """Draw `spots` around `child`."""
        palette, words = palette_of(self), self._words
        scene = self.scene()
        scene.clear()
        scene.setBackgroundBrush(palette.colour("sheet"))
        for spot in spots:
            width, style = _LINES[spot.quality]
            tone = "brick" if spot.quality in (Quality.STRAINED, Quality.BROKEN) else "slate"
            line = scene.addLine(0, 0, spot.x, spot.y, QPen(palette.colour(tone), width, style))
            line.setZValue(-1)
        self._boxes = [_Box(-1, QPointF(0, 0), first_name(child), words.t("the child"), palette, middle=True)]
        for spot in spots:
            role = words.t(names.ROLES[relations[spot.relation].role])
            known = people.get(spot.person)
            self._boxes.append(
                _Box(
                    spot.relation, QPointF(spot.x, spot.y), first_name(known) if known else "–", role, palette
                )
            )
        for box in self._boxes:
            scene.addItem(box)
        left, top, wide, high = size(spots)
        around = QRectF(left, top, wide, high)
        self.setSceneRect(around.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        wanted = round(high) + 2 * _MARGIN
        self.setFixedHeight(round(min(max(wanted, _LEAST), _MOST) * min(factor_of(self), 1.3)))
        self._choose(0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._boxes:
            self.opened.emit(self._boxes[self._chosen].place)
        elif key in _WAYS and self._boxes:
            self._go(_WAYS[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        item = self.itemAt(event.position().toPoint())
        if isinstance(item, _Box):
            self._choose(self._boxes.index(item))
            self.opened.emit(item.place)

    def _fit(self) -> None:
        """The whole drawing in the window, never larger than it was made."""
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        if self.transform().m11() > _LARGEST:
            self.resetTransform()
            self.scale(_LARGEST, _LARGEST)

    def _go(self, way: QPointF) -> None:
        here = self._boxes[self._chosen].pos()
        found: list[tuple[float, int]] = []
        for at, box in enumerate(self._boxes):
            step = box.pos() - here
            along = QPointF.dotProduct(step, way)
            if along > 1:
                aside = abs(step.x() * way.y() - step.y() * way.x())
                found.append((along + 2 * aside, at))
        if found:
            self._choose(min(found)[1])

    def _choose(self, at: int) -> None:
        self._chosen = at
        for place, box in enumerate(self._boxes):
            box.chosen = place == at
            box.update()
        if self._boxes:
            self.setAccessibleDescription(self._boxes[at].said)


class _Box(QGraphicsItem):
    """One person: first name, and under it what they are to the child."""

    def __init__(
        self, place: int, at: QPointF, name: str, role: str, palette: Palette, *, middle: bool = False
    ) -> None:
        super().__init__()
        self.place, self.chosen = place, False
        self._name, self._role, self._palette, self._middle = name, role, palette, middle
        self.setPos(at)

    @property
    def said(self) -> str:
        """Who it is, for a reader that speaks."""
        return f"{self._name}, {self._role}"

    def boundingRect(self) -> QRectF:
        return QRectF(-WIDTH / 2 - 3, -HEIGHT / 2 - 3, WIDTH + 6, HEIGHT + 6)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        palette, body = self._palette, QRectF(-WIDTH / 2, -HEIGHT / 2, WIDTH, HEIGHT)
        painter.setPen(QPen(palette.colour("fjord" if self._middle else "edge"), 2 if self._middle else 1))
        painter.setBrush(palette.colour("fjord_ground" if self._middle else "sheet"))
        painter.drawRoundedRect(body, 8, 8)
        for words, voice, tone, top in (
            (self._name, Voice.STRONG, "ink", -18),
            (self._role, Voice.SMALL, "soft", 1),
        ):
            painter.setFont(font(voice, 1.0))
            painter.setPen(palette.colour(tone))
            room = QRectF(-WIDTH / 2 + 6, top, WIDTH - 12, 18)
            text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        view = widget.parent() if widget is not None else None
        if self.chosen and isinstance(view, QWidget) and view.hasFocus():
            draw_ring(painter, body.toRect().adjusted(-2, -2, 2, 2), palette.colour("fjord"), 9)
