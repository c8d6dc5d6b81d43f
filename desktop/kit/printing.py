"""A paper to the printer, page by page, as it is on the screen."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.kit.jobs import Task

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument
    from PySide6.QtPrintSupport import QPrinter

JOB: Final = "Tæt På"
"""What a print job is called: the queue of a shared printer tells nobody whom it is about."""
_POINTS: Final = 72
_SHARP: Final = 200


def print_pages(paper: bytes, printer: "QPrinter", task: Task) -> None:
    """Print the PDF `paper`; may run on any thread. A job that is cancelled prints nothing more.

    A printer that writes a file leaves a whole one, which its user alone may read, or none.
    """
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPainter

    from db.pdf.opened import opened
    from db.store.trouble import known_trouble

    printer.setFullPage(True)
    with opened(paper) as document:
        sizes = [document.get_page_size(number) for number in range(len(document))]
    _turn(printer, *sizes[0])
    file = Path(printer.outputFileName()) if printer.outputFileName() else None
    if file is not None:
        with known_trouble():
            file.touch()
            file.chmod(0o600)
    painter = QPainter(printer)
    done = False
    try:
        for number, size in enumerate(sizes):
            task.step(number, len(sizes))
            if number:
                _turn(printer, *size)
                printer.newPage()
            whole = QRectF(printer.paperRect(printer.Unit.DevicePixel))
            with opened(paper) as document:  # page by page: others get their turn
                picture = _picture(document, number)
            painter.drawImage(whole, QImage(*picture, QImage.Format.Format_ARGB32))
        done = True
    finally:
        if not done:
            printer.abort()
        painter.end()
        if not done and file is not None:
            file.unlink(missing_ok=True)


def _picture(document: "PdfDocument", number: int) -> tuple[bytes, int, int, int]:
    page = document[number]
    bitmap = page.render(scale=_SHARP / _POINTS, rev_byteorder=False, force_bitmap_format=4)
    made = bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride
    bitmap.close()
    page.close()
    return made


def _turn(printer: "QPrinter", wide: float, tall: float) -> None:
    """Have the next page be as large as the paper's, in points: a drawing may need a larger sheet."""
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize

    short, long = sorted((wide, tall))
    printer.setPageSize(QPageSize(QSizeF(short, long), QPageSize.Unit.Point))
    ways = QPageLayout.Orientation
    printer.setPageOrientation(ways.Landscape if wide > tall else ways.Portrait)
