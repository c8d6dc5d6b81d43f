"""Reads the rules of deadlines: the shipped rows of law and custom, and a municipality's changes to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from db.books import toml_file
from db.books.toml_file import TomlFile
from db.errors import NotAllowed
from db.paths import RESOURCES
from db.rules.rulebook import DeadlineRule, RuleBasis, Rulebook, RuleKind
from db.rules.spans import days_after
from db.words import later

_CHANGEABLE: Final = {
    RuleBasis.LAW: {"amount", "unit", "visits"},
    RuleBasis.LOCAL: {"amount", "unit", "visits", "window_months", "title", "source"},
}
"""What a municipality may change in a row, besides the days on which it does so, and the reason."""
_OF_A_CHANGE: Final = {"id", "reason", "in_force_from", "in_force_to"}
_REASONS: Final = {
    "bad_amount": later(
        "{file}, line {line}: this kind of rule does not go with these fields amount and unit."
    ),
    "bad_unit": later("{file}, line {line}: this kind of rule is not counted in this unit."),
    "bad_numbers": later(
        "{file}, line {line}: this kind of rule does not go with these fields age, visits and window_months."
    ),
    "local_paragraph": later("{file}, line {line}: a local rule has no paragraph."),
    "no_source": later("{file}, line {line}: a paragraph needs a source and a certainty."),
    "end_before_start": later("{file}, line {line}: the row ends before it begins."),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """The `nth` row of a file, as it stands there."""

    file: TomlFile
    nth: int
    fields: Mapping[str, Any]

    def fault(self, message: str, **facts: object) -> NotAllowed:
        return self.file.fault(message, self.file.line_of("rule", self.nth), **facts)

    def checked(self, fields: Mapping[str, Any]) -> DeadlineRule:
        return self.file.checked(DeadlineRule, fields, "rule", self.nth, reasons=_REASONS)


def read(folder: Path = RESOURCES / "law") -> Rulebook:
    """The rows of every `*.toml` in `folder`, in the order of file names.

    Raises NotAllowed, with file, line and reason, for the first row that cannot be
    used, and where two rows of one id differ in kind or are in force on the same day.
    """
    rules: list[DeadlineRule] = []
    for row in _rows(folder):
        rule = row.checked(row.fields)
        _refuse_beside(rule, rules, row)
        rules.append(rule)
    return Rulebook(tuple(rules))


def with_profile(book: Rulebook, folder: Path) -> Rulebook:
    """`book` with the changes that a municipality's `*.toml` in `folder` make to it.

    A row of a known id changes what it names, on the days it names: law only towards
    shorter times and with a reason. Rows of other ids are added, and have to be local.
    Raises NotAllowed, with file, line and reason, for the first row that cannot be used.
    """
    rules = list(book.rules)
    added: set[str] = set()
    for row in _rows(folder):
        if row.fields.get("id") in [rule.id for rule in rules if rule.id not in added]:
            rules = list(_changed(rules, row))
            continue
        rule = row.checked(row.fields)
        if rule.basis is RuleBasis.LAW:
            raise row.fault(later("{file}, line {line}: a municipality adds local rules, not law."))
        _refuse_beside(rule, rules, row)
        rules.append(rule)
        added.add(rule.id)
    return replace(book, rules=tuple(rules))


def _refuse_beside(rule: DeadlineRule, rules: Iterable[DeadlineRule], row: _Row) -> None:
    for other in (other for other in rules if other.id == rule.id):
        if rule.kind is not other.kind:
            raise row.fault(later("{file}, line {line}: another row of this id is of another kind."))
        if rule.overlaps(other):
            raise row.fault(
                later("{file}, line {line}: another row of this id is in force on the same days.")
            )


def _changed(rules: Iterable[DeadlineRule], row: _Row) -> Iterator[DeadlineRule]:
    """`rules` with `row` laid over those of its id, which are cut where it begins and where it ends."""
    for rule in rules:
        if rule.id != row.fields["id"]:
            yield rule
            continue
        always = {"in_force_from": date.min, "in_force_to": date.max}
        change = row.checked(dict(rule) | always | dict(row.fields))
        _refuse_unfit(rule, change, row)
        if not change.overlaps(rule):
            yield rule
            continue
        first = max(rule.in_force_from, change.in_force_from)
        last = min(rule.in_force_to, change.in_force_to)
        if rule.in_force_from < first:
            yield rule.changed(in_force_to=days_after(first, -1))
        yield change.changed(in_force_from=first, in_force_to=last)
        if last < rule.in_force_to:
            yield rule.changed(in_force_from=days_after(last, 1))


def _refuse_unfit(rule: DeadlineRule, change: DeadlineRule, row: _Row) -> None:
    for name in row.fields.keys() - _CHANGEABLE[rule.basis] - _OF_A_CHANGE:
        if getattr(change, name) != getattr(rule, name):
            raise row.fault(later("{file}, line {line}: the field {field} cannot be changed."), field=name)
    if rule.basis is not RuleBasis.LAW:
        return
    if not change.reason.strip():
        raise row.fault(later("{file}, line {line}: a change to a rule of law needs a reason."))
    if not _is_as_strict(rule, change):
        raise row.fault(later("{file}, line {line}: a rule of law can only be made shorter."))


def _is_as_strict(rule: DeadlineRule, change: DeadlineRule) -> bool:
    if rule.unit is not change.unit or (change.visits or 0) < (rule.visits or 0):
        return False
    before, after = rule.amount or 0, change.amount or 0
    # Counted backwards from a birthday: more months are the shorter time.
    return after >= before if rule.kind is RuleKind.YOUTH_SUPPORT_DECISION else after <= before


def _rows(folder: Path) -> Iterator[_Row]:
    for path in sorted(folder.glob("*.toml")):
        file = toml_file.read(path)
        rows = file.content.get("rule", [])
        others = file.content.keys() - {"rule"}
        if others or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise file.fault(later("{file}: the file holds something other than [[rule]] rows."))
        for nth, fields in enumerate(rows):
            yield _Row(file, nth, fields)
