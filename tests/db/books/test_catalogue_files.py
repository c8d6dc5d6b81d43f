"""The catalogue of interventions: every one that practice names is there, and a faulty row is refused."""

import json

import pytest

from db.books import catalogue, profile, profile_check, refusion
from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.intervention import LawGroup
from db.rules.refusion import Limits

NAMED = {
    "open counselling": "open_counselling",
    "psychologist sparring": "psychologist_sparring",
    "caseworker sparring": "caseworker_sparring",
    "Tværs team": "cross_team",
    "Tidlig Tværfaglig Indsats": "early_effort",
    "home-based family courses": "home_course",
    "PMTO": "pmto",
    "Cool Kids / Chilled": "cool_kids",
    "talk groups": "talk_group",
    "open psychologist's counselling": "open_psychologist",
    "youth café": "youth_cafe",
    "day treatment": "day_treatment",
    "courses for young people at home and their parents": "youth_at_home_course",
    "companion": "companion",
    "special transport": "special_transport",
    "aids": "aids",
    "school in the family house": "family_house_school",
    "family treatment": "family_treatment",
    "family advice at home": "family_guidance",
    "support/contact person": "support_contact_person",
    "nanny corps": "nanny_corps",
    "respite": "respite",
    "Tuesdays, Wednesdays and a weekend a month": "respite_weekend",
    "flexible respite": "flexible_respite",
    "family rooms": "family_room",
    "outreach from residential homes": "outreach",
    "group talks for parents of placed children": "parent_talks",
    "network foster family": "network_foster",
    "foster family": "foster_family",
    "own room": "own_room",
    "boarding school": "boarding_school",
    "residential home: opholdssted": "residential_home",
    "residential home: døgninstitution": "institution",
    "special day care": "special_day_care",
    "home training": "home_training",
    "lost earnings": "lost_earnings",
    "extra costs": "extra_costs",
    "STU": "stu",
    "temporary residence": "temporary_residence",
}
ROW = """[[row]]
id = "pmto"
name = { da = "PMTO hos os", en = "PMTO with us" }
about = { da = "Hos os", en = "With us" }
age_from = 4
age_to = 11
law_group = "supportive"
step = 3
certainty = "V"
unit = "month"
price = "8000.00"
"""


def test_every_intervention_that_practice_names_is_there_whole():
    rows = catalogue.shipped()
    assert set(NAMED.values()) <= set(rows)
    for row in rows.values():
        assert row.price > 0, row.id
        assert row.legal_ref or row.unsure, row.id
        on_ladder = row.law_group not in (LawGroup.COMPENSATING, LawGroup.ADULT)
        assert (row.step is not None) == on_ladder, row.id
    assert {row.id for row in rows.values() if row.evidence_based} == {"pmto", "cool_kids"}
    assert rows["family_room"].capacity == "2 værelser"


def test_every_row_that_the_fictional_families_use_is_there():
    used = set()
    for path in (RESOURCES / "demo" / "families").glob("*.json"):
        for case in json.loads(path.read_text("utf-8")).get("cases", []):
            used |= {item["catalogue"] for item in case.get("interventions", []) if item.get("catalogue")}
    assert used
    assert used <= set(catalogue.shipped())


def test_a_profile_replaces_and_adds_by_id(tmp_path):
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "ours.toml").write_text(ROW + "\n" + ROW.replace('"pmto"', '"ours"'), "utf-8")
    (tmp_path / "refusion.toml").write_text(
        '[[limits]]\nyear = 2026\nlimits = [900000, 1800000, 2200000]\nsource = "vores"\ncertainty = "V"\n',
        "utf-8",
    )
    (tmp_path / "profile.toml").write_text("", "utf-8")
    found = profile.read(tmp_path)
    assert found.catalogue["pmto"].name.da == "PMTO hos os"
    assert len(found.catalogue) == len(catalogue.shipped()) + 1
    assert found.refusion[2026] == Limits(90_000_000, 180_000_000, 220_000_000)
    assert found.refusion[2022] == refusion.shipped()[2022]
    assert profile_check.faults(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "line", "told"),
    [
        (('price = "8000.00"', 'price = "-8000"'), 11, "value that cannot stand"),
        (('price = "8000.00"', 'price = "8000.00"\ncolour = "red"'), 12, "not known"),
        (('unit = "month"\n', ""), 1, "is missing"),
        (("age_to = 11", "age_to = 3"), 1, "age to is lower"),
        (('law_group = "supportive"', 'law_group = "placement"'), 1, "placement has a kind"),
        (('law_group = "supportive"', 'law_group = "compensating"'), 1, "is on no step"),
        (("step = 3", "step = 7"), 8, "value that cannot stand"),
        (("[[row]]", "[[raw]]"), 1, "not known"),
        (("[[row]]", "[[row"), 1, "not written as TOML"),
    ],
)
def test_a_faulty_row_is_refused_with_file_line_and_reason(tmp_path, change, line, told):
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "ours.toml").write_text(ROW.replace(*change), "utf-8")
    with pytest.raises(NotAllowed, match=told) as fault:
        catalogue.with_profile(folder)
    assert fault.value.facts["line"] == line
    (tmp_path / "profile.toml").write_text("", "utf-8")
    assert len(profile_check.faults(tmp_path)) == 1


def test_the_same_id_twice_is_refused(tmp_path):
    (tmp_path / "ours.toml").write_text(ROW + ROW, "utf-8")
    with pytest.raises(NotAllowed, match="another row has this id"):
        catalogue.with_profile(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("limits = [3, 2, 1]", "do not rise"),
        ("limits = [1, 2]", "cannot stand there"),
        ("limits = [1, 2, 3]\nshare = 4", "is not known"),
        ("limits = [", "not written as TOML"),
    ],
)
def test_faulty_limits_are_refused(tmp_path, text, told):
    file = tmp_path / "refusion.toml"
    file.write_text(f'[[limits]]\nyear = 2026\nsource = "x"\ncertainty = "V"\n{text}\n', "utf-8")
    with pytest.raises(NotAllowed, match=told):
        refusion.with_profile(file)
