"""Henvendelser: what came in, with and without a case; what waits stands first."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions.desk import Changed, Topic
from db.actions.lists import Listed
from db.records.base import day_of
from db.records.case import NotTold
from db.records.entrance import Inquiry, Outcome
from db.rules import names, way
from db.rules.deadline import calendar_day
from db.rules.way_texts import DEEDS
from db.store import case_list, deadlines, drafts
from db.store import entrance as store
from desktop.kept_form import KeptForm
from desktop.kit.banner import Banner, Head
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.empty import EmptyState
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.room import Room
from desktop.kit.rows import ActionRow, LinkRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.list_saving import SaveList
from desktop.place import Place
from desktop.rooms.entrance.inquiry_forms import (
    KIND,
    NEW,
    OPENING,
    AssessForm,
    InquiryForm,
    OutcomeForm,
    ReplyForm,
)
from desktop.rooms.entrance.letter_form import LetterForm
from desktop.rooms.entrance.opening_forms import GiveForm, OpenCaseForm
from desktop.rooms.entrance.way_rows import STEPS, done_with, plain_day, title_of
from desktop.tools import Tools

_MOST: Final = 100
_LATEST: Final = 30
_JOINT: Final = " · "


class InquiriesRoom(Room):
    """The one entrance.

    Signals:
        place_asked: the place where an inquiry of a case is answered.
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
    """

    place_asked = Signal(object)
    saved = Signal(object)
    saving = Signal()
    topics = frozenset({Topic.CASES, Topic.CALENDAR})

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words, tools.news, tools.ask, parent)
        self._tools = tools
        self.form: KeptForm | None = None
        self._record = ""
        self._silent: frozenset[str] = frozenset()
        words = tools.words
        self.head = Head(words.t("Inquiries"), words.t("Everything comes in here, with and without a case."))
        self.new = Button(words.t("Write down an inquiry"), Rank.PRIMARY, icon_name="add")
        self.new.clicked.connect(lambda: self._open(f"{NEW}:"))
        self.save_list = SaveList(tools, self)
        self.head.buttons.addWidget(self.save_list)
        self.head.buttons.addWidget(self.new)
        self.danger = Banner(Mark.LATE, "", parent=self)
        self.danger.hide()
        self.one = Section("")
        self.one.hide()
        self.waiting = Section(words.t("Waiting for an answer"))
        self.latest = Section(words.t("The latest"))
        self.page = ScrollPage()
        for part in (self.head, self.danger, self.one, self.waiting, self.latest):
            self.page.body.addWidget(part)
        self.body.addWidget(self.page, 1)

    def read(self) -> None:
        db, words = self._tools.desk.db, self.words
        waiting, latest = store.waiting(db, _MOST), store.latest(db, _LATEST)
        children = case_list.children_of(db, [case for _, case in (*waiting, *latest) if case])
        self._silent = store.not_told(db, [case for _, case in waiting if case])
        self.waiting.sheet.clear()
        self.latest.sheet.clear()
        for inquiry, case_id in waiting:
            self.waiting.add(self._waiting_row(inquiry, case_id, children.get(case_id or "", "")))
        if not waiting:
            self.waiting.add(EmptyState(words.t("Nothing waits for an answer.")))
        known = {inquiry.id for inquiry, _ in waiting}
        for inquiry, case_id in latest:
            if inquiry.id not in known:
                row = LinkRow(
                    title_of(inquiry, self.words), self._why(inquiry, children.get(case_id or "", ""))
                )
                row.clicked.connect(lambda _=False, one=inquiry, at=case_id: self._go(one, at))
                self.latest.add(row)
        self.latest.setVisible(bool(self.latest.sheet.rows()))

    def as_list(self) -> Listed:
        """The inquiries that wait, then the latest, each once: what came, how it stands, and its text."""
        db, words = self._tools.desk.db, self.words
        found = {one.id: (one, at) for one, at in (*store.waiting(db, _MOST), *store.latest(db, _LATEST))}
        children = case_list.children_of(db, [case for _, case in found.values() if case])
        rows = (
            (title_of(one, words), self._why(one, children.get(case_id or "", "")), one.text)
            for one, case_id in found.values()
        )
        return Listed((words.t("What is it?"), words.t("How it stands"), words.t("Text")), tuple(rows))

    def place(self) -> Place:
        """Where the user is: the inquiry, or the question about it."""
        return Place("inquiries", record=self._record)

    def show_place(self, place: Place) -> None:
        """Show the inquiry, or ask the question, that `place` names. Raises Stale if it is gone."""
        if place.record:
            self._open(place.record)

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        if self.form is not None:
            self.form.keep()

    def close_room(self) -> None:
        """Start nothing more: the desk is being closed."""
        if self.form is not None:
            self.form.stop()

    def _open(self, record: str) -> None:
        """Ask `record`, a deed and the id of an inquiry; an id alone shows the inquiry."""
        deed, _, key = record.partition(":") if ":" in record else ("", "", record)
        if deed == NEW:
            self._close()
            self._ask(InquiryForm(self._tools), record)
            return
        inquiry, case_id = store.inquiry(self._tools.desk.db, key)
        if case_id is not None:
            self._go(inquiry, case_id)
            return
        self._close()
        if deed == "next":
            following = way.of_inquiry(inquiry)
            deed = "" if following is None else STEPS[following.deed]
            record = f"{deed}:{key}" if deed else key
        self._record = record
        first = self._show_one(inquiry)
        made: dict[str, Callable[[], KeptForm]] = {
            "assess": lambda: AssessForm(self._tools, inquiry, None),
            "reply": lambda: ReplyForm(self._tools, inquiry, None),
            "outcome": lambda: OutcomeForm(self._tools, inquiry, None),
            OPENING: lambda: OpenCaseForm(self._tools, inquiry),
            "give": lambda: GiveForm(self._tools, inquiry),
        }
        if (template := self._tools.letters.get(deed.removeprefix("letter-"))) is not None:
            made[deed] = lambda: LetterForm(self._tools, template, inquiry.id)
        if deed in made:
            self._ask(made[deed](), record)
        else:
            first.setFocus()

    def _ask(self, form: KeptForm, record: str) -> None:
        self.form, self._record = form, record
        self.new.setEnabled(not isinstance(form, InquiryForm))
        form.saved.connect(self.saved)
        form.saving.connect(self.saving)
        form.done.connect(self._on_done)
        form.given_up.connect(self._on_given_up)
        if isinstance(form, LetterForm):
            form.instead.connect(self._open)
        self.page.body.insertWidget(self.page.body.indexOf(self.waiting), form)
        form.show()
        form.begin()

    def _show_one(self, inquiry: Inquiry) -> QWidget:
        """Show `inquiry` above; returns the button of its next step."""
        words = self.words
        self.one.show_title(title_of(inquiry, self.words))
        self.one.sheet.clear()
        self.one.sheet.add_padded(Label(self._why(inquiry, ""), Voice.SOFT))
        self.one.sheet.add_padded(Label(inquiry.text or words.t("Nothing more was written."), Voice.BODY))
        line, buttons = FlowLayout(gap=8), []
        following = way.of_inquiry(inquiry)
        deeds = [] if following is None else [(STEPS[following.deed], words.t(DEEDS[following.deed]))]
        deeds += [
            (OPENING, words.t("Open a case")),
            ("give", words.t("It belongs to a case")),
            ("outcome", words.t("Where it led")),
        ]
        for place, (deed, title) in enumerate(deeds):
            first = place == 0 and following is not None
            button = Button(title, Rank.PRIMARY if first else Rank.PLAIN)
            button.setObjectName(f"deed {deed}")
            button.clicked.connect(lambda _=False, deed=deed: self._open(f"{deed}:{inquiry.id}"))
            line.addWidget(button)
            buttons.append(button)
        self.one.sheet.add_padded(line)
        self.one.show()
        danger = drafts.of_record(self._tools.desk.db, KIND, f"{OPENING}:{inquiry.id}").get("danger_reason")
        not_told = NotTold(reason=danger.text) if danger and danger.text.strip() else None
        self.danger.setVisible(not_told is not None)
        if not_told is not None:
            self.danger.say(words.t("The family must not be told now."), not_told.reason)
        self.page.verticalScrollBar().setValue(0)
        return buttons[0]

    def _close(self) -> None:
        if self.form is not None:
            self.form.keep()
            self.form.stop()
            self.page.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form, self._record = None, ""
        self.new.setEnabled(True)
        self.one.hide()
        self.danger.hide()

    def _go(self, inquiry: Inquiry, case_id: str | None) -> None:
        if case_id is None:
            self._open(inquiry.id)
            return
        following = way.of_inquiry(inquiry)
        record = inquiry.id if following is None else f"{STEPS[following.deed]}:{inquiry.id}"
        self.place_asked.emit(Place("case", case_id, "way", record=record))

    def _on_done(self, changed: Changed) -> None:
        about = "" if self._record.startswith(NEW) else self._record.partition(":")[2]
        self._close()
        self.saved.emit(self._tools.now())
        self._tools.news.changed.emit(changed)
        if changed.case_id is not None:
            self.place_asked.emit(Place("case", changed.case_id, "way"))
        elif about or changed.record:
            self._open(about or str(changed.record))

    @Slot()
    def _on_given_up(self) -> None:
        record = self._record
        if self.form is not None:
            self.form.drop(self.saved.emit, self.fail)
        self._close()
        if not record.startswith(NEW):
            self._open(record.partition(":")[2])

    def _waiting_row(self, inquiry: Inquiry, case_id: str | None, child: str) -> ActionRow:
        words, following = self.words, way.of_inquiry(inquiry)
        action = words.t(DEEDS[following.deed]) if following else words.t("Open")
        chip = Chip(Mark.LATE, words.t("acute")) if inquiry.acute else None
        if case_id in self._silent:
            chip = Chip(Mark.LATE, words.t("the family is not told"))
        row = ActionRow(title_of(inquiry, self.words), self._why(inquiry, child), action=action, chip=chip)
        row.setObjectName(inquiry.id)
        if row.button is not None:
            row.button.clicked.connect(lambda: self._go(inquiry, case_id))
        return row

    def _due(self, inquiry: Inquiry) -> str:
        """Until when its next step is due; "" where nothing is."""
        found = deadlines.next_of(self._tools.desk.db, inquiry.id)
        if found is None:
            return ""
        words, due = self.words, found.due
        when = plain_day(calendar_day(due), self._tools.today(), words)
        if isinstance(due, datetime):
            when = words.t("{day} at {time}", day=when, time=words.time(due))
        return words.t("due {when}", when=when)

    def _why(self, inquiry: Inquiry, child: str) -> str:
        words = self.words
        led, on = inquiry.outcome, day_of(inquiry.received_at)
        told = plain_day(on, self._tools.today(), words)
        parts = [
            child,
            words.t("came {day} at {time}", day=told, time=words.time(inquiry.received_at)),
            words.t("anonymous") if inquiry.anonymous else inquiry.from_,
            *done_with(inquiry, self._tools.today(), words),
            self._due(inquiry),
            words.t(names.OUTCOMES[led]) if led is not None and led is not Outcome.OPEN_CASE else "",
        ]
        return _JOINT.join(part for part in parts if part)
