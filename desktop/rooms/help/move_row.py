"""A move on the ladder in words: when, from where to where, and why."""

from collections.abc import Iterator

from db.records.intervention import Intervention
from db.rules import names
from db.rules.ladder import Move
from db.words import Words
from desktop.kit.rows import FactRow


def move_row(move: Move[Intervention], words: Words) -> FactRow:
    """`Fra trin 3 til trin 5`, the reasons under it, and the day at the right."""
    return FactRow(_moved(move, words), "\n".join(_why(move, words)), tail=words.day(move.on), strong=True)


def _moved(move: Move[Intervention], words: Words) -> str:
    if move.before is None:
        return words.t("To step {step}", step=move.after)
    if move.after is None:
        return words.t("From step {step} to no step", step=move.before)
    if move.after > move.before:
        return words.t("Up from step {before} to step {after}", before=move.before, after=move.after)
    return words.t("Down from step {before} to step {after}", before=move.before, after=move.after)


def _why(move: Move[Intervention], words: Words) -> Iterator[str]:
    for item in move.ended:
        reason = words.t(names.END_REASONS[item.end_reason]) if item.end_reason else ""
        yield words.t("{help} ended", help=_called(item, words)) + (f": {reason}" if reason else "")
    for item in move.began:
        yield words.t("{help} began", help=_called(item, words)) + (
            f": {item.purpose}" if item.purpose else ""
        )


def _called(item: Intervention, words: Words) -> str:
    return item.title or words.t("Help without a name")
