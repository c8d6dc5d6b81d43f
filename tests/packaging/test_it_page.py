"""The page for IT and the one for the data protection officer: what they name is what there is."""

import re
from pathlib import Path

import pytest

from db.books import policy, toml_file
from db.cli.parsing import COMMANDS

PACKAGING = Path(__file__).parent.parent.parent / "packaging"
IT = (PACKAGING / "IT.md").read_text("utf-8")
PROTECTION = (PACKAGING / "DATABESKYTTELSE.md").read_text("utf-8")


@pytest.mark.parametrize("setting", policy.settings().values(), ids=lambda one: one.id)
def test_every_setting_stands_there_with_what_it_takes(setting):
    line = next(line for line in IT.splitlines() if line.startswith("|") and f"`{setting.id}`" in line)
    bounds = [str(setting.value), f"{setting.least}-{setting.most}"] if isinstance(setting.value, int) else []
    named = [*(f"`{choice}`" for choice in setting.choices), *bounds]
    assert [one for one in named if one not in line] == []


def test_its_example_is_sound_but_for_the_key_that_only_it_has():
    text = re.search(r"```toml\n(.+?)```", IT, re.DOTALL)[1]
    found = list(policy.faults(toml_file.parsed(text, "policy.toml")))
    assert [fault.facts["field"] for fault in found] == ["profile_key"]


@pytest.mark.parametrize("page", [IT, PROTECTION])
def test_every_command_it_names_exists(page):
    given = re.findall(r"`taetpaa((?: --[a-z-]+ [A-Z]+)*) ([a-z]+)", page)
    assert given
    assert {command for _, command in given} <= set(COMMANDS)
    assert set(re.findall(r"`((?:backup|journal|handed|idle|ask|recovery)_[a-z_]+)\b", page)) <= set(
        policy.settings()
    ) | {"recovery_recipient"}


def test_the_access_log_is_said_to_be_no_measure_of_employees():
    assert "Loggen er ikke et mål for medarbejderne." in PROTECTION
