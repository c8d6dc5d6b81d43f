import pytest

from db.rules.amounts import money_text, quantity_text, read_money, read_quantity, read_whole


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,50", 123_450),
        ("1.234", 123_400),
        ("1234,5 kr.", 123_450),
        ("0", 0),
        ("-5", -500),
        ("12 500 kr", 1_250_000),
        ("1,234", None),
        ("1.23.4", None),
        ("tolv", None),
        ("", None),
        ("1e5", None),
        ("9" * 40, None),
    ],
)
def test_money_as_people_type_it(text, cents):
    assert read_money(text) == cents


@pytest.mark.parametrize(
    ("cents", "text"), [(123_450, "1.234,50"), (-500, "-5,00"), (99_999_900, "999.999,00")]
)
def test_what_a_field_shows_of_money_is_read_again(cents, text):
    assert money_text(cents) == text
    assert read_money(text) == cents


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("012", 12), ("99", 99), ("0", None), ("100", None), ("", None), ("-1", None), ("1,5", None)],
)
def test_whole_numbers_within_their_bounds(text, number):
    assert read_whole(text, most=99) == number


@pytest.mark.parametrize("text", ["²", "٣", "9" * 5000, "1\n"])
def test_what_only_looks_like_a_whole_number_is_none(text):
    assert read_whole(text) is None


@pytest.mark.parametrize(("text", "number"), [("1,5", 1500), ("2", 2000), ("0,333", 333), ("x", None)])
def test_quantities_as_people_type_them(text, number):
    assert read_quantity(text) == number


@pytest.mark.parametrize("number", [1, 333, 1000, 1500, 2_000_000])
def test_a_quantity_is_read_as_it_is_shown(number):
    assert read_quantity(quantity_text(number)) == number
