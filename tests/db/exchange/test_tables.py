"""Lists from and for other programs: any encoding in, no formula out."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import NotAllowed
from db.exchange.table import csv_file, excel_file, harmless, read_table

ROWS = "Sag{0}Barn{0}Født\r\n2026-1{0}Søren Ærø{0}3/2-26\r\n\r\n2026-2{0}سارة{0}\r\n"


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_is_read_whatever_its_encoding_and_mark(encoding, mark):
    found = read_table(ROWS.format(mark).encode(encoding))
    assert found.heads == ("Sag", "Barn", "Født")
    assert found.rows == (("2026-1", "Søren Ærø", "3/2-26"), ("2026-2", "سارة", ""))
    assert found.numbers == (2, 4)


def test_latin_1_is_read_with_its_danish_letters():
    assert read_table("Barn;By\nÅse Bøgh;Ærø".encode("latin-1")).rows == (("Åse Bøgh", "Ærø"),)


def test_quotes_line_ends_and_short_rows():
    found = read_table(b'Barn;Note;Mere\n"Bo ""B"" Vik";"to\nlinjer"\n')
    assert found.rows == (('Bo "B" Vik', "to\nlinjer", ""),)


def test_excel_is_read_with_its_days_and_figures():
    book = openpyxl.Workbook()
    book.active.append(["Sag", "Født", "CPR", "Note"])
    book.active.append([20261, date(2026, 2, 3), 903151234.0, None])
    out = BytesIO()
    book.save(out)
    assert read_table(out.getvalue()).rows == (("20261", date(2026, 2, 3), "903151234", ""),)


@pytest.mark.parametrize("data", [b"", b"\n;;\n", b"PK\x03\x04nothing", b"\xff\xfe\x00", b"\x00\x01\x02\x00"])
def test_what_is_no_list_is_refused_in_words(data):
    with pytest.raises(NotAllowed):
        read_table(data)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+45 12", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1", "\N{NO-BREAK SPACE}=1"]
)
def test_no_cell_can_act(cell):
    assert harmless(cell).startswith("'")
    book = openpyxl.load_workbook(BytesIO(excel_file(["A"], [[cell]])))
    assert book.active["A2"].data_type == "s"
    assert str(book.active["A2"].value).startswith("'")


@given(st.lists(st.lists(st.text("aæø;\"\n,=-+@' 1", min_size=1), min_size=2, max_size=2), max_size=5))
def test_what_was_written_is_read_again_but_for_the_apostrophes(rows):
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert [list(row) for row in read_table(csv_file(["a", "b"], rows)).rows] == [
        [harmless(cell) for cell in row] for row in kept
    ]


def test_an_excel_file_with_any_byte_changed_is_read_or_refused():
    whole = excel_file(["Sagsnr."], [["2026-0001"], ["2026-0002"]])
    refused = 0
    for at in range(0, len(whole), 97):
        try:
            read_table(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        except NotAllowed:
            refused += 1
    assert refused > 10
