"""identity, handover, share, receive."""

from pathlib import Path

from db.actions import packages, receipts
from db.actions.outgoing import new_files
from db.actions.packages import Sent
from db.cli.session import Session, done
from db.exchange import identities
from db.rules import arriving


def identity(session: Session) -> int:
    """Make an age identity for receiving packages; its recipient alone is the answer."""
    text, recipient = identities.new_identity(session.now())
    with new_files({Path(session.args.out): text.encode()}):
        pass
    session.say(recipient)
    return done()


def handover(session: Session) -> int:
    """Give cases to another caseworker: here they can only be read from then on."""
    args, words = session.args, session.words
    with session.desk() as desk:
        sent = packages.hand_over(desk, args.cases, to=args.to, out=Path(args.out))
    session.say(words.t("The package was written: {content}.", content=_told(session, sent)))
    if sent.drafts:
        left = words.n(
            "{count} unfinished text goes along.", "{count} unfinished texts go along.", sent.drafts
        )
        session.say(left)
    session.say(words.t("Here these cases can only be read from now on."))
    return done()


def share(session: Session) -> int:
    """Let somebody read copies of cases until a day."""
    args, words = session.args, session.words
    with session.desk() as desk:
        sent = packages.share(desk, args.cases, to=args.to, until=args.until, out=Path(args.out))
    session.say(words.t("The package was written: {content}.", content=_told(session, sent)))
    session.say(words.t("It can be read until {day}.", day=words.day(args.until)))
    return done()


def receive(session: Session) -> int:
    """Take up a package: cases to go on with, or copies to read."""
    words = session.words
    package = packages.read_package(Path(session.args.file), identities.read(Path(session.args.identity)))
    out = Path(session.args.receipt) if session.args.receipt else None
    with session.desk() as desk:
        found = receipts.receive(desk, package, out=out)
    count = words.n("{count} case", "{count} cases", len(found.taken_up.cases))
    sender = found.sender or "–"
    session.say(words.t("Taken up from {sender}: {cases}.", sender=sender, cases=count))
    for told in arriving.erased_again(found.erased_again, words):
        session.say(told)
    if found.until is None:
        session.say(words.t("They are yours to write from now on."))
    else:
        session.say(words.t("These copies can be read until {day}.", day=words.day(found.until)))
    if found.taken_up.kept:
        kept = words.n(
            "{count} person is known here with other details, and stayed as here.",
            "{count} people are known here with other details, and stayed as here.",
            found.taken_up.kept,
        )
        session.warn(kept)
    return done()


def _told(session: Session, sent: Sent) -> str:
    words = session.words
    return ", ".join(
        [
            words.n("{count} case", "{count} cases", sent.cases),
            words.n("{count} person", "{count} people", sent.people),
            words.n("{count} attachment", "{count} attachments", sent.attachments),
        ]
    )
