"""The office's own figures."""

import pytest

from db.books import office
from db.errors import NotAllowed


def test_the_shipped_file_gives_the_aim():
    assert office.read().caseload_target == 29


@pytest.mark.parametrize(
    "text",
    ["", "caseload_target = 0", 'caseload_target = "29"', "caseload_target = true", "caseload_target ="],
)
def test_a_faulty_file_is_named(tmp_path, text):
    file = tmp_path / "office.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(NotAllowed) as refused:
        office.read(file)
    assert (refused.value.facts["file"], refused.value.facts["line"]) == ("office.toml", 1)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(NotAllowed):
        office.read(tmp_path / "office.toml")
