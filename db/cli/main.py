"""Running one subcommand, and how its errors end."""

import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from db.cli.parsing import COMMANDS, parsed
from db.cli.session import Command, Session
from db.errors import Exit, ForUser, NotAllowed, Trouble
from db.store.trouble import known_trouble
from db.words import later


def run(arguments: Sequence[str]) -> int:
    """Run one subcommand; returns its exit code (contract, section 1). Raises SystemExit for usage."""
    _speak_utf8()
    try:
        args, words = parsed(arguments)
    except SystemExit:  # help was asked for, or the command line is wrong
        if not _written(""):  # argparse leaves the help it printed to the interpreter's end
            raise SystemExit(int(Exit.REFUSED)) from None
        raise
    session = Session(args, words, io.StringIO(), sys.stderr)
    code = _ended(session)
    return _answered(session, code)


def _ended(session: Session) -> int:
    """Do what is asked; returns the exit code, and keeps the answer in the session."""
    module, name, _ = COMMANDS[session.args.command]
    try:
        command: Command = getattr(import_module(f"db.cli.{module}"), name)
        with known_trouble():
            _ = session.policy  # a faulty profile or policy is told of, whatever was asked for
            return command(session)
    except ForUser as error:
        return session.refuse(error)
    except KeyboardInterrupt:
        return session.refuse(NotAllowed(later("Interrupted.")))
    except Exception as error:  # noqa: BLE001 - a bug: its text may quote a record, so only its place is
        return session.refuse(
            Trouble(
                later("The program has a fault of its own ({kind}, {place})."),
                later("Tell those who look after it; this line holds nothing about any family."),
                kind=type(error).__name__,
                place=_place(error),
            )
        )


def _answered(session: Session, code: int) -> int:
    """Give the answer out; returns `code`, or another one if it cannot be given."""
    if _written(session.out.getvalue()):
        return code
    return session.refuse(
        Trouble(
            later("What was asked for is done, but the answer could not be written."),
            later("Look where the output goes."),
        )
    )


def _written(text: str) -> bool:
    """Write `text`, and what waits to be written; False if the output cannot take it."""
    try:
        if text:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone: nothing to tell anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        sys.stdout = io.StringIO()  # or the interpreter tries, and fails, again on its way out
        return False
    return True


def _place(error: Exception) -> str:
    """The line of ours where `error` arose: `db/store/open.py:12`."""
    root = Path(__file__).resolve().parent.parent.parent
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(root / "db")]
    return f"{Path(ours[-1].filename).relative_to(root).as_posix()}:{ours[-1].lineno}" if ours else "?"


def _speak_utf8() -> None:
    """Text goes out as UTF-8 whatever the locale; a stream that was closed before the start is an open one.

    Nobody reads what goes to a closed stderr; a closed stdout cannot take an answer, as a full disk cannot.
    """
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    if sys.stdout is None:
        sys.stdout = _Closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


class _Closed(io.StringIO):
    """An output that was closed before the start: it takes nothing."""

    def write(self, text: str, /) -> int:
        if text:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return 0
