"""init, passphrase, slots, recover, check."""

from pathlib import Path

from db.actions import keys as key_actions
from db.actions.desk import at_the_desk
from db.cli.session import Session, done
from db.errors import Damaged, Exit, ForUser, NotAllowed
from db.store import open as door
from db.store.check import Verdict, check
from db.words import later


def init(session: Session) -> int:
    """Make an empty encrypted store."""
    door.make(
        session.store,
        session.passphrases[0],
        today=session.today(),
        recovery=session.args.recovery_recipient,
    )
    session.say(session.words.t("An empty store was made."))
    return done()


def passphrase(session: Session) -> int:
    """Change the passphrase: the old one is the file's first line, the new one its second."""
    new = session.new_passphrase()
    with session.desk() as desk:
        key_actions.change_passphrase(desk, session.passphrases[0], new)
    session.say(session.words.t("The passphrase was changed."))
    return done()


def slots(session: Session) -> int:
    """List, add or remove key slots."""
    todo = session.args.do
    new = session.new_passphrase() if todo == "add" and not session.args.recovery_recipient else ""
    with session.desk() as desk:
        if todo == "add" and session.args.recovery_recipient:
            key_actions.add_recovery(desk, session.args.recovery_recipient)
        elif todo == "add":
            key_actions.add_passphrase(desk, new)
        elif todo == "remove":
            key_actions.remove_slot(desk, session.args.number)
        listed = [(slot.kind.value, slot.added_on) for slot in desk.store.header.slots]
    if session.json:
        session.answer([{"kind": kind, "added_on": added.isoformat()} for kind, added in listed])
        return done()
    for number, (kind, added) in enumerate(listed, 1):
        name = session.words.t(_SLOTS[kind])
        session.say(f"{number}. {name}, {session.words.day(added)}")
    return done()


_SLOTS = {"passphrase": later("passphrase"), "recovery": later("recovery by IT")}


def recover(session: Session) -> int:
    """Open with IT's identity and set a new passphrase: the last of the passphrase file's two lines."""
    new = next((line for line in reversed(session.passphrases) if line), "")
    if not new:
        raise NotAllowed(later("The passphrase is empty."), later("Choose one of several words."))
    try:
        identity = Path(session.args.identity).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotAllowed(
            later("The identity file cannot be read."), later("Name the file that holds IT's secret key.")
        ) from error
    with door.unlock_by_identity(session.store, identity) as unlocked:
        desk = at_the_desk(unlocked, now=session.now)
        try:
            key_actions.set_passphrase(desk, new)
        finally:
            desk.close()
    session.say(session.words.t("The store has a new passphrase. The old ones no longer open it."))
    return done()


def check_store(session: Session) -> int:
    """Say whether the store is whole, without changing it."""
    try:
        with door.unlock_by_passphrase(session.store, session.passphrases[0]) as unlocked:
            verdict = check(unlocked)
    except Damaged as error:
        if session.json:
            session.answer(_unreadable(error))
        raise
    if session.json:
        session.answer(_as_json(verdict))
    else:
        _tell(session, verdict)
    return done() if verdict.sound else int(Exit.DAMAGED)


def _as_json(verdict: Verdict) -> dict[str, object]:
    return {
        "sound": verdict.sound,
        "faults": [{"what": fault.what, "where": fault.where} for fault in verdict.faults],
        "schema": verdict.schema,
        "counts": verdict.counts,
        "journal": {"lines": verdict.lines, "sound": verdict.journal_sound},
        "slots": [{"kind": kind, "added_on": added.isoformat()} for kind, added in verdict.slots],
    }


def _unreadable(error: ForUser) -> dict[str, object]:
    return {
        "sound": False,
        "faults": [{"what": error.message.format_map(error.facts), "where": "store"}],
        "schema": None,
        "counts": {},
        "journal": {"lines": 0, "sound": False},
        "slots": [],
    }


def _tell(session: Session, verdict: Verdict) -> None:
    words = session.words
    if verdict.sound:
        session.say(words.t("The store is whole."))
    else:
        count = len(verdict.faults)
        session.say(words.n("The store has {count} fault.", "The store has {count} faults.", count))
        for fault in verdict.faults:
            session.say(f"  {fault.what}: {fault.where}")
    lines = words.n("{count} line in the journal", "{count} lines in the journal", verdict.lines)
    cases = words.n("{count} case", "{count} cases", verdict.counts.get("cases", 0))
    session.say(f"{cases}, {lines}")
