"""One row of the catalogue, as the office has it: what it is, for whom, at which price."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal

from db.errors import NotAllowed
from db.records.base import new_id
from db.records.catalogue import CatalogueRow
from db.records.form import Certainty
from db.records.intervention import LawGroup, Unit
from db.rules import choosing, names
from db.rules.amounts import money_text, read_money, read_whole
from db.rules.law_names import law_kept, law_named
from db.words import Words, later
from desktop.kit.asking import Asking
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.text_field import TextField
from desktop.kit.ticks import Tick

_OLDEST: Final = 99
_STEPS: Final = range(1, 7)


class RowForm(Asking):
    """Makes a row, or the office's own in place of the one given.

    Signals:
        ready: the CatalogueRow.
        hidden: the row shall not be offered any more.
        dropped: the office's own row shall go; what ships stands there again.
    """

    ready = Signal(object)
    hidden = Signal()
    dropped = Signal()

    def __init__(self, before: CatalogueRow | None, words: Words, *, own: bool, offered: bool) -> None:
        called = before.name.in_language(words.language) if before else ""
        title = words.t("Change {what}", what=called) if before else words.t("New help in the catalogue")
        super().__init__(title, words.t("Save"), words)
        self._before = before
        self.name = LineField(words.t("What is it called?"), longest=200)
        self.about = TextField(words.t("What is it, in a sentence?"), lines=2)
        self.law = LineField(words.t("Legal reference"), longest=200, letters=28)
        self.read = Tick(words.t("The reference was checked"))
        self.age_from = LineField(words.t("Age from"), longest=2)
        self.age_to = LineField(words.t("Age to"), longest=2)
        self.group = ChoiceField(words.t("Kind of help"), _choices(names.LAW_GROUPS, words))
        self.step = ChoiceField(
            words.t("Step of the ladder"),
            [Choice(step, str(step)) for step in _STEPS],
            none=words.t("beside the ladder"),
        )
        self.placement = ChoiceField(
            words.t("Where the child lives"), _choices(names.PLACEMENTS, words), none=words.t("at home")
        )
        self.price = LineField(words.t("Price of one unit, kr."), longest=20)
        self.unit = ChoiceField(words.t("Unit"), _choices(names.UNITS, words))
        self.provider = LineField(words.t("Who gives it"), longest=200, letters=28)
        self.capacity = LineField(words.t("Capacity"), longest=200)
        self.proven = Tick(words.t("evidence-based").capitalize())
        self.respite = Tick(words.t("Its nights count as respite"))
        self.hide_it = Button(words.t("Offer it no more"), Rank.CAREFUL)
        self.drop = Button(words.t("Use what ships again") if before else "")
        self.hide_it.clicked.connect(self.hidden)
        self.drop.clicked.connect(self.dropped)
        self._show(before)
        for tick_name, tick in self._ticks().items():
            tick.clicked.connect(lambda on, name=tick_name: self.kept.emit(name, "yes" if on else ""))
        self._lay_out()
        more = [*([self.hide_it] if before and offered else []), *([self.drop] if own else [])]
        self.end_with_buttons(*more)

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {
            "name": self.name,
            "about": self.about,
            "law_group": self.group,
            "step": self.step,
            "placement": self.placement,
            "age_from": self.age_from,
            "age_to": self.age_to,
            "legal_ref": self.law,
            "price": self.price,
            "unit": self.unit,
            "provider": self.provider,
            "capacity": self.capacity,
        }

    def show_kept(self, texts: Mapping[str, str]) -> None:
        """Show the ticks again as they were set."""
        for name, tick in self._ticks().items():
            if name in texts:
                tick.setChecked(bool(texts[name]))

    def answer(self) -> None:
        """Emit the row, or say beside a field what is wrong."""
        words = self._words
        price = read_money(self.price.value())
        ages = [read_whole(field.value(), least=0, most=_OLDEST) for field in (self.age_from, self.age_to)]
        wrong_price = price is None or price < 0
        self.price.show_fault(words.t("Write it as 1.234,50.") if wrong_price else "")
        for field, age in zip((self.age_from, self.age_to), ages, strict=True):
            field.show_fault("" if age is not None else words.t("Whole years, 0 to {most}.", most=_OLDEST))
        self.name.show_fault("" if self.name.value() else words.t("Write what it is called."))
        self.about.show_fault("" if self.about.value() else words.t("Write a sentence."))
        lowest, highest = ages
        if wrong_price or lowest is None or highest is None:
            return
        if self.name.value() and self.about.value():
            try:
                self.ready.emit(self._made(price or 0, lowest, highest))
            except NotAllowed as error:
                self.refuse(error)

    def _made(self, price: int, lowest: int, highest: int) -> CatalogueRow:
        group, before = self.group.value(), self._before
        if highest < lowest:
            raise NotAllowed(later("The age to is lower than the age from."), later("Correct the ages."))
        if (group is LawGroup.PLACEMENT) != (self.placement.value() is not None):
            raise NotAllowed(
                later("A placement says where the child lives, and nothing else does."),
                later("Correct the kind of help, or where the child lives."),
            )
        certain = Certainty.READ if self.read.isChecked() else Certainty.UNSURE
        law = law_kept(self.law.value(), self._words, before.legal_ref if before else "")
        if before is not None and self.read.isChecked() != before.unsure and law == before.legal_ref:
            certain = before.certainty  # neither the reference nor what is known of it was changed
        return CatalogueRow(
            id=before.id if before else new_id(),
            name=self._told("name", self.name.value()),
            about=self._told("about", self.about.value()),
            age_from=lowest,
            age_to=highest,
            law_group=group,
            step=None if choosing.stands_beside(group) else self.step.value(),
            placement=self.placement.value(),
            legal_ref=law,
            legal_ref_old=before.legal_ref_old if before else "",
            certainty=certain,
            unit=self.unit.value(),
            price=price,
            provider=self.provider.value(),
            capacity=self.capacity.value(),
            evidence_based=self.proven.isChecked(),
            respite=self.respite.isChecked(),
        )

    def _told(self, field: str, text: str) -> dict[str, str]:
        """`text` in the language of the window; the other one stays while this one was not changed."""
        before = getattr(self._before, field).model_dump() if self._before else {}
        here = self._words.language
        if before.get(here) == text:
            return before
        return {"da": text, "en": text}

    def _show(self, row: CatalogueRow | None) -> None:
        words = self._words
        self.name.show_value(row.name.in_language(words.language) if row else "")
        self.about.show_value(row.about.in_language(words.language) if row else "")
        self.law.show_value(law_named(row.legal_ref, words) if row else "")
        self.read.setChecked(row is not None and not row.unsure)
        self.age_from.show_value(str(row.age_from) if row else "0")
        self.age_to.show_value(str(row.age_to) if row else "17")
        self.group.show_value(row.law_group if row else LawGroup.SUPPORTIVE)
        self.step.show_value(row.step if row else 3)
        self.placement.show_value(row.placement if row else None)
        self.price.show_value(money_text(row.price) if row else "")
        self.unit.show_value(row.unit if row else Unit.MONTH)
        self.provider.show_value(row.provider if row else "")
        self.capacity.show_value(row.capacity if row else "")
        self.proven.setChecked(row is not None and row.evidence_based)
        self.respite.setChecked(row is not None and row.respite)

    def _ticks(self) -> dict[str, Tick]:
        return {"read": self.read, "proven": self.proven, "respite": self.respite}

    def _lay_out(self) -> None:
        self.sheet.add_padded(self.name)
        self.sheet.add_padded(self.about)
        for parts in (
            (self.group, self.step, self.placement),
            (self.age_from, self.age_to),
            (self.law, self.read),
            (self.price, self.unit),
            (self.provider, self.capacity),
            (self.proven, self.respite),
        ):
            line = FlowLayout(gap=16, foot=True)
            for part in parts:
                line.addWidget(part)
            self.sheet.add_padded(line)


def _choices(named: Mapping[Any, str], words: Words) -> list[Choice]:
    return [Choice(value, words.t(name)) for value, name in named.items()]
