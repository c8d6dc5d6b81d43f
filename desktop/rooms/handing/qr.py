"""A recipient as a picture that a telephone's camera reads."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.kit.type import factor_of

_DOT = 4
_QUIET = 4  # dots of white around it, as the standard asks


class Qr(QWidget):
    """A QR code, black on white in every theme: cameras read nothing else."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[bytes, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show `text` as a code."""
        import segno

        self._rows = tuple(bytes(row) for row in segno.make(text, micro=False).matrix)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        side = round((len(self._rows) + 2 * _QUIET) * _DOT * min(factor_of(self), 1.5))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        dot = self.width() / (len(self._rows) + 2 * _QUIET)
        for y, row in enumerate(self._rows):
            for x, dark in enumerate(row):
                if dark:
                    spot = QRectF((x + _QUIET) * dot, (y + _QUIET) * dot, dot, dot)
                    painter.fillRect(spot, Qt.GlobalColor.black)
        painter.end()
