"""What IT has settled is shown as locked, with the reason; a fault in it is told."""

from dataclasses import replace

import pytest

from db.books import policy
from desktop.kit.banner import Banner
from desktop.kit.labels import Label
from desktop.kit.rows import FactRow
from desktop.rooms.settings.policy_part import PolicyPart


@pytest.fixture
def part(show, tools, tmp_path):
    """A function that shows the part under a policy file of IT's and a profile's settings."""

    def shown(text="", **stated):
        file = tmp_path / "policy.toml"
        file.write_text(text, "utf-8")
        return show(PolicyPart(replace(tools, policy=policy.read(stated, file))))

    return shown


def told(part):
    return {row.accessibleName() for row in part.findChildren(FactRow)}


def test_each_locked_setting_says_who_locked_it(part):
    shown = part('export_readable = "forbidden"\nprofile = "/etc/taetpaa/profil"\n', idle_lock_minutes=8)
    assert told(shown) == {
        "Minutter uden tast eller klik, før vinduet låser. Låst i kommunens profil. 8",
        "Om et udvekslingsdokument må skrives uden at være krypteret. "
        "Låst af it-afdelingen for denne computer. ikke tilladt",
        "Mappen med kommunens profil. /etc/taetpaa/profil\nLåst af it-afdelingen for denne computer",
    }


def test_a_faulty_policy_is_told_with_what_holds_instead(part):
    shown = part("idle_lock_minute = 8\n")
    assert "policy.toml, linje 1" in shown.findChild(Banner).accessibleName()
    assert any("Til den er rettet, gælder det strengeste" in row for row in told(shown))


def test_nothing_settled_is_said_in_one_sentence(part):
    shown = part()
    assert not told(shown)
    assert any("Programmets egne valg gælder" in label.text() for label in shown.findChildren(Label))
