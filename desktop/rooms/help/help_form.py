"""Ordering or changing one intervention: its name, kind, days, price and goals."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from db.errors import ForUser
from db.records.intervention import Intervention, LawGroup, Unit
from db.records.plan import Goal
from db.records.provider import Provider
from db.rules import names, ordering
from db.rules.amounts import money_text, quantity_text, read_money, read_quantity
from db.rules.law_names import law_kept, law_named
from db.rules.providers import for_help
from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField, first_faulty
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.sheet import Section
from desktop.kit.text_field import TextField
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice

_STEPS: Final = range(1, 7)


class HelpForm(Section):
    """The fields of one intervention.

    Signals:
        ready: the intervention as it shall be.
        given_up: the user wants none of it.
    """

    ready = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        item: Intervention,
        goals: Sequence[Goal],
        words: Words,
        today: Callable[[], date],
        *,
        new: bool,
        providers: Sequence[Provider] = (),
        parent: QWidget | None = None,
    ) -> None:
        title = words.t("Order help") if new else words.t("Change the help")
        super().__init__(title, parent)
        self._item, self._words, self._goals = item, words, goals
        self._providers = providers
        self.agreement = ChoiceField(
            words.t("An agreement that holds on the first day"), [], none=words.t("not chosen yet")
        )
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.what = LineField(words.t("What it is"), longest=200)
        self.provider = LineField(words.t("Who gives it"), longest=200, letters=28)
        self.law = LineField(words.t("Legal reference"), longest=200, letters=28)
        self.need = TextField(words.t("The need"), lines=2)
        self.group = _choice(words.t("Kind of help"), names.LAW_GROUPS, words)
        self.placement = _choice(
            words.t("Where the child lives"), names.PLACEMENTS, words, words.t("at home")
        )
        self.basis = _choice(
            words.t("What a placement rests on"), names.BASES, words, words.t("not chosen yet")
        )
        self.step = ChoiceField(
            words.t("Step of the ladder"),
            [Choice(step, str(step)) for step in _STEPS],
            none=words.t("beside the ladder"),
        )
        self.stage = _choice(words.t("How far"), names.STAGES, words)
        self.starts_on = DateField(words.t("First day"), words, today)
        self.expected_end = DateField(words.t("Expected last day"), words, today, ahead=True)
        self.price = LineField(words.t("Price of one unit, kr."))
        self.unit = _choice(words.t("Unit"), names.UNITS, words)
        self.quantity = LineField(words.t("Quantity"))
        self.ticks = [Tick(goal.title) for goal in goals]
        self.save = Button(words.t("Order") if new else words.t("Save"), Rank.PRIMARY)
        self.cancel = Button(words.t("Cancel"))
        self._lay_out()
        self._show()
        self._offer_agreements()
        self.group.edited.connect(self._on_group)
        self.starts_on.edited.connect(self._offer_agreements)
        self.agreement.edited.connect(self._on_agreement)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.given_up)

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {"title": self.what, "provider": self.provider, "need": self.need}

    def refuse(self, error: ForUser) -> None:
        """Say what is wrong."""
        self.trouble.say(self._words.error(error))
        self.trouble.show()

    def _lay_out(self) -> None:
        sheet = self.sheet
        texts = QVBoxLayout()
        texts.setSpacing(12)
        for field in (self.what, self.need, self.agreement, self.provider, self.law):
            texts.addWidget(field)
        sheet.add_padded(texts)
        sheet.add_padded(_line(self.group, self.step, self.stage, self.placement, self.basis))
        sheet.add_padded(_line(self.starts_on, self.expected_end))
        sheet.add_padded(_line(self.price, self.unit, self.quantity))
        if self.ticks:
            column = QVBoxLayout()
            column.addWidget(Label(self._words.t("Goals that it shall help"), Voice.BODY))
            for tick in self.ticks:
                column.addWidget(tick)
            sheet.add_padded(column)
        sheet.add(self.trouble)  # beside the button that was pressed: the form's top may be out of sight
        sheet.add_padded(_line(self.save, self.cancel))

    def _show(self) -> None:
        item = self._item
        shown: tuple[tuple[Field, object], ...] = (
            (self.what, item.title),
            (self.provider, item.provider),
            (self.law, law_named(item.legal_ref, self._words)),
            (self.need, item.purpose),
            (self.group, item.law_group),
            (self.placement, item.placement),
            (self.basis, item.basis),
            (self.step, item.step),
            (self.stage, item.stage),
            (self.starts_on, item.starts_on),
            (self.expected_end, item.expected_end),
            (self.price, money_text(item.price)),
            (self.unit, item.unit),
            (self.quantity, quantity_text(item.quantity)),
        )
        for field, value in shown:
            field.show_value(value)
        for tick, goal in zip(self.ticks, self._goals, strict=True):
            tick.setChecked(goal.id in item.goals)
        self._on_group()

    @Slot()
    def _offer_agreements(self) -> None:
        """Offer what is agreed with providers of this help on its first day, by name and never by price."""
        words, day = self._words, self.starts_on.value()
        found = [] if day is None else for_help(self._providers, self._item.catalogue, day)
        chosen = self.agreement.value()
        self.agreement.offer([Choice(one.id, _agreed(one, words)) for one in found])
        self.agreement.show_value(chosen if chosen in {one.id for one in found} else None)
        self.agreement.setVisible(bool(found))

    @Slot()
    def _on_agreement(self) -> None:
        """Take name and price from the agreement; both can still be changed."""
        chosen = self.agreement.value()
        one = next((item for item in self._providers if item.id == chosen), None)
        if one is None:
            return
        number = f" (Tilbudsportalen {one.tilbudsportal})" if one.tilbudsportal else ""
        self.provider.show_value(one.name + number)
        self.provider.edited.emit(self.provider.value())
        if one.price is not None:
            self.price.show_value(money_text(one.price))
            self.unit.show_value(one.unit)

    @Slot()
    def _on_group(self) -> None:
        placed = self.group.value() is LawGroup.PLACEMENT
        self.placement.setVisible(placed)
        self.basis.setVisible(placed)

    @Slot()
    def _on_save(self) -> None:
        self.trouble.hide()
        price, quantity = read_money(self.price.value()), read_quantity(self.quantity.value())
        faulty = self._first_fault(price, quantity)
        if faulty is not None or price is None or quantity is None:
            (faulty or self.price).setFocus()  # it may lie above what is in sight
            return
        try:
            self.ready.emit(self._made(price, quantity))
        except ForUser as error:
            self.refuse(error)

    def _first_fault(self, price: int | None, quantity: int | None) -> QWidget | None:
        """Say beside each field what is wrong with it. Returns the first that is faulty."""
        words = self._words
        first = words.t("A first day is needed.") if self.starts_on.value() is None else ""
        faults = {
            self.starts_on: first if self.starts_on.readable else words.t("This is no day."),
            self.expected_end: "" if self.expected_end.readable else words.t("This is no day."),
            self.price: "" if price is not None else words.t("Write it as 1.234,50."),
            self.quantity: "" if quantity is not None else words.t("Write it as 1,5."),
        }
        return first_faulty(faults)

    def _made(self, price: int, quantity: int) -> Intervention:
        placed = self.group.value() is LawGroup.PLACEMENT
        shown = {goal.id for goal in self._goals}
        kept = tuple(goal for goal in self._item.goals if goal not in shown)
        ticked = tuple(
            goal.id for tick, goal in zip(self.ticks, self._goals, strict=True) if tick.isChecked()
        )
        return ordering.altered(
            self._item,
            title=self.what.value(),
            provider=self.provider.value(),
            legal_ref=law_kept(self.law.value(), self._words, self._item.legal_ref),
            purpose=self.need.value(),
            law_group=self.group.value(),
            placement=self.placement.value() if placed else None,
            basis=self.basis.value() if placed else None,
            step=self.step.value(),
            stage=self.stage.value(),
            starts_on=self.starts_on.value(),
            expected_end=self.expected_end.value(),
            price=price,
            unit=self.unit.value(),
            quantity=quantity,
            goals=(*kept, *ticked),
        )


def _choice(label: str, named: Mapping[Any, str], words: Words, none: str = "") -> ChoiceField:
    return ChoiceField(label, [Choice(one, words.t(name)) for one, name in named.items()], none=none)


def _line(*parts: QWidget) -> QLayout:
    line = FlowLayout(gap=16)
    for part in parts:
        line.addWidget(part)
    return line


def _agreed(one: Provider, words: Words) -> str:
    if one.price is None:
        return one.name
    unit = "" if one.unit is Unit.ONCE else f" / {words.t(names.UNITS[one.unit])}"
    return f"{one.name} · {words.money(one.price)}{unit}"
