"""What all tests share: properties are searched without a clock, and what stands on a paper is read."""

import errno
import gc
import os
import stat
from fcntl import F_GETFL, fcntl

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


@pytest.fixture(scope="session", autouse=True)
def _synced_as_on_windows():
    """Windows brings a file to the disk only for who may write in it: so do the tests, on every system."""
    plain = os.fsync

    def strict(handle):
        reads = fcntl(handle, F_GETFL) & os.O_ACCMODE == os.O_RDONLY
        if reads and not stat.S_ISDIR(os.fstat(handle).st_mode):
            raise PermissionError(errno.EACCES, "the file was opened to be read")
        plain(handle)

    os.fsync = strict
    yield
    os.fsync = plain


@pytest.fixture
def qtbot(qapp, request):
    """Garbage is collected on the window's thread, as in the program: Qt's objects must not end elsewhere."""
    gc.disable()
    bot = Holding(request)
    yield bot
    bot.held.clear()
    gc.collect(1)
    gc.enable()


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
