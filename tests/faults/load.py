"""A mixed load on a store, told action by action, and what must hold wherever it broke off."""

import os
import random
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import stores  # noqa: E402

from db.actions import backups, forms, notes, office  # noqa: E402
from db.actions.typed import keep_typed  # noqa: E402
from db.books.forms import SHIPPED  # noqa: E402
from db.errors import ForUser  # noqa: E402
from db.exchange import backup_file  # noqa: E402
from db.records.note import Note  # noqa: E402
from db.store import drafts, facts, filled_forms  # noqa: E402
from db.store import notes as note_store  # noqa: E402
from db.store import open as door  # noqa: E402
from db.store.check import check  # noqa: E402
from db.store.drafts import Draft  # noqa: E402

CASE, NOTE = "f01-c1", "note-of-the-load"
STANDS = ("note", "caseworker", "form", "draft")
"""What the load changes; a note that is saved takes its draft up, and so stands before it."""
AT = datetime(2026, 11, 23, 11, tzinfo=UTC)
WORDS = "Mormor hentede børnene torsdag, og de spiste madpakker i bilen. "


class Load:
    """Does one action after another at a desk; each is told to `tell` before and after."""

    def __init__(self, store, tell, *, number=0):
        self.store, self.tell, self.number = store, tell, number
        self.open()

    def open(self):
        self.unlocked = door.unlock_by_passphrase(self.store, stores.PASSPHRASE)
        try:
            self.desk = stores.at_the_desk(self.unlocked, now=stores.noon, who="Hanne Lind")
        except BaseException:
            self.unlocked.close()
            raise

    def close(self):
        self.desk.close()
        self.unlocked.close()

    def act(self, name):
        """Do one action. An expected failure is told as one; nothing else may come."""
        self.number += 1
        self.tell(f"b {name} {self.number}\n")
        try:
            getattr(self, f"_{name}")(str(self.number))
        except ForUser:
            self.tell(f"f {name} {self.number}\n")
            return False
        self.tell(f"d {name} {self.number}\n")
        return True

    def _caseworker(self, value):
        office.name_caseworker(self.desk, value)

    def _note(self, value):
        before = note_store.get(self.desk.db, NOTE)
        notes.save_note(self.desk, CASE, before, before.changed(text=f"{value} {WORDS * (int(value) % 40)}"))

    def _form(self, value):
        before = form_of(self.desk)
        forms.save_form(self.desk, CASE, before, before.changed(answers={"present": value}))

    def _draft(self, value):
        text = f"{value} {WORDS * (int(value) % 90)}"
        keep_typed(self.desk, [Draft("note", NOTE, "text", CASE, None, text, AT)])

    def _head(self, _):
        self.unlocked.note_head(self.desk.db)

    def _backup(self, _):
        out = self.store.with_name("copy.taetpaa-backup")
        backups.back_up(self.unlocked, self.desk.db, out, made_at=AT)

    def _reopen(self, _):
        self.close()
        try:
            self.open()
        except ForUser:  # as somebody at a lock screen does: once more
            self.open()
            raise


OFTEN = ("caseworker", "note", "form", "draft", "draft", "draft", "head", "backup", "reopen")
ONCE = ("draft", "caseworker", "form", "note", "draft", "head", "backup", "reopen", "draft", "form", "note")


def begun(folder):
    """A store with what the load changes, in `folder`."""
    folder.mkdir()
    store = stores.filled(folder)
    with stores.at_work(store) as desk:
        forms.begin_form(desk, CASE, SHIPPED.newest("follow_up"))
        notes.save_note(desk, CASE, None, Note(id=NOTE, at=AT, kind="note", text="0"))
        office.name_caseworker(desk, "0")
    return store


def form_of(desk):
    """The answered form that the load changes."""
    return max(
        (one for one in filled_forms.of_case(desk.db, CASE) if one.form == "follow_up"),
        key=lambda one: (one.started_on or AT.date(), not one.answers, one.id),
    )


def without_end(store, told, seed):
    """Work on `store` until somebody kills this process."""
    chance = random.Random(seed)
    handle = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    load = Load(store, lambda line: os.write(handle, line.encode()))
    while True:
        load.act(chance.choice(OFTEN))


def wrong_after(store, told):
    """What is wrong with `store` after a load that said `told`, empty if all holds; and how it stands.

    Everything that was said to be done is there; what was only begun is there or not; nothing else is.
    """
    try:
        with door.unlock_by_passphrase(store, stores.PASSPHRASE, to_check=True) as unlocked:
            wrong = [f"{fault.what} {fault.where}" for fault in check(unlocked).faults]
        with stores.at_work(store) as desk:
            stand = stand_of(desk)
    except ForUser as error:
        return [f"refused: {error}"], {}
    for name, value in stand.items():
        if value not in _may_stand(name, told):
            wrong.append(f"{name} holds {value}")
    copy = store.with_name("copy.taetpaa-backup")
    if copy.exists():
        try:
            backup_file.read(copy)
        except ForUser:
            wrong.append("the backup cannot be read")
    return wrong, stand


def stand_of(desk):
    """The number of the last action of each kind that is in the store."""
    draft = drafts.of_record(desk.db, "note", NOTE).get("text")
    return {
        "caseworker": facts.get(desk.db, "caseworker"),
        "note": note_store.get(desk.db, NOTE).text.split()[0],
        "form": form_of(desk).answers.get("present", "0"),
        "draft": draft.text.split()[0] if draft else "0",
    }


def _may_stand(name, told):
    kinds = (name, "note") if name == "draft" else (name,)
    found = {"0"}
    for line in told[: told.rfind("\n") + 1].splitlines():  # a line that was cut off says nothing
        with suppress(ValueError):
            what, kind, number = line.split(" ")
            if kind not in kinds:
                continue
            value = number if kind == name else "0"  # a saved note takes its draft up
            if what == "d":
                found = {value}
            elif what == "b":
                found = found | {value}
            else:
                found = found - {value} or found
    return found
