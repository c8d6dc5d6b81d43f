"""The real printed pages of a paper, beside what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from db.errors import ForUser
from db.words import Words
from desktop.kit.jobs import Jobs
from desktop.kit.labels import Label
from desktop.kit.scroll import ScrollPage
from desktop.kit.type import Voice

_REST: Final = 500  # milliseconds without a change before the page is made anew
_POINTS_WIDE: Final = 595.3  # A4


@dataclass(frozen=True, slots=True)
class Pages:
    """A paper as pictures: (pixels BGRA, width, height, bytes a line) each."""

    pictures: tuple[tuple[bytes, int, int, int], ...]
    ratio: float


def pictures_of(paper: bytes, width: int, ratio: float) -> Pages:
    """The pages of the PDF `paper`, `width` logical pixels wide each. Runs on any thread."""
    from db.pdf.opened import opened

    made = []
    with opened(paper) as document:
        for page in document:
            bitmap = page.render(
                scale=width * ratio / _POINTS_WIDE, rev_byteorder=False, force_bitmap_format=4
            )
            made.append((bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride))
            bitmap.close()
            page.close()
    return Pages(tuple(made), ratio)


class Preview(QWidget):
    """Shows the pages of a paper, made on the jobs' thread a moment after the last change."""

    def __init__(self, words: Words, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._jobs = words, jobs
        self._paper: Callable[[], bytes] | None = None
        self._again = False
        self._busy = False
        self._scroll = ScrollPage(self, margin=16)
        self._says = Label(words.t("The page appears here."), Voice.SOFT)
        self._scroll.body.addWidget(self._says)
        self._pages: list[QLabel] = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._on_rest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._scroll.setAccessibleName(words.t("The printed page"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_paper(self, paper: Callable[[], bytes], *, at_once: bool = False) -> None:
        """Show the PDF that `paper` makes; it is called on another thread."""
        self._paper = paper
        if at_once:
            self._on_rest()
        else:
            self._rest.start()

    def stop(self) -> None:
        """Make no further page."""
        self._rest.stop()
        self._paper = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._paper is not None and event.oldSize().width() != event.size().width():
            self._rest.start()

    def sizeHint(self) -> QSize:
        return QSize(420, 600)

    @Slot()
    def _on_rest(self) -> None:
        if self._paper is None:
            return
        if self._busy:
            self._again = True
            return
        paper, width, ratio = (
            self._paper,
            max(240, self._scroll.width() - 34),
            self.devicePixelRatioF(),
        )
        self._busy = True
        self._jobs.run(
            lambda: pictures_of(paper(), width, ratio), done=self._on_pictures, failed=self._on_failed
        )

    def _on_pictures(self, pages: Pages) -> None:
        self._busy = False
        if self._paper is None:
            return  # stopped meanwhile: what showed the page may be gone
        self._says.hide()
        while len(self._pages) < len(pages.pictures):
            label = QLabel()
            label.setObjectName("page")
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._pages.append(label)
            self._scroll.body.addWidget(label)
        for at, label in enumerate(self._pages):
            label.setVisible(at < len(pages.pictures))
            if at < len(pages.pictures):
                data, width, height, line = pages.pictures[at]
                image = QImage(data, width, height, line, QImage.Format.Format_ARGB32).copy()
                image.setDevicePixelRatio(pages.ratio)
                label.setPixmap(QPixmap.fromImage(image))
                label.setAccessibleName(self._words.t("Page {number}", number=at + 1))
        if self._again:
            self._again = False
            self._rest.start()

    def _on_failed(self, error: BaseException) -> None:
        """A page that may not be made says why, and the pages of before are gone."""
        self._busy = False
        if not isinstance(error, ForUser):
            raise error
        if self._paper is None:
            return
        for label in self._pages:
            label.hide()
        self._says.setText(self._words.error(error))
        self._says.show()
        if self._again:
            self._again = False
            self._rest.start()
