"""A finished PDF opened to be looked at, with PDFium."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pypdfium2 import PdfDocument

_ALONE = Lock()


@contextmanager
def opened(paper: "bytes | Path", *, password: str | None = None) -> "Iterator[PdfDocument]":
    """The PDF `paper`, closed with all its pages at the end; others wait until then.

    PDFium knows nothing of threads: two that call it at once end the program.
    """
    import pypdfium2

    with _ALONE:
        document = pypdfium2.PdfDocument(paper, password=password)
        try:
            yield document
        finally:
            document.close()
