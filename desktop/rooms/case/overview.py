"""The overview of a case: ladder, goals, what is due, network, last notes, the year's money."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.records.base import day_of
from db.records.case import Case
from db.records.note import Note
from db.records.person import Person
from db.records.plan import Goal
from db.records.relation import Network
from db.rules import costs, due_list, due_reason, ladder, names, summary
from db.rules.deadline import State, state
from db.rules.rulebook import RuleBasis
from db.store import deadlines
from desktop.kit.buttons import Rank
from desktop.kit.chip import Chip
from desktop.kit.curve import Curve, Point
from desktop.kit.empty import EmptyState
from desktop.kit.flow import Columns, FlowLayout
from desktop.kit.labels import Label
from desktop.kit.ladder import LadderChart, Stretch
from desktop.kit.marks import Mark
from desktop.kit.rows import FactRow, LinkRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.place import Place
from desktop.tools import Tools

_DUE: Final = 8
_NOTES: Final = 5
_NOTE_LENGTH: Final = 220


class Overview(ScrollPage):
    """One case at a glance.

    Signals:
        part_asked: the key of the part that the user wants.
        place_asked: the note that the user wants to see.
    """

    part_asked = Signal(str)
    place_asked = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._columns: Columns | None = None

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show `case`."""
        if self._columns is not None:
            self.body.removeWidget(self._columns)
            self._columns.hide()
            self._columns.deleteLater()
        self._columns = Columns()
        main, side = self._columns.main, self._columns.side
        main.addWidget(self._ladder(case))
        main.addWidget(self._goals(case, people))
        main.addWidget(self._notes(case))
        side.addWidget(self._due(case))
        side.addWidget(self._network(case, people))
        side.addWidget(self._money(case))
        self.body.addWidget(self._columns)

    def _ladder(self, case: Case) -> QWidget:
        words, today = self._words, self._tools.today()
        section = Section(words.t("The ladder"))
        last = case.closed or today
        first = min((item.starts_on for item in case.interventions), default=case.opened)
        found = ladder.way(case.interventions, min(first, case.opened, last), last)
        steps = [f"{number} {words.t(name)}" for number, name in enumerate(self._tools.desk.ladder.steps, 1)]
        if all(stretch[-1] is None for stretch in found):
            why = words.t("It comes with the first help that stands on a step.")
            section.sheet.add(EmptyState(words.t("No step on the ladder yet") + ".", why))
            return section
        section.sheet.add_padded(LadderChart(words, steps, [Stretch(*stretch) for stretch in found]))
        return section

    def _goals(self, case: Case, people: Mapping[str, Person]) -> QWidget:
        section = Section(self._words.t("Goals"))
        plan = summary.plan_to_print(case.plans)
        for goal in plan.goals if plan else ():
            section.sheet.add(self._goal(goal, case, people))
        if plan is None or not plan.goals:
            empty = EmptyState(
                self._words.t("No goals yet."),
                self._words.t("They are written in the plan, with the family."),
                action=self._words.t("Open the plan"),
                rank=Rank.PLAIN,
            )
            empty.asked.connect(lambda: self.part_asked.emit("plan"))
            section.sheet.add(empty)
        return section

    def _goal(self, goal: Goal, case: Case, people: Mapping[str, Person]) -> QWidget:
        raters = list(dict.fromkeys(rating.rated_by for rating in goal.progress))
        # One line at a glance: the child's own ratings if there are any, else those of who rated most.
        rater = (
            case.child
            if case.child in raters
            else max(
                raters, key=lambda one: sum(rating.rated_by == one for rating in goal.progress), default=None
            )
        )
        points = [Point(rating.on, rating.score) for rating in goal.progress if rating.rated_by == rater]
        why = self._words.t(names.GOAL_STATUSES[goal.status]).capitalize()
        if rater is not None and rater in people:
            why += " · " + self._words.t("rated by {name}", name=summary.first_name(people[rater]))
        return FactRow(goal.title, why, tail=Curve(self._words, points), strong=True)

    def _notes(self, case: Case) -> QWidget:
        words = self._words
        section = Section(words.t("Latest"))
        for note in sorted(case.notes, key=lambda note: note.at, reverse=True)[:_NOTES]:
            text = " ".join(note.text.split())
            cut = text if len(text) <= _NOTE_LENGTH else text[:_NOTE_LENGTH].rsplit(" ", 1)[0] + " …"
            kind = words.t(names.NOTES[note.kind]).capitalize()
            lead = Label(words.brief_day(day_of(note.at), self._tools.today()), Voice.SOFT, wrap=False)
            row = LinkRow(kind, cut, lead=lead, tail=self._carried(note), strong=True)
            place = Place("note", case.id, record=note.id)
            row.clicked.connect(lambda _=False, place=place: self.place_asked.emit(place))
            section.sheet.add(row)
        if not case.notes:
            section.sheet.add(EmptyState(words.t("No notes yet."), words.t("Ctrl+N begins one.")))
        return section

    def _carried(self, note: Note) -> str:
        return self._words.t("in DUBU") if note.carried_over_on is not None else ""

    def _due(self, case: Case) -> QWidget:
        words, now = self._words, self._tools.now()
        section = Section(words.t("Deadlines and agreements"))
        about = _titles(case)
        found = deadlines.open_of_case(self._tools.desk.db, case.id, self._tools.today(), limit=_DUE)
        for entry in found:
            item = entry.deadline
            how = state(item, now)
            mark = (
                Mark.LATE if how is State.OVERDUE else Mark.SOON if how in (State.TODAY, State.SOON) else None
            )
            day = words.brief_day(item.due_day, self._tools.today())
            tail = Chip(mark, day) if mark else Label(day, Voice.STRONG, wrap=False)
            basis = Chip(Mark.LAW, words.t("law")) if item.basis is RuleBasis.LAW else None
            own = item.trigger_on is None or item.trigger_kind == "intervention"
            what = about.get(item.trigger_id, "") if own else ""
            row = FactRow(due_list.title_of(item, words), what, tail=tail, chip=basis)
            row.setToolTip(due_reason.why(item, words))
            section.sheet.add(row)
        if not found:
            section.sheet.add(EmptyState(words.t("Nothing is due.")))
        return section

    def _network(self, case: Case, people: Mapping[str, Person]) -> QWidget:
        section = Section(self._words.t("The network"))
        for half in Network:
            known = [
                relation for relation in case.relations if relation.network is half and relation.to is None
            ]
            if not known:
                continue
            column = QVBoxLayout()
            column.setSpacing(4)
            title = self._words.t(names.NETWORKS[half]).capitalize()
            column.addWidget(Label(title, Voice.SMALL, wrap=False))
            flow = FlowLayout(gap=16)
            for relation in sorted(known, key=lambda one: -one.closeness):
                if relation.person in people:
                    called = summary.first_name(people[relation.person])
                    flow.addWidget(self._person(called, self._words.t(names.ROLES[relation.role])))
            column.addLayout(flow)
            section.sheet.add_padded(column)
        if not case.relations:
            section.sheet.add(self._nobody())
        return section

    def _nobody(self) -> EmptyState:
        words = self._words
        empty = EmptyState(
            words.t("Nobody is named yet."), action=words.t("Family and network"), rank=Rank.PLAIN
        )
        empty.asked.connect(lambda: self.part_asked.emit("family"))
        return empty

    def _person(self, name: str, role: str) -> QLabel:
        return Label(f"{name} · {role}", wrap=False)

    def _money(self, case: Case) -> QWidget:
        words, today = self._words, self._tools.today()
        section = Section(words.t("In {year}", year=today.year))
        account = costs.costs_of([case], today.year, today)
        found = account.cases[0] if account.cases else None
        row = QHBoxLayout()
        for name, cents in (
            (words.t("spent"), found.spent if found else 0),
            (words.t("agreed"), found.committed if found else 0),
            (words.t("expected to cost"), found.forecast if found else 0),
        ):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(Label(name, Voice.SOFT, wrap=False))
            cell.addWidget(Label(words.kroner(cents), Voice.STRONG, wrap=False))
            row.addLayout(cell)
        section.sheet.add_padded(row)
        return section


def _titles(case: Case) -> dict[str, str]:
    """What the records that start a deadline are about, by id."""
    found = {item.id: item.title for item in case.interventions}
    found |= {item.id: item.title for item in case.appointments}
    for appointment in case.appointments:
        found |= {agreement.id: agreement.title for agreement in appointment.agreements}
    for plan in case.plans:
        found |= {sub.id: sub.title for goal in plan.goals for sub in goal.sub_goals}
    return found
