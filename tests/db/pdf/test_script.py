"""Arabic joins and runs right to left, also across lines; what no font has shows as missing."""

import unicodedata

import pytest

from db.pdf import fonts, script, sheet

ARABIC = "يوسف يذهب إلى المدرسة كل يوم"


def visible(marked):
    told, inside = "", False
    for letter in marked.replace("<br/>", "\n"):
        inside = (inside or letter == "<") and letter != ">"
        if not inside and letter not in "<>":
            told += letter
    return told


def test_arabic_is_joined_and_its_first_letter_stands_rightmost():
    told = visible(script.marked_up(ARABIC, fonts.SANS, 11, 500))
    bare = [letter for letter in told if letter.strip()]
    assert all("ARABIC" in unicodedata.name(letter) for letter in bare)
    # The word begins with yeh: drawn, it is the last from the left, in its initial form.
    assert unicodedata.name(bare[-1]) == "ARABIC LETTER YEH INITIAL FORM"
    assert any("MEDIAL FORM" in unicodedata.name(letter) for letter in bare)


def test_arabic_lines_break_before_they_are_turned():
    lines = visible(script.marked_up(ARABIC, fonts.SANS, 11, 60)).split("\n")
    assert len(lines) > 1
    assert unicodedata.name(lines[0].strip()[-1]) == "ARABIC LETTER YEH INITIAL FORM"


def test_a_danish_line_with_an_arabic_name_stays_left_to_right():
    told = visible(script.marked_up("Yusuf (يوسف) er 8 år", fonts.SANS, 11, 500))
    assert told.startswith("Yusuf (")
    assert told.endswith(") er 8 år")


def test_mark_up_is_escaped_and_control_characters_go():
    assert script.marked_up("<b>a</b> & b\x07", fonts.SANS, 11, 500) == "&lt;b&gt;a&lt;/b&gt; &amp; b"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("kl. 14.30", "kl. 14.30"),
        ("torsdag den 3. marts 2026", "3. marts"),
        ("on 23 November 2026", "23 November"),
        ("barnets lov § 32, stk. 1, nr. 5", "§ 32"),
        ("for 1.234,50 kr. om året", "1.234,50 kr."),
        ("fra kl. 8 · i hele ugen", "8 ·"),
        ("og kontakt hver 6. uge", "6. uge"),
        ("i alt 18 måneder herfra", "18 måneder"),
        ("at mor ikke … mere", "ikke …"),
    ],
)
def test_no_line_ends_within_a_time_a_day_or_an_amount(text, kept):
    told = script.marked_up(text, fonts.SANS, 11, 500)
    assert kept.replace(" ", "\N{NO-BREAK SPACE}") in told
    assert told.replace("\N{NO-BREAK SPACE}", " ") == text
    for wide in range(70, 160, 5):  # wide enough for the longest that stays whole
        lines = [" ".join(line[1]) for line in sheet.text(text, sheet.BODY, wide).breakLines(wide).lines]
        assert not any(line.endswith(("kl.", "§", "stk.", "nr.")) for line in lines), wide


@pytest.mark.parametrize("told", ["28. november 2025", "overført senest 28. november 2025.", "28. nov. 2025"])
def test_a_day_keeps_its_year_where_both_have_room_and_is_never_cut_within_a_word(told):
    for wide in range(90, 200, 5):  # the longest that stays whole in any case has room
        lines = [" ".join(line[1]) for line in sheet.text(told, sheet.BODY, wide).breakLines(wide).lines]
        day = next(line for line in lines if "28." in line)
        assert day.rstrip(".").endswith("2025") == (
            fonts.width(told.split("senest ")[-1], fonts.SANS, 11) <= wide
        )
        assert " ".join(lines).replace("\N{NO-BREAK SPACE}", " ") == told


def test_what_no_font_has_is_seen_to_be_missing():
    assert "\N{REPLACEMENT CHARACTER}" in script.marked_up("a \N{GOTHIC LETTER AHSA}", fonts.SANS, 11, 500)


def test_direction_is_that_of_the_first_letter():
    assert script.is_right_to_left("(1) يوسف")
    assert not script.is_right_to_left("Yusuf يوسف")
    assert not script.is_right_to_left("12")
