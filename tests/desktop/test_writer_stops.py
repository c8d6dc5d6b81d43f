"""What is long and changes the store stops at the lock, wherever it is, and nothing of it is left."""

import threading
from types import SimpleNamespace

import pytest

from db import stepping
from db.store import documents, stopping
from db.words import Words
from desktop.kit.jobs import Task
from desktop.taking_in import TakingIn

FOR_EVER = "with recursive up(n) as (select 1 union all select n + 1 from up) select count(*) from up"


def in_steps(_):
    while True:
        stepping.step()


def in_one_question(desk):
    return desk.db.execute(FOR_EVER).fetchone()


@pytest.mark.parametrize("rare", [False, True])
@pytest.mark.parametrize("work", [in_steps, in_one_question])
def test_what_would_never_end_stops_at_the_lock_and_what_waits_behind_it_is_done(
    writer, work, rare, monkeypatch
):
    if rare:
        monkeypatch.setattr(stopping, "_STEPS", 2**31 - 1)  # SQLite asks so seldom that it has to be told
    begun, behind = threading.Event(), []

    def long(desk):
        begun.set()
        return work(desk)

    writer.run(long, done=behind.append, failed=behind.append, task=Task())
    writer.run(lambda _: behind.append("kept"), done=lambda _: None, failed=behind.append)
    assert begun.wait(20)
    writer.close()
    assert behind == ["kept"]


def test_an_exchange_document_that_is_taken_in_stops_at_the_lock(writer, tmp_path, monkeypatch):
    reached, heard = threading.Event(), []

    def endless(*_):
        reached.set()
        return in_steps(None)

    monkeypatch.setattr(documents, "add", endless)
    file = tmp_path / "a.json"
    file.write_text('{"format": "taetpaa-exchange", "version": 1, "people": [{"id": "p1", "name": "Ida"}]}')
    taking = TakingIn(SimpleNamespace(writer=writer, words=Words("da"), news=None))
    taking.told.connect(heard.append)
    taking.take(file)
    assert reached.wait(20)
    writer.close()
    db = writer.opened.connect()
    assert documents.is_empty(db)
    db.close()
    assert len(heard) == 1
