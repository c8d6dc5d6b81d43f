"""A case's meetings and how often the family is followed: planned, held and missed ones, and the editor."""

from collections.abc import Mapping
from datetime import time, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import meetings
from db.actions.desk import Changed
from db.books import agendas
from db.errors import ForUser
from db.records.appointment import Appointment, AppointmentStatus
from db.records.base import day_of, new_id
from db.records.case import Case, CaseStatus
from db.records.interpreting import Interpreting
from db.records.person import Person
from db.rules import agenda, names, spans
from db.rules.interpreting import needing
from db.rules.summary import short_name
from db.store import interpreters, kin
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.empty import EmptyState
from desktop.kit.flow import Columns, FlowLayout
from desktop.kit.marks import Mark
from desktop.kit.rows import FactRow, LinkRow, said
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.tab_order import name_of_focus, stand_in
from desktop.place import Place
from desktop.rooms.meetings.editor import MeetingEditor
from desktop.rooms.meetings.reviews_block import ReviewsBlock
from desktop.rooms.meetings.rhythm_block import RhythmBlock
from desktop.tools import Tools

_AHEAD = timedelta(days=14)
_USUAL = time(13)


class MeetingsPart(ScrollPage):
    """The meetings of one case, and beside them the one that is being prepared.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        place_asked: the place where a meeting is held, or a sibling's meeting is prepared.
    """

    saved = Signal(object)
    saving = Signal()
    place_asked = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        self._interpreters: Mapping[str, Person] = {}
        self._people: dict[str, Person] = {}
        self._wanted, self._planned = "", False
        self.editor: MeetingEditor | None = None
        words = tools.words
        self._templates = {one.id: one for one in agendas.agendas()}
        self.template = ChoiceField(
            words.t("Begin from"),
            [Choice(one.id, one.title.of(words.language)) for one in self._templates.values()],
        )
        self.template.show_value("network_meeting")
        self.plan = Button(words.t("Plan a meeting"), Rank.PRIMARY)
        self.plan.clicked.connect(self._on_plan)
        line = FlowLayout(gap=16, foot=True)
        for part in (self.template, self.plan):
            line.addWidget(part)
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.columns = Columns(side_width=300)
        self.none_yet = EmptyState(
            words.t("No meeting is chosen."),
            words.t(
                "Choose one from the list, or plan a new one: the agenda comes with it, and you tick who"
                " takes part."
            ),
        )
        self.meetings = Section(words.t("Meetings and visits"))
        self.beside = Section(words.t("In the siblings' cases"))
        self.rhythm = RhythmBlock(tools)
        self.reviews = ReviewsBlock(tools)
        self.reviews.chosen.connect(self.show_record)
        self.columns.main.addWidget(self.none_yet)
        self.columns.side.addWidget(self.rhythm)
        self.columns.side.addWidget(self.reviews)
        self.columns.side.addWidget(self.meetings)
        self.columns.side.addWidget(self.beside)
        self.body.addLayout(line)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.columns)

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show the meetings of `case`; the next planned one stands in the editor."""
        other = self._case is None or self._case.id != case.id
        self._case, self._people = case, dict(people)
        self.plan.setEnabled(case.status is not CaseStatus.CLOSED)
        self._show_list()
        if other:
            self._wanted = ""
            self.trouble.hide()
        coming = [one for one in case.appointments if one.status is AppointmentStatus.PLANNED]
        first = min(coming, key=lambda one: one.starts_at, default=None)
        self._open(self._wanted or (first.id if first else ""))

    def take_news(self, case: Case, people: Mapping[str, Person], changed: Changed) -> None:
        """The list is read again; the editor only if its meeting changed elsewhere."""
        self._case, self._people = case, dict(people)
        self._show_list()
        meeting = self._found(self._wanted)
        if self.editor is None or meeting is None or not self.editor.fits(meeting):
            self._open(self._wanted)
        if self._planned:
            self._planned = False
            self._stand_in_title()

    @property
    def record(self) -> str:
        """The meeting that is written in; "" while the cursor stands elsewhere."""
        focus, editor = self.window().focusWidget(), self.editor
        return editor.meeting_id if editor is not None and focus and editor.isAncestorOf(focus) else ""

    def show_record(self, record_id: str) -> None:
        """Show the meeting `record_id`, ready to be written in."""
        self.keep()
        self._open(record_id)
        self._stand_in_title()

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        if self.editor is not None:
            self.editor.keep()

    def print_paper(self) -> None:
        """Show the invitations of the meeting in front."""
        if self.editor is not None:
            self.editor.print_paper()

    def stop(self) -> None:
        """Start nothing more: the desk is being closed."""
        if self.editor is not None:
            self.editor.stop()

    def _found(self, meeting_id: str) -> Appointment | None:
        every = self._case.appointments if self._case is not None else ()
        return next((one for one in every if one.id == meeting_id), None)

    def _stand_in_title(self) -> None:
        if self.editor is not None:
            self.editor.head.title.setFocus(Qt.FocusReason.TabFocusReason)  # what is typed takes its place

    def _open(self, meeting_id: str) -> None:
        stood = name_of_focus(self.editor) if self.editor is not None else ""
        if self.editor is not None:
            self.editor.stop()
            self.columns.main.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        meeting = self._found(meeting_id)
        self._wanted = meeting_id if meeting is not None else ""
        self.none_yet.setVisible(meeting is None)
        if meeting is None or self._case is None:
            return
        self.editor = MeetingEditor(self._tools, self._case, self._people, meeting, self)
        self.editor.saved.connect(self.saved)
        self.editor.saving.connect(self.saving)
        self.columns.main.addWidget(self.editor)
        stand_in(self.editor, stood)

    def _show_list(self) -> None:
        words = self._words
        if self._case is None:
            return
        self.meetings.sheet.clear()
        arranged = interpreters.of_case(self._tools.desk.db, self._case.id)
        self._interpreters = interpreters.who_interpret(self._tools.desk.db, arranged)
        for one in sorted(self._case.appointments, key=lambda one: one.starts_at, reverse=True):
            kind = words.t(names.APPOINTMENTS[one.kind]).capitalize()
            status = words.t(names.APPOINTMENT_STATUSES[one.status])
            told = [words.moment(one.starts_at), status, *self._interpreted(one, arranged)]
            title = one.title.strip() or kind
            row = LinkRow(title, " · ".join(told))
            row.clicked.connect(lambda _=False, key=one.id: self.show_record(key))
            self.meetings.add(row)
            if one.status is AppointmentStatus.PLANNED and day_of(one.starts_at) <= self._tools.today():
                hold = Button(words.t("Hold the meeting"))
                hold.setAccessibleName(said(words.t("Hold the meeting"), title, told[0]))
                place = Place("live", self._case.id, record=one.id)
                hold.clicked.connect(lambda _=False, place=place: self.place_asked.emit(place))
                self.meetings.sheet.add_padded(hold)
        if not self._case.appointments:
            self.meetings.add(FactRow(words.t("No meetings or visits yet.")))
        self.rhythm.show_rhythm(self._case)
        self.reviews.show_answers(self._case)
        self._show_beside(self._case.id)

    def _interpreted(
        self, meeting: Appointment, arranged: Mapping[tuple[str, str], Interpreting]
    ) -> list[str]:
        """Who interprets at a planned meeting, or that somebody still has to be found; empty without need."""
        words, told = self._words, []
        if meeting.status is not AppointmentStatus.PLANNED:
            return []
        for person in needing(meeting, self._people):
            one = arranged.get((meeting.id, person.id))
            known = self._interpreters.get(one.interpreter or "") if one is not None else None
            name = known.name if known is not None else one.name if one is not None else ""
            told.append(words.t("interpreter: {name}", name=name) if name else words.t("interpreter missing"))
        return told

    def _show_beside(self, case_id: str) -> None:
        """The meetings of siblings' cases in which somebody of this family takes part; hidden without any."""
        words, found = self._words, kin.meetings_beside(self._tools.desk.db, case_id)
        self.beside.sheet.clear()
        for other, child, one in found:
            kind = words.t(names.APPOINTMENTS[one.kind]).capitalize()
            status = words.t(names.APPOINTMENT_STATUSES[one.status])
            told = " · ".join((short_name(child), words.moment(one.starts_at), status))
            row = LinkRow(one.title.strip() or kind, told)
            place = Place("case", other, "meetings", record=one.id)
            row.clicked.connect(lambda _=False, place=place: self.place_asked.emit(place))
            self.beside.add(row)
        self.beside.setVisible(bool(found))

    @Slot()
    def _on_plan(self) -> None:
        if self._case is None:
            return
        self.keep()
        template, case = self._templates[str(self.template.value())], self._case
        day = spans.working_day_from(self._tools.today() + _AHEAD)
        starts = agenda.moment_at(day, _USUAL)
        if starts is None:
            return
        meeting = Appointment(
            id=new_id(),
            kind=template.kind,
            title=template.title.of(self._words.language),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=template.minutes),
            agenda=template.parts_for(case, agenda.in_network(case, day), self._words.language),
        )
        self._wanted, self._planned = meeting.id, True
        self.saving.emit()
        self._tools.writer.run(
            lambda desk: meetings.plan_meeting(desk, case.id, meeting),
            done=self._on_planned,
            failed=self._on_refused,
        )

    def _on_planned(self, changed: Changed) -> None:
        self.trouble.hide()
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)

    def _on_refused(self, error: BaseException) -> None:
        self._planned = False
        if not isinstance(error, ForUser):
            raise error
        self.trouble.say(self._words.error(error))
        self.trouble.show()
