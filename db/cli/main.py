"""Running one subcommand, and how its errors end."""

import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from db.cli.parsing import COMMANDS, parsed
from db.cli.session import Command, Session
from db.errors import ForUser, NotAllowed, Trouble
from db.store.trouble import known_trouble
from db.words import later


def run(arguments: Sequence[str]) -> int:
    """Run one subcommand; returns its exit code (contract, section 1). Raises SystemExit for usage."""
    _speak_utf8()
    args, words = parsed(arguments)
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
    try:
        sys.stdout.write(session.out.getvalue())
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone: nothing to tell anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        sys.stdout = io.StringIO()  # or the interpreter tries, and fails, again on its way out
        return session.refuse(
            Trouble(
                later("What was asked for is done, but the answer could not be written."),
                later("Look where the output goes."),
            )
        )
    return code


def _place(error: Exception) -> str:
    """The line of ours where `error` arose: `db/store/open.py:12`."""
    root = Path(__file__).resolve().parent.parent.parent
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(root / "db")]
    return f"{Path(ours[-1].filename).relative_to(root).as_posix()}:{ours[-1].lineno}" if ours else "?"


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
