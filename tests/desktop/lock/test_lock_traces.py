"""The two small files beside a store."""

import errno
import json
from pathlib import Path

import pytest

from desktop.lock.traces import MistakesFile, OpenMark, may_be_at, wait_after


def test_each_mistake_waits_longer_up_to_a_minute():
    assert [wait_after(count) for count in range(10)] == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert wait_after(1000) == 60


def test_mistakes_are_kept_over_restarts_as_a_count_alone(tmp_path):
    store = tmp_path / "a.taetpaa"
    assert MistakesFile(store).read() == 0
    assert [MistakesFile(store).add() for _ in range(4)] == [1, 2, 3, 4]
    assert MistakesFile(store).read() == 4
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text()) == {"count": 4}
    MistakesFile(store).forget()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"count": "x"}', '{"count": 1e999}', "\0"])
def test_a_faulty_file_is_no_mistake_and_no_fault(tmp_path, text):
    (tmp_path / "a.taetpaa.tries").write_text(text)
    assert MistakesFile(tmp_path / "a.taetpaa").read() == 0


def test_the_mark_stands_until_it_is_taken_away(tmp_path):
    mark = OpenMark(tmp_path / "a.taetpaa")
    assert not mark.stands()
    mark.set()
    assert OpenMark(tmp_path / "a.taetpaa").stands()
    mark.take_away()
    assert not mark.stands()
    mark.take_away()


def test_a_folder_that_refuses_stops_nothing(tmp_path):
    nowhere = tmp_path / "gone" / "a.taetpaa"
    OpenMark(nowhere).set()
    assert MistakesFile(nowhere).add() == 1


def test_where_nobody_may_look_a_store_may_stand_and_where_nothing_can_be_none_does(tmp_path, monkeypatch):
    too_long = tmp_path / ("x" * 300)
    assert not may_be_at(too_long)
    assert not OpenMark(too_long).stands()

    def forbidden(_):
        raise PermissionError(errno.EACCES, "forbidden")

    monkeypatch.setattr(Path, "exists", forbidden)
    assert may_be_at(tmp_path / "a.taetpaa")
    assert not OpenMark(tmp_path / "a.taetpaa").stands()
