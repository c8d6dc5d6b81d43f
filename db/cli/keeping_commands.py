"""backup, restore."""

from datetime import datetime
from pathlib import Path

from db.actions import backups
from db.actions.restore import put_back
from db.cli.session import Session, done
from db.store.copying import Glance


def back_up(session: Session) -> int:
    """Write the store to one verified file with its header."""
    with session.desk() as desk:
        found = backups.back_up(desk.store, desk.db, Path(session.args.out), made_at=desk.now())
    session.say(session.words.t("The backup was written, opened and compared with the store."))
    session.say(_told(session, found))
    return done()


def restore(session: Session) -> int:
    """Put a backup in the place of the store, which is kept beside it."""
    words = session.words
    found = put_back(session.store, Path(session.args.file), session.passphrase, today=session.today())
    session.say(words.t("The backup of {moment} opens and is whole.", moment=words.moment(found.made_at)))
    if found.other_store:
        session.warn(words.t("The store that stood here is another one than the backup's."))
    if found.before is not None:
        session.say(words.t("Before: {content}", content=_told(session, found.before)))
    session.say(words.t("Now: {content}", content=_told(session, found.after)))
    if found.erased_again:
        session.say(
            words.n(
                "{count} case was erased after the backup was made, and was erased from it again.",
                "{count} cases were erased after the backup was made, and were erased from it again.",
                found.erased_again,
            )
        )
    if found.kept is not None:
        session.say(words.t("The store that stood here is kept beside it as {name}.", name=found.kept.name))
    return done()


def _told(session: Session, found: Glance) -> str:
    words = session.words
    parts = [
        words.n("{count} case", "{count} cases", found.cases),
        words.n("{count} person", "{count} people", found.people),
        words.n("{count} line in the journal", "{count} lines in the journal", found.lines),
    ]
    if found.last:
        last = datetime.fromisoformat(found.last)
        parts.append(words.t("last changed on {moment}", moment=words.moment(last)))
    return ", ".join(parts)
