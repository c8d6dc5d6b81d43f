"""Lines as they are drawn: mixed directions across a break, vowel signs, picture signs, fonts."""

import unicodedata

import pytest

from db.pdf import fonts, script

ARABIC = "يوسف يذهب إلى المدرسة كل يوم"


def drawn(text, font=fonts.SANS):
    return "".join(run for run, _ in script.runs(text, font))


def test_arabic_in_a_danish_sentence_breaks_before_it_is_turned():
    marked = script.marked_up(f"Han sagde: {ARABIC}, og gik.", fonts.SANS, 11, 130)
    lines = marked.split("<br/>")
    assert len(lines) > 1
    assert lines[0].startswith("Han sagde: ")
    # The first Arabic word is read on the first line, in its initial form, never on the last.
    assert "\N{ARABIC LETTER YEH INITIAL FORM}" in lines[0]
    assert lines[-1].endswith(", og gik.")


def test_no_line_with_arabic_is_wider_than_its_room():
    for line in script.marked_up(f"{ARABIC} " * 8, fonts.SANS, 11, 120).split("<br/>"):
        letters = "".join(part.split(">")[-1] for part in line.split("</font>"))
        assert fonts.width(letters, fonts.ARABIC, 11) <= 130


def test_vowel_signs_of_a_childs_words_stay():
    assert "\N{ARABIC DAMMA}" in drawn("مُحمد")


def test_each_stretch_has_a_font_that_has_its_letters():
    for run, font in script.runs("Đỗ og سلام 👍", fonts.SERIF_BOLD):
        assert fonts.glyphs(font).issuperset(map(ord, run))
    assert {font for _, font in script.runs("Đỗ og سلام", fonts.SERIF_BOLD)} == {
        fonts.SERIF_BOLD,
        fonts.ARABIC_BOLD,
    }
    assert script.runs("", fonts.SANS) == []


@pytest.mark.parametrize(
    ("picture", "seen"),
    [
        ("👍", "👍"),
        ("👍🏽", "👍"),
        ("❤️", "❤"),
        ("👨‍👩‍👧‍👦", "👨👩👧👦"),
        ("👩🏽‍🎓", "👩🎓"),
        ("🙂", "🙂"),
        ("🇩🇰", "DK"),
    ],
)
def test_a_picture_sign_of_many_parts_is_drawn_as_all_that_it_shows(picture, seen):
    assert drawn(f"a {picture} b") == f"a {seen} b"


def test_a_picture_sign_is_as_wide_as_it_is_drawn():
    # Its Z's stood over the word that follows: "Han sover 😴 nu".
    assert fonts.width("😴", fonts.SIGNS, 10) > 1.4 * fonts.width("🙂", fonts.SIGNS, 10)


def test_letters_in_two_parts_become_one_and_signs_for_machines_go():
    assert drawn("A\u030arhus\u00ad\u200b\u202e\x07") == "Århus"
    assert drawn("\ud800") == "\N{REPLACEMENT CHARACTER}"


def test_an_arrow_is_written_with_what_the_fonts_have():
    assert drawn("mål \N{RIGHTWARDS ARROW} skole") == "mål -> skole"


def test_every_letter_of_a_joined_word_has_its_joined_form():
    names = [unicodedata.name(letter) for letter in drawn("سلم")]
    assert names == [
        "ARABIC LETTER MEEM FINAL FORM",
        "ARABIC LETTER LAM MEDIAL FORM",
        "ARABIC LETTER SEEN INITIAL FORM",
    ]


@pytest.mark.parametrize("font", [fonts.SANS, fonts.BOLD, fonts.SERIF_ITALIC, fonts.SERIF_BOLD])
def test_hebrew_runs_right_to_left_and_nothing_of_it_is_missing(font):
    assert drawn("אני רוצה לישון, 8 שעות", font) == "תועש 8 ,ןושיל הצור ינא"
    chosen = {run_font for run, run_font in script.runs("Noa נועה", font) if not run.isascii()}
    assert chosen == {fonts.HEBREW_BOLD if font in (fonts.BOLD, fonts.SERIF_BOLD) else fonts.HEBREW}
