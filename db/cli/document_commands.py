"""demo, import, export."""

from pathlib import Path

from db.actions import demonstration, documents
from db.cli.session import Session, done
from db.errors import NotAllowed
from db.exchange.faults import Fault, FaultyDocument
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
    data = documents.read_file(Path(session.args.file))
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
    if session.args.to is None and session.policy.text("export_readable") == "forbidden":
        raise NotAllowed(
            later("Your municipality forbids exchange documents that anyone can read."),
            later("Name the receiver with --to. Nothing was written."),
        )
    with session.desk() as desk:
        documents.export_document(
            desk, session.args.cases, out=Path(session.args.out), recipient=session.args.to
        )
    if session.args.to is None:
        session.warn(session.words.t("This file is readable by anyone who gets hold of it."))
    session.say(
        session.words.t("Written. Attachments, drafts and the history are not in an exchange document.")
    )
    return done()


def _told(session: Session, fault: Fault) -> str:
    return f"{fault.pointer or '/'}: {fault.kind}: {session.words.t(fault.sentence)}"
