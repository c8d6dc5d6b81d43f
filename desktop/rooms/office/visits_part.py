"""Institutions with their fixed caseworker and visits, and the office's own series of meetings."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from db.actions import institutions as actions
from db.actions import series
from db.actions.desk import Topic
from db.books import office as book
from db.books.office import ReadySeries
from db.records.appointment import Appointment, AppointmentStatus
from db.records.office import Institution
from db.rules import names, visits
from db.rules.danish import sort_key
from db.rules.series import rule_text, told
from db.store import aggregates, drafts, office
from desktop.held import ask_held
from desktop.kit.buttons import Button
from desktop.kit.empty import EmptyState
from desktop.kit.flow import Columns, FlowLayout
from desktop.kit.rows import ActionRow, FactRow, LinkRow
from desktop.kit.sheet import Section
from desktop.place import Place
from desktop.rooms.office.institution_form import InstitutionForm
from desktop.rooms.office.part import OfficePart
from desktop.rooms.office.series_form import SeriesForm
from desktop.tools import Tools

_SHOWN: Final = 10
_SERIES: Final = "series"
"""Behind an id it names what is typed about a series that is not planned yet."""


class VisitsPart(OfficePart):
    """What the office meets for beyond a case: visits, the panel, the parent panel."""

    topics = frozenset({Topic.OFFICE, Topic.CALENDAR})

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, actions.KIND, parent)
        words = tools.words
        self._office = book.read()
        self._institutions: list[Institution] = []
        self._appointments: Sequence[Appointment] = ()
        self.institutions = Section(words.t("Institutions"))
        self.new = Button(words.t("A new institution"), icon_name="add")
        self.new.clicked.connect(lambda: self._on_institution(None))
        self.series = Section(words.t("Regular meetings"))
        self.open = Section(words.t("Over, not written down"))
        self.coming = Section(words.t("Coming, beyond a case"))
        columns = Columns(side_width=340)
        columns.main.addLayout(self.form_place)
        columns.main.addWidget(self.open)
        columns.main.addWidget(self.institutions)
        add = FlowLayout()
        add.addWidget(self.new)
        columns.main.addLayout(add)
        columns.side.addWidget(self.series)
        columns.side.addWidget(self.coming)
        self.page.body.addWidget(columns)

    def read(self) -> None:
        """Read the institutions and the office's own appointments."""
        db = self._tools.desk.db
        found = office.everything(db, Institution)
        self._institutions = sorted(found, key=lambda one: sort_key(one.name))
        self._appointments = aggregates.of_office(db, Appointment)
        self._show_institutions()
        self._show_series()
        self._show_appointments()

    def show_place(self, place: Place) -> None:
        """Show the institution that `place` names."""
        self.refresh()
        found = next((one for one in self._institutions if one.id == place.record), None)
        if found is not None or place.record == actions.NEW:
            self._on_institution(found)
            if found is not None and self._typed_about(found.id):
                self._on_visits(found)
        elif (
            ready := next((one for one in self._office.series if one.id == place.record), None)
        ) is not None:
            self._on_series(ready)

    def _typed_about(self, institution: str) -> bool:
        """True if visits to it were being planned, and nothing else was typed about it."""
        db = self._tools.desk.db
        planned = drafts.of_record(db, actions.KIND, f"{institution} {_SERIES}")
        return bool(planned) and not drafts.of_record(db, actions.KIND, institution)

    def _show_institutions(self) -> None:
        words = self.words
        self.institutions.sheet.clear()
        for one in self._institutions:
            who = words.t("fixed caseworker {name}", name=one.caseworker) if one.caseworker else ""
            why = " · ".join(part for part in (words.t(names.INSTITUTIONS[one.kind]), who) if part)
            row = LinkRow(one.name, why, tail=self._visited(one), strong=True)
            row.setObjectName(one.id)
            row.clicked.connect(lambda _=False, one=one: self._on_institution(one))
            self.institutions.add(row)
        if not self._institutions:
            self.institutions.add(
                EmptyState(
                    words.t("No institution is written yet."),
                    words.t("A fixed caseworker visits it; the visits are counted here."),
                )
            )

    def _visited(self, one: Institution) -> str:
        """A fact: how many visits were made this year, of how many, and how many are planned."""
        words, year = self.words, self._tools.today().year
        found = visits.visits_in(self._appointments, one.id, year)
        made = words.n("{count} visit in {year}", "{count} visits in {year}", found.made, year=year)
        if one.visits_per_year is not None:
            made = words.t(
                "{made} of {agreed} visits in {year}", made=found.made, agreed=one.visits_per_year, year=year
            )
        planned = words.n("{count} planned", "{count} planned", found.planned) if found.planned else ""
        return " · ".join(part for part in (made, planned) if part)

    def _show_series(self) -> None:
        words, today = self.words, self._tools.today()
        self.series.sheet.clear()
        for one in self._office.series:
            coming = visits.next_of(self._appointments, one.kind, self._tools.now())
            upcoming = words.t("none is planned")
            if coming is not None:
                upcoming = words.t("next {when}", when=words.moment(coming.starts_at))
            often = told(rule_text(today, one.pattern), words)
            title = one.title.in_language(words.language)
            row = ActionRow(title, f"{often} · {upcoming}", action=words.t("Plan them"))
            row.setObjectName(one.id)
            if row.button is not None:
                row.button.clicked.connect(lambda _=False, one=one: self._on_series(one))
            self.series.add(row)

    def _show_appointments(self) -> None:
        words, now = self.words, self._tools.now()
        self.open.sheet.clear()
        self.coming.sheet.clear()
        planned = [one for one in self._appointments if one.status is AppointmentStatus.PLANNED]
        planned.sort(key=lambda one: one.starts_at)
        for one in [one for one in planned if one.starts_at <= now]:
            row = ActionRow(self._called(one), words.moment(one.starts_at), action=words.t("Was it held?"))
            row.setObjectName(one.id)
            if row.button is not None:
                row.button.clicked.connect(lambda _=False, one=one: self._on_held(one))
            self.open.add(row)
        for one in [one for one in planned if one.starts_at > now][:_SHOWN]:
            self.coming.add(FactRow(self._called(one), words.moment(one.starts_at)))
        self.open.setVisible(bool(self.open.sheet.rows()))
        if not self.coming.sheet.rows():
            self.coming.add(EmptyState(words.t("Nothing is planned.")))

    def _called(self, one: Appointment) -> str:
        return one.title or self.words.t(names.APPOINTMENTS[one.kind]).capitalize()

    def _on_held(self, one: Appointment) -> None:
        answer = ask_held(self._tools, self, one.id, None)
        if isinstance(answer, Place):
            self.place_asked.emit(answer)
        elif answer is not None:
            self.do(answer)

    def _on_series(self, one: ReadySeries) -> None:
        form = SeriesForm(
            one.title.in_language(self.words.language),
            one.kind,
            one.pattern,
            self.words,
            self._tools.today,
            source=one.source,
        )
        self._plan_from(form, f"{one.id} {_SERIES}")

    def _on_visits(self, one: Institution) -> None:
        per_year = one.visits_per_year or 1
        known = visits.visits_in(self._appointments, one.id, self._tools.today().year)
        usual = self._office.usual(one.kind)
        form = SeriesForm(
            self.words.t("Visit to {name}", name=one.name),
            visits.kind_of_visit(one.kind),
            visits.spread(per_year, visits.left_this_year(per_year, known)),
            self.words,
            self._tools.today,
            minutes=one.visit_minutes,
            institution=one.id,
            source=usual.source if usual else "",
        )
        self._plan_from(form, f"{one.id} {_SERIES}")

    def _plan_from(self, form: SeriesForm, record: str) -> None:
        form.ready.connect(
            lambda first, pattern: self.do_asked(lambda desk: series.add_series(desk, None, first, pattern))
        )
        self.open_form(form, record)

    def _on_institution(self, before: Institution | None) -> None:
        form = InstitutionForm(before, self._office.usual, self.words, self._tools.desk.who)
        form.ready.connect(lambda after: self.do(lambda desk: actions.save_institution(desk, before, after)))
        if before is not None:
            form.taken_away.connect(lambda: self._take_away(before))
            plan = Button(self.words.t("Plan the visits"))
            plan.clicked.connect(lambda: self._on_visits(before))
            foot = FlowLayout()
            foot.addWidget(plan)
            form.sheet.add_padded(foot)
        self.open_form(form, before.id if before else actions.NEW)

    def _take_away(self, one: Institution) -> None:
        words = self.words
        if self.ask.confirm(
            self,
            words.t("Take {what} away?", what=one.name),
            yes=words.t("Take away"),
            why=words.t("Ctrl+Z brings it back."),
        ):
            self.do(lambda desk: actions.remove_institution(desk, one))
