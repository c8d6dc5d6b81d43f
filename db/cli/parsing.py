"""The command line as the contract has it: which options there are, and what each is for."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NoReturn

from db.errors import Exit
from db.words import LANGUAGES, Words, later

COMMANDS: Final = {
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
    "report": ("figure_commands", "report", later("the key figures of a span of days")),
    "backup": ("keeping_commands", "back_up", later("write the store to one verified file")),
    "restore": ("keeping_commands", "restore", later("put a backup in the place of the store")),
    "handover": ("package_commands", "handover", later("give cases to another caseworker, in one package")),
    "share": ("package_commands", "share", later("let somebody read copies of cases until a day")),
    "receive": ("package_commands", "receive", later("take up a package")),
    "identity": ("package_commands", "identity", later("make an identity for receiving packages")),
    "policy": ("policy_commands", "policy", later("which settings apply, and where each comes from")),
    "profile": ("policy_commands", "profile", later("say whether a profile is sound")),
    "plan": ("paper_commands", "plan", later("action plans as PDF")),
    "form": ("paper_commands", "form", later("an answered form as PDF")),
    "calendar": ("paper_commands", "calendar", later("deadlines and appointments as a calendar file")),
    "minutes": ("paper_commands", "minutes", later("a meeting's minutes as PDF")),
}
"""Each subcommand: its module in db.cli, its function there, and what it does."""
_MOST: Final = 1_000_000


class _Formatter(argparse.HelpFormatter):
    """Help with its own few words in the language of the program."""

    words = Words()

    @classmethod
    def speaking(cls, words: Words) -> "type[_Formatter]":
        """A formatter in the language of `words`."""
        return type("_Speaking", (cls,), {"words": words})

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.words.t("usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language of `words`, and never repeats what stood on the command line."""

    words = Words()

    def __init__(self, **options: Any) -> None:
        speaking = _Formatter.speaking(self.words)
        super().__init__(**options, allow_abbrev=False, add_help=False, formatter_class=speaking)
        self._positionals.title = self.words.t("what to give it")
        self._optionals.title = self.words.t("options")
        self.add_argument("-h", "--help", action="help", help=self.words.t("show this help"))

    def error(self, message: str) -> NoReturn:
        """End with how it is used; `message` is left out, for it repeats what was typed."""
        self.print_usage(sys.stderr)
        told = self.words.t("The command line is wrong. See {program} --help.", program="taetpaa")
        self.exit(int(Exit.USAGE), f"taetpaa: {told}\n")


def parsed(arguments: Sequence[str]) -> tuple[argparse.Namespace, Words]:
    """The options in `arguments`, and the language they ask for. Raises SystemExit for usage and help."""
    words = Words(_language(arguments))
    whole = parser(words)
    args = whole.parse_args(arguments)
    if args.smoke or _is_odd(args):
        whole.error("")
    return args, words


def parser(words: Words) -> Parser:
    """The options of every subcommand, explained in the language of `words`."""
    kind: type[Parser] = type("_SpeakingParser", (Parser,), {"words": words})
    top = kind(prog="taetpaa", description=words.t("Tæt På: the caseworker's own desk"))
    _add_global(top, words)
    subs = top.add_subparsers(dest="command", required=True, metavar=words.t("SUBCOMMAND"))
    made = {
        name: subs.add_parser(name, help=words.t(about), description=words.t(about))
        for name, (_, _, about) in COMMANDS.items()
    }
    _add_to_store(made, words)
    _add_to_documents(made, words)
    _add_to_reading(made, words)
    _add_to_keeping(made, words)
    for name in ("slots", "check", "cases", "search", "due", "costs", "report", "policy"):
        made[name].add_argument("--json", action="store_true", help=words.t("answer with one JSON document"))
    return top


def _add_global(top: Parser, words: Words) -> None:
    top.add_argument("--store", metavar="FILE", help=words.t("the store; without it, your own"))
    top.add_argument(
        "--passphrase-file", metavar="FILE", help=words.t("its first line opens the store; - reads input")
    )
    top.add_argument("--today", type=_day, metavar="D", help=words.t("the day of this run"))
    top.add_argument("--profile", metavar="DIR", help=words.t("the municipality's profile"))
    top.add_argument("--lang", choices=LANGUAGES, default="da", help=words.t("the language"))
    top.add_argument(
        "--smoke", action="store_true", help=words.t("open the main window on a sample store and end")
    )


def _add_to_store(made: dict[str, Parser], words: Words) -> None:
    recipient = words.t("the age recipient of IT's recovery identity")
    made["init"].add_argument("--recovery-recipient", metavar="age1…", help=recipient)
    slots = made["slots"]
    slots.add_argument(
        "do", nargs="?", choices=("add", "remove", "renew"), help=words.t("without it, list them")
    )
    slots.add_argument("number", nargs="?", type=_from_one, help=words.t("which one to remove"))
    slots.add_argument("--recovery-recipient", metavar="age1…", help=recipient)
    slots.add_argument(
        "--code", action="store_true", help=words.t("add a recovery code, and say it this once")
    )
    way = made["recover"].add_mutually_exclusive_group(required=True)
    way.add_argument("--identity", metavar="FILE", help=words.t("the file with IT's secret key"))
    way.add_argument(
        "--code-file", metavar="FILE", help=words.t("a file whose first line is the recovery code")
    )


def _add_to_documents(made: dict[str, Parser], words: Words) -> None:
    cases, seed = words.t("how many families"), words.t("another number gives another order")
    made["demo"].add_argument("--cases", type=_from_one, default=30, metavar="N", help=cases)
    made["demo"].add_argument("--seed", type=int, default=1, metavar="S", help=seed)
    made["import"].add_argument("file", metavar="FILE.json", help=words.t("the exchange document"))
    made["import"].add_argument("--dry-run", action="store_true", help=words.t("look only, change nothing"))
    out = words.t("the new file")
    made["export"].add_argument("--out", required=True, metavar="FILE.json", help=out)
    made["export"].add_argument("--to", metavar="age1…", help=words.t("the receiver who alone can read it"))
    _add_cases(made["export"], words)
    folder = words.t("the new file, or a folder for several")
    made["plan"].add_argument("--out", required=True, metavar="FILE_OR_DIR", help=folder)
    edition = words.t("full, family or party:PERSON")
    made["plan"].add_argument("--edition", type=_edition, default="full", metavar="E", help=edition)
    made["plan"].add_argument("--merge", action="store_true", help=words.t("one file for all cases"))
    _add_cases(made["plan"], words, "+")
    _add_to_minutes(made["minutes"], words)
    made["form"].add_argument("record", metavar="RECORD", help=words.t("the answered form's id"))
    made["form"].add_argument("--out", required=True, metavar="FILE", help=words.t("the new file"))


def _add_to_minutes(minutes: Parser, words: Words) -> None:
    minutes.add_argument("appointment", metavar="APPOINTMENT", help=words.t("the meeting's id"))
    minutes.add_argument("--out", required=True, metavar="FILE", help=words.t("the new file"))
    edition = words.t("full or party:PERSON")
    minutes.add_argument("--edition", type=_reader, default="full", metavar="E", help=edition)


def _add_to_reading(made: dict[str, Parser], words: Words) -> None:
    made["search"].add_argument("text", metavar="TEXT", help=words.t("a name, a number, or words"))
    most = words.t("how many at most")
    made["search"].add_argument("--limit", type=_from_one, default=50, metavar="N", help=most)
    first, last = words.t("from this day on"), words.t("up to this day")
    made["due"].add_argument("--from", dest="first", type=_day, metavar="D", help=first)
    made["due"].add_argument("--to", dest="last", type=_day, metavar="D", help=last)
    made["costs"].add_argument("--year", type=_year, metavar="Y", help=words.t("another year than this"))
    for name in ("due", "costs"):
        _add_cases(made[name], words)
    made["calendar"].add_argument("--out", required=True, metavar="FILE.ics", help=words.t("the new file"))
    made["calendar"].add_argument("--from", dest="first", type=_day, metavar="D", help=first)
    made["calendar"].add_argument("--to", dest="last", type=_day, metavar="D", help=last)
    made["report"].add_argument("--from", dest="first", type=_day, required=True, metavar="D", help=first)
    made["report"].add_argument("--to", dest="last", type=_day, required=True, metavar="D", help=last)


def _add_to_keeping(made: dict[str, Parser], words: Words) -> None:
    out = words.t("the file; an older backup of the same store is replaced")
    made["backup"].add_argument("--out", required=True, metavar="FILE", help=out)
    made["restore"].add_argument("file", metavar="FILE", help=words.t("the backup"))
    new = words.t("the new file")
    made["identity"].add_argument("--out", required=True, metavar="FILE", help=new)
    for name in ("handover", "share"):
        _add_cases(made[name], words, "+")
        to = words.t("the receiver who alone can read it")
        made[name].add_argument("--to", required=True, metavar="age1…", help=to)
        made[name].add_argument("--out", required=True, metavar="FILE.age", help=new)
    until = words.t("the last day on which the copy can be read")
    made["share"].add_argument("--until", required=True, type=_day, metavar="D", help=until)
    made["receive"].add_argument("file", metavar="FILE.age", help=words.t("the package"))
    own = words.t("the file that identity wrote")
    made["receive"].add_argument("--identity", required=True, metavar="FILE", help=own)
    receipt = words.t("a new file that says to the sender that the cases are safe here")
    made["receive"].add_argument("--receipt", metavar="FILE", help=receipt)
    does = words.t("look at every part of it, or list its files so that they can be signed")
    made["profile"].add_argument("do", choices=("check", "sums"), help=does)
    made["profile"].add_argument("folder", metavar="DIR", help=words.t("the folder of the profile"))
    made["profile"].add_argument("--key", metavar="KEY", help=words.t("the public key of who signed it"))


def _add_cases(parser: Parser, words: Words, count: str = "*") -> None:
    parser.add_argument("cases", nargs=count, metavar="CASE", help=words.t("a case's number or id"))


def _is_odd(args: argparse.Namespace) -> bool:
    """True if the options are sound one by one, but ask for nothing together."""
    if args.command != "slots":
        return False
    return (args.do == "remove") != (args.number is not None) or (
        (args.recovery_recipient is not None or args.code)
        and (args.do != "add" or (args.code and args.recovery_recipient is not None))
    )


def _language(arguments: Sequence[str]) -> str:
    """The last language that `arguments` name, Danish if they name none that there is."""
    found = "da"
    for word, following in zip(arguments, [*arguments[1:], ""], strict=True):
        name, joint, value = word.partition("=")
        if name == "--lang":
            found = value if joint else following
    return found if found in LANGUAGES else "da"


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError
    return day


def _from_one(text: str) -> int:
    number = int(text)
    if not 1 <= number <= _MOST:
        raise ValueError
    return number


def _year(text: str) -> int:
    number = int(text)
    if not date.min.year <= number <= date.max.year:
        raise ValueError
    return number


def _edition(text: str) -> str:
    if text not in ("full", "family") and not text.startswith("party:"):
        raise ValueError
    return text


def _reader(text: str) -> str:
    if text != "full" and not text.startswith("party:"):
        raise ValueError
    return text
