"""A paper on its way to a printer, of which the one that writes a file can be looked at."""

import io

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtPrintSupport import QPrinter

from desktop.kit.jobs import Cancelled, Task
from desktop.kit.printing import print_pages


class Stopped(Task):
    """Somebody locks when two pages are drawn."""

    def step(self, done, of):
        if done == 2:
            self.cancel()
        super().step(done, of)


@pytest.fixture
def paper():
    document, written = PdfDocument.new(), io.BytesIO()
    for _ in range(3):
        document.new_page(200, 200)
    document.save(written)
    document.close()
    return written.getvalue()


def to_file(path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_paper_that_is_printed_to_a_file_is_whole_and_its_users_alone(qapp, paper, tmp_path):
    out = tmp_path / "printed.pdf"
    print_pages(paper, to_file(out), Task())
    assert len(PdfDocument(out.read_bytes())) == 3
    assert out.stat().st_mode & 0o777 == 0o600


def test_a_lock_in_its_middle_leaves_no_part_of_the_file(qapp, paper, tmp_path):
    with pytest.raises(Cancelled):
        print_pages(paper, to_file(tmp_path / "printed.pdf"), Stopped())
    assert list(tmp_path.iterdir()) == []
