"""Expected failures: what a person reads when something cannot be done, and the exit code it has.

Sentences are written in English here and translated where they are shown. Neither
sentence may hold a name or any other detail of a case: both are logged.
"""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ends (contract, section 1)."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    WRONG_PASSPHRASE = 3
    DAMAGED = 4
    IN_USE = 5


class ForUser(Exception):
    """An expected failure: `message` says what happened, `remedy` what to do now.

    Both are keys of the catalogue; `facts` fills their `{places}` and holds counts, days,
    codes and pointers only.
    """

    exit = Exit.REFUSED

    def __init__(self, message: str, remedy: str = "", **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.facts = facts


class NotAllowed(ForUser):
    """The request or the input is wrong, or a rule of the office forbids it; nothing was changed."""


class AsksFirst(NotAllowed):
    """It may be done after somebody said yes to it; a command has nobody to ask and refuses."""


class Stale(ForUser):
    """The record was changed or removed after it was shown; nothing was written."""


class Trouble(ForUser):
    """The machine is at fault: disk full, read-only, forbidden."""


class WrongPassphrase(ForUser):
    """No key slot opens with what was given."""

    exit = Exit.WRONG_PASSPHRASE


class Damaged(ForUser):
    """The store is damaged, not a store, from a newer release, or its header is not its own."""

    exit = Exit.DAMAGED


class Newer(Damaged):
    """The store is whole and from a newer release: an older backup would not help."""


class InUse(ForUser):
    """Another program has the store open."""

    exit = Exit.IN_USE
