import pytest

from db.rules.amounts import quantity_text, read_money, read_quantity


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


@pytest.mark.parametrize(("text", "number"), [("1,5", 1500), ("2", 2000), ("0,333", 333), ("x", None)])
def test_quantities_as_people_type_them(text, number):
    assert read_quantity(text) == number


@pytest.mark.parametrize("number", [1, 333, 1000, 1500, 2_000_000])
def test_a_quantity_is_read_as_it_is_shown(number):
    assert read_quantity(quantity_text(number)) == number
