"""Whether what is computed and kept beside the records is as this release and these rules would compute it.

Apart from the computing itself, which loads every rule: a window asks this at each unlocking.
"""

from typing import Final

from db.actions.desk import Desk
from db.store import facts

RULES: Final = "rules"
"""The fact that says by which rules the stored deadlines were computed."""
WORDS: Final = "words"
"""The fact that says that an earlier release wrote the words for searching; "" once they are made anew."""


def is_current(desk: Desk) -> bool:
    """True if the stored deadlines were computed by the rules that hold now, or there are none yet.

    False too for a store whose words for searching an earlier release wrote otherwise than this one.
    """
    return facts.get(desk.db, RULES) in (None, desk.rules.fingerprint) and not has_old_words(desk)


def has_old_words(desk: Desk) -> bool:
    """True if words for searching are still to be made anew."""
    return bool(facts.get(desk.db, WORDS))
