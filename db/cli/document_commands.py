"""demo, import, export."""

import os
from pathlib import Path

from db.actions import demonstration, documents
from db.cli.session import Session, done
from db.errors import NotAllowed
from db.exchange.faults import Fault, FaultyDocument
from db.exchange.writing import document_json
from db.store.trouble import known_trouble
from db.words import later


def demo(session: Session) -> int:
    """Fill an empty store with fictional families."""
    with session.desk() as desk:
        changed = demonstration.fill(desk, count=session.args.cases, seed=session.args.seed)
    session.say(
        session.words.n(
            "{count} fictional family was added.", "{count} fictional families were added.", changed
        )
    )
    return done()


def take_in(session: Session) -> int:
    """Read an exchange document: all of it or nothing."""
    try:
        data = Path(session.args.file).read_bytes()
    except OSError as error:
        raise NotAllowed(
            later("The file cannot be read."), later("Check its name and your rights.")
        ) from error
    try:
        with session.desk() as desk:
            found = documents.import_document(desk, data, dry_run=session.args.dry_run)
    except FaultyDocument as error:
        for fault in error.faults:
            session.warn(_told(session, fault))
        raise
    for warning in found.warnings:
        session.warn(_told(session, warning))
    text = session.words.n("{count} case", "{count} cases", found.cases)
    if session.args.dry_run:
        session.say(session.words.t("The file is sound: {cases}. Nothing was changed.", cases=text))
    else:
        session.say(session.words.t("Taken in: {cases}.", cases=text))
    return done()


def export(session: Session) -> int:
    """Write an exchange document, encrypted for `--to`."""
    out = Path(session.args.out)
    if out.exists():
        raise NotAllowed(later("There is a file of that name already."), later("Choose another name."))
    with session.desk() as desk:
        data = document_json(documents.export_document(desk, session.args.cases)).encode()
    if session.args.to:
        data = _encrypted(data, session.args.to)
    else:
        session.warn(session.words.t("This file is readable by anyone who gets hold of it."))
    with known_trouble():
        _write(out, data)
    session.say(
        session.words.t("Written. Attachments, drafts and the history are not in an exchange document.")
    )
    return done()


def _encrypted(data: bytes, recipient: str) -> bytes:
    import pyrage

    try:
        return pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.RecipientError as error:
        raise NotAllowed(
            later("The recipient is not an age recipient."), later("It begins with age1; copy it whole.")
        ) from error


def _write(out: Path, data: bytes) -> None:
    part = out.with_name(out.name + ".part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _told(session: Session, fault: Fault) -> str:
    return f"{fault.pointer or '/'}: {fault.kind}: {session.words.t(fault.sentence)}"
