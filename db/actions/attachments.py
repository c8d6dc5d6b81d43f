"""What can be done with documents and photos: taken in, named, removed, brought back, erased, written out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action, note
from db.actions.outgoing import new_files
from db.errors import NotAllowed
from db.records.attachment import Attachment, AttachmentKind
from db.records.base import new_id
from db.records.plan import Readers
from db.rules import file_kinds, finding
from db.store import attachments as store
from db.store import drafts, search
from db.store.trouble import known_trouble
from db.words import later

KIND: Final = "attachment"
"""The name of attachments in the journal, the history and the drafts."""
EXPORTED: Final = "attachment.exported"
OPENED: Final = "attachment.opened"
_TOPICS: Final = frozenset({Topic.NOTES, Topic.DRAFTS})
Step = Callable[[int, int], None]
"""Told how many bytes are done, and of how many; may raise to stop."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to take in, with the small picture of it if it is one."""

    path: Path
    thumbnail: bytes | None = None


def add_file(desk: Desk, case_id: str, source: Source, step: Step) -> Changed:
    """Take a file into the case, all of it or nothing; the file itself stays where it is.

    Raises NotAllowed for a folder, an empty file, one above 50 MB or one that cannot be read or
    changes meanwhile, and what `step` raises; then nothing was changed. Trouble if the disk fails.
    """
    size = _size_of(source.path)
    made = new_id()
    with action(desk, "attachment.added", KIND, made, case_id) as act:
        written = store.write_bytes(desk.db, made, case_id, _read(source.path, size, step))
        if written.size != size:
            raise NotAllowed(
                later("The file changed while it was read."), later("Nothing was kept. Try again.")
            )
        name = file_kinds.shown_name(source.path.name)
        after = Attachment(
            id=made,
            title=_title(name),
            name=name,
            kind=AttachmentKind.PHOTO if source.thumbnail else AttachmentKind.OTHER,
            on=desk.today(),
            readers=Readers.CASEWORKER,
            size=written.size,
            sha256=written.sha256,
            added_at=desk.now(),
        )
        store.add(desk.db, after, case_id, source.thumbnail)
        act.changed(KIND, made, case_id, None, after)
        computed.index(desk, [finding.entry_of_attachment(after, case_id)])
    return Changed(_TOPICS, case_id, made)


def change(desk: Desk, case_id: str, before: Attachment, after: Attachment) -> Changed:
    """Write another title, day, kind or who may read it. Raises Stale if it changed meanwhile."""
    with action(desk, "attachment.changed", KIND, after.id, case_id) as act:
        store.save(desk.db, after, expected=before)
        act.changed(KIND, after.id, case_id, before, after)
        drafts.drop_record(desk.db, KIND, after.id)
        computed.index(desk, [finding.entry_of_attachment(after, case_id)])
    return Changed(_TOPICS, case_id, after.id)


def remove(desk: Desk, case_id: str, before: Attachment) -> Changed:
    """Take an attachment out of the case's list; it can be brought back until it is erased."""
    return _set_removed(desk, "attachment.removed", case_id, before, desk.today())


def bring_back(desk: Desk, case_id: str, before: Attachment) -> Changed:
    """Put an attachment that was removed back into the case's list."""
    return _set_removed(desk, "attachment.brought_back", case_id, before, None)


def erase(desk: Desk, case_id: str, before: Attachment) -> Changed:
    """Take an attachment and its bytes away for good. Raises NotAllowed if it was not removed first."""
    if before.removed_on is None:
        raise NotAllowed(later("This attachment still stands in the case."), later("Remove it first."))
    with action(desk, "attachment.erased", KIND, before.id, case_id):
        if store.get(desk.db, before.id) != before:
            raise NotAllowed(
                later("This attachment was changed meanwhile."), later("Open it again and repeat.")
            )
        store.erase(desk.db, before.id)
        search.forget(desk.db, before.id)
        drafts.drop_record(desk.db, KIND, before.id)
    return Changed(_TOPICS, case_id, None)


def write_out(desk: Desk, attachment_id: str, out: Path) -> Changed:
    """Write a copy out of the store, as a new file that only the user may read, with a line of the journal.

    Raises Stale if it is gone, NotAllowed for a file that is there already, Trouble if the disk fails.
    """
    with known_trouble():
        found = store.get(desk.db, attachment_id)
        case_id = store.case_of(desk.db, attachment_id)
        content = b"".join(store.pieces(desk.db, attachment_id))
    with new_files({out: content}):
        note(desk, EXPORTED, [(KIND, found.id, case_id)])
    return Changed(frozenset(), case_id, found.id)


def content_to_show(desk: Desk, attachment_id: str) -> bytes:
    """The bytes for another program to show, with a line of the journal. Raises Stale if it is gone."""
    with known_trouble():
        case_id = store.case_of(desk.db, store.get(desk.db, attachment_id).id)
        content = b"".join(store.pieces(desk.db, attachment_id))
    note(desk, OPENED, [(KIND, attachment_id, case_id)])
    return content


def take_back(desk: Desk, name: str, past: tuple[Attachment | None, Attachment], case_id: str) -> None:
    """Let an attachment be as it was before a change; one that was added is removed, its bytes stay.

    `past` is what it was and what the change made of it. Raises Stale if it is otherwise by now.
    """
    before, after = past
    then = before if before is not None else after.changed(removed_on=desk.today())
    with action(desk, name, KIND, after.id, case_id) as act:
        store.save(desk.db, then, expected=after)
        act.changed(KIND, after.id, case_id, after, then)
        drafts.drop_record(desk.db, KIND, after.id)
        if then.removed_on is None:
            computed.index(desk, [finding.entry_of_attachment(then, case_id)])
        else:
            search.forget(desk.db, after.id)


def _set_removed(desk: Desk, name: str, case_id: str, before: Attachment, on: date | None) -> Changed:
    after = before.changed(removed_on=on)
    with action(desk, name, KIND, after.id, case_id) as act:
        store.save(desk.db, after, expected=before)
        act.changed(KIND, after.id, case_id, before, after)
        if on is None:
            computed.index(desk, [finding.entry_of_attachment(after, case_id)])
        else:
            search.forget(desk.db, after.id)
    return Changed(_TOPICS, case_id, after.id)


def _size_of(path: Path) -> int:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise NotAllowed(later("This is no file."), later("Choose a document or a picture."))
    except OSError as error:
        raise _unreadable() from error
    if size == 0:
        raise NotAllowed(later("The file is empty."), later("Nothing was kept. Look at it once more."))
    if size > file_kinds.LARGEST:
        raise NotAllowed(
            later("The file is larger than 50 MB."), later("Nothing was kept. Make it smaller, or divide it.")
        )
    return size


def _read(path: Path, size: int, step: Step) -> Iterator[bytes]:
    done = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(store.PIECE):
                done += len(piece)
                if done > size:
                    return  # it grew: what was read is not the whole file
                step(done, size)
                yield piece
    except OSError as error:
        raise _unreadable() from error


def _unreadable() -> NotAllowed:
    return NotAllowed(
        later("The file cannot be read."), later("Check that it is there and that you may read it.")
    )


def _title(name: str) -> str:
    facts = file_kinds.facts_of(name)
    if facts.may_run or facts.pretends:
        return name  # whole: without its ending it would look like what it pretends to be
    stem, dot, _ = name.rpartition(".")
    return (stem if dot else name).replace("_", " ").strip() or name
