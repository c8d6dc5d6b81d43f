"""init, passphrase, slots, recover, check."""

from pathlib import Path
from typing import Final

from db.actions import kept_backups, making, new_key, upkeep
from db.actions import keys as key_actions
from db.cli.session import Session, done
from db.errors import Damaged, Exit, NotAllowed
from db.store import open as door
from db.store.check import Verdict, check
from db.store.keys import SlotKind
from db.words import later

_SLOTS: Final = {
    SlotKind.PASSPHRASE: later("passphrase"),
    SlotKind.RECOVERY: later("recovery by IT"),
    SlotKind.CODE: later("recovery code"),
}
_LARGEST: Final = 64 * 1024


def init(session: Session) -> int:
    """Make an empty encrypted store."""
    making.make(
        session.store,
        session.first_passphrase(),
        today=session.today(),
        profile=session.profile,
        policy=session.policy,
        recipient=session.args.recovery_recipient,
    )
    session.say(session.words.t("An empty store was made."))
    return done()


def passphrase(session: Session) -> int:
    """Change the passphrase: the old one is the file's first line, the new one its second."""
    old, new = session.passphrase, session.new_passphrase()
    with session.desk() as desk:
        key_actions.change_passphrase(desk, old, new)
    session.say(session.words.t("The passphrase was changed."))
    return done()


def slots(session: Session) -> int:
    """List, add or remove key slots, or renew the key; a new passphrase is the file's second line."""
    if session.args.do == "renew":
        return _renew(session)
    if session.args.code:
        return _add_code(session)
    todo, recipient = session.args.do, session.args.recovery_recipient
    new = session.passphrase and session.new_passphrase() if todo == "add" and recipient is None else ""
    with session.desk() as desk:
        if todo == "add" and recipient is not None:
            key_actions.add_recovery(desk, recipient)
        elif todo == "add":
            key_actions.add_passphrase(desk, new)
        elif todo == "remove":
            key_actions.remove_slot(desk, session.args.number, session.policy)
        listed = desk.store.header.slots
    if session.json:
        session.answer([{"kind": slot.kind.value, "added_on": slot.added_on.isoformat()} for slot in listed])
        return done()
    for number, slot in enumerate(listed, 1):
        name = session.words.t(_SLOTS[slot.kind])
        session.say(f"{number}. {name}, {session.words.day(slot.added_on)}")
    return done()


def _add_code(session: Session) -> int:
    """Add a recovery code, and say it this once."""
    words = session.words
    with session.desk() as desk:
        code = key_actions.add_code(desk, session.policy)
    if session.json:
        session.answer({"code": code})
        return done()
    session.say(code)
    session.warn(
        words.t("This code alone opens the store. Keep it away from the computer; it is shown only now.")
    )
    return done()


def _renew(session: Session) -> int:
    """Give the store a new data key, and name the backups that the old one still opens."""
    words, plan = session.words, upkeep.plan_of(session.policy)
    found = new_key.renew(session.store, session.passphrase, now=session.now, plan=plan)
    session.say(words.t("The store has a new key."))
    if found.dropped:
        session.say(
            words.n(
                "{count} other passphrase opens it no more.",
                "{count} other passphrases open it no more.",
                found.dropped,
            )
        )
    for path in found.backups:
        session.say(words.t("The old key still opens {name}.", name=path.name))
    return done()


def recover(session: Session) -> int:
    """Open with IT's identity or the recovery code; the last of the passphrase file's two lines is set."""
    identity, code = session.args.identity, session.args.code_file
    if code is None:
        told = later("The identity file cannot be read."), later("Name the file that holds IT's secret key.")
        way = {"identity": _text_of(identity, told)}
    else:
        told = later("The file with the code cannot be read."), later("Name a text file with the code.")
        way = {"code": next(iter(_text_of(code, told).splitlines()), "")}
    if not any(way.values()):
        raise NotAllowed(*told)
    new = session.last_passphrase()
    with session.desk(**way) as desk:
        key_actions.set_passphrase(desk, new)
    session.say(session.words.t("The store has a new passphrase. The old ones no longer open it."))
    session.say(
        session.words.t("Give it a new key as well, with slots renew: older headers open the old one.")
    )
    return done()


def _text_of(name: str, told: tuple[str, str]) -> str:
    """The beginning of the file, as text. Raises NotAllowed in these words if it cannot be read."""
    try:
        with Path(name).open("rb") as file:
            return file.read(_LARGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotAllowed(*told) from error


def check_store(session: Session) -> int:
    """Say whether the store is whole, without changing it."""
    try:
        with door.unlock_by_passphrase(session.store, session.passphrase, to_check=True) as unlocked:
            verdict = check(unlocked)
    except Damaged:
        if session.json:
            session.answer(_unreadable())
        _offer_backup(session)
        raise
    if session.json:
        session.answer(_as_json(verdict))
    else:
        _tell(session, verdict)
    if verdict.sound:
        return done()
    session.warn(session.words.t("Nothing was changed. Restore the newest backup."))
    _offer_backup(session)
    return int(Exit.DAMAGED)


def _offer_backup(session: Session) -> None:
    """Name the newest backup of the store, if there is one: whether it is whole is seen by `restore`."""
    words = session.words
    for one in kept_backups.of_closed(session.store, upkeep.plan_of(session.policy))[:1]:
        at = words.moment(one.at)
        session.warn(words.t("The newest backup is of {moment}: {name}", moment=at, name=one.path))


def _as_json(verdict: Verdict) -> dict[str, object]:
    return {
        "sound": verdict.sound,
        "faults": [{"what": fault.what, "where": fault.where} for fault in verdict.faults],
        "schema": verdict.schema,
        "counts": verdict.counts,
        "journal": {"lines": verdict.lines, "sound": verdict.journal_sound},
        "slots": [{"kind": kind, "added_on": added.isoformat()} for kind, added in verdict.slots],
    }


def _unreadable() -> dict[str, object]:
    fault = {"what": "damaged", "where": "store"}
    journal = {"lines": 0, "sound": False}
    return {"sound": False, "faults": [fault], "schema": "", "counts": {}, "journal": journal, "slots": []}


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
