"""What the subcommands share: the options, the way into the store, and how they speak."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TextIO

from db.actions.desk import Desk, at_the_desk
from db.errors import Exit, ForUser, NotAllowed
from db.paths import default_store
from db.records.base import COPENHAGEN, day_of
from db.store import open as door
from db.words import Words, later

_LONGEST_PASSPHRASE = 4096


@dataclass(frozen=True)
class Session:
    """One run of one subcommand: its options, its words, its clock, its streams."""

    args: argparse.Namespace
    words: Words
    out: TextIO
    err: TextIO

    @property
    def store(self) -> Path:
        """The store that is meant."""
        return Path(self.args.store) if self.args.store else default_store()

    @property
    def json(self) -> bool:
        """True if the answer is one JSON document."""
        return bool(getattr(self.args, "json", False))

    def now(self) -> datetime:
        """The clock of this run: 12.00 in Copenhagen on the day of --today, else now."""
        if self.args.today is not None:
            return datetime.combine(self.args.today, time(12), COPENHAGEN).astimezone(UTC)
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        """The day of this run."""
        return day_of(self.now())

    @cached_property
    def passphrases(self) -> list[str]:
        """The lines of the passphrase file, at most two; asked for at the terminal without one.

        Read once: standard input cannot be read again.

        Raises NotAllowed if the file cannot be read.
        """
        name = self.args.passphrase_file
        if name is None:
            return [self._asked()]
        try:
            data = (
                sys.stdin.buffer.read(_LONGEST_PASSPHRASE * 2)
                if name == "-"
                else Path(name).read_bytes()[: _LONGEST_PASSPHRASE * 2]
            )
            lines = data.decode("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise NotAllowed(
                later("The passphrase file cannot be read."), later("Name a text file in UTF-8.")
            ) from error
        return lines[:2] or [""]

    def new_passphrase(self) -> str:
        """The new passphrase: the file's second line. Raises NotAllowed if there is none."""
        lines = self.passphrases
        if len(lines) < 2 or not lines[1]:
            raise NotAllowed(
                later("There is no new passphrase."),
                later("Write it as the second line of the passphrase file."),
            )
        return lines[1]

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The open store; closed again, with the journal's head noted, whatever happens inside."""
        with door.unlock_by_passphrase(self.store, self.passphrases[0]) as unlocked:
            desk = at_the_desk(unlocked, now=self.now)
            try:
                yield desk
            finally:
                desk.close()

    def say(self, text: str) -> None:
        """A line for people, on standard output."""
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

    def _asked(self) -> str:
        if not sys.stdin.isatty():
            raise NotAllowed(
                later("No passphrase was given."),
                later("Name a file with --passphrase-file, or - for input."),
            )
        return getpass.getpass(self.words.t("Passphrase: "), stream=self.err)


Command = Callable[[Session], int]


def done() -> int:
    """The exit code of what went well."""
    return int(Exit.DONE)
