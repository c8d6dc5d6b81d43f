"""The ladder's file, and a municipality's own over it."""

import pytest

from db.books import catalogue, ladder
from db.books import profile as profile_book
from db.errors import NotAllowed

OWN_STEPS = "".join(f'[[step]]\nnumber = {number}\ntitle = "trin {number}"\n' for number in range(1, 7))


@pytest.fixture
def profile(tmp_path):
    """A function that writes a profile's ladder.toml and reads the profile."""

    def read(text):
        (tmp_path / "profile.toml").write_text("municipality = 'N'\n", "utf-8")
        (tmp_path / "ladder.toml").write_text(text, "utf-8")
        return profile_book.read(tmp_path)

    return read


def test_the_shipped_ladder_has_six_steps_and_says_where_the_unsettled_placements_stand():
    shipped = ladder.shipped()
    assert len(shipped.steps) == 6
    assert shipped.placements == {"own_room": 5, "boarding_school": 5}
    assert ladder.placed(catalogue.shipped(), shipped) == catalogue.shipped()


def test_a_profile_moves_one_placement_and_leaves_the_rest(profile):
    found = profile("[placements]\nown_room = 4\n")
    steps = {key: row.step for key, row in found.catalogue.items() if row.placement}
    before = {key: row.step for key, row in catalogue.shipped().items() if row.placement}
    assert steps == {**before, "own_room": 4}
    assert found.ladder.steps == ladder.shipped().steps


def test_a_profile_calls_the_steps_what_it_likes(profile):
    found = profile(OWN_STEPS)
    assert found.ladder.steps[2] == "trin 3"
    assert found.ladder.placements == ladder.shipped().placements


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("[placements]\n\nfoster = 4\n", 3, "placements.foster"),
        ("[placements]\nown_room = 7\n", 2, "placements.own_room"),
        ("[placements]\nown_room = true\n", 2, "placements.own_room"),
        ("[placements]\nboarding_school = 5\nown_room = '5'\n", 3, "placements.own_room"),
        ("\nplacements = 3\n", 2, "placements"),
        ("step = [1]\n", 1, "step"),
        (OWN_STEPS.replace("number = 6", "number = 5"), 16, "step"),
        (OWN_STEPS.replace('"trin 3"', '" "'), 7, "step"),
        (OWN_STEPS.replace('"trin 2"', '"trin 2"\ncolour = 1'), 4, "step"),
        (OWN_STEPS.replace("number = 2\n", ""), 4, "step"),
        ("[placements]\nown_room = 4\n[steps]\n", 3, "steps"),
    ],
)
def test_a_faulty_ladder_is_named_with_its_line(profile, text, line, field):
    with pytest.raises(NotAllowed) as refused:
        profile(text)
    assert refused.value.facts == {"file": "ladder.toml", "line": line, "field": field}


def test_a_ladder_that_is_no_toml_is_named_with_its_line(profile):
    with pytest.raises(NotAllowed) as refused:
        profile("[placements]\nown_room = = 4\n")
    assert refused.value.facts == {"file": "ladder.toml", "line": 2}


def test_a_ladder_in_another_encoding_is_named_with_the_line_that_has_it(tmp_path):
    file = tmp_path / "ladder.toml"
    file.write_bytes("[placements]\n# på eget værelse\n".encode("cp1252"))
    with pytest.raises(NotAllowed, match="cannot be read as text") as refused:
        ladder.read(file)
    assert refused.value.facts == {"file": "ladder.toml", "line": 2}


def test_without_the_file_the_shipped_one_holds(tmp_path):
    assert ladder.with_profile(tmp_path / "ladder.toml") == ladder.shipped()
