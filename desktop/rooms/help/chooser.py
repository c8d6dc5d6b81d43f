"""Choosing help: the need and the child's view first, then the lowest step that meets the need."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.books.catalogue import Catalogue
from db.records.base import new_id
from db.records.catalogue import CatalogueRow
from db.records.intervention import Intervention, LawGroup, Stage, Unit
from db.rules import choosing, names
from db.rules.law_names import law_named
from db.words import Words, later
from desktop.kit.buttons import Button
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.empty import EmptyState
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.rows import ActionRow
from desktop.kit.sheet import Section
from desktop.kit.text_field import TextField
from desktop.kit.type import Voice

_TIMES: Final = (3, 6, 12, 18, 24)
_BESIDE: Final = {
    LawGroup.COMPENSATING: later("Compensation for a disability (a right, beside the ladder)"),
    LawGroup.ADULT: later("Help for adults (beside the ladder)"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the user wants to order, and what was written first."""

    item: Intervention
    child_view: str


class Chooser(QWidget):
    """Asks for need and child's view, then shows what stands on the step and below it.

    Signals:
        chosen: the Chosen.
    """

    chosen = Signal(object)

    def __init__(
        self,
        catalogue: Catalogue,
        steps: tuple[str, ...],
        words: Words,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue, self._steps = catalogue, steps
        self._words, self._today = words, today
        self._shown: tuple[object, ...] | None = None
        self._age: int | None = None
        self.need = TextField(words.t("What does the child or the family need?"))
        self.child_view = TextField(
            words.t("What does the child say about it?"),
            help_text=words.t("Or why that is not known."),
        )
        self.step = ChoiceField(
            words.t("The lowest step that meets the need"),
            [
                *(Choice(number, f"{number} {words.t(name)}") for number, name in enumerate(steps, 1)),
                *(Choice(group, words.t(name)) for group, name in _BESIDE.items()),
            ],
            none=words.t("not chosen yet"),
        )
        self.time = ChoiceField(
            words.t("Expected time"),
            [Choice(months, words.n("{count} month", "{count} months", months)) for months in _TIMES],
        )
        self.time.show_value(6)
        self.rows = Section(words.t("What stands there"))
        self.free = Button(words.t("Something that is not in the catalogue"))
        self.free.clicked.connect(self._on_free)
        for field in (self.need, self.child_view, self.step, self.time):
            field.edited.connect(self.show_rows)
        self._lay_out()

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """Choose from `catalogue` from now on."""
        if catalogue != self._catalogue:
            self._catalogue, self._shown = catalogue, None
            self.show_rows()

    def show_child(self, age: int | None) -> None:
        """Begin anew, with what fits the age; None offers everything."""
        self._age = age
        self.begin_anew()

    def begin_anew(self) -> None:
        """Take away what was written and chosen."""
        self.need.show_value("")
        self.child_view.show_value("")
        self.step.show_value(None)
        self.show_rows()

    def _lay_out(self) -> None:
        section = Section(self._words.t("Choose help"), self)
        section.sheet.add_padded(self.need)
        section.sheet.add_padded(self.child_view)
        line = FlowLayout(gap=16)
        for field in (self.step, self.time):
            line.addWidget(field)
        section.sheet.add_padded(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(section)
        column.addWidget(self.rows)
        foot = FlowLayout(gap=8)
        foot.addWidget(self.free)
        column.addLayout(foot)

    @Slot()
    def show_rows(self) -> None:
        """Show what stands on the step that is chosen; typing on in a text changes nothing."""
        ready = bool(self.need.value() and self.child_view.value())
        asked = self.step.value()
        state = (ready, asked, self.time.value(), self._age)
        if state == self._shown:
            return
        self._shown = state
        self.rows.sheet.clear()
        self.free.setVisible(ready)
        if not ready or asked is None:
            self.rows.add(
                EmptyState(
                    self._words.t("Write the need and the child's view, then choose a step."),
                    self._words.t("The lowest step that meets the need comes first."),
                )
            )
            return
        if isinstance(asked, LawGroup):
            found = choosing.beside_the_ladder(
                self._catalogue.values(), self._age, asked, self._words.language
            )
            self._add_rows(found)
            return
        for step, rows in choosing.on_steps(
            self._catalogue.values(), self._age, int(asked), self._words.language
        ):
            title = f"{step} {self._words.t(self._steps[step - 1])}"
            self.rows.sheet.add_padded(Label(title, Voice.SMALL))
            self._add_rows(rows)

    def _add_rows(self, rows: list[CatalogueRow]) -> None:
        for row in rows:
            shown = ActionRow(
                row.name.in_language(self._words.language),
                self._told(row),
                action=self._words.t("Order"),
            )
            shown.setObjectName(row.id)
            if shown.button is not None:
                shown.button.clicked.connect(lambda _=False, row=row: self._on_row(row))
            self.rows.add(shown)
        if not rows:
            self.rows.add(EmptyState(self._words.t("Nothing in the catalogue fits the child's age.")))

    def _told(self, row: CatalogueRow) -> str:
        words = self._words
        item, months = self._item(row), int(self.time.value() or 0)
        cost = words.kroner(choosing.cost_until(item, choosing.months_after(item.starts_on, months)))
        law = law_named(row.legal_ref, words)
        if row.unsure:
            law = f"{law}, {words.t('check')}" if law else words.t("legal reference: check")
        unit = words.t(names.UNITS[row.unit])
        each = words.money(row.price) if row.unit is Unit.ONCE else f"{words.money(row.price)} / {unit}"
        proven = words.t("evidence-based") if row.evidence_based else ""
        lines = [
            row.about.in_language(words.language),
            " · ".join(part for part in (law, row.provider, row.capacity, proven) if part),
            each
            if row.unit is Unit.ONCE
            else words.t("{price} · about {cost} in {months} months", price=each, cost=cost, months=months),
        ]
        return "\n".join(line for line in lines if line)

    def _item(self, row: CatalogueRow) -> Intervention:
        today, months = self._today(), int(self.time.value() or 0)
        return choosing.as_intervention(
            row,
            self._words.language,
            starts_on=today,
            until=None if row.unit is Unit.ONCE else choosing.months_after(today, months),
        )

    def _on_row(self, row: CatalogueRow) -> None:
        item = self._item(row).changed(purpose=self.need.value())
        self.chosen.emit(Chosen(item, self.child_view.value()))

    @Slot()
    def _on_free(self) -> None:
        today = self._today()
        asked = self.step.value()
        group = asked if isinstance(asked, LawGroup) else LawGroup.SUPPORTIVE
        item = Intervention(
            id=new_id(),
            law_group=group,
            step=asked if isinstance(asked, int) else None,
            stage=Stage.ORDERED,
            starts_on=today,
            unit=Unit.MONTH,
            purpose=self.need.value(),
        )
        self.chosen.emit(Chosen(item, self.child_view.value()))
