"""A rating from 0 to 10, or none yet: by keys, by mouse, with its number beside it."""

from typing import ClassVar, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QSlider, QWidget

from db.words import Words, later
from desktop.kit.fields import Field
from desktop.kit.keys import Keys
from desktop.kit.marks import draw_ring
from desktop.kit.palette import palette_of
from desktop.kit.type import factor_of

_NONE: Final = -1
_TEN: Final = 10
_SECOND_KEY: Final = 900  # milliseconds in which a 0 after a 1 makes 10
_STEPS: Final = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
_ENDS: Final = {
    Qt.Key.Key_Home: 0,
    Qt.Key.Key_End: _TEN,
    Qt.Key.Key_Delete: _NONE,
    Qt.Key.Key_Backspace: _NONE,
}


class ScoreBar(QSlider):
    """The line from 0 to 10. Figures set it, arrows move it, Delete takes the rating back.

    Signals:
        rated: the score the user gave, None for none.
    """

    rated = Signal(object)
    KEYS: ClassVar[Keys] = (("0–9", later("The figure itself, on a scale")),)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._words, self._name = words, ""
        self._one = QTimer(self, singleShot=True, interval=_SECOND_KEY)
        self.setRange(_NONE, _TEN)
        self.setValue(_NONE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._speak()

    def score(self) -> int | None:
        """The score that is shown, None for none."""
        return None if self.value() == _NONE else self.value()

    def show_score(self, score: int | None) -> None:
        """Show `score`. Raises ValueError outside 0-10."""
        if score is not None and not 0 <= score <= _TEN:
            raise ValueError("a score is 0-10")
        self.setValue(_NONE if score is None else score)
        self._speak()

    def call(self, name: str) -> None:
        """Speak `name` before the score: whose rating it is, and of what."""
        self._name = name
        self._speak()

    def sizeHint(self) -> QSize:
        factor = factor_of(self)
        return QSize(round(240 * factor), round(34 * factor))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(150 * factor_of(self)), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._rate(min(_TEN, max(0, self.value() + _STEPS[key])))
        elif key in _ENDS:
            self._rate(_ENDS[key])
        elif event.text().isdecimal():
            self._on_figure(int(event.text()))
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._rate(self._score_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._rate(self._score_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def sliderChange(self, change: QAbstractSlider.SliderChange) -> None:
        super().sliderChange(change)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, factor = palette_of(self), factor_of(self)
        start, end = self._track()
        middle = self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.colour("edge"), 2 * factor, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(start, middle), QPointF(end, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.colour("edge"))
        for step in range(_TEN + 1):
            painter.drawEllipse(
                QPointF(start + (end - start) * step / _TEN, middle), 2.5 * factor, 2.5 * factor
            )
        if self.score() is not None:
            x = start + (end - start) * self.value() / _TEN
            tone = palette.colour("fjord" if self.isEnabled() else "soft")
            painter.setPen(QPen(tone, 6 * factor, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(start, middle), QPointF(x, middle))
            painter.setPen(QPen(palette.colour("sheet"), 2))
            painter.setBrush(tone)
            painter.drawEllipse(QPointF(x, middle), 9 * factor, 9 * factor)
        self._draw_number(
            painter, QRectF(end + 10 * factor, 0, self.width() - end - 10 * factor, self.height())
        )
        if self.hasFocus():
            draw_ring(painter, self.rect(), palette.colour("fjord"), 8)
        painter.end()

    def _draw_number(self, painter: QPainter, at: QRectF) -> None:
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(palette_of(self).colour("ink"))
        score = self.score()
        text = "\N{EN DASH}" if score is None else str(score)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, text)

    def _track(self) -> tuple[float, float]:
        factor = factor_of(self)
        return 14 * factor, self.width() - 42 * factor

    def _score_at(self, x: float) -> int:
        start, end = self._track()
        return min(_TEN, max(0, round((x - start) / (end - start) * _TEN)))

    def _on_figure(self, figure: int) -> None:
        ten = figure == 0 and self._one.isActive() and self.value() == 1
        self._rate(_TEN if ten else figure)
        if figure == 1:
            self._one.start()
        else:
            self._one.stop()

    def _rate(self, value: int) -> None:
        if value != self.value():
            self.setValue(value)
            self._speak()
            self.rated.emit(self.score())

    def _speak(self) -> None:
        score = self.score()
        said = self._words.t("not rated") if score is None else self._words.t("{score} of 10", score=score)
        self.setAccessibleName(f"{self._name}: {said}" if self._name else said)
        self.setToolTip(said)


class ScoreField(Field):
    """A rating from 0 to 10, or none yet."""

    def __init__(
        self, label: str, words: Words, *, help_text: str = "", parent: QWidget | None = None
    ) -> None:
        self.bar = ScoreBar(words)
        super().__init__(label, self.bar, help_text=help_text, parent=parent)
        self.bar.call(label)
        self.bar.rated.connect(self._on_rated)

    def name(self, text: str) -> None:
        """Speak `text` as the field's name."""
        self.bar.call(text)

    def value(self) -> int | None:
        """The score, None for none."""
        return self.bar.score()

    def show_value(self, value: int | None) -> None:
        """Show `value`. Raises ValueError outside 0-10."""
        self.bar.show_score(value)

    @Slot(object)
    def _on_rated(self, score: int | None) -> None:
        self._user_edited(score)
