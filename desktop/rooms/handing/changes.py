"""What a package changes here, record by record, and how its cases differ from others of a child."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from db.actions.handing import Beside, Coming
from db.records.base import day_of
from db.rules import names
from db.rules.arriving import Arriving, Fate
from db.rules.differences import differences
from db.rules.field_names import FIELDS
from db.words import Words, later
from desktop.kit.rows import FactRow
from desktop.kit.sheet import Sheet

_KINDS: Final = {
    **FIELDS,
    **names.RECORDS,
    "relations": later("tie"),
    "workers": later("colleague on the case"),
    "handled": later("deadline marked by hand"),
    "consent": later("consent"),
    "intervention": later("intervention"),
    "event": later("event"),
}
_FATES: Final = {
    Fate.NEW: later("is new"),
    Fate.CHANGED: later("is changed"),
    Fate.GONE: later("is not in the package, and goes"),
    Fate.STAYS: later("differs; the details here stay"),
}
_BESIDE: Final = {
    Fate.NEW: later("is only in the package"),
    Fate.CHANGED: later("differs"),
    Fate.GONE: later("is only here"),
    Fate.STAYS: later("differs"),
}
"""What is said where nothing of it happens: of a package that is refused, and of another case."""
_MOST_FIELDS: Final = 8
_MOST: Final = 60


class ChangesSheet(Sheet):
    """A row for each record that a package changes, then for each that differs from another case here."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._left = _MOST
        self.setAccessibleName(words.t("What the package changes here"))

    def show_changes(self, coming: Coming) -> bool:
        """Show what `coming` says; at most 60 records of it, and how many more. Hidden if it is nothing.

        Returns whether a record stands on both sides, with an arrow between what it says.
        """
        self.clear()
        self._left = _MOST
        self._show(coming.differences, _FATES if coming.refusal is None else _BESIDE, coming)
        for one in coming.beside:
            self.add(FactRow(self._pair(one), self._about(one), strong=True))
            self._show(one.differences, _BESIDE, coming)
        self.setVisible(bool(coming.differences or coming.beside))
        every = (*coming.differences, *(each for one in coming.beside for each in one.differences))
        return any(one.before is not None and one.after is not None for one in every)

    def _pair(self, one: Beside) -> str:
        return self._words.t(
            "Case {comes} in the package beside case {here}, which is here", comes=one.comes, here=one.here
        )

    def _about(self, one: Beside) -> str:
        words = self._words
        if not one.differences:
            return f"{one.child}\n{words.t('Both say the same.')}"
        return f"{one.child}\n{words.t('Nothing is changed in the case that is here.')}"

    def _show(self, found: Iterable[Arriving], fates: Mapping[Fate, str], coming: Coming) -> None:
        every = tuple(found)
        shown = every[: self._left]
        self._left -= len(shown)
        for one in shown:
            told = [self._words.t(fates[one.fate]), *self._fields(one, coming)]
            self.add(FactRow(self._name(one, coming), "\n".join(told)))
        if more := len(every) - len(shown):
            self.add(FactRow(self._words.t("and {count} more", count=more)))

    def _fields(self, one: Arriving, coming: Coming) -> list[str]:
        """Field by field what stands here and what arrives, of a record that differs."""
        if one.before is None or one.after is None:
            return []
        words = self._words
        found = differences(one.before, one.after, coming.people, words)
        told = [f"{each.where}: {each.before} → {each.after}" for each in found[:_MOST_FIELDS]]
        if (more := len(found) - _MOST_FIELDS) > 0:
            told.append(words.t("and {count} more", count=more))
        return told

    def _name(self, one: Arriving, coming: Coming) -> str:
        words = self._words
        kind = words.t(_KINDS[one.kind])
        person = coming.people.get(one.whose or "")
        day = "" if one.on is None else words.day(day_of(one.on) if hasattr(one.on, "hour") else one.on)
        parts = (kind[:1].upper() + kind[1:], one.title, person.name if person else "", day)
        return " · ".join(part for part in parts if part)
