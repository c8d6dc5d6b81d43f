"""The letters of a case: which can be written now, and each that was sent, as it was sent."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.records.appointment import AppointmentStatus
from db.records.case import Case, CaseStatus
from db.records.entrance import AllocationResult, InquiryKind
from db.records.letter import LetterKind, LetterTemplate, SentLetter
from db.store import letters
from desktop.kit.buttons import Button
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.rows import LinkRow
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.tools import Tools


class Letters(Section):
    """Buttons for what can be written, and a row for each letter that was sent; a row shows its words.

    Signals:
        asked: the letter to write ("letter-", its template, and the record that it is about).
    """

    asked = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words.t("Letters"), parent)
        self._tools, self._words = tools, tools.words
        self._shown = ""
        self._case: Case | None = None

    def show_case(self, case: Case) -> None:
        """Show the letters of `case`."""
        self._case = case
        self.sheet.clear()
        line = FlowLayout(gap=8)
        for template, about in _possible(case, self._tools):
            button = Button(template.title.of(self._words.language), icon_name="print")
            button.setObjectName(f"letter-{template.id}:{about}")
            record = button.objectName()
            button.clicked.connect(lambda _=False, record=record: self.asked.emit(record))
            line.addWidget(button)
        if line.count():
            self.sheet.add_padded(line)
        for letter in letters.of_case(self._tools.desk.db, case.id):
            self._add(letter)
        if not self.sheet.rows():
            self.sheet.add_padded(Label(self._words.t("No letter can be written yet."), Voice.SOFT))

    def show_words(self, letter_id: str) -> None:
        """Show the words of the letter `letter_id`, if it is one of these."""
        if self._case is not None and any(
            one.id == letter_id for one in letters.of_case(self._tools.desk.db, self._case.id)
        ):
            self._shown = letter_id
            self.show_case(self._case)

    def _add(self, letter: SentLetter) -> None:
        words = self._words
        to = " ".join(letter.receiver.splitlines()[:1])
        why = words.t("sent {day} to {name}", day=words.day(letter.sent_on), name=to)
        row = LinkRow(letter.title, why[:1].upper() + why[1:], strong=True)
        row.setObjectName(f"sent {letter.id}")
        row.clicked.connect(lambda: self._turn(letter.id))
        self.sheet.add(row)
        if letter.id == self._shown:
            for part in letter.parts:
                if part.text.strip():
                    self.sheet.add_padded(Label(f"{part.title}\n{part.text}", Voice.BODY))

    def _turn(self, letter_id: str) -> None:
        """Show the words of a letter, or hide them again."""
        self._shown = "" if letter_id == self._shown else letter_id
        if self._case is not None:
            self.show_case(self._case)


def _possible(case: Case, tools: Tools) -> Iterator[tuple[LetterTemplate, str]]:
    """Each letter that can be written now, with the record that it is about."""
    about = {
        LetterKind.RECEIPT: [
            one.id
            for one in case.inquiries
            if one.kind is InquiryKind.NOTIFICATION and not one.anonymous and one.receipt_sent_on is None
        ],
        LetterKind.COMPLAINT: _unanswered(case, InquiryKind.COMPLAINT),
        LetterKind.ACCESS: _unanswered(case, InquiryKind.ACCESS_REQUEST),
        LetterKind.HEARING: [case.id] if case.status is not CaseStatus.CLOSED else [],
        LetterKind.PANEL: [one.id for one in case.allocations if one.result is not AllocationResult.PENDING][
            -1:
        ],
        LetterKind.DECISION: [one.id for one in case.decisions if one.told_on is None],
        LetterKind.INVITATION: [
            one.id
            for one in case.appointments
            if one.status is AppointmentStatus.PLANNED and one.starts_at > tools.now()
        ][:1],
        LetterKind.MEETING: [],  # written beside the agenda
        LetterKind.CLOSING: [case.id] if case.status is CaseStatus.CLOSED else [],
    }
    for template in tools.letters.values():
        if template.in_force_from <= tools.today():
            yield from ((template, one) for one in about[template.kind])


def _unanswered(case: Case, kind: InquiryKind) -> list[str]:
    found = (one for one in case.inquiries if one.kind is kind and not one.anonymous)
    return [one.id for one in found if one.answered_on is None]
