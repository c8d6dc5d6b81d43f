"""A decision: what, why, who was heard, on whose consent; and the day on which it was told."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from db.actions import entrance
from db.books import consents as consent_book
from db.records.base import new_id
from db.records.case import Case
from db.records.entrance import Decision, InquiryKind
from db.records.person import Person
from db.records.relation import Consent
from db.rules import consents
from db.rules.law_names import law_named
from db.rules.reasons import PRICE_IN_REASONS, WRITE_THE_NEED, names_a_price
from db.rules.rulebook import Certainty
from desktop.kept_form import KeptForm
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Fault, Field
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.text_field import TextField
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice
from desktop.rooms.entrance.day_form import DayForm
from desktop.tools import Tools


class DecisionForm(KeptForm):
    """Asks for a decision; names whose consent is missing, by its paragraph; each can be ticked as given."""

    def __init__(
        self, tools: Tools, case: Case, people: Mapping[str, Person], before: Decision | None
    ) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("Decision"),
            words.t("Write it down"),
            kind="decision",
            record=f"decision:{before.id if before else case.id}",
            case_id=case.id,
        )
        self._case, self._people, self._before = case, people, before
        self._rows = consent_book.read()
        self._given: dict[str, Tick] = {}
        self.about = ChoiceField(
            words.t("About which help"),
            [Choice(one.id, one.title) for one in case.interventions],
            none=words.t("none of these"),
        )
        asked = [one for one in case.inquiries if one.kind is InquiryKind.APPLICATION]
        self.inquiry = ChoiceField(
            words.t("Answers the application"),
            [Choice(one.id, one.benefit or one.text[:40]) for one in asked],
            none=words.t("none of these"),
        )
        self.on = DateField(words.t("Decided on"), words, tools.today)
        self.text = TextField(words.t("What was decided"), lines=3)
        self.reasons = TextField(words.t("The reasons"), lines=3)
        self.heard = Tick(words.t("The party was heard first"))
        self.appeal = Tick(words.t("With guidance on appeal"))
        self.on.show_value(before.made_on if before else tools.today())
        if before is not None:
            self._fill(before)
        self._consents = QWidget()
        self._lines = FlowLayout(self._consents, gap=10)
        self._lay_out()
        self.bring_back()
        self._show_missing()

    def answer(self) -> None:
        """Write the decision, with the consents that were ticked as given."""
        words = self._words
        wanted: dict[Field, str] = {
            self.on: words.t("Write the day."),
            self.text: words.t("Write what was decided."),
        }
        if not self.readable(self.on) or not self.needed(wanted):
            return
        decision = self._decision()
        if self._before is not None and self._before.told_on != decision.told_on:
            self.on.show_fault(words.t("The party was told before the decision was made."))
            return
        if not self._priceless():
            self.reasons.setFocus()
            return
        title = next((one.title for one in self._case.interventions if one.id == decision.about), "")
        ticked = [person for person, tick in self._given.items() if tick.isChecked()]
        known = {one: consents.given_already(self._case, decision, one) for one in ticked}
        given = tuple(
            Consent(id=new_id(), given_by=person, about=title, given_on=decision.made_on)
            for person in ticked
            if known[person] is None
        )
        linked = [*(one.id for one in known.values() if one is not None), *(one.id for one in given)]
        after = decision.changed(consents=(*decision.consents, *linked))
        case_id, before = self._case.id, self._before
        self.run(lambda desk: entrance.save_decision(desk, case_id, before, after, given))

    def _priceless(self, _: object = None) -> bool:
        """Whether the reasons name no price; says beside them, also while they are written, that they do."""
        priced = names_a_price(self._case, self._decision(), self.reasons.value())
        said = f"{self._words.t(PRICE_IN_REASONS)} {self._words.t(WRITE_THE_NEED)}"
        self.reasons.show_fault(said if priced else "")
        return not priced

    def _decision(self) -> Decision:
        before = self._before
        fields: dict[str, Any] = {
            "about": self.about.value(),
            "inquiry": self.inquiry.value(),
            "made_on": self.on.value() or self._tools.today(),
            "text": self.text.value(),
            "reasons": self.reasons.value(),
            "party_heard": self.heard.isChecked(),
            "appeal_guidance": self.appeal.isChecked(),
        }
        told = None if before is None else before.told_on
        if told is not None and told < fields["made_on"]:
            told = None
        kept = () if before is None else before.consents
        return Decision(id=before.id if before else new_id(), told_on=told, consents=kept, **fields)

    def _fill(self, before: Decision) -> None:
        self.about.show_value(before.about)
        self.inquiry.show_value(before.inquiry)
        self.text.show_value(before.text)
        self.reasons.show_value(before.reasons)
        self.heard.setChecked(before.party_heard)
        self.appeal.setChecked(before.appeal_guidance)

    def _lay_out(self) -> None:
        named: dict[str, Field | Tick] = {
            "about": self.about,
            "inquiry": self.inquiry,
            "on": self.on,
            "text": self.text,
            "reasons": self.reasons,
            "heard": self.heard,
            "appeal": self.appeal,
        }
        for name, field in named.items():
            self.take(name, field)
        line, ticks = FlowLayout(gap=16, foot=True), FlowLayout(gap=24)
        for field in (self.on, self.about, self.inquiry):
            line.addWidget(field)
        for tick in (self.heard, self.appeal):
            ticks.addWidget(tick)
        for content in (line, self._consents, self.text, self.reasons, ticks):
            self.sheet.add_padded(content)
        self.about.edited.connect(self._show_missing)
        self.on.edited.connect(self._show_missing)
        for field in (self.reasons, self.about):
            field.edited.connect(self._priceless)
        self.end_with_buttons()

    def _show_missing(self, _: object = None) -> None:
        """Name whose consent the decision lacks, by which paragraph, and how sure that is."""
        words = self._words
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self._given = {}
        found = consents.missing(self._case, self._people, self._decision(), self._rows)
        for one in found:
            law = law_named(one.row.legal_ref, words)
            if one.row.certainty is Certainty.UNSURE:
                law = words.t("{law}, check it", law=law)
            if one.person is None:
                fault = Fault(self._consents)
                fault.say(words.t("The case names nobody with custody: {law}.", law=law))
                self._lines.addWidget(fault)
                continue
            person = self._people.get(one.person)
            name = person.name if person else words.t("unknown")
            tick = Tick(self._said(one.person, name, law), self._consents)
            self._given[one.person] = tick
            self._lines.addWidget(tick)
        if any(one.person is not None for one in found):
            self._lines.addWidget(
                Label(words.t("These consents are missing: tick who has given theirs."), Voice.SMALL)
            )
        if (row := self._consents.parentWidget()) is not None:
            row.setVisible(bool(found))

    def _said(self, person: str, name: str, law: str) -> str:
        """What ticking says: that `name` consents, or of a consent to the same help when it was given."""
        words, known = self._words, consents.given_already(self._case, self._decision(), person)
        if known is None:
            return words.t("{name} consents ({law})", name=name, law=law)
        day = words.day(known.given_on)
        return words.t("{name} consented on {day} ({law})", name=name, day=day, law=law)


class ToldForm(DayForm):
    """Asks on which day the family was told of the decision."""

    def __init__(self, tools: Tools, case: Case, decision: Decision) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("The family is told"),
            words.t("Write it down"),
            words.t("Told on"),
            kind="decision",
            record=f"told:{decision.id}",
            case_id=case.id,
        )
        self._case, self._decision = case, decision

    def answer(self) -> None:
        """Write the day."""
        case_id, before, on = self._case.id, self._decision, self.day()
        if on is None:
            return
        if on < before.made_on:
            self.on.show_fault(self._words.t("The party was told before the decision was made."))
            return
        self.run(lambda desk: entrance.save_decision(desk, case_id, before, before.changed(told_on=on)))
