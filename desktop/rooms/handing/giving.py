"""Handing cases over: which, to whom, what goes along, and what is unfinished."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import handing, packages, sealing
from db.actions.handing import Going, Left, Unfinished
from db.actions.packages import Sent
from db.errors import ForUser, NotAllowed
from db.rules.fingerprint import fingerprint
from db.rules.summary import short_name, with_number
from desktop.family_hits import FamilyHits
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.rows import ActionRow, FactRow
from desktop.kit.sheet import Section, Sheet
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice
from desktop.tools import Tools

_LARGEST_KEY: Final = 4096
_MOST: Final = 4


class GivingPart(Section):
    """Chooses cases and one receiver, shows what goes, and writes the package.

    Signals:
        told: a sentence about what was handed over.
    """

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(words.t("Hand over"), parent)
        self._tools = tools
        self._chosen: list[str] = []
        self.family = LineField(
            words.t("Which family?"), help_text=words.t("A few letters of the child's name.")
        )
        self.hits = FamilyHits(tools)
        self.hits.picked.connect(self.choose)
        self.cases = Sheet()
        self.cases.setAccessibleName(words.t("What goes along"))
        self.to = LineField(words.t("The receiver's key"), help_text=words.t("It begins with age1."))
        self.from_file = Button(words.t("Read it from a file"))
        self.aloud = Label("", Voice.STRONG)
        self.heard = Tick(words.t("The receiver has read the same fingerprint aloud to me"))
        self.give = Button(words.t("Hand over"))
        column = QVBoxLayout()
        column.setSpacing(12)
        told = words.t(
            "All of a case goes along in one file that only the receiver can open: texts being written,"
            " forms, attachments and history too. Here it can only be read from then on."
        )
        column.addWidget(Label(told, Voice.SOFT))
        for part in (self.family, self.hits, self.cases, self.to):
            column.addWidget(part)
        column.addWidget(self.from_file, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.aloud)
        column.addWidget(self.heard)
        column.addWidget(self.give, 0, Qt.AlignmentFlag.AlignLeft)
        self.sheet.add_padded(column)
        self.family.edited.connect(self._on_text)
        self.family.line.returnPressed.connect(self._on_enter)
        self.to.edited.connect(self._on_receiver)
        self.from_file.clicked.connect(self._on_file)
        self.heard.clicked.connect(lambda: self.to.show_fault(""))
        self.give.clicked.connect(self._on_give)
        self.hits.offer("")
        self._show_cases()
        self._on_receiver("")

    @Slot(str)
    def choose(self, case_id: str) -> None:
        """Put a case among those that go."""
        if case_id not in self._chosen:
            self._chosen.append(case_id)
        self.family.show_value("")
        self.hits.offer("")
        self._show_cases()
        self.family.line.setFocus()

    @Slot(object)
    def _on_text(self, text: object) -> None:
        self.family.show_fault("")
        self.hits.offer(str(text))

    @Slot()
    def _on_enter(self) -> None:
        """The one family that fits is meant."""
        if self.hits.only:
            self.choose(self.hits.only)

    def _show_cases(self) -> None:
        words = self._tools.words
        self.cases.clear()
        for one in handing.going(self._tools.desk, self._chosen, words):
            title = with_number(short_name(one.child), one.number)
            row = ActionRow(title, self._content(one), action=words.t("Take out"), rank=Rank.QUIET)
            if row.button is not None:
                row.button.clicked.connect(lambda _=False, case_id=one.case_id: self._drop(case_id))
            self.cases.add(row)
            for left in one.unfinished:
                self.cases.add(FactRow(self._left(left), self._each(left)))
            if not one.unfinished:
                self.cases.add(FactRow(words.t("Nothing is unfinished.")))
        self.cases.setVisible(bool(self._chosen))
        self.give.set_rank(Rank.PRIMARY if self._chosen else Rank.PLAIN)

    def _drop(self, case_id: str) -> None:
        self._chosen.remove(case_id)
        self._show_cases()
        self.family.line.setFocus()

    def _content(self, one: Going) -> str:
        words = self._tools.words
        parts = {
            words.n("{count} person", "{count} people", one.people): one.people,
            words.n("{count} record", "{count} records", one.records): one.records,
            words.n("{count} attachment", "{count} attachments", one.attachments): one.attachments,
            words.n("{count} text being written", "{count} texts being written", one.drafts): one.drafts,
            words.n("{count} line in the journal", "{count} lines in the journal", one.lines): one.lines,
        }
        return words.t(
            "Goes along: {content}", content=", ".join(told for told, count in parts.items() if count)
        )

    def _left(self, left: Unfinished) -> str:
        words, count = self._tools.words, len(left.each)
        told = {
            Left.TEXT: words.n(
                "{count} text that is being written", "{count} texts that are being written", count
            ),
            Left.PLAN: words.n("{count} plan in draft", "{count} plans in draft", count),
            Left.FORM: words.n("{count} form begun", "{count} forms begun", count),
            Left.MEETING: words.n(
                "{count} meeting without an answer", "{count} meetings without an answer", count
            ),
            Left.INQUIRY: words.n(
                "{count} inquiry without an answer", "{count} inquiries without an answer", count
            ),
            Left.DEADLINE: words.n("{count} deadline overdue", "{count} deadlines overdue", count),
            Left.NOTE: words.n("{count} note not carried over", "{count} notes not carried over", count),
        }
        return told[left.left]

    def _each(self, left: Unfinished) -> str:
        words, today = self._tools.words, self._tools.desk.today()
        told = [
            " ".join(
                part for part in (title[:1].upper() + title[1:], on and words.brief_day(on, today)) if part
            )
            for title, on in left.each[:_MOST]
        ]
        if (more := len(left.each) - _MOST) > 0:
            told.append(words.t("and {count} more", count=more))
        return " · ".join(told)

    @Slot(object)
    def _on_receiver(self, text: object) -> None:
        words = self._tools.words
        typed = str(text).strip()
        told = fault = ""
        if typed:
            try:
                sealing.receiver_of(typed)
                told = words.t("Fingerprint: {fingerprint}", fingerprint=fingerprint(typed))
            except NotAllowed:
                fault = words.t("A letter is wrong, or something is missing. Compare it with the receiver's.")
                fault = fault if len(typed) > len("age1") else ""
        self.to.show_fault(fault)
        self.aloud.setText(told)
        self.aloud.setVisible(bool(told))
        self.heard.setChecked(False)
        self.heard.setVisible(bool(told))

    @Slot()
    def _on_file(self) -> None:
        file = self._tools.ask.what_to_open(self, ("txt",))
        if file is None:
            return
        try:
            with file.open("rb") as source:
                text = source.read(_LARGEST_KEY).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            text = ""
        found = next((line.strip() for line in text.splitlines() if line.strip().startswith("age1")), "")
        self.to.show_value(found)
        self._on_receiver(found)
        if not found:
            self.to.show_fault(self._tools.words.t("There is no key in this file."))

    @Slot()
    def _on_give(self) -> None:
        words, to, chosen = self._tools.words, self.to.value(), list(self._chosen)
        self.family.show_fault("" if chosen else words.t("Choose a family."))
        ready = bool(self.aloud.text())
        if not ready and not self.to.fault.text():
            self.to.show_fault(words.t("Write the receiver's key, or read it from a file."))
        elif ready and not self.heard.isChecked():
            self.to.show_fault(words.t("Let the receiver read the fingerprint aloud first, then tick it."))
            self.heard.setFocus(Qt.FocusReason.OtherFocusReason)
            ready = False
        if not chosen or not ready:
            return
        out = self._tools.ask.where_to_save(self, words.t("package.age"))
        if out is None:
            return
        self.give.setEnabled(False)
        self._tools.writer.run(
            lambda desk: packages.hand_over(desk, chosen, to=to, out=out),
            done=self._on_given,
            failed=self._on_failed,
        )

    def _on_given(self, sent: Sent) -> None:
        words = self._tools.words
        self.give.setEnabled(True)
        self._chosen.clear()
        self._show_cases()
        self.to.show_value("")
        self._on_receiver("")
        count = words.n("{count} case", "{count} cases", sent.cases)
        self.told.emit(
            words.t(
                "{count} handed over: here they can only be read. Send the file, and take in the receipt when"
                " it comes.",
                count=count,
            )
        )
        self._tools.news.changed.emit(sent.changed)

    def _on_failed(self, error: BaseException) -> None:
        self.give.setEnabled(True)
        if not isinstance(error, ForUser):
            raise error
        self.to.show_fault(self._tools.words.error(error))
