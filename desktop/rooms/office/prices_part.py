"""Prices and providers: what was agreed with whom, and the catalogue as this office has it."""

from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from db.actions import catalogue as actions
from db.actions import refusion
from db.actions.desk import Topic
from db.records.catalogue import CatalogueRow
from db.records.intervention import Unit
from db.records.provider import Provider
from db.records.refusion import RefusionYear
from db.rules import names, providers
from db.rules.danish import fold, sort_key
from db.rules.law_names import law_named
from db.rules.providers import Holds
from db.store import office, own_catalogue
from db.store.own_catalogue import OwnRow
from db.words import later
from desktop.kit.buttons import Button
from desktop.kit.chip import Chip
from desktop.kit.empty import EmptyState
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.marks import Mark
from desktop.kit.rows import FactRow, LinkRow
from desktop.kit.sheet import Section
from desktop.place import Place
from desktop.rooms.office.limits_section import LimitsSection
from desktop.rooms.office.part import OfficePart
from desktop.rooms.office.provider_form import ProviderForm
from desktop.rooms.office.refusion_form import RefusionForm
from desktop.rooms.office.row_form import RowForm
from desktop.tools import Tools

_HOLDS: Final = {
    Holds.NOW: (Mark.AGREED, later("holds now")),
    Holds.LATER: (Mark.SOON, later("not yet")),
    Holds.OVER: (Mark.PLAIN, later("over")),
}


class PricesPart(OfficePart):
    """Agreements with providers, and the rows of the catalogue; both can be changed here."""

    topics = frozenset({Topic.OFFICE})

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, actions.PROVIDER, parent)
        words = tools.words
        self._providers: list[Provider] = []
        self._rows: dict[str, CatalogueRow] = {}
        self._own: dict[str, OwnRow] = {}
        self._years: dict[str, RefusionYear] = {}
        self.new_provider = Button(words.t("A new agreement"), icon_name="add")
        self.new_provider.clicked.connect(lambda: self._on_provider(None))
        self.new_row = Button(words.t("New help in the catalogue"), icon_name="add")
        self.new_row.clicked.connect(lambda: self._on_row(None))
        self.providers = Section(words.t("Agreements with providers"))
        self.look = LineField(words.t("Look in the catalogue"))
        self.look.edited.connect(self._show_rows)
        self.catalogue = Section(words.t("The catalogue of this office"))
        self.limits = LimitsSection(words)
        self.limits.asked.connect(self._on_year)
        self.new_year = Button(words.t("The limits of a year"), icon_name="add")
        self.new_year.clicked.connect(lambda: self._on_year(None))
        self.page.body.addLayout(self.form_place)
        for part in (
            self.providers,
            self.new_provider,
            self.limits,
            self.new_year,
            self.catalogue,
            self.new_row,
        ):
            if isinstance(part, Button):
                line = FlowLayout()
                line.addWidget(part)
                self.page.body.addLayout(line)
            else:
                self.page.body.addWidget(part)
            if part is self.new_year:
                self.page.body.addWidget(self.look)

    def read(self) -> None:
        """Read the agreements and the catalogue."""
        desk = self._tools.desk
        self._providers = sorted(office.everything(desk.db, Provider), key=lambda one: sort_key(one.name))
        self._own = own_catalogue.everything(desk.db)
        self._rows = {**{key: one.row for key, one in self._own.items()}, **actions.in_force(desk)}
        self._years = {one.id: one for one in office.everything(desk.db, RefusionYear)}
        self.limits.show_years(desk.refusion, self._years.values())
        self._show_providers()
        self._show_rows()

    def show_place(self, place: Place) -> None:
        """Show the agreement that `place` names."""
        self.refresh()
        found = next((one for one in self._providers if one.id == place.record), None)
        if found is not None or place.record == actions.NEW:
            self._on_provider(found)
        elif place.record == refusion.NEW or place.record in self._years:
            self._on_year(self._years.get(place.record))
        elif place.record.startswith(actions.ROW):
            self._on_row(self._rows.get(place.record.removeprefix(f"{actions.ROW} ")))

    def _show_providers(self) -> None:
        words, today = self.words, self._tools.today()
        self.providers.sheet.clear()
        for one in self._providers:
            row = self._rows.get(one.catalogue)
            what = row.name.in_language(words.language) if row else words.t("any help")
            if one.catalogue and row is None:
                what = words.t("help that is no longer in the catalogue")
            number = (
                words.t("Tilbudsportalen {number}", number=one.tilbudsportal) if one.tilbudsportal else ""
            )
            mark, told = _HOLDS[providers.holds_on(one, today)]
            shown = LinkRow(
                one.name,
                " · ".join(part for part in (what, number, self._span(one)) if part),
                tail=self._each(one.price, one.unit),
                chip=Chip(mark, words.t(told)),
                strong=True,
            )
            shown.setObjectName(one.id)
            shown.clicked.connect(lambda _=False, one=one: self._on_provider(one))
            self.providers.add(shown)
        if not self._providers:
            self.providers.add(
                EmptyState(
                    words.t("No agreement is written yet."),
                    words.t("An agreement gives its price and its name when help is ordered."),
                )
            )

    @Slot()
    def _show_rows(self) -> None:
        words, desk = self.words, self._tools.desk
        asked = fold(self.look.value())
        self.catalogue.sheet.clear()
        for row in self._by_name():
            called = row.name.in_language(words.language)
            if asked not in fold(called):
                continue
            own = self._own.get(row.id)
            the_profiles = actions.is_the_profiles(desk, row.id)
            where = ""
            if the_profiles:
                where = words.t("the municipality's own, from its profile")
            elif own is not None:
                where = words.t("changed here") if own.offered else words.t("not offered")
            step = words.t("step {step}", step=row.step) if row.step else words.t("beside the ladder")
            why = " · ".join(
                part for part in (step, law_named(row.legal_ref, words), row.provider, where) if part
            )
            price = self._each(row.price, row.unit)
            if the_profiles:
                self.catalogue.add(FactRow(called, why, tail=price, strong=True))
                continue
            shown = LinkRow(called, why, tail=price, strong=True)
            shown.setObjectName(row.id)
            shown.clicked.connect(lambda _=False, row=row: self._on_row(row))
            self.catalogue.add(shown)
        if not self.catalogue.sheet.rows():
            self.catalogue.add(EmptyState(words.t("Nothing in the catalogue is called that.")))

    def _by_name(self) -> list[CatalogueRow]:
        language = self.words.language
        return sorted(self._rows.values(), key=lambda row: sort_key(row.name.in_language(language)))

    def _each(self, price: int | None, unit: Unit) -> str:
        words = self.words
        if price is None:
            return words.t("no price yet")
        return (
            words.money(price)
            if unit is Unit.ONCE
            else f"{words.money(price)} / {words.t(names.UNITS[unit])}"
        )

    def _span(self, one: Provider) -> str:
        words = self.words
        if one.agreed_from and one.agreed_to:
            return words.t(
                "{first} to {last}", first=words.day(one.agreed_from), last=words.day(one.agreed_to)
            )
        if one.agreed_from:
            return words.t("from {day}", day=words.day(one.agreed_from))
        return words.t("until {day}", day=words.day(one.agreed_to)) if one.agreed_to else ""

    def _on_provider(self, before: Provider | None) -> None:
        rows = sorted(
            self._rows.values(), key=lambda row: sort_key(row.name.in_language(self.words.language))
        )
        form = ProviderForm(before, rows, self.words, self._tools.today)
        form.ready.connect(lambda after: self.do(lambda desk: actions.save_provider(desk, before, after)))
        form.taken_away.connect(lambda: self._take_away(before))
        self.open_form(form, before.id if before else actions.NEW)

    def _take_away(self, one: Provider | None) -> None:
        words = self.words
        if one is not None and self.ask.confirm(
            self,
            words.t("Take {what} away?", what=one.name),
            yes=words.t("Take away"),
            why=words.t("What was ordered keeps its price. Ctrl+Z brings it back."),
        ):
            self.do(lambda desk: actions.remove_provider(desk, one))

    def _on_year(self, before: RefusionYear | None) -> None:
        form = RefusionForm(before, self.words, self._tools.today)
        form.ready.connect(lambda after: self.do(lambda desk: refusion.save_year(desk, before, after)))
        if before is not None:
            form.taken_away.connect(lambda: self.do(lambda desk: refusion.remove_year(desk, before)))
        self.open_form(form, before.id if before else refusion.NEW)

    def _on_row(self, before: CatalogueRow | None) -> None:
        own = self._own.get(before.id) if before else None
        form = RowForm(before, self.words, own=own is not None, offered=own is None or own.offered)
        form.ready.connect(lambda row: self.do(lambda desk: actions.save_row(desk, row, new=before is None)))
        if before is not None:
            form.hidden.connect(lambda: self.do(lambda desk: actions.save_row(desk, before, offered=False)))
            form.dropped.connect(lambda: self.do(lambda desk: actions.drop_own_row(desk, before.id)))
        self.open_form(form, f"{actions.ROW} {before.id if before else actions.NEW}")
