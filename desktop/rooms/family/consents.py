"""Who allowed what to be shared: given, expired, withdrawn."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import consents as actions
from db.actions.desk import Changed, Desk
from db.records.base import new_id
from db.records.case import Case
from db.records.person import Person
from db.records.relation import Consent
from db.words import Words
from desktop.action_dialog import ActionDialog
from desktop.discretion import Watch
from desktop.kit.buttons import Button
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.rows import ActionRow, FactRow
from desktop.kit.sheet import Section
from desktop.tools import Tools


class Consents(Section):
    """The consents of a case, the newest first.

    Signals:
        withdrawn: the id of the consent that somebody takes back.
        new_asked: a new one is to be written down.
    """

    withdrawn = Signal(str)
    new_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.t("Consents to share"), parent)
        self._words = words
        self.add_new = Button(words.t("Write down a consent"), icon_name="add")
        self.add_new.clicked.connect(self.new_asked)

    def show_consents(self, case: Case, people: Mapping[str, Person], today: date) -> None:
        """Show the consents of `case` as they stand `today`."""
        words = self._words
        self.add_new.setParent(None)
        self.sheet.clear()
        for one in sorted(case.consents, key=lambda one: one.given_on, reverse=True):
            giver = people.get(one.given_by or "")
            parts = [
                giver.name if giver is not None else "",
                words.t("given {day}", day=words.day(one.given_on)),
                _state(one, today, words),
            ]
            why = " · ".join(part for part in parts if part)
            title = one.about or words.t("Nothing written")
            if one.withdrawn_on is not None:
                self.sheet.add(FactRow(title, why))
                continue
            row = ActionRow(title, why, action=words.t("Withdraw"))
            if row.button is not None:
                row.button.clicked.connect(lambda _=False, key=one.id: self.withdrawn.emit(key))
            self.sheet.add(row)
        line = FlowLayout(gap=8)
        line.addWidget(self.add_new)
        self.sheet.add_padded(line)


class ConsentDialog(ActionDialog):
    """Asks who allows what, from when, and until when if it ends."""

    def __init__(self, tools: Tools, parent: QWidget, case: Case, people: Mapping[str, Person]) -> None:
        words = tools.words
        super().__init__(tools, parent, words.t("A consent to share"), yes=words.t("Write it down"))
        self._case = case
        named = dict.fromkeys([*(one.person for one in case.relations if one.custody), case.child, *people])
        choices = [Choice(key, people[key].name) for key in named if key in people]
        self.giver = ChoiceField(words.t("Given by"), choices)
        self.about = LineField(words.t("About what, and with whom"))
        self.given = DateField(words.t("Given on"), words, tools.today)
        self.expires = DateField(words.t("Expires on"), words, tools.today, ahead=True)
        for part in (self.giver, self.about, self.given, self.expires, self.fault):
            self.body.addWidget(part)
        Watch(tools, lambda: case, self).beside(self.about)
        self.giver.show_value(choices[0].value)
        self.given.show_value(tools.today())

    @Slot()
    def _on_yes(self) -> None:
        words, given, expires = self._tools.words, self.given.value(), self.expires.value()
        fault = ""
        if given is None or not self.expires.readable:
            fault = words.t("This is not a day. Write it as 3/3-26 or 03.03.2026.")
        elif expires is not None and expires < given:
            fault = words.t("It ends before it begins.")
        self.fault.say(fault)
        if fault or given is None:
            return
        consent = Consent(
            id=new_id(),
            given_by=self.giver.value(),
            about=self.about.value(),
            given_on=given,
            expires_on=expires,
        )
        case_id = self._case.id

        def work(desk: Desk) -> Changed:
            return actions.give_consent(desk, case_id, consent)

        self.run(work, self.end)


def _state(one: Consent, today: date, words: Words) -> str:
    if one.withdrawn_on is not None:
        return words.t("withdrawn {day}", day=words.day(one.withdrawn_on))
    if one.expires_on is None:
        return words.t("without an end")
    if one.expires_on < today:
        return words.t("expired {day}", day=words.day(one.expires_on))
    return words.t("until {day}", day=words.day(one.expires_on))
