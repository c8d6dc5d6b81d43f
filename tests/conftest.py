"""What all tests share: properties are searched without a clock, and what stands on a paper is read."""

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

settings.register_profile("house", deadline=None)
settings.load_profile("house")


class Holding(QtBot):
    """Holds what a test shows until all that waits to be deleted in it is gone.

    Otherwise a row's button, deleted after the test, may take the last hold of its window with it: that of
    the method which it called. The window then deletes the row while the row is deleting the button.
    """

    def __init__(self, request):
        super().__init__(request)
        self.held = []

    def addWidget(self, widget, *, before_close_func=None):
        self.held.append(widget)
        super().addWidget(widget, before_close_func=before_close_func)


@pytest.fixture
def qtbot(qapp, request):
    return Holding(request)


@pytest.fixture(scope="session")
def pages_of():
    """A function that reads the text of each page of a PDF, a file or its bytes, with its password if any.

    All of it is closed on the way: PDFium must not be called later, from whatever thread collects garbage.
    """
    from db.pdf.opened import opened

    def read(paper, **more):
        told = []
        with opened(paper, **more) as document:
            for page in document:
                text = page.get_textpage()
                told.append(text.get_text_bounded())
                text.close()
                page.close()
        return told

    return read
