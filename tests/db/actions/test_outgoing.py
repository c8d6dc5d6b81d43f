import os
import stat
from pathlib import Path

import pytest
from stores import digests

from db.actions.outgoing import new_files
from db.errors import NotAllowed, Trouble


def test_files_appear_after_what_is_done_inside(tmp_path):
    one, two = tmp_path / "new" / "1", tmp_path / "new" / "2"
    with new_files({one: b"1", two: b"2"}):
        assert not one.exists()
        assert sum(path.stat().st_size for path in one.parent.iterdir()) == 2
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert sorted(path.name for path in one.parent.iterdir()) == ["1", "2"]
    if os.name == "posix":
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
        assert stat.S_IMODE(one.parent.stat().st_mode) == 0o700


def test_what_fails_inside_leaves_nothing(tmp_path):
    with pytest.raises(KeyError), new_files({tmp_path / "new" / "1": b"1"}):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["", ".", Path.cwd().anchor])
def test_a_folder_without_a_name_is_no_new_file(place):
    with (
        pytest.raises(NotAllowed, match="There is a file of that name already"),
        new_files({Path(place): b"1"}),
    ):
        raise KeyError


@pytest.mark.parametrize("taken", ["file", "folder", "link"])
def test_a_name_that_is_taken_leaves_the_others_unwritten_too(tmp_path, taken):
    place = tmp_path / "2"
    if taken == "file":
        place.write_text("mine")
    elif taken == "folder":
        place.mkdir()
    else:
        place.symlink_to(tmp_path / "nowhere")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(NotAllowed), new_files({tmp_path / "1": b"1", place: b"2"}):
        pytest.fail("never comes here")
    assert sorted(tmp_path.iterdir()) == before


def test_in_place_puts_the_new_one_over_the_old(tmp_path):
    (tmp_path / "1").write_text("old")
    with pytest.raises(KeyError), new_files({tmp_path / "1": b"new"}, in_place=True):
        raise KeyError
    assert digests(tmp_path).keys() == {"1"}
    assert (tmp_path / "1").read_bytes() == b"old"
    with new_files({tmp_path / "1": b"new"}, in_place=True):
        pass
    assert (tmp_path / "1").read_bytes() == b"new"


def test_folders_are_made_one_deep_only(tmp_path):
    with pytest.raises(NotAllowed, match="no such folder"), new_files({tmp_path / "a" / "b" / "c": b""}):
        pytest.fail("never comes here")
    assert list(tmp_path.iterdir()) == []


def test_names_that_no_file_can_have(tmp_path):
    with pytest.raises((NotAllowed, Trouble)), new_files({tmp_path / ("x" * 300): b""}):
        pytest.fail("never comes here")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="only where there is such a folder")
def test_a_folder_that_holds_no_files_is_refused_in_words():
    with pytest.raises(NotAllowed, match="written there"), new_files({Path("/proc/x.pdf"): b""}):
        pytest.fail("never comes here")
