"""policy, profile check."""

from pathlib import Path
from typing import Final

from db.books import profile_check
from db.books.policy import Source
from db.cli.session import Session, done
from db.errors import Exit
from db.paths import policy_file
from db.words import later

_SOURCES: Final = {
    Source.DEFAULT: later("default"),
    Source.PROFILE: later("the profile"),
    Source.POLICY: later("the policy file"),
    Source.FAULT: later("the policy file is faulty: the strictest holds"),
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
    """Say whether a profile is sound; every fault with file, line and reason."""
    words, found = session.words, profile_check.faults(Path(session.args.folder))
    if not found:
        session.say(words.t("The profile is sound."))
        return done()
    for fault in found:
        session.warn(words.t(fault.message, **fault.facts))
    count = len(found)
    told = words.n("The profile has {count} fault.", "The profile has {count} faults.", count)
    session.warn(f"taetpaa: {told}")
    return int(Exit.REFUSED)
