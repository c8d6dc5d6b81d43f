"""Inviting to one meeting: the letters before they are sent, what was made, and what is no longer right."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import invitations, meetings
from db.actions.invitations import Made, Wording
from db.books import letters
from db.records.appointment import Appointment, AppointmentStatus
from db.records.letter import LetterTemplate
from db.rules import agenda, invited
from db.store import drafts, invitation_entries
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button
from desktop.kit.marks import Mark
from desktop.rooms.meetings.invitation_form import InvitationForm, record_of
from desktop.tools import Tools

_MEETING: Final = "meeting"  # the letter's id


class Inviting(QWidget):
    """What is made for those who come to a meeting. The button and `outdated` are laid out by whoever has it.

    Signals:
        about_to: what is typed in the meeting is needed on the disk now.
        saving: something is on its way to the disk.
        saved: the moment at which it is there.
        refused: the error that kept the invitations from being made.
    """

    about_to = Signal()
    saving = Signal()
    saved = Signal(object)
    refused = Signal(object)

    def __init__(self, tools: Tools, case_id: str, meeting: Appointment, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools, self._words, self._case_id, self._meeting = tools, tools.words, case_id, meeting
        words, cancelled = tools.words, meeting.status is AppointmentStatus.CANCELLED
        made = words.t("Take the invitations back") if cancelled else words.t("Make the invitations")
        self.button = Button(made, icon_name="print", parent=parent)
        self.button.clicked.connect(self.make)
        self.outdated = Banner(Mark.SOON, "", parent=parent)
        self.outdated.hide()
        self.made = Banner(Mark.AGREED, "", parent=self)
        self.made.hide()
        self.form: InvitationForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.made)
        self.setVisible(False)
        planned = meeting.status is AppointmentStatus.PLANNED
        if planned and drafts.of_record(tools.desk.db, meetings.KIND, record_of(meeting.id)):
            self._show_form()

    def show_meeting(self, meeting: Appointment) -> None:
        """Say that somebody holds an invitation which is no longer right, and let it be taken back."""
        words, self._meeting = self._words, meeting
        planned = meeting.status is AppointmentStatus.PLANNED
        cancelled = meeting.status is AppointmentStatus.CANCELLED
        given = invitation_entries.of_meeting(self._tools.desk.db, meeting.id)
        staying = agenda.stays(meeting) if planned else ()
        outdated = (planned or cancelled) and invited.is_outdated(staying, given)
        self.button.setEnabled(planned or outdated)
        self.outdated.setVisible(outdated)
        if not outdated:
            return
        self.made.hide()
        head = words.t("Somebody holds an invitation that is no longer right")
        again = words.t(
            "Take the invitations back, and send the new calendar files to those who were invited."
        )
        if planned:
            again = words.t("Make the invitations again: the new calendar files take the place of the old.")
        self.outdated.say(head, again)

    @Slot()
    def make(self) -> None:
        """Show everybody's letter, once the meeting stands on the disk; or only take the invitations back."""
        self.about_to.emit()
        planned = self._meeting.status is AppointmentStatus.PLANNED
        if planned and agenda.stays(self._meeting):
            self._tools.writer.run(lambda _: None, done=self._on_ready, failed=self.refused.emit)
        elif (folder := self._tools.ask.which_folder(self)) is not None:
            meeting, wording = (
                self._meeting.id,
                Wording(self._template(), self._words, self._tools.letterhead),
            )
            self._tools.writer.run(
                lambda desk: invitations.write_invitations(desk, meeting, wording, folder),
                done=lambda made: self._tell(made, folder),
                failed=self.refused.emit,
            )

    def begin_anew(self) -> None:
        """The meeting changed: what follows from it changes in the letters that are being written."""
        if self.form is not None:
            self.form.begin_anew()

    def keep(self) -> None:
        """Hand everything that is being typed to the writer."""
        if self.form is not None:
            self.form.keep()

    def stop(self) -> None:
        """Start nothing more."""
        if self.form is not None:
            self.form.stop()

    def _template(self) -> LetterTemplate:
        return self._tools.letters.get(_MEETING) or letters.shipped()[_MEETING]

    def _on_ready(self, _: object) -> None:
        self.made.hide()
        self._show_form()
        if self.form is not None:
            self.form.begin()

    def _show_form(self) -> None:
        self._close_form()
        self.form = InvitationForm(self._tools, self._template(), self._meeting.id, self._case_id)
        self.form.saved.connect(self.saved)
        self.form.saving.connect(self.saving)
        self.form.done.connect(self._on_done)
        self.form.given_up.connect(self._on_given_up)
        self._column.addWidget(self.form)
        self.setVisible(True)
        self.form.show()

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.stop()
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = None

    @Slot()
    def _on_given_up(self) -> None:
        if self.form is not None:
            self.form.drop(self.saved.emit, self.refused.emit)
        self._close_form()
        self.setVisible(False)
        self.button.setFocus()

    @Slot(object)
    def _on_done(self, made: object) -> None:
        folder = self.form.folder if self.form is not None else None
        self._close_form()
        if isinstance(made, Made) and folder is not None:
            self._tell(made, folder)
            self.button.setFocus()  # what was pressed is gone, and with it the cursor

    def _tell(self, made: Made, folder: Path) -> None:
        """Say what lies where, and whose file is whose where the name of a file cannot say it."""
        words = self._words
        self.show_meeting(self._meeting)
        told = []
        if made.invited:
            told.append(words.n("{count} person was invited.", "{count} people were invited.", made.invited))
        back = len(made.taken_back)
        if back:
            told.append(
                words.n("{count} invitation is taken back.", "{count} invitations are taken back.", back)
            )
        where = [words.t("The files lie in {folder}.", folder=str(folder))]
        if made.invited:
            where.append(words.t("Each person has a letter and a calendar file, numbered as below."))
        where += [words.t("{file} is for {name}.", file=one.file, name=one.name) for one in made.taken_back]
        self.made.say(" ".join(told), " ".join(where))
        self.made.show()
        self.setVisible(True)
        self.saved.emit(made.at)
