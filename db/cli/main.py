"""The command line: which subcommands there are, and how their errors end."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from typing import Final, NoReturn

from db.cli.session import Command, Session
from db.errors import Exit, ForUser, NotAllowed
from db.store.trouble import known_trouble
from db.words import LANGUAGES, Words, later

_COMMANDS: Final = {
    "init": ("store_commands", "init", later("make an empty encrypted store")),
    "passphrase": ("store_commands", "passphrase", later("change the passphrase")),
    "slots": ("store_commands", "slots", later("list, add or remove key slots")),
    "recover": ("store_commands", "recover", later("open with IT's identity and set a new passphrase")),
    "check": ("store_commands", "check_store", later("say whether the store is whole")),
    "demo": ("document_commands", "demo", later("fill an empty store with fictional families")),
    "import": ("document_commands", "take_in", later("read an exchange document")),
    "export": ("document_commands", "export", later("write an exchange document")),
    "cases": ("reading_commands", "list_cases", later("the caseload")),
    "search": ("reading_commands", "find", later("find people, cases, notes, plans, meetings, forms")),
    "due": ("reading_commands", "due", later("deadlines and appointments")),
    "costs": ("reading_commands", "costs", later("the commitment account")),
    "plan": ("paper_commands", "plan", later("action plans as PDF")),
}


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in the program's own words."""

    words = Words()

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        told = self.words.t("The command line is wrong. See {program} --help.", program="taetpaa")
        self.exit(int(Exit.USAGE), f"taetpaa: {told}\n")


def parser(words: Words) -> argparse.ArgumentParser:
    """The options of every subcommand, explained in the language of `words`."""
    _say = words.t
    kind = type("_Speaking", (_Parser,), {"words": words})
    top = kind(prog="taetpaa", description=_say("Tæt På: the caseworker's own desk"), allow_abbrev=False)
    top.add_argument("--store", metavar="FILE", help=_say("the store"))
    top.add_argument(
        "--passphrase-file", metavar="FILE", help=_say("its first line opens the store; - reads input")
    )
    top.add_argument(
        "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help=_say("the day of this run")
    )
    top.add_argument("--profile", metavar="DIR", help=_say("the municipality's profile"))
    top.add_argument("--lang", choices=LANGUAGES, default="da", help=_say("the language"))
    top.add_argument(
        "--smoke", action="store_true", help=_say("open the main window on a sample store and end")
    )
    subs = top.add_subparsers(dest="command", metavar=_say("SUBCOMMAND"))
    made = {
        name: subs.add_parser(name, help=_say(about), allow_abbrev=False)
        for name, (_, _, about) in _COMMANDS.items()
    }
    made["init"].add_argument("--recovery-recipient", metavar="age1…")
    made["slots"].add_argument("do", nargs="?", choices=("add", "remove"))
    made["slots"].add_argument("number", nargs="?", type=int)
    made["slots"].add_argument("--recovery-recipient", metavar="age1…")
    made["recover"].add_argument("--identity", required=True, metavar="FILE")
    made["demo"].add_argument("--cases", type=_from_one, default=30, metavar="N")
    made["demo"].add_argument("--seed", type=int, default=1, metavar="S")
    made["import"].add_argument("file", metavar="FILE.json")
    made["import"].add_argument("--dry-run", action="store_true")
    made["export"].add_argument("--out", required=True, metavar="FILE")
    made["export"].add_argument("--to", metavar="age1…")
    made["search"].add_argument("text")
    made["search"].add_argument("--limit", type=_from_one, default=50, metavar="N")
    made["due"].add_argument("--from", dest="first", type=date.fromisoformat, metavar="D")
    made["due"].add_argument("--to", dest="last", type=date.fromisoformat, metavar="D")
    made["costs"].add_argument("--year", type=_year, metavar="Y")
    made["plan"].add_argument("--out", required=True, metavar="FILE_OR_DIR")
    made["plan"].add_argument("--edition", default="full")
    made["plan"].add_argument("--merge", action="store_true")
    for name in ("export", "due", "costs"):
        made[name].add_argument("cases", nargs="*", metavar="CASE")
    made["plan"].add_argument("cases", nargs="+", metavar="CASE")
    for name in ("slots", "check", "cases", "search", "due", "costs"):
        made[name].add_argument("--json", action="store_true")
    return top


def run(arguments: Sequence[str]) -> int:
    """Run one subcommand; returns its exit code (contract, section 1). Raises SystemExit for usage."""
    _speak_utf8()
    words = Words(_language(arguments))
    args = parser(words).parse_args(arguments)
    session = Session(args, words, sys.stdout, sys.stderr)
    module, name, _ = _COMMANDS[args.command]
    try:
        command: Command = getattr(import_module(f"db.cli.{module}"), name)
        with known_trouble():
            code = command(session)
            sys.stdout.flush()
    except ForUser as error:
        return session.refuse(error)
    except BrokenPipeError:
        # Whoever read our output has gone: nothing to tell anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.REFUSED)
    except KeyboardInterrupt:
        return session.refuse(NotAllowed(later("Interrupted.")))
    return code


def _language(arguments: Sequence[str]) -> str:
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    finder.add_argument("--lang", choices=LANGUAGES, default="da")
    try:
        return str(finder.parse_known_args([a for a in arguments if a not in ("-h", "--help")])[0].lang)
    except (SystemExit, argparse.ArgumentError):
        return "da"


def _from_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _year(text: str) -> int:
    number = int(text)
    if not date.min.year <= number <= date.max.year:
        raise ValueError(text)
    return number


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
