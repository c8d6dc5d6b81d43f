"""What all tests share: properties are searched without a clock, and what stands on a paper is read."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


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
