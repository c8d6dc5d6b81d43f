"""Who interprets: asked for each who takes part and needs it."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.records.appointment import Appointment
from db.records.case import Case
from db.records.interpreting import Interpreting
from db.records.person import Person
from db.rules import names
from db.rules.interpreting import needing
from db.words import Words
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import LineField
from desktop.kit.sheet import Section

_OTHER: Final = "*"
PATH: Final = "interpreter/"
"""Begins the path of a name that is being typed, before the id of who needs the interpreter."""


class Interpreters(Section):
    """A choice for each who needs an interpreter: somebody of the network, or a name; hidden without any.

    Signals:
        arranged: what was chosen (Interpreting).
        typed: a name's path and its text, while it is being typed.
    """

    arranged = Signal(object)
    typed = Signal(str, str)

    def __init__(self, case: Case, people: Mapping[str, Person], words: Words, parent: QWidget) -> None:
        super().__init__(words.t("Interpreter"), parent)
        self._case, self._people, self._words = case, people, words
        self._meeting = ""
        self._shown: list[Person] = []
        self._arranged: Mapping[tuple[str, str], Interpreting] = {}
        self.who: dict[str, ChoiceField] = {}
        self.name: dict[str, LineField] = {}
        self.hide()

    def show_meeting(
        self, meeting: Appointment, arranged: Mapping[tuple[str, str], Interpreting], *, locked: bool
    ) -> None:
        """Show who needs one at `meeting`, and what is arranged; built anew only if others need one."""
        wanted = needing(meeting, self._people)
        self._meeting, self._arranged = meeting.id, arranged
        if wanted != self._shown:
            self._shown = wanted
            self.sheet.clear()
            self.who, self.name = {}, {}
            for person in wanted:
                self._add(person, locked=locked)
        self.setVisible(bool(wanted))

    def missing(self) -> bool:
        """True if somebody needs one for whom none is arranged."""
        return any((self._meeting, one.id) not in self._arranged for one in self._shown)

    def commit(self) -> None:
        """Hand on each name that was typed and is not arranged yet."""
        for person in self._shown:
            self._give(person.id)

    def _add(self, person: Person, *, locked: bool) -> None:
        words, key = self._words, person.id
        spoken = names.language(person.language, words)
        told = self._arranged.get((self._meeting, key))
        around = dict.fromkeys(one.person for one in self._case.relations if one.person != key)
        if told is not None and told.interpreter:
            around[told.interpreter] = None  # stays arranged after leaving the network
        choices = [Choice(one, self._people[one].name) for one in around if one in self._people]
        who = ChoiceField(
            words.t("Who interprets for {name} ({language})", name=person.name, language=spoken),
            [*choices, Choice(_OTHER, words.t("Somebody else"))],
            none=words.t("nobody yet"),
        )
        name = LineField(words.t("The interpreter's name"))
        name.input.setObjectName(f"{PATH}{key}")
        if told is not None:
            who.show_value(told.interpreter or _OTHER)
            name.show_value(told.name)
        who.edited.connect(lambda chosen: self._on_who(key, chosen))
        name.edited.connect(lambda text: self.typed.emit(f"{PATH}{key}", str(text)))
        name.left.connect(lambda: self._give(key))
        self.who[key], self.name[key] = who, name
        for field in (who, name):
            field.setEnabled(not locked)
            self.sheet.add_padded(field)
        self._show_name(key)

    def bring_back(self, key: str, text: str) -> None:
        """Show the name that was being typed for `key` when the desk was closed."""
        if key in self.who:
            self.who[key].show_value(_OTHER)
            self.name[key].show_value(text)
            self._show_name(key)

    def _show_name(self, key: str) -> None:
        row = self.name[key].parentWidget()
        shown = self.who[key].value() == _OTHER
        self.name[key].setVisible(shown)
        if row is not None and row is not self.sheet:
            row.setVisible(shown)

    def _on_who(self, key: str, chosen: object) -> None:
        self._show_name(key)
        if chosen == _OTHER:
            self.name[key].setFocus()
        else:
            self._give(key)

    def _give(self, key: str) -> None:
        chosen = self.who[key].value()
        person = None if chosen == _OTHER else chosen
        name = self.name[key].value() if chosen == _OTHER else ""
        made = Interpreting(appointment=self._meeting, person=key, interpreter=person, name=name)
        before = self._arranged.get((self._meeting, key), Interpreting(appointment=self._meeting, person=key))
        if made != before:
            self._arranged = {**self._arranged, (self._meeting, key): made}
            self.arranged.emit(made)
