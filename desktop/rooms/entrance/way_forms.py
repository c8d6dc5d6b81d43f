"""The short questions of a case on its way: intake, the panel, an assessment, the closing."""

from datetime import date

from db.actions import entrance
from db.errors import AsksFirst
from db.records.base import new_id
from db.records.case import Case, Worker
from db.records.entrance import Allocation, AllocationResult, Assessment
from db.rules import names
from desktop.kept_form import KeptForm, choices
from desktop.kit.choice_field import ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.text_field import TextField
from desktop.kit.ticks import Tick
from desktop.tools import Tools


class IntakeForm(KeptForm):
    """Asks for the family's one coordinator, the team, and who else works on the case."""

    def __init__(self, tools: Tools, case: Case) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("Intake"),
            words.t("Write it down"),
            kind="case",
            record=f"intake:{case.id}",
            case_id=case.id,
        )
        self._case = case
        self.coordinator = LineField(words.t("Coordinator"))
        self.team = LineField(words.t("Team"))
        self.workers = TextField(
            words.t("Who else works on it"),
            lines=2,
            help_text=words.t("One a line: name, unit, role. Several units are fine."),
        )
        self.coordinator.show_value(case.coordinator or tools.desk.who)
        self.team.show_value(case.team)
        self.workers.show_value("\n".join(_told(one) for one in case.workers))
        line = FlowLayout(gap=16, foot=True)
        for name, field in (("coordinator", self.coordinator), ("team", self.team)):
            self.take(name, field)
            line.addWidget(field)
        self.take("workers", self.workers)
        self.sheet.add_padded(line)
        self.sheet.add_padded(self.workers)
        self.end_with_buttons()
        self.bring_back()

    def answer(self) -> None:
        """Take the case in."""
        if not self.needed({self.coordinator: self._words.t("Write who is its main contact.")}):
            return
        case_id, coordinator, team = self._case.id, self.coordinator.value(), self.team.value()
        workers = tuple(
            _worker(line, self._case.workers) for line in self.workers.value().splitlines() if line.strip()
        )
        self.run(
            lambda desk: entrance.begin_intake(
                desk, case_id, coordinator=coordinator, team=team, workers=workers
            )
        )


class PanelForm(KeptForm):
    """Asks for the panel's day, and once it met for its result and the written reason."""

    def __init__(self, tools: Tools, case: Case, before: Allocation | None) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("The panel"),
            words.t("Write it down"),
            kind="allocation",
            record=f"panel:{before.id if before else case.id}",
            case_id=case.id,
        )
        self._case, self._before = case, before
        self.on = DateField(words.t("The panel meets on"), words, tools.today, ahead=True)
        self.quick = Tick(words.t("Quick screening, without panel material"))
        self.result = ChoiceField(words.t("Result"), choices(words, names.ALLOCATIONS))
        self.grey = Tick(words.t("Grey zone: followed over time"))
        self.review = DateField(words.t("Looked at again on"), words, tools.today, ahead=True)
        self.reason = TextField(
            words.t("The professional reason"),
            lines=4,
            help_text=words.t("Write it so that the parents can read it."),
        )
        known = before or Allocation(id=new_id(), panel_on=tools.today())
        self._record_as = known
        self.on.show_value(before.panel_on if before else None)
        self.quick.setChecked(known.quick_screening)
        self.result.show_value(known.result)
        self.grey.setChecked(known.grey_zone)
        self.review.show_value(known.grey_zone_review_on)
        self.reason.show_value(known.reason)
        named: dict[str, Field | Tick] = {
            "on": self.on,
            "quick": self.quick,
            "result": self.result,
            "grey": self.grey,
        }
        for name, field in {**named, "review": self.review, "reason": self.reason}.items():
            self.take(name, field)
        line, grey = FlowLayout(gap=16, foot=True), FlowLayout(gap=16, foot=True)
        for part in (self.on, self.result, self.quick):
            line.addWidget(part)
        for part in (self.grey, self.review):
            grey.addWidget(part)
        for content in (line, grey, self.reason):
            self.sheet.add_padded(content)
        self.grey.clicked.connect(self._show_fitting)
        self.end_with_buttons()
        self.bring_back()
        self._show_fitting()

    def answer(self) -> None:
        """Write the panel's day or its result."""
        words = self._words
        wanted: dict[Field, str] = {self.on: words.t("Write the panel's day.")}
        if self.result.value() is not AllocationResult.PENDING:
            wanted[self.reason] = words.t("Write the reason.")
        if not self.readable(self.on, self.review) or not self.needed(wanted):
            return
        grey = self.grey.isChecked()
        after = self._record_as.changed(
            panel_on=self.on.value(),
            quick_screening=self.quick.isChecked(),
            result=self.result.value(),
            grey_zone=grey,
            grey_zone_review_on=self.review.value() if grey else None,
            reason=self.reason.value(),
        )
        case_id, before = self._case.id, self._before
        self.run(lambda desk: entrance.save_allocation(desk, case_id, before, after))

    def _show_fitting(self, _: object = None) -> None:
        self.review.setVisible(self.grey.isChecked())


class AssessmentForm(KeptForm):
    """Asks for an assessment's kind and days, and at its end for what it came to."""

    def __init__(self, tools: Tools, case: Case, before: Assessment | None) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("Assessment"),
            words.t("Write it down"),
            kind="assessment",
            record=f"assessment:{before.id if before else case.id}",
            case_id=case.id,
        )
        self._case, self._before = case, before
        self.what = ChoiceField(words.t("What kind"), choices(words, names.ASSESSMENTS))
        self.known = DateField(words.t("The need was known on"), words, tools.today)
        self.started = DateField(words.t("Began on"), words, tools.today)
        self.finished = DateField(words.t("Finished on"), words, tools.today)
        self.conclusion = TextField(words.t("Conclusion"), lines=4)
        if before is not None:
            self.what.show_value(before.kind)
            self.known.show_value(before.known_on)
            self.started.show_value(before.started_on)
            self.finished.show_value(before.finished_on)
            self.conclusion.show_value(before.conclusion)
        else:
            self.what.show_value(next(iter(names.ASSESSMENTS)))
            self.known.show_value(case.opened)
        named: dict[str, Field | Tick] = {
            "what": self.what,
            "known": self.known,
            "started": self.started,
            "finished": self.finished,
        }
        line = FlowLayout(gap=16, foot=True)
        for name, field in named.items():
            self.take(name, field)
            line.addWidget(field)
        self.take("conclusion", self.conclusion)
        self.sheet.add_padded(line)
        self.sheet.add_padded(self.conclusion)
        self.end_with_buttons()
        self.bring_back()

    def answer(self) -> None:
        """Write the assessment as it now is."""
        known, started, finished = self.known, self.started, self.finished
        wanted: dict[Field, str] = {known: self._words.t("Write the day on which the need was known.")}
        if not self.readable(known, started, finished) or not self.needed(wanted):
            return
        day: date | None = known.value()
        if day is None:
            return
        id_ = self._before.id if self._before else new_id()
        if (ends := finished.value()) and ends < (started.value() or day):
            finished.show_fault(self._words.t("The last day comes before the first."))
            return
        after = Assessment(
            id=id_,
            kind=self.what.value(),
            known_on=day,
            started_on=started.value(),
            finished_on=finished.value(),
            conclusion=self.conclusion.value(),
        )
        case_id, before = self._case.id, self._before
        self.run(lambda desk: entrance.save_assessment(desk, case_id, before, after))


class ClosingForm(KeptForm):
    """Asks why the case is closed and what was reached; help that still runs is told first."""

    def __init__(self, tools: Tools, case: Case) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("Close the case"),
            words.t("Close the case"),
            kind="case",
            record=f"closing:{case.id}",
            case_id=case.id,
        )
        self._case = case
        self.on = DateField(words.t("Closed on"), words, tools.today)
        self.on.show_value(tools.today())
        self.reason = TextField(words.t("Why is it closed?"), lines=2)
        self.reached = TextField(words.t("What was reached?"), lines=3)
        self.agreed = Tick(words.t("Close it all the same"))
        for name, field in (("on", self.on), ("reason", self.reason), ("reached", self.reached)):
            self.take(name, field)
            self.sheet.add_padded(field)
        self.sheet.add_padded(self.agreed)
        self.end_with_buttons()
        self.bring_back()
        self._show_agreed(shown=False)

    def answer(self) -> None:
        """Close the case."""
        words = self._words
        wanted: dict[Field, str] = {
            self.on: words.t("Write the day."),
            self.reason: words.t("Write why the case is closed."),
        }
        if not self.readable(self.on) or not self.needed(wanted):
            return
        case_id, on, agreed = self._case.id, self.on.value(), self.agreed.isChecked()
        reason, reached = self.reason.value(), self.reached.value()
        if on is not None:
            self.run(
                lambda desk: entrance.close_case(
                    desk, case_id, on=on, reason=reason, reached=reached, agreed=agreed
                )
            )

    def _show_agreed(self, *, shown: bool) -> None:
        if (row := self.agreed.parentWidget()) is not None:
            row.setVisible(shown)

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, AsksFirst):
            self._show_agreed(shown=True)
        super()._on_refused(error)


def _told(worker: Worker) -> str:
    return ", ".join(part for part in (worker.name, worker.unit, worker.role) if part)


def _worker(line: str, known: tuple[Worker, ...]) -> Worker:
    """The worker of a line; one that stood there keeps its days."""
    same = next((one for one in known if _told(one) == line.strip()), None)
    name, unit, role = (*(part.strip() for part in line.split(",", 2)), "", "")[:3]
    return same or Worker(name=name, unit=unit, role=role)
