"""The example of a municipality's profile is sound, and each of its parts is taken up."""

from pathlib import Path

from db.books import profile
from db.cli.main import run

EXAMPLE = Path(__file__).parent.parent.parent / "packaging" / "profile"


def test_the_example_is_sound(capfd):
    assert run(["--lang", "en", "profile", "check", str(EXAMPLE)]) == 0
    assert capfd.readouterr().out == "The profile is sound.\nIt is not signed.\n"


def test_each_part_of_the_example_is_taken_up():
    found = profile.read(EXAMPLE)
    assert found.letterhead.municipality == "Nordfjord Kommune"
    assert found.letterhead.logo == (EXAMPLE / "logo.png").read_bytes()
    assert found.population == 11200
    assert found.policy["idle_lock_minutes"] == 8
    assert "nordfjord_evening_group" in found.catalogue
    assert "first_talk" in found.forms.ids()
    assert "Tak, fordi du skrev" in str(found.letters["receipt"])
