"""A paper to the printer, page by page, as it is on the screen."""

from typing import TYPE_CHECKING, Final

from desktop.kit.jobs import Task

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

JOB: Final = "Tæt På"
"""What a print job is called: the queue of a shared printer tells nobody whom it is about."""
_POINTS: Final = 72
_SHARP: Final = 200


def print_pages(paper: bytes, printer: "QPrinter", task: Task) -> None:
    """Print the PDF `paper`; may run on any thread. A job that is cancelled prints nothing more."""
    import pypdfium2
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage, QPageSize, QPainter

    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    document = pypdfium2.PdfDocument(paper)
    painter = QPainter(printer)
    try:
        whole = QRectF(printer.paperRect(printer.Unit.DevicePixel))
        for number, page in enumerate(document):
            task.step(number, len(document))
            if number:
                printer.newPage()
            bitmap = page.render(scale=_SHARP / _POINTS, rev_byteorder=False, force_bitmap_format=4)
            image = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_ARGB32
            )
            painter.drawImage(whole, image)
            page.close()
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
        document.close()
