"""The agendas to begin from: all there, in both languages, and a faulty one is refused by name."""

import shutil

import pytest

from db.books.agendas import FOLDER, agendas
from db.errors import NotAllowed


def test_the_five_agendas_ask_for_the_child_s_part():
    found = {one.id: one for one in agendas()}
    assert set(found) == {
        "first_meeting",
        "follow_up",
        "network_meeting",
        "placement_review",
        "transition_16",
    }
    for one in found.values():
        assert any(who == ("child",) for who in (part.who for part in one.part))
        assert one.title.da != one.title.en


@pytest.mark.parametrize("fault", ["nonsense = ", 'id = "follow_up"', None])
def test_a_faulty_agenda_is_refused_by_its_name(tmp_path, fault):
    shutil.copy(FOLDER / "follow_up.toml", tmp_path / "mine.toml")
    if fault is not None:
        (tmp_path / "mine.toml").write_text(fault, "utf-8")
    with pytest.raises(NotAllowed) as refused:
        agendas(tmp_path)
    assert refused.value.facts["file"] == f"{tmp_path.name}/mine.toml"
