"""Minutes drawn from whatever was typed or pasted."""

from datetime import UTC, date, datetime

import pypdfium2
from pikepdf import Pdf

from db.pdf.minutes import MinutesSheet, render
from db.records.appointment import Appointment, AppointmentKind, PartNote
from db.words import Words


def paper(**fields):
    meeting = Appointment(
        id="m1",
        kind=AppointmentKind.HOME_VISIT,
        starts_at=datetime(2026, 3, 2, 13, tzinfo=UTC),
        status="held",
        **fields,
    )
    return MinutesSheet(appointment=meeting, printed_on=date(2026, 11, 23))


def text(data):
    document = pypdfium2.PdfDocument(data)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_a_paste_of_200_000_characters_is_all_there():
    long = " ".join(f"ord{number}" for number in range(24_000))
    assert len(long) > 200_000
    told = text(render(paper(notes=(PartNote(text=long),)), Words()))
    assert "ord0 " in told
    assert "ord23999" in told


def test_emoji_right_to_left_control_characters_and_mark_up_are_only_text():
    odd = "👩\N{ZERO WIDTH JOINER}👧 <b>fed</b> & \x07 </para> \N{RIGHT-TO-LEFT OVERRIDE}abc سلام"
    told = text(render(paper(notes=(PartNote(text=odd),), worries=odd, child_words=odd), Words()))
    assert told.count("<b>fed</b> &") == 3


def test_a_meeting_with_nothing_in_it_is_a_page_with_its_name_and_the_headings_are_an_outline():
    with Pdf.open(_file(render(paper(), Words()))) as pdf:
        assert len(pdf.pages) == 1
    full = paper(
        agenda=({"title": "Siden sidst"},),
        worries="x",
        safety_scale=({"score": 3},),
        agreements=({"title": "y"},),
    )
    with Pdf.open(_file(render(full, Words("en")))) as pdf, pdf.open_outline() as outline:
        titles = [one.title for one in outline.root[0].children]
    assert titles == ["1 · Siden sidst", "The three columns", "How safe is it? 0–10", "Agreements"]


def _file(data):
    from io import BytesIO

    return BytesIO(data)
