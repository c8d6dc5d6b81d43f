"""What the subcommands share: the options, the way into the store, and how they speak."""

import argparse
import getpass
import json
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Final, TextIO

from db.actions import computed
from db.actions.at_the_desk import at_the_desk
from db.actions.desk import Desk
from db.books import guesses, municipality
from db.books.municipality import Municipality
from db.books.policy import Policy
from db.books.profile import Profile
from db.errors import Exit, ForUser, NotAllowed
from db.paths import default_store
from db.records.base import COPENHAGEN, day_of
from db.rules.passphrases import is_common
from db.store import open as door
from db.words import Words, later

_LONGEST_LINE: Final = 4096


@dataclass(frozen=True)
class Session:
    """One run of one subcommand: its options, its words, its clock; the answer is gathered in `out`."""

    args: argparse.Namespace
    words: Words
    out: StringIO
    err: TextIO

    @property
    def store(self) -> Path:
        """The store that is meant."""
        return Path(self.args.store) if self.args.store else default_store()

    @property
    def json(self) -> bool:
        """True if the answer is one JSON document."""
        return bool(getattr(self.args, "json", False))

    @property
    def profile(self) -> Profile:
        """The municipality's profile; empty without one and, after a warning, for a faulty one."""
        return self._office.profile

    @property
    def policy(self) -> Policy:
        """The settings that apply; after a warning without the machine's policy file if that is faulty."""
        return self._office.policy

    @cached_property
    def _office(self) -> Municipality:
        found = municipality.read(Path(self.args.profile) if self.args.profile else None)
        for fault in found.faults:
            self.warn(f"taetpaa: {self.words.error(fault)}")
        return found

    def now(self) -> datetime:
        """The clock of this run: 12.00 in Copenhagen on the day of --today, else now."""
        if self.args.today is not None:
            return datetime.combine(self.args.today, time(12), COPENHAGEN).astimezone(UTC)
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        """The day of this run."""
        return day_of(self.now())

    @cached_property
    def passphrase(self) -> str:
        """The passphrase: the file's first line, or asked for at the terminal without one.

        Raises NotAllowed if the file cannot be read.
        """
        return self._lines[0] if self._lines else self._asked(self.words.t("Passphrase: "))

    def first_passphrase(self) -> str:
        """The passphrase of a store to be made, asked for twice at the terminal. Raises NotAllowed."""
        return self._long_enough(self._lines[0] if self._lines else self._asked_twice())

    def new_passphrase(self) -> str:
        """The new passphrase: the file's second line, asked for twice at the terminal. Raises NotAllowed."""
        lines = self._lines
        if not lines:
            return self._long_enough(self._asked_twice())
        if len(lines) < 2 or not lines[1].strip():
            raise NotAllowed(
                later("There is no new passphrase."),
                later("Write it as the second line of the passphrase file."),
            )
        return self._long_enough(lines[1])

    def last_passphrase(self) -> str:
        """A new passphrase where the old one is not known: the file's second line, else its first."""
        lines = self._lines
        given = next((line for line in reversed(lines) if line), "") if lines else self._asked_twice()
        return self._long_enough(given)

    def _long_enough(self, passphrase: str) -> str:
        """`passphrase`. Raises NotAllowed if it is shorter than policy asks."""
        least = self.policy.number("passphrase_length")
        if passphrase and len(passphrase) < least:
            raise NotAllowed(
                later("The passphrase is too short."),
                later("Your municipality asks for at least {n} characters. Nothing was changed."),
                n=least,
            )
        if self.policy.text("passphrase_common") == "refused" and is_common(passphrase, guesses.read()):
            raise NotAllowed(
                later("The passphrase is easy to guess."),
                later("Choose several words that do not belong together. Nothing was changed."),
            )
        return passphrase

    @cached_property
    def _lines(self) -> list[str]:
        """The passphrase file's first two lines; none if no file was named. Read once: input ends."""
        name = self.args.passphrase_file
        if name is None:
            return []
        if name == "-" and sys.stdin is None:
            raise _unreadable()
        try:
            with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
                lines = [file.readline(_LONGEST_LINE) for _ in range(2)]
            if any(len(line) == _LONGEST_LINE for line in lines):
                raise _unreadable()
            return [
                line.rstrip(b"\r\n").decode("utf-8") for line in (lines[0].removeprefix(BOM_UTF8), lines[1])
            ]
        except (OSError, ValueError) as error:
            raise _unreadable() from error

    @contextmanager
    def desk(self, identity: str = "", code: str = "") -> Iterator[Desk]:
        """The store, opened with the passphrase, IT's `identity` or a `code`; closed whatever happens."""
        if identity:
            unlocked = door.unlock_by_identity(self.store, identity)
        elif code:
            unlocked = door.unlock_by_code(self.store, code)
        else:
            unlocked = door.unlock_by_passphrase(self.store, self.passphrase)
        with unlocked:
            desk = at_the_desk(unlocked, now=self.now, rules=self.profile.rules, forms=self.profile.forms)
            try:
                yield desk
            except BaseException:
                desk.close(note_head=False)
                raise
            desk.close()

    @contextmanager
    def desk_by_rules(self) -> Iterator[Desk]:
        """As `desk`; its deadlines are those that the rules of this run give."""
        with self.desk() as desk:
            computed.renewed(desk)
            yield desk

    def say(self, text: str) -> None:
        """A line of the answer, for people."""
        self.out.write(text + "\n")

    def warn(self, text: str) -> None:
        """A line on standard error."""
        self.err.write(text + "\n")

    def answer(self, document: object) -> None:
        """The one JSON document of this run."""
        json.dump(document, self.out, ensure_ascii=False, indent=1)
        self.out.write("\n")

    def refuse(self, error: ForUser) -> int:
        """Say what went wrong; returns the exit code."""
        self.warn(f"taetpaa: {self.words.error(error)}")
        return int(error.exit)

    def _asked_twice(self) -> str:
        given = self._asked(self.words.t("New passphrase: "))
        if given != self._asked(self.words.t("Once more: ")):
            raise NotAllowed(later("The two are not the same."), later("Nothing was changed. Try again."))
        return given

    def _asked(self, question: str) -> str:
        if sys.stdin is None or not sys.stdin.isatty():
            raise NotAllowed(
                later("No passphrase was given."),
                later("Name a file with --passphrase-file, or - for input."),
            )
        return getpass.getpass(question, stream=self.err)


def _unreadable() -> NotAllowed:
    return NotAllowed(later("The passphrase file cannot be read."), later("Name a text file in UTF-8."))


Command = Callable[[Session], int]


def done() -> int:
    """The exit code of what went well."""
    return int(Exit.DONE)
