"""policy, profile check."""

from pathlib import Path
from typing import Final

from db.books import profile as municipal
from db.books import profile_check, profile_seal
from db.books.policy import Source
from db.books.profile_seal import Seal
from db.cli.session import Session, done
from db.errors import Exit, NotAllowed
from db.paths import policy_file
from db.rules.fingerprint import fingerprint
from db.words import later

_SOURCES: Final = {
    Source.DEFAULT: later("default"),
    Source.PROFILE: later("the profile"),
    Source.POLICY: later("the policy file"),
    Source.REGISTRY: later("the group policy"),
    Source.FAULT: later("IT's policy is faulty: the strictest holds"),
}
_SEALS: Final = {
    Seal.NONE: later("It is not signed."),
    Seal.UNKNOWN: later(
        "It is signed, and nothing was changed since; no key was given to hold that against."
    ),
    Seal.GOOD: later("It is signed with IT's key, and nothing was changed since."),
}


def policy(session: Session) -> int:
    """Which settings apply, and where each comes from."""
    words, found = session.words, session.policy
    if session.json:
        session.answer(
            [
                {"setting": one.setting.id, "value": one.value, "from": one.source.value}
                for one in found.applied
            ]
        )
        return done()
    for one in found.applied:
        value = str(one.value) or "–"
        session.say(f"{one.setting.id} = {value} ({words.t(_SOURCES[one.source])})")
        session.say(f"    {words.t(one.setting.about)}")
    session.say(words.t("The policy file of this machine: {file}", file=policy_file()))
    return done()


def profile(session: Session) -> int:
    """Say whether a profile is sound and signed, each fault with file, line, reason; or list its files."""
    folder = Path(session.args.folder)
    return _list_files(session, folder) if session.args.do == "sums" else _check(session, folder)


def _list_files(session: Session, folder: Path) -> int:
    """Write what IT signs: the files of a profile with their digests."""
    if not folder.is_dir():
        raise NotAllowed(later("There is no folder of this name."))
    (folder / profile_seal.SUMS).write_bytes(profile_seal.sums(folder).encode())
    session.say(session.words.t("Written. Now sign it: minisign -Sm {file}", file=profile_seal.SUMS))
    return done()


def _check(session: Session, folder: Path) -> int:
    words, found = session.words, profile_check.faults(folder)
    seal = Seal.NONE
    try:
        seal = profile_seal.seal_of(folder, session.args.key or session.policy.text("profile_key"))
        if not session.args.key:
            profile_seal.demand(folder, session.policy)
    except NotAllowed as error:
        found.append(error)
    if not found:
        session.say(words.t("The profile is sound."))
        session.say(words.t(_SEALS[seal]))
        if recipient := municipal.read(folder).recovery_recipient:
            told = words.t(
                "Fingerprint of IT's recovery key: {fingerprint}", fingerprint=fingerprint(recipient)
            )
            session.say(told)
        return done()
    for fault in found:
        session.warn(words.t(fault.message, **fault.facts))
    count = len(found)
    told = words.n("The profile has {count} fault.", "The profile has {count} faults.", count)
    session.warn(f"taetpaa: {told}")
    return int(Exit.REFUSED)
