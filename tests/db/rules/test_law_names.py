"""A paragraph's reference as it is kept, as it is said, and back."""

from itertools import chain

import pytest

from db.books import catalogue
from db.rules.law_names import law_kept, law_named
from db.words import Words

DANISH, ENGLISH = Words("da"), Words("en")


def test_a_paragraph_stays_with_its_sign_and_an_unknown_law_as_it_is():
    assert law_named("BL §91", DANISH) == "barnets lov §\N{NO-BREAK SPACE}91"
    assert law_named("BL §138 (kontrollér)", DANISH) == "barnets lov §\N{NO-BREAK SPACE}138, kontrollér"
    assert law_named("BL §108-109", DANISH) == "barnets lov §§\N{NO-BREAK SPACE}108-109"
    assert law_named("BL §§108-109", DANISH) == "barnets lov §§\N{NO-BREAK SPACE}108-109"
    assert law_named("XYZ §1", DANISH) == "XYZ §1"
    assert law_named("", DANISH) == ""


@pytest.mark.parametrize("words", [DANISH, ENGLISH], ids=["da", "en"])
def test_every_reference_that_ships_is_kept_to_the_letter_when_it_was_only_shown(words):
    rows = catalogue.shipped().values()
    shipped = set(chain.from_iterable((row.legal_ref, row.legal_ref_old) for row in rows))
    assert len(shipped) > 20
    for reference in shipped:
        shown = law_named(reference, words)
        assert law_kept(shown, words, reference) == reference
        assert law_kept(shown, words) == reference


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("barnets lov § 32, stk. 1 nr. 7", "BL §32 stk. 1 nr. 7"),
        ("Barnets lov §\N{NO-BREAK SPACE}138, kontrollér", "BL §138 (kontrollér)"),
        ("barnets lov § 90 nr. 9, jf. serviceloven § 117", "BL §90 nr. 9, jf. SEL §117"),
        ("barnets lov §§ 28-29", "BL §§28-29"),
        ("BL §32 stk. 2", "BL §32 stk. 2"),
        ("BL § 32, stk. 2", "BL §32 stk. 2"),
        ("STU-loven § 1, stk. 2", "STU-loven § 1, stk. 2"),
        ("aftale med barnets lov-enheden", "aftale med barnets lov-enheden"),
        ("", ""),
    ],
)
def test_a_law_written_by_its_name_is_kept_short(written, kept):
    assert law_kept(written, DANISH, "BL §1") == kept


def test_what_was_kept_stays_to_the_letter_where_it_says_the_same():
    shown = law_named("BL §108-109", DANISH)
    assert law_kept(shown, DANISH, "BL §108-109") == "BL §108-109"
