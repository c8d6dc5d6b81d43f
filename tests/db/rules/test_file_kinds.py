"""What a file is, whatever its name pretends."""

import pytest

from db.rules.file_kinds import FileKind, facts_of, shown_name


@pytest.mark.parametrize(
    ("name", "head", "kind", "pretends"),
    [
        ("udtalelse.pdf", b"%PDF-1.7", FileKind.PDF, False),
        ("faktura.pdf.exe", b"MZ\x90", FileKind.PROGRAM, True),
        ("faktura.pdf.exe", b"", FileKind.PROGRAM, True),
        ("foto.jpg", b"MZ\x90", FileKind.PROGRAM, True),
        ("foto\u202egpj.exe", b"", FileKind.PROGRAM, False),
        ("brev.docx . ", b"PK", FileKind.TEXT, False),
        ("brev.docm", b"PK", FileKind.MACROS, False),
        ("v.1.2.pdf", b"%PDF", FileKind.PDF, False),
        ("tegning.png.jpg", b"\xff\xd8", FileKind.PICTURE, False),
        ("genvej.lnk", b"", FileKind.PROGRAM, False),
        ("README", b"", FileKind.UNKNOWN, False),
        ("side.html", b"<", FileKind.PROGRAM, False),
    ],
)
def test_a_file_is_what_its_last_ending_or_its_first_bytes_say(name, head, kind, pretends):
    found = facts_of(name, head)
    assert (found.kind, found.pretends) == (kind, pretends)
    assert found.may_run is (kind in (FileKind.PROGRAM, FileKind.MACROS))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Users\\x\\brev.pdf", "brev.pdf"),
        ("../../etc/passwd", "passwd"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("a\nb.pdf", "ab.pdf"),
        ("brev.pdf. . ", "brev.pdf"),
        ("", "-"),
    ],
)
def test_a_name_is_shown_straight_and_without_its_folder(name, shown):
    assert shown_name(name) == shown


def test_a_long_name_keeps_its_ending():
    assert shown_name("a" * 500 + ".pdf").endswith("a.pdf")
    assert len(shown_name("a" * 500 + ".pdf")) == 150
