"""The business case on paper: whole kroner as they are thought of, and no øre lost where there are any."""

from datetime import date

import pytest
from pypdfium2 import PdfDocument

from db.pdf.business import BusinessSheet, render
from db.records.business import BusinessCase, BusinessYear
from db.words import Words


def printed(*years):
    case = BusinessCase(id="b", title="Tættere på familien", years=years)
    with PdfDocument(render(BusinessSheet(case=case, printed_on=date(2026, 11, 23)), Words("da"))) as paper:
        return paper.get_page_size(0), " ".join(paper[0].get_textpage().get_text_bounded().split())


@pytest.mark.parametrize(
    ("savings", "shown", "across"),
    [(-1_620_000_000, "-16.200.000 10.100.000", False), (-123_450, "-1.234,50 kr. 10.100.000,00 kr.", True)],
)
def test_amounts_stand_in_whole_kroner_or_all_with_their_oere(savings, shown, across):
    (wide, tall), told = printed(BusinessYear(year=2026, savings=savings, costs=1_010_000_000))
    assert f"2026 {shown}" in told
    assert (wide > tall) is across
