"""Skole: the hours and their two conditions, what is missing, and what stands beside them since that day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import school as actions
from db.actions.desk import Changed
from db.errors import ForUser
from db.records.case import Case, School
from db.records.intervention import Intervention
from db.records.person import Person
from db.rules import schooling
from db.rules.amounts import quantity_text, read_quantity, read_whole
from db.rules.schooling import Missing
from db.store import drafts, holds
from db.words import later
from desktop.keeping import Keeping
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.chip import Chip
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.empty import EmptyState
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import Columns, FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.rows import FactRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice, factor_of
from desktop.tools import Tools

_NAME: Final = 300  # pixels at 100 %: long names of schools
_MISSING: Final = {
    Missing.SINCE: later("since when the hours are reduced"),
    Missing.PARENTS: later("that the parents agree"),
    Missing.DOCTOR: later("a doctor's statement"),
}


class SchoolPart(ScrollPage):
    """The part *Skole* of a case.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
    """

    saved = Signal(object)
    saving = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case_id, self._stored = "", School()
        self.keeping = Keeping(tools, actions.KIND, self)
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)
        self.keeping.rested.connect(self.commit)
        self.keeping.failed.connect(self._refuse)
        self._lay_out()

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show the school of `case`, with what was typed of it before."""
        if case.id != self._case_id:
            self.keep()
            self.trouble.hide()
        db = self._tools.desk.db
        found = drafts.of_record(db, actions.KIND, case.id)
        self.keeping.bind(case.id, case.id, {path: draft.text for path, draft in found.items()})
        self._case_id, self._stored = case.id, case.school
        held = holds.of_case(db, case.id)
        self._show_fields(writable=held is None or not held.is_read_only)
        self._show_missing()
        self._show_beside(case)
        self._show_absence(case)

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        self.commit()
        self.keeping.flush()

    def stop(self) -> None:
        """Start nothing more: the desk is being closed."""
        self.keeping.stop()

    @Slot()
    def commit(self) -> None:
        """Make what stands here the case's, if anything differs and can be read."""
        before, case_id = self._stored, self._case_id
        fields = self._fields()
        if not case_id or fields is None or before.model_copy(update=fields) == before:
            return
        typed = self.keeping.taken()
        self._stored = before.changed(**fields)
        self.saving.emit()

        def refused(error: BaseException) -> None:
            self.keeping.give_back(typed)
            self._stored = before
            self._refuse(error)

        self._tools.writer.run(
            lambda desk: actions.save_school(desk, case_id, before, fields),
            done=self._on_done,
            failed=refused,
        )

    def _fields(self) -> dict[str, object] | None:
        """What stands in the fields; None if the hours or a day cannot be read, said beside them."""
        typed = str(self.hours.value()).removesuffix("timer").strip()
        hours = read_quantity(typed) if typed else None
        faulty = bool(typed) and (hours is None or hours < 0)
        said = self._words.t("Write them as a number, such as 12 or 12,5.")
        self.hours.show_fault(said if faulty else "")
        if faulty or not all(field.readable for field in self._days.values()):
            return None
        text = None if hours is None else quantity_text(hours).replace(",", ".")
        return {
            "name": self.name.value(),
            "reduced_hours": text,
            **{key: field.value() for key, field in self._days.items()},
        }

    def _lay_out(self) -> None:
        words, today = self._words, self._tools.today
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.lacking = Banner(Mark.LATE, "", parent=self)
        self.name = LineField(words.t("The school's name"))
        self.name.line.setMinimumWidth(round(_NAME * factor_of(self)))
        self.hours = LineField(words.t("Reduced hours a week"))
        self._days = {
            "reduced_since": DateField(words.t("Reduced since"), words, today),
            "parents_agree": DateField(words.t("The parents agreed on"), words, today),
            "doctor_statement": DateField(words.t("Doctor's statement of"), words, today),
        }
        self.hours_part = Section(words.t("School and hours"))
        line = FlowLayout(gap=16, foot=True)
        fields: list[Field] = [self.name, self.hours, *self._days.values()]
        for field in fields:
            line.addWidget(field)
            field.left.connect(self.commit)
        self.hours_part.sheet.add_padded(line)
        law = words.t(
            "Reduced hours need both: that the parents agree, and a doctor's statement (section 12"
            " subsection 3 of the order on special teaching, check)."
        )
        self.hours_part.sheet.add_padded(
            Label(f"{words.t('Empty if the hours are whole.')} {law}", Voice.SOFT)
        )
        self.name.input.setObjectName("school/name")
        self.hours.input.setObjectName("school/reduced_hours")
        self.name.edited.connect(lambda _: self.keeping.type("name", self.name.value()))
        self.hours.edited.connect(lambda _: self.keeping.type("reduced_hours", self.hours.value()))
        self.absence = Section(words.t("Unlawful absence"))
        self.percent = LineField(words.t("Per cent"), longest=3)
        self.quarter = ChoiceField(words.t("In the quarter"), [])
        self.write = Button(words.t("Write it down"))
        self.write.clicked.connect(self._on_absence)
        self.lost, self.extra = (
            Section(words.t("Lost earnings since then")),
            Section(words.t("Help since then")),
        )
        columns = Columns(side_width=320)
        columns.main.addWidget(self.hours_part)
        columns.main.addWidget(self.absence)
        self.new_absence = Section(words.t("Write down absence"))
        absence = FlowLayout(gap=16, foot=True)
        for widget in (self.percent, self.quarter, self.write):
            absence.addWidget(widget)
        self.new_absence.sheet.add_padded(absence)
        for beside in (self.new_absence, self.lost, self.extra):
            columns.side.addWidget(beside)
        for part in (self.trouble, self.lacking, columns):
            self.body.addWidget(part)

    def _show_fields(self, *, writable: bool) -> None:
        school, typed = self._stored, self.keeping.texts
        hours = (school.reduced_hours or "").replace(".", ",")
        self.name.show_value(typed.get("name", school.name))
        self.hours.show_value(typed.get("reduced_hours", hours))
        for key, field in self._days.items():
            field.show_value(getattr(school, key))
        for part in (self.name, self.hours, *self._days.values(), self.write):
            part.setEnabled(writable)

    def _show_missing(self) -> None:
        lacks = [self._words.t(_MISSING[one]) for one in schooling.missing(self._stored)]
        self.lacking.setVisible(bool(lacks))
        if lacks:
            self.lacking.say(
                self._words.t("The hours are reduced, and something is missing."),
                self._words.t("Missing: {what}.", what=", ".join(lacks)),
            )

    def _show_beside(self, case: Case) -> None:
        lost, extra = schooling.beside(case)
        self._list(self.lost, lost, self._words.t("None is written."))
        self._list(self.extra, extra, self._words.t("None is written."))
        reduced = case.school.reduced_since is not None
        self.lost.setVisible(reduced)
        self.extra.setVisible(reduced)

    def _list(self, section: Section, found: Sequence[Intervention], none: str) -> None:
        words = self._words
        section.sheet.clear()
        for one in found:
            told = words.t("from {day}", day=words.day(one.starts_on))
            if one.ended_on is not None:
                told = words.t(
                    "{first} to {last}", first=words.day(one.starts_on), last=words.day(one.ended_on)
                )
            section.add(FactRow(one.title, told))
        if not found:
            section.add(FactRow(none))

    def _show_absence(self, case: Case) -> None:
        words = self._words
        quarters = schooling.quarters(self._tools.today())
        self.quarter.offer([Choice(first, self._called(first)) for first in quarters])
        if self.quarter.value() is None:
            self.quarter.show_value(quarters[0])
        self.absence.sheet.clear()
        found = schooling.absences(case)
        told = words.t("From 15 % in a quarter the school's head reports it (Children's Act § 133, check).")
        for event in found:
            day, much = words.day(event.on), schooling.is_reported(event)
            chip = Chip(Mark.SOON, words.t("15 % or more")) if much else None
            self.absence.add(FactRow(event.text, f"{day} · {told}" if much else day, chip=chip))
        if not found:
            self.absence.add(EmptyState(words.t("No unlawful absence is written."), told))

    def _called(self, first: date) -> str:
        number = schooling.quarter_number(first)
        return self._words.t("quarter {number} of {year}", number=number, year=first.year)

    @Slot()
    def _on_absence(self) -> None:
        case_id, quarter, words = self._case_id, self.quarter.value(), self._words
        typed = str(self.percent.value()).removesuffix("%").strip()
        percent = read_whole(typed, least=0)
        self.saving.emit()
        self._tools.writer.run(
            lambda desk: actions.record_absence(desk, case_id, percent, quarter, words),
            done=self._on_absence_written,
            failed=lambda error: self._refuse(error, self.percent),
        )

    def _on_absence_written(self, changed: Changed) -> None:
        self.percent.show_value("")
        self.percent.show_fault("")
        self._on_done(changed)

    def _on_done(self, changed: Changed) -> None:
        self.trouble.hide()
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)

    def _refuse(self, error: object, field: Field | None = None) -> None:
        if not isinstance(error, ForUser):
            raise error if isinstance(error, BaseException) else TypeError
        if field is not None:
            field.show_fault(self._words.error(error))
            return
        self.trouble.say(self._words.error(error))
        self.trouble.show()
