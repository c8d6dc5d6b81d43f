"""The invitations of a meeting before they are sent: each one's text can be written anew, its page beside."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent

from db.actions import invitations, meetings
from db.actions.invitations import Own, Wording
from db.errors import ForUser
from db.records.letter import LetterTemplate
from db.rules.letters import has_places
from db.store import people
from desktop.kept_form import KeptForm
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import Field
from desktop.kit.text_field import TextField
from desktop.letter_beside import LetterBeside
from desktop.tools import Tools

if TYPE_CHECKING:
    from db.actions.desk import Desk
    from db.pdf.letter import LetterSheet


def record_of(meeting_id: str) -> str:
    """The name under which what is written anew in a meeting's invitations is kept."""
    return f"invitations:{meeting_id}"


class InvitationForm(KeptForm):
    """Shows one participant's invitation at a time; what is the same for everybody changes everybody's.

    `folder` is where the files went, once they are written.
    """

    def __init__(self, tools: Tools, template: LetterTemplate, meeting_id: str, case_id: str) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("The invitations"),
            words.t("Save them in a folder"),
            kind=meetings.KIND,
            record=record_of(meeting_id),
            case_id=case_id,
        )
        self._template, self._meeting = template, meeting_id
        self._own: tuple[Own, ...] = ()
        self.folder: Path | None = None
        self.to = ChoiceField(words.t("Whose invitation"), [])
        self.beside = LetterBeside(tools, self)
        self.preview, column = self.beside.preview, self.beside.texts
        self.parts: dict[str, TextField] = {}
        column.addWidget(self.to)
        for part in template.part:
            field = TextField(part.title.of(words.language), lines=2, help_text=self._stands_in(part.id))
            field.edited.connect(lambda text, key=part.id: self._on_written(key, text))
            self._watch.beside(field)
            self.parts[part.id] = field
            column.addWidget(field)
        column.addStretch(1)
        self.sheet.add_padded(self.beside)
        self.end_with_buttons()
        self.keeping.bind(record_of(meeting_id), case_id, self._kept.waiting())
        self.to.edited.connect(self._on_chosen)
        self.begin_anew()

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name; the first part first."""
        return dict(self.parts)

    def begin(self) -> None:
        """Put the cursor into the first text, or onto the way out where none may be written."""
        (next(iter(self.parts.values())) if self._own else self.cancel).setFocus()

    @Slot()
    def begin_anew(self) -> None:
        """Read the meeting again: what follows from it and was not written anew is shown as it now is."""
        try:
            self._own = invitations.own_letters(self._tools.desk, self._meeting, self._wording())
        except ForUser as error:
            self._own = ()
            self._show_one()
            self.refuse(error)
            return
        self.trouble.hide()
        named = people.of(self._tools.desk.db, [one.person for one in self._own])
        shown = self.to.value()
        self.to.offer(
            [
                Choice(one.person, f"{number}. {named[one.person].name}")  # as the files are numbered
                for number, one in enumerate(self._own, 1)
            ]
        )
        known = any(one.person == shown for one in self._own)
        self.to.show_value(shown if known else self._own[0].person)
        self._show_one()

    def answer(self) -> None:
        """Ask for a folder, and write everybody's letter and calendar file into it."""
        folder, meeting, wording = self._tools.ask.which_folder(self), self._meeting, self._wording()
        if folder is not None:
            self.folder = folder
            self.run(lambda desk: invitations.write_invitations(desk, meeting, wording, folder))

    def stop(self) -> None:
        """Start nothing more."""
        self.preview.stop()
        super().stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_page()

    def _fit_page(self) -> None:
        """The page stands beside where there is room for it, and somebody to invite."""
        self.beside.fit(wanted=self._shown() is not None)

    def _stands_in(self, part_id: str) -> str:
        """Who reads a part."""
        part, words = next(one for one in self._template.part if one.id == part_id), self._words
        if has_places(part):
            return words.t("Only in this invitation.")
        if part.parties:
            return words.t("In the invitations of the child and of those who are parties.")
        return words.t("In everybody's invitation.")

    def _wording(self) -> Wording:
        tools = self._tools
        return Wording(self._template, tools.words, tools.letterhead, dict(self.keeping.texts))

    def _shown(self) -> Own | None:
        return next((one for one in self._own if one.person == self.to.value()), None)

    def _show_one(self) -> None:
        """Show the chosen invitation and its page; nothing to write in where none may be made."""
        own = self._shown()
        self.save.setEnabled(own is not None)
        for part in (self.to, self.preview, *self.parts.values()):
            part.setVisible(own is not None)
        if own is None:
            return
        self._fit_page()
        texts = {part.id: told.text for part, told in zip(own.template.part, own.letter.parts, strict=True)}
        for key, field in self.parts.items():
            field.setVisible(key in texts)
            field.show_value(texts.get(key, ""))
        self._show_page()

    def _on_written(self, key: str, text: object) -> None:
        own = self._shown()
        if own is None:
            return
        places = {part.id: place for part, place in zip(own.template.part, own.places, strict=True)}
        self.keeping.type(places[key], str(text or ""))
        self._show_page()

    @Slot()
    def _on_chosen(self, _: object = None) -> None:
        """What was written meanwhile for everybody stands in the invitation that is chosen, too."""
        try:
            self._own = invitations.own_letters(self._tools.desk, self._meeting, self._wording())
        except ForUser as error:
            self.refuse(error)
            return
        self._show_one()

    def _show_page(self) -> None:
        """Let the page beside show what is written by now."""
        own, meeting, wording = self._shown(), self._meeting, self._wording()
        if own is not None:

            def sheet_at(desk: "Desk") -> "LetterSheet":
                written = invitations.own_letters(desk, meeting, wording)
                return next((one.sheet for one in written if one.person == own.person), own.sheet)

            self.beside.show_letter(sheet_at)
