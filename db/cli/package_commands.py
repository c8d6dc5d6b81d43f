"""identity."""

from pathlib import Path

from db.actions.outgoing import new_files
from db.cli.session import Session, done
from db.exchange import identities


def identity(session: Session) -> int:
    """Make an age identity for receiving packages; its recipient alone is the answer."""
    text, recipient = identities.new_identity(session.now())
    with new_files({Path(session.args.out): text.encode()}):
        pass
    session.say(recipient)
    return done()
