"""Udskrift: a pile of papers, chosen, looked at, and saved as one file or printed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSplitter, QVBoxLayout, QWidget

from db.actions import papers, piles
from db.actions.desk import Topic, own_desk
from db.actions.lists import Listed
from db.actions.papers import Asked
from db.actions.piles import EACH_PARTY, Paper, Pile, Refused
from db.errors import ForUser, NotAllowed
from db.rules.readers import Edition
from db.rules.summary import short_name, with_number
from db.store import cases as case_store
from db.store import piles as pile_store
from db.store.piles import Printable
from db.store.trouble import known_trouble
from db.words import later
from desktop.kit.banner import Banner, Head
from desktop.kit.buttons import Button, Rank
from desktop.kit.empty import EmptyState
from desktop.kit.flow import FlowLayout
from desktop.kit.jobs import Cancelled, Task
from desktop.kit.keys import PRINT, Key
from desktop.kit.marks import Mark
from desktop.kit.preview import Preview
from desktop.kit.printing import JOB, print_pages
from desktop.kit.room import Room
from desktop.kit.type import factor_of
from desktop.list_saving import SaveList
from desktop.rooms.papers.choosing import Choosing
from desktop.rooms.papers.pile_list import PileModel, PileView
from desktop.tools import Tools

_NARROW: Final = 860
_SHORTEST: Final = 10
_NAMED: Final = 6
"""How many of the cases that are left out are named."""


class PapersRoom(Room):
    """Chooses cases and an edition, shows the real pages, and makes the pile.

    Signals:
        saved: the moment at which a file was written or a pile printed.
    """

    saved = Signal(object)
    topics = frozenset({Topic.CASES, Topic.PLANS, Topic.PEOPLE, Topic.CALENDAR})

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words, tools.news, tools.ask, parent)
        self._tools = tools
        self._task: Task | None = None
        self._agreed: Asked | None = None
        self._pressed: QWidget | None = None
        words = tools.words
        self.head = Head(words.t("Papers"))
        self.save_list = SaveList(tools, self)
        self.choosing = Choosing(tools)
        self.model = PileModel(words, self)
        self.view = PileView(self.model, words.t("Cases of the pile"))
        self.all = Button(words.t("Choose all"))
        self.none = Button(words.t("Choose none"))
        self.save = Button(words.t("Save as PDF"), Rank.PRIMARY)
        self.locked = Button(words.t("Save with a password"), icon_name="lock")
        self.printed = Button(words.t("Print"), key="Ctrl P", icon_name="print")
        self.cancel = Button(words.t("Cancel"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(words.t("How far the papers are"))
        self.progress.setTextVisible(False)
        self.says = Banner(Mark.AGREED, "", parent=self)
        self.preview = Preview(words, tools.jobs, self)
        self.nothing = EmptyState(
            words.t("There is no plan to print here."),
            words.t("Choose other cases, or begin a plan on a case's page."),
        )
        self._lay_out()
        self._connect()

    def read(self) -> None:
        self._show_cases(anew=False)

    def close_room(self) -> None:
        """Make nothing more: the desk is being closed."""
        self.preview.stop()
        if self._task is not None:
            self._task.cancel()

    def as_list(self) -> Listed:
        """The cases to choose from, and which are chosen."""
        return self.model.as_list()

    def print_paper(self) -> None:
        """Send the pile to a printer that the user chooses; it has a neutral name in its queue."""
        if not self.printed.isEnabled():
            return
        printer = self.ask.printer(self, JOB)
        if printer is None:
            return

        def sent(found: Pile) -> None:
            self._begin(
                lambda task: print_pages(found.paper, printer, task), lambda _: self._note_printed(found)
            )

        self._make(sent)

    def _show_cases(self, *, anew: bool) -> None:
        if anew:
            self.says.hide()  # it was said of another pile
        wanted, current = self.choosing.cases(), self.model.row(self.view.currentIndex())
        with known_trouble():
            rows = (
                []
                if wanted is None
                else pile_store.printable(
                    self._tools.desk.db, wanted, today=self._tools.today(), plans=self._of_plans()
                )
            )
        self.model.show_rows(rows, anew=anew)
        self.split.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        place = self.model.place_of(current.case_id) if current is not None else self.model.index(0)
        self.view.setCurrentIndex(place if place.isValid() else self.model.index(0))

    def _lay_out(self) -> None:
        choices = FlowLayout(gap=8)
        choices.addWidget(self.all)
        choices.addWidget(self.none)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(choices)
        column.addWidget(self.view, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(left)
        self.split.addWidget(self.preview)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(24)
        self.split.setSizes([380, 560])
        for button in (self.save_list, self.locked, self.printed, self.save):
            self.head.buttons.addWidget(button)
        going = QHBoxLayout()
        going.setSpacing(16)
        going.addWidget(self.progress, 1)
        going.addWidget(self.cancel)
        page = QVBoxLayout()
        page.setContentsMargins(28, 24, 28, 28)
        page.setSpacing(16)
        page.addWidget(self.head)
        page.addWidget(self.choosing)
        page.addWidget(self.says)
        page.addLayout(going)
        page.addWidget(self.nothing)
        page.addWidget(self.split, 1)
        page.addStretch(0)
        self.body.addLayout(page, 1)
        for part in (self.says, self.progress, self.cancel, self.nothing):
            part.hide()

    def _connect(self) -> None:
        self.choosing.chosen.connect(lambda: self._show_cases(anew=True))
        self.choosing.edition_chosen.connect(self._on_edition)
        self.model.ticked.connect(self._on_ticked)
        self.view.shown.connect(self._on_shown)
        self.all.clicked.connect(lambda: self.model.tick_all(on=True))
        self.none.clicked.connect(lambda: self.model.tick_all(on=False))
        self.save.clicked.connect(lambda: self._save())
        self.locked.clicked.connect(self._on_locked)
        self.printed.clicked.connect(self.print_paper)
        self.cancel.clicked.connect(lambda: self._task.cancel() if self._task is not None else None)
        Key("Ctrl+P", self, PRINT, self.print_paper)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.preview.setVisible(self.width() >= _NARROW * min(factor_of(self), 1.5))

    def _asked(self) -> Asked:
        """For whom; with the yes that was said for the one who is chosen."""
        asked = self.choosing.asked()
        agreed = self._agreed
        return agreed if agreed is not None and agreed.party == asked.party else asked

    @Slot()
    def _on_ticked(self) -> None:
        chosen = self.model.chosen()
        self.choosing.offer_people(self._people(chosen[0]) if len(chosen) == 1 else [])
        under = self.words.n("{count} case chosen", "{count} cases chosen", len(chosen))
        self.head.show_head(self.words.t("Papers"), under)
        for button in (self.save, self.locked, self.printed):
            button.setEnabled(bool(chosen) and self._task is None)

    def _of_plans(self) -> bool:
        return self.choosing.made_of() is Paper.PLAN

    def _people(self, case_id: str) -> list[tuple[str, str]]:
        """Who may be asked for; of family and network only those with a right of their own."""
        db = self._tools.desk.db
        case = case_store.get(db, case_id)
        known = papers.named_people(db, case)
        offered = known if self._of_plans() else piles.parties(self._tools.desk, case, known)
        return [(one.id, one.name) for one in offered]

    @Slot(object)
    def _on_shown(self, row: Printable | None) -> None:
        if row is None:
            return
        desk, words, head = self._tools.desk, self.words, self._tools.letterhead
        case_id, asked, made_of = row.case_id, self._asked(), self.choosing.made_of()
        if asked.party is not None and [case_id] != self.model.chosen():
            asked = EACH_PARTY

        def pages() -> bytes:
            with own_desk(desk) as own:
                return piles.pile_of(own, [case_id], asked, words, head, made_of=made_of).paper

        self.preview.show_paper(pages, at_once=True)

    @Slot(object)
    def _on_edition(self, asked: Asked) -> None:
        """Somebody without a right of their own gets agreed parts, after a yes that the journal keeps."""
        self._agreed = None
        self.says.hide()
        if asked.party is not None and not self._has_right(asked.party):
            words = self.words
            said_yes = self.ask.confirm(
                self,
                words.t("Give this person agreed parts of the plan?"),
                yes=words.t("Yes, it is agreed"),
                why=words.t(
                    "They have no right to an edition of their own. They get the goals they take part in,"
                    " and the journal keeps that you said yes."
                ),
                careful=True,
            )
            if said_yes:
                self._agreed = Asked(Edition.PARTY, asked.party, agreed=True)
            else:
                self.choosing.edition.show_value(Asked(Edition.FAMILY))
        self._on_shown(self.model.row(self.view.currentIndex()))

    def _has_right(self, person: str) -> bool:
        db, chosen = self._tools.desk.db, self.model.chosen()
        case = case_store.get(db, chosen[0])
        known = papers.named_people(db, case)
        return person in {one.id for one in piles.parties(self._tools.desk, case, known)}

    @Slot()
    def _on_locked(self) -> None:
        words = self.words
        password = self.ask.text(
            self,
            words.t("Password for the file"),
            yes=words.t("Use it"),
            why=words.t(
                "At least {count} characters. Tell it on another way than the file goes.", count=_SHORTEST
            ),
            line=True,
        )
        if password is None:
            return
        if len(password) < _SHORTEST:
            short = NotAllowed(later("This password is too short."), later("Write four ordinary words."))
            self.ask.tell(self, short)
            return
        self._save(password)

    def _save(self, password: str = "") -> None:
        name = "planer" if self._of_plans() else self.words.t("family-and-network")
        to = self.ask.where_to_save(self, f"{name}.pdf")
        if to is not None:
            self._make(lambda found: self._write(found, to, password))

    def _write(self, found: Pile, to: Path, password: str) -> None:
        self._tools.writer.run(
            lambda desk: piles.write_pile(desk, found, to, password),
            done=lambda at: self._on_written(found, to, at),
            failed=self._on_failed,
        )

    def _note_printed(self, found: Pile) -> None:
        self._tools.writer.run(
            lambda desk: piles.note_printed(desk, found),
            done=lambda at: self._on_done(found, at),
            failed=self._on_failed,
        )

    def _make(self, then: Callable[[Pile], None]) -> None:
        """Make the pile beside the window; `then` gets it."""
        desk, words, head = self._tools.desk, self.words, self._tools.letterhead
        chosen, asked, made_of = self.model.chosen(), self._asked(), self.choosing.made_of()

        def work(task: Task) -> Pile:
            with own_desk(desk) as own:
                return piles.pile_of(own, chosen, asked, words, head, task.step, made_of)

        self._begin(work, then)

    def _begin(self, work: Callable[[Task], object], then: Callable[..., None]) -> None:
        def done(result: object) -> None:
            self._end()
            then(result)

        self.says.hide()
        self._task = self._tools.jobs.run_long(work, done=done, failed=self._on_failed)
        self._task.moved.connect(self._on_moved)
        self.progress.setRange(0, 0)
        self._pressed = self.focusWidget()  # it is no button while the papers are made, and loses the focus
        self._going(on=True)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _going(self, *, on: bool) -> None:
        self.progress.setVisible(on)
        self.cancel.setVisible(on)
        self._on_ticked()

    def _end(self) -> None:
        stood = self.focusWidget() is self.cancel
        self._task = None
        self._going(on=False)
        if stood and self._pressed is not None:
            self._pressed.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int, int)
    def _on_moved(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _on_done(self, found: Pile, at: object) -> None:
        words = self.words
        told = words.n("{count} paper was made.", "{count} papers were made.", found.papers)
        self.says.say(told, self._left_out(found.left_out))
        self.says.show()
        self.saved.emit(at)

    def _on_written(self, found: Pile, to: Path, at: object) -> None:
        self._on_done(found, at)
        self._tools.news.written.emit(to)

    def _left_out(self, case_ids: Sequence[str]) -> str:
        """Which cases are left out, and why; "" for none."""
        if not case_ids:
            return ""
        rows = [self.model.row(self.model.place_of(case_id)) for case_id in case_ids[:_NAMED]]
        named = [with_number(short_name(row.child), row.number) for row in rows if row is not None]
        if (more := len(case_ids) - len(named)) > 0:
            named.append(self.words.t("and {count} more", count=more))
        return self.words.n(
            "{count} case is left out, because nobody there may be given this edition: {which}.",
            "{count} cases are left out, because nobody there may be given this edition: {which}.",
            len(case_ids),
            which=", ".join(named),
        )

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.says.say(self.words.t("Nothing was made."), "")
            self.says.show()
            return
        if isinstance(error, Refused):
            self.view.setCurrentIndex(self.model.place_of(error.case_id))
        if not isinstance(error, ForUser):
            raise error
        self.ask.tell(self, error)
