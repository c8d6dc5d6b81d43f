"""A municipality's profile: a faulty one is refused with file, line and reason."""

import base64
from pathlib import Path

import pyrage
import pytest

from db.books import ages, guesses, profile
from db.errors import NotAllowed
from db.rules.passphrases import Strength, strength
from db.rules.spans import Span, TimeUnit

RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def written(folder, text):
    (folder / "profile.toml").write_text(text, "utf-8")
    return folder


def test_the_head_of_papers_and_the_recovery_recipient(tmp_path):
    (tmp_path / "logo.png").write_bytes(PNG)
    text = f"""municipality = "Nordfjord Kommune"
unit = "Børn og familie"
contact = "Ring: 70 00 00 00"
logo = "logo.png"
recovery_recipient = "{RECIPIENT}"
"""
    found = profile.read(written(tmp_path, text))
    head = found.letterhead
    assert (head.municipality, head.unit, head.contact) == (
        "Nordfjord Kommune",
        "Børn og familie",
        "Ring: 70 00 00 00",
    )
    assert head.logo == PNG
    assert found.recovery_recipient == RECIPIENT


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ('municipality = "N"\n\nmunicipal = "x"\n', 3, "municipal"),
        ("unit = 4\n", 1, "unit"),
        ('contact = "x"\nrecovery_recipient = "ssh-rsa"\n', 2, "recovery_recipient"),
    ],
)
def test_a_faulty_field_is_named_with_its_line(tmp_path, text, line, field):
    with pytest.raises(NotAllowed) as told:
        profile.read(written(tmp_path, text))
    assert told.value.facts == {"file": "profile.toml", "line": line, "field": field}


def test_a_mistyped_recipient_is_refused_before_a_store_is_made_for_it(tmp_path):
    with pytest.raises(NotAllowed, match="is not an age recipient") as told:
        profile.read(written(tmp_path, f'unit = "x"\nrecovery_recipient = "{RECIPIENT[:-1]}"\n'))
    assert told.value.facts == {"file": "profile.toml", "line": 2}


def test_what_is_no_toml_or_not_there_is_refused(tmp_path):
    with pytest.raises(NotAllowed, match="The profile has no"):
        profile.read(tmp_path)
    with pytest.raises(NotAllowed, match="not written as TOML"):
        profile.read(written(tmp_path, "municipality = "))


@pytest.mark.parametrize("name", ["none.png", "text.png", "../outside.png"])
def test_a_logo_is_a_picture_in_the_profiles_own_folder(tmp_path, name):
    inside = tmp_path / "profile"
    inside.mkdir()
    (inside / "text.png").write_text("no picture", "utf-8")
    (tmp_path / "outside.png").write_bytes(PNG)
    with pytest.raises(NotAllowed, match="logo") as told:
        profile.read(written(inside, f'unit = "x"\nlogo = "{name}"\n'))
    assert told.value.facts == {"file": "profile.toml", "line": 2, "logo": Path(name).name}


def test_ages_are_read_from_their_file(tmp_path):
    assert ages.years("party") == 10
    faulty = tmp_path / "ages.toml"
    faulty.write_text("[[age]]\nid = 'party'\nyears = 'ten'\n", "utf-8")
    for name, file in (("party", faulty), ("nothing", None)):
        with pytest.raises(NotAllowed):
            ages.years(name, file) if file else ages.years(name)


@pytest.mark.parametrize(
    ("passphrase", "how"),
    [
        ("", Strength.EMPTY),
        ("kort", Strength.SHORT),
        ("Velkommen2026!", Strength.COMMON),
        ("sommer sommer", Strength.COMMON),
        ("qwertyuiop12", Strength.COMMON),
        ("aaaaaaaaaaaaaaa", Strength.COMMON),
        ("blåbær og skyr", Strength.FAIR),
        ("gul cykel regn lampe", Strength.STRONG),
    ],
)
def test_how_a_passphrase_looks(passphrase, how):
    assert strength(passphrase, guesses.read()) is how


def test_times_for_benefits_and_own_deadlines(tmp_path):
    text = '[[benefit]]\nname = "Merudgifter"\namount = 8\nunit = "weeks"\n'
    rules = profile.read(written(tmp_path, text)).rules
    assert rules.book.time_for(" merudgifter ") == Span(8, TimeUnit.WEEKS)
    assert rules.book.time_for("ledsagelse") is None


@pytest.mark.parametrize(
    ("benefit", "line", "field"),
    [
        ('name = "a"\namount = 0\nunit = "days"', 5, "amount"),
        ('name = "a"\namount = 24\nunit = "hours"', 6, "unit"),
        ('name = ""\namount = 2\nunit = "weeks"', 4, "name"),
    ],
)
def test_a_faulty_benefit_is_named_with_its_row(tmp_path, benefit, line, field):
    with pytest.raises(NotAllowed) as told:
        profile.read(written(tmp_path, f'unit = "x"\n\n[[benefit]]\n{benefit}\n'))
    assert told.value.facts == {"file": "profile.toml", "line": line, "field": field}


def test_a_benefit_has_one_time(tmp_path):
    row = '[[benefit]]\nname = "{name}"\namount = 8\nunit = "weeks"\n'
    with pytest.raises(NotAllowed, match="another row names this benefit") as told:
        profile.read(written(tmp_path, row.format(name="Merudgifter") + row.format(name=" merudgifter")))
    assert told.value.facts == {"file": "profile.toml", "line": 5}


def test_a_faulty_row_of_law_makes_the_profile_faulty(tmp_path):
    (tmp_path / "deadlines").mkdir()
    (tmp_path / "deadlines" / "ours.toml").write_text(
        '\n[[rule]]\nid = "access_answered"\namount = 3\n', "utf-8"
    )
    with pytest.raises(NotAllowed) as told:
        profile.read(written(tmp_path, ""))
    assert (told.value.facts["file"], told.value.facts["line"]) == ("deadlines/ours.toml", 2)
