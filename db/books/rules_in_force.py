"""Which deadlines' rules hold in this office: the shipped rows, with a municipality's changes and times."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from db.books import deadlines
from db.paths import RESOURCES
from db.rules.rulebook import Rulebook
from db.rules.spans import Span

_LAW: Final = RESOURCES / "law"
_REVISION: Final = 1
"""Raised when the code of a rule changes what it gives: stored deadlines are then computed anew."""


@dataclass(frozen=True)
class RulesInForce:
    """The rules as files; they are read when a rule is first asked for.

    `changes` is the folder of a municipality's own rows, `benefits` its times for deciding an application.
    """

    changes: Path | None = None
    benefits: Mapping[str, Span] = field(default_factory=dict)

    @cached_property
    def book(self) -> Rulebook:
        """The rules. Raises NotAllowed, with file, line and reason, for a row that cannot be used."""
        book = deadlines.read(_LAW)
        if self.changes is not None:
            book = deadlines.with_profile(book, self.changes)
        return book.with_benefits(self.benefits) if self.benefits else book

    @cached_property
    def fingerprint(self) -> str:
        """Another text whenever the rules may give other deadlines than before."""
        digest = hashlib.sha256(f"{_REVISION}\n".encode())
        for folder in (_LAW, self.changes):
            for path in sorted(folder.glob("*.toml")) if folder is not None else ():
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        for benefit, span in sorted(self.benefits.items()):
            digest.update(f"{benefit}\0{span.amount} {span.unit}\0".encode())
        return digest.hexdigest()


SHIPPED: Final = RulesInForce()
"""The rules as they ship with the program."""
