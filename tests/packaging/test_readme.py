"""The README leads with the two commands and a picture, and names every subcommand there is."""

import re
from pathlib import Path

from db.cli.parsing import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_it_leads_with_the_two_commands_and_a_picture():
    run, test, picture = (README.index(lead) for lead in ("\nmake run", "\nmake test", "!["))
    assert run < test < picture < README.index("\n## ")
    assert all((ROOT / path).is_file() for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README))


def test_its_table_names_every_subcommand():
    rows = re.findall(r"^\| (`.*?) \|", README, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert named == {*COMMANDS, "--smoke"}
