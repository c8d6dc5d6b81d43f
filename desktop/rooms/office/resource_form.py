"""A room, a respite weekend or a course: what it is called, and how many places it has."""

from typing import Final

from PySide6.QtCore import Signal

from db.records.base import new_id
from db.records.office import Resource, ResourceKind
from db.rules import names
from db.rules.amounts import read_whole
from db.words import Words
from desktop.kit.asking import Asking
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout

_MOST: Final = 1000
_USUAL: Final = {ResourceKind.COURSE: "8"}


class ResourceForm(Asking):
    """Makes a resource, or changes the one given.

    Signals:
        ready: the Resource.
    """

    ready = Signal(object)

    def __init__(self, before: Resource | None, words: Words) -> None:
        title = words.t("Change {what}", what=before.name) if before else words.t("Something new to book")
        super().__init__(title, words.t("Save"), words)
        self._before = before
        self.name = LineField(words.t("What is it called?"), longest=120)
        self.kind = ChoiceField(
            words.t("What is it?"),
            [Choice(kind, words.t(name).capitalize()) for kind, name in names.RESOURCES.items()],
        )
        self.places = LineField(words.t("Places at a time"), longest=4)
        self.name.show_value(before.name if before else "")
        self.kind.show_value(before.kind if before else ResourceKind.FAMILY_ROOM)
        self.places.show_value(str(before.places) if before else "1")
        self.kind.edited.connect(self._on_kind)
        self.sheet.add_padded(self.name)
        line = FlowLayout(gap=16, foot=True)
        line.addWidget(self.kind)
        line.addWidget(self.places)
        self.sheet.add_padded(line)
        self.end_with_buttons()

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {"name": self.name, "kind": self.kind, "places": self.places}

    def answer(self) -> None:
        """Emit the resource, or say beside a field what is wrong."""
        words, places = self._words, read_whole(self.places.value(), most=_MOST)
        self.places.show_fault("" if places else words.t("A whole number from 1 to {most}.", most=_MOST))
        self.name.show_fault("" if self.name.value() else words.t("Write what it is called."))
        if places and self.name.value():
            record = self._before.id if self._before else new_id()
            self.ready.emit(
                Resource(id=record, name=self.name.value(), kind=self.kind.value(), places=places)
            )

    def _on_kind(self, kind: object) -> None:
        """A course has more than one place: begin from what is usual, unless something else stands there."""
        if self._before is None and self.places.value() in {"1", *_USUAL.values()}:
            self.places.show_value(_USUAL.get(ResourceKind(str(kind)), "1"))
