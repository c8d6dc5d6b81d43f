"""The plan of a case: its versions, the form at the left, the printed page at the right."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from db.actions import papers, plans
from db.actions.desk import Changed, Desk, own_desk
from db.actions.typed import forget_typed
from db.errors import ForUser
from db.pdf.plan import PlanSheet, render
from db.records.case import Case
from db.records.person import Person
from db.records.plan import Plan, PlanStatus
from db.rules import summary
from db.rules.lix import lix, plan_text
from db.rules.readers import Edition
from db.store import drafts, plan_answers
from db.store import plans as plan_store
from db.words import later
from desktop.discretion import Watch
from desktop.keeping import Keeping
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.empty import EmptyState
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.preview import Preview
from desktop.kit.scroll import Above, ScrollPage
from desktop.kit.sheet import Sheet
from desktop.kit.tab_order import begin_in
from desktop.kit.type import Voice, factor_of
from desktop.rooms.case.answer_banner import AnswerBanner
from desktop.rooms.case.changes import Changes, version_name
from desktop.rooms.case.plan_form import PlanForm
from desktop.tools import Tools

_PAUSE: Final = 300  # milliseconds without a keystroke until the page beside is made anew
_NARROW: Final = 900
_LOW: Final = 480
_EDITIONS: Final = {Edition.FAMILY: later("The family's edition"), Edition.FULL: later("The file's own copy")}


class PlanTab(QWidget):
    """Writes one plan. Nothing is saved by hand.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
    """

    saved = Signal(object)
    saving = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        self._people: list[Person] = []
        self._stored: Plan | None = None
        self._form: PlanForm | None = None
        self._changes: Changes | None = None
        self._watch = Watch(tools, lambda: self._case, self)
        self.keeping = Keeping(tools, plans.KIND, self)
        self.keeping.saved.connect(self._on_kept)
        self.keeping.saving.connect(self.saving)
        self.keeping.rested.connect(self.commit)
        self.keeping.failed.connect(self._on_refused)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._show_page)
        self._lay_out()

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show the plan of `case` that is in hand."""
        self.show_plan(case, list(people.values()), summary.present_plan(case.plans))

    def take_news(self, case: Case, people: Mapping[str, Person], changed: Changed) -> None:
        """What others changed waits until the case is opened again: the plan's own text is at work here."""

    def show_plan(self, case: Case, people: list[Person], plan: Plan | None) -> None:
        """Show `plan` of `case`, or that there is none yet."""
        self._case, self._people, self._stored = case, people, plan
        self.keeping.stop()
        self._show_versions()
        answers = plan_answers.of_plan(self._tools.desk.db, plan.id) if plan is not None else []
        self.answered.show_answer(plan, answers[-1] if answers else None)
        self._begin_here.setVisible(plan is None)
        self.lix.setVisible(False)
        self.split.setVisible(plan is not None)
        for button in (self.adopt, self.next_version, self.paper, self.versions, self.edition):
            button.setVisible(plan is not None)
        self.changed.setVisible(plan is not None and plan.replaces is not None)
        draft = plan is not None and plan.status is PlanStatus.DRAFT
        self.locked.setVisible(plan is not None and not draft)
        self._make_room()
        if plan is None:
            return
        self.adopt.setVisible(draft)
        self.next_version.setVisible(not draft)
        self._show_form(plan)
        self._show_changes()
        self._show_page(at_once=True)

    def keep(self) -> None:
        """Hand everything that was typed to the writer, as part of the plan."""
        self.keeping.flush()
        self.commit()

    def stop(self) -> None:
        """Start nothing more: the desk is being closed."""
        self._pause.stop()
        self.keeping.stop()
        self.preview.stop()

    @Slot()
    def commit(self) -> None:
        """Make what stands on the screen the plan, if it differs."""
        if self._form is None or self._stored is None or self._case is None:
            return
        if self._stored.status is not PlanStatus.DRAFT:
            return
        before, after, case_id = self._stored, self._form.plan(), self._case.id
        unsent, differs = self._form.unsent(), before != after
        if not differs and self.keeping.texts.keys() <= unsent.keys():
            return
        typed = self.keeping.taken()
        # Taken for granted, so that what is typed meanwhile stands on it; a refusal reads the plan again.
        self._stored = after
        self.saving.emit()
        self._tools.writer.run(
            lambda desk: (
                plans.save_plan(desk, case_id, before, after)
                if differs
                else forget_typed(desk, plans.KIND, after.id)
            ),  # what was typed and taken back again is no draft
            done=self._on_committed,
            failed=lambda error: self._on_not_committed(error, typed),
        )
        for path, text in unsent.items():  # its drafts go with those that became part of the plan
            self.keeping.type(path, text)
        self.keeping.flush()
        if differs:
            self._show_page()
            self._show_changes()

    def _lay_out(self) -> None:
        words = self._words
        self.versions = ChoiceField(words.t("Version"), [])
        self.versions.edited.connect(self._on_version)
        self.edition = ChoiceField(
            words.t("Page beside"), [Choice(edition, words.t(name)) for edition, name in _EDITIONS.items()]
        )
        self.edition.show_value(Edition.FAMILY)
        self.edition.edited.connect(lambda _: self._show_page(at_once=True))
        self.changed = Button(words.t("Show what is changed"))
        self.changed.setCheckable(True)
        self.changed.clicked.connect(self._show_changes)
        self.adopt = Button(words.t("Adopt the plan"), Rank.PRIMARY)
        self.adopt.clicked.connect(self._on_adopt)
        self.next_version = Button(words.t("Begin a new version"), Rank.PRIMARY)
        self.next_version.clicked.connect(self._on_next_version)
        self.paper = Button(words.t("Save as PDF"), key="Ctrl P", icon_name="print")
        self.paper.clicked.connect(self.print_paper)
        self.lix = Label("", Voice.SMALL)
        line = FlowLayout(gap=16, foot=True)
        for part in (self.versions, self.edition, self.paper, self.changed, self.adopt, self.next_version):
            line.addWidget(part)
        self.trouble, self.found = Banner(Mark.LATE, "", parent=self), Banner(Mark.AGREED, "", parent=self)
        self.trouble.hide()
        self.found.hide()
        self.locked = Banner(
            Mark.LAW,
            words.t("This version is adopted and locked."),
            words.t("The next change begins a new version; this one stays as it was."),
            parent=self,
        )
        self.answered = AnswerBanner(words, self)
        self.none_yet = EmptyState(
            words.t("There is no plan yet."),
            words.t(
                "A plan says what shall be different for the child, who does what,"
                " and how you can see that it works."
            ),
            action=words.t("Begin a plan"),
        )
        self.none_yet.asked.connect(self._on_begin)
        self.page = ScrollPage(self, margin=0)
        self.preview = Preview(words, self._tools.jobs, self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.page)
        self.split.addWidget(self.preview)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(24)
        self.split.setSizes([600, 420])
        column = self._column = QVBoxLayout(self)
        column.setSpacing(16)
        self._above = Above(column, gap=16)
        self._above.body.addLayout(line)
        for row in (self.lix, self.trouble, self.found, self.locked, self.answered):
            self._above.body.addWidget(row)
        self._begin_here = Sheet(self)
        self._begin_here.add(self.none_yet)
        column.addWidget(self._begin_here)
        column.addWidget(self.split, 1)
        column.addStretch(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= _NARROW * min(factor_of(self), 1.5))
        self._make_room()

    def _make_room(self) -> None:
        """Where height is short, what stands above the plan scrolls along, or nothing is left to write in."""
        low = self._stored and self.height() < _LOW * factor_of(self)
        self._above.scroll_along(self.page.body if low else None)
        edge = 0 if low and self.preview.isHidden() else 28  # of a page alone the bar stands in the margin
        self._column.setContentsMargins(28, 24, edge, 0)
        self.page.keep_right(28 - edge)

    def _show_form(self, plan: Plan) -> None:
        if self._form is not None:
            self.page.body.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._form = PlanForm(plan, self._people, self._words, self._tools.today(), self._watch)
        waiting = drafts.of_record(self._tools.desk.db, plans.KIND, plan.id)
        if plan.status is PlanStatus.DRAFT and waiting:
            self._form.take_up(waiting)
            newest = self._words.time(max(draft.at for draft in waiting.values()))
            self.found.say(self._words.t("What you were writing at {time} is here again.", time=newest))
        self.found.setVisible(bool(waiting))
        self.keeping.bind(plan.id, self._case_id(), {path: draft.text for path, draft in waiting.items()})
        self._form.typed.connect(self._on_typed)
        self._form.kept.connect(self.commit)
        self._form.undo_asked.connect(self._tools.news.undo_asked)
        self.page.body.addWidget(self._form)
        if waiting:
            QTimer.singleShot(0, self.commit)

    @Slot()
    def _show_changes(self) -> None:
        """The differences to the version before stand above the form while the button is down."""
        if self._changes is not None:
            self._changes.hide()
            self._changes.deleteLater()
            self._changes = None
        plan = self._stored
        if plan is None or plan.replaces is None or not self.changed.isChecked():
            return
        old = next((one for one in self._case.plans if one.id == plan.replaces), None) if self._case else None
        if old is not None and self._form is not None:
            now = self._form.plan() if plan.status is PlanStatus.DRAFT else plan
            self._changes = Changes(old, now, self._words)
            self.page.body.insertWidget(self.page.body.indexOf(self._form), self._changes)
            self.page.ensureWidgetVisible(self._changes)

    def _show_versions(self) -> None:
        words, found = self._words, self._case.plans if self._case else ()
        self.versions.offer(
            [Choice(plan.id, version_name(plan, number, words)) for number, plan in enumerate(found, 1)]
        )
        self.versions.show_value(self._stored.id if self._stored else None)

    def _show_page(self, *, at_once: bool = False) -> None:
        sheet_at, words, desk = self._paper(), self._words, self._tools.desk
        found = None if self._form is None else lix(plan_text(self._form.plan()))
        self.lix.setText("" if found is None else words.t("LIX of what the family reads: {lix}.", lix=found))
        self.lix.setVisible(found is not None)
        if sheet_at is not None:

            def page() -> bytes:
                with own_desk(desk) as own:
                    return render(sheet_at(own), words)

            self.preview.show_paper(page, at_once=at_once)

    def _paper(self) -> Callable[[Desk], PlanSheet] | None:
        """What makes the paper as it would be printed now, at a desk of any thread; None without a plan."""
        if self._case is None or self._stored is None:
            return None
        edition = self.edition.value() or Edition.FAMILY
        plan = self._form.plan() if self._form and self._stored.status is PlanStatus.DRAFT else self._stored
        case, people, head = self._case, self._people, self._tools.letterhead
        return lambda desk: papers.sheet_of(case, people, plan, edition, desk, head)

    @Slot(str, str)
    def _on_typed(self, path: str, text: str) -> None:
        self.keeping.type(path, text)
        self._pause.start()

    @Slot(object)
    def _on_kept(self, at: datetime) -> None:
        self.trouble.hide()
        self.saved.emit(at)

    def _on_committed(self, changed: Changed) -> None:
        self._on_kept(self._tools.now())
        self._tools.news.changed.emit(changed)

    def _on_not_committed(self, error: BaseException, typed: Mapping[str, str]) -> None:
        self.keeping.give_back(typed)
        self._on_refused(error)

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.trouble.say(self._words.error(error))
        self.trouble.show()
        if self._stored is not None:
            known = plan_store.of_case(self._tools.desk.db, self._case_id())
            self._stored = next((plan for plan in known if plan.id == self._stored.id), None)

    @Slot(object)
    def _on_version(self, plan_id: object) -> None:
        self.keep()
        wanted = str(plan_id)
        self._tools.writer.run(lambda _: None, done=lambda _: self._open(wanted), failed=self._on_refused)

    @Slot()
    def _on_begin(self) -> None:
        self._act(lambda desk: plans.begin_plan(desk, self._case_id()))

    @Slot()
    def _on_next_version(self) -> None:
        if (plan := self._stored) is not None:
            self._act(lambda desk: plans.begin_version(desk, self._case_id(), plan))

    @Slot()
    def _on_adopt(self) -> None:
        if self._stored is None:
            return
        sure = self._tools.ask.confirm(
            self,
            self._words.t("Adopt this version of the plan?"),
            yes=self._words.t("Adopt the plan"),
            why=self._words.t("It is locked then. The next change begins a new version."),
        )
        if not sure:
            return
        self.commit()
        plan, today = self._stored, self._tools.today()
        self._act(lambda desk: plans.adopt_plan(desk, self._case_id(), plan, on=today))

    @Slot()
    def print_paper(self) -> None:
        """Write the page beside as a PDF to where the user says."""
        if self._stored is None or self._case is None:
            return
        self.commit()
        sheet_at, case_id, words = self._paper(), self._case.id, self._words
        to = self._tools.ask.where_to_save(self, "plan.pdf")
        if sheet_at is not None and to is not None:
            self._tools.writer.run(
                lambda desk: papers.write_plan(desk, case_id, sheet_at(desk), words, to),
                done=lambda _: self._tools.news.written.emit(to),
                failed=self._on_refused,
            )

    def _act(self, work: object) -> None:
        self._tools.writer.run(work, done=self._on_acted, failed=self._on_refused)  # type: ignore[arg-type]

    def _on_acted(self, changed: Changed) -> None:
        self._tools.news.changed.emit(changed)
        self._open(changed.record or "")
        if self._form is not None:
            begin_in(self._form)  # what was pressed is gone, and with it the cursor
        self.saved.emit(self._tools.now())

    def _open(self, plan_id: str) -> None:
        if self._case is None:
            return
        found = plan_store.of_case(self._tools.desk.db, self._case.id)
        case = self._case.changed(plans=tuple(found))
        chosen = next((plan for plan in found if plan.id == plan_id), summary.present_plan(found))
        self.show_plan(case, self._people, chosen)

    def _case_id(self) -> str:
        return self._case.id if self._case else ""
