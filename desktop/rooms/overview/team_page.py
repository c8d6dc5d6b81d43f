"""Caseworker and team lead: copies to read and plans to answer, cases to share, and the answers."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from db.actions import approvals, own_identity, packages
from db.actions.approvals import Answered
from db.actions.desk import Changed, Desk
from db.actions.packages import Sent
from db.errors import ForUser, NotAllowed, WrongPassphrase
from db.exchange import identities
from db.records.plan_answer import Verdict
from db.store import team
from db.store.team import Copy, Told
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.dropping import dropped_files, take_copy
from desktop.kit.empty import EmptyState
from desktop.kit.flow import FlowLayout
from desktop.kit.marks import Mark
from desktop.kit.rows import ActionRow, LinkRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.place import Place
from desktop.rooms.overview.answer_dialog import AnswerDialog
from desktop.rooms.overview.share_dialog import ShareDialog
from desktop.tools import Tools

if TYPE_CHECKING:
    import pyrage

_ENDING = "age"


class TeamPage(ScrollPage):
    """What goes between a caseworker and those who read along. A file may also be dropped here.

    Signals:
        case_asked: the id of a case to open, and its tab.
        place_asked: where a package that came is looked at before it is taken up.
        saved: the moment at which something was written.
    """

    case_asked = Signal(str, str)
    place_asked = Signal(object)
    saved = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        words = tools.words
        self.share = Button(words.t("Share cases"), Rank.PRIMARY)
        self.take = Button(words.t("Take in a file"))
        self.says = Banner(Mark.AGREED, "", parent=self)
        self.says.hide()
        self.copies = Section(words.t("Copies from others"))
        self.answers = Section(words.t("Answers to your plans"))
        self._answering: dict[str, Button] = {}
        buttons = FlowLayout(gap=12)
        buttons.addWidget(self.share)
        buttons.addWidget(self.take)
        self.body.addLayout(buttons)
        for part in (self.says, self.copies, self.answers):
            self.body.addWidget(part)
        self.setAcceptDrops(True)
        self.share.clicked.connect(self._on_share)
        self.take.clicked.connect(self._on_take)

    def read(self) -> None:
        """Show what the store holds. Raises Trouble if it cannot be read."""
        words, db = self._words, self._tools.desk.db
        focus = self.window().focusWidget()
        stood = next((case_id for case_id, button in self._answering.items() if button is focus), "")
        self._answering.clear()
        self.copies.sheet.clear()
        for copy in (copies := team.copies(db)):
            self.copies.add(self._copy_row(copy))
        if not copies:
            self.copies.add(
                EmptyState(
                    words.t("No copy of anybody's case is here."),
                    words.t("A caseworker shares cases with you; take the file in here, or drop it."),
                )
            )
        self.answers.sheet.clear()
        for told in (answers := team.answers(db)):
            self.answers.add(self._answer_row(told))
        if not answers:
            self.answers.add(
                EmptyState(
                    words.t("No plan of yours was answered yet."),
                    words.t("Share a case with your team lead; the answer comes back as a file."),
                )
            )
        self._stand_on(stood)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            take_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        take_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            take_copy(event)
            self.take_in(file)

    def take_in(self, file: Path) -> None:
        """Take an answer in; a package is shown in the room that receives, before it is taken up.

        It is opened with this store's own identity; where there is none, or it does not fit, with one that
        the user chooses.
        """
        if own_identity.recipient(self._tools.desk) is None:
            self._ask_and_take(file)
            return

        def failed(error: BaseException) -> None:
            if isinstance(error, WrongPassphrase):
                self._ask_and_take(file)
            else:
                self._on_failed(error)

        self._tools.writer.run(
            lambda desk: _taken_in(desk, file, own_identity.holders(desk)),
            done=lambda found: self._on_taken(found, file),
            failed=failed,
        )

    def _ask_and_take(self, file: Path) -> None:
        own = self._tools.ask.what_to_open(self, ("txt", "key", _ENDING))
        if own is not None:
            self._tools.writer.run(
                lambda desk: _taken_in(desk, file, identities.read(own)),
                done=lambda found: self._on_taken(found, file, own),
                failed=self._on_failed,
            )

    def _copy_row(self, copy: Copy) -> QWidget:
        words = self._words
        until = words.day(copy.until) if copy.until is not None else "\N{EN DASH}"
        why = words.t(
            "{number} · from {sender}, until {day}", number=copy.number, sender=copy.sender, day=until
        )
        if copy.answer is not None:
            why += " · " + self._told(copy.answer.verdict, copy.answer.by, words.day(copy.answer.on))
        can = words.t("Answer the plan") if copy.plan is not None else ""
        row = ActionRow(copy.child, why, action=can, chip=self._chip(copy))
        if row.button is not None:
            self._answering[copy.case_id] = row.button
            row.button.clicked.connect(lambda: self._on_answer(copy))
        return row

    def _chip(self, copy: Copy) -> Chip | None:
        if copy.answer is None:
            return Chip(Mark.PLAIN, self._words.t("no plan")) if copy.plan is None else None
        approved = copy.answer.verdict is Verdict.APPROVED
        name = self._words.t("approved") if approved else self._words.t("returned")
        return Chip(Mark.AGREED if approved else Mark.SOON, name)

    def _answer_row(self, told: Told) -> QWidget:
        words, answer = self._words, told.answer
        why = self._told(answer.verdict, answer.by, words.day(answer.on))
        row = LinkRow(told.child, f"{why}: {answer.reason}" if answer.reason else why, strong=True)
        row.clicked.connect(lambda: self.case_asked.emit(answer.case, "plan"))
        return row

    def _told(self, verdict: Verdict, by: str, day: str) -> str:
        if verdict is Verdict.APPROVED:
            return self._words.t("approved by {name} on {day}", name=by, day=day)
        return self._words.t("returned by {name} on {day}", name=by, day=day)

    def _on_answer(self, copy: Copy) -> None:
        dialog = AnswerDialog(self._tools, copy, self)
        dialog.answered.connect(self._tell_done)
        # New rows are not shown yet when the window becomes active: its first button gets the focus then.
        stand = partial(self._stand_on, copy.case_id)
        dialog.finished.connect(lambda _: QTimer.singleShot(0, self, stand))
        dialog.open()

    def _stand_on(self, case_id: str) -> None:
        """The cursor is where the lead was, though the rows were made anew."""
        if case_id in self._answering:
            self._answering[case_id].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_share(self) -> None:
        dialog = ShareDialog(self._tools, self)
        dialog.shared.connect(self._on_shared)
        dialog.open()

    @Slot()
    def _on_take(self) -> None:
        file = self._tools.ask.what_to_open(self, (_ENDING,))
        if file is not None:
            self.take_in(file)

    @Slot(object)
    def _on_shared(self, sent: Sent) -> None:
        words = self._words
        count = words.n("{count} case", "{count} cases", sent.cases)
        self._say(words.t("The package was written: {content}.", content=count))
        self.saved.emit(self._tools.now())

    @Slot(object)
    def _tell_done(self, changed: Changed) -> None:
        self._say(self._words.t("The answer is saved. Send the file to the caseworker."))
        self._tools.news.changed.emit(changed)
        self.saved.emit(self._tools.now())

    def _on_taken(self, found: Answered | None, file: Path, key: Path | None = None) -> None:
        if found is None:
            self.place_asked.emit(Place("handing", tab=str(key or ""), record=str(file)))
            return
        self._say(self._words.t("The answer was taken up."), found.answer.reason)
        self._tools.news.changed.emit(found.changed)
        self.saved.emit(self._tools.now())

    def _say(self, sentence: str, why: str = "") -> None:
        self.says.say(sentence, why)
        self.says.show()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)


def _taken_in(desk: Desk, file: Path, holders: "Sequence[pyrage.x25519.Identity]") -> Answered | None:
    """What an answer brought, None for a package. Raises what taking an answer up raises; else why not."""
    try:
        packages.read_package(file, holders)
    except NotAllowed as no_package:
        try:
            answer = approvals.read_answer(file, holders)
        except NotAllowed:
            raise no_package from None
        return approvals.take_up_answer(desk, answer)
    return None


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dropped; None for anything else."""
    files = dropped_files(event)
    return files[0] if len(files) == 1 and files[0].suffix == f".{_ENDING}" else None
