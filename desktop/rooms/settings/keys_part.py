"""The keys of the store: what opens it, IT's recovery, and a new key when an old one is no longer trusted."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import keys, recovery_sheet
from db.actions.desk import Desk
from db.errors import ForUser
from db.rules.fingerprint import fingerprint
from db.store.keys import Slot as KeySlot
from db.store.keys import SlotKind
from db.words import later
from desktop.kit.buttons import Button, Rank
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.rows import ActionRow
from desktop.kit.sheet import Section, Sheet
from desktop.kit.type import Voice
from desktop.rooms.settings.code_dialog import CodeDialog
from desktop.tools import Tools

_KINDS: Final = {
    SlotKind.PASSPHRASE: later("Passphrase"),
    SlotKind.RECOVERY: later("IT's key"),
    SlotKind.CODE: later("Recovery code"),
}


class KeysPart(Section):
    """Lists what opens the store, takes slots away, adds IT's and a code, and asks for a new data key.

    Signals:
        new_key_asked: the present passphrase; the store is to get a new key.
    """

    new_key_asked = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(words.t("What opens the store"), parent)
        self._tools = tools
        self.slots = Sheet()
        self.slots.setAccessibleName(words.t("What opens the store"))
        self.recipient = LineField(words.t("IT's key"), help_text=words.t("It begins with age1."))
        self.let_in = Button(words.t("Let IT open the store"))
        self.paper = Button(words.t("Save the recovery sheet"))
        self.code = Button(words.t("Make a recovery code"))
        self.dialog: QWidget | None = None
        self.passphrase = LineField(words.t("Your passphrase, for a new key"), secret=True)
        self.renew = Button(words.t("Give the store a new key"))
        self.advice = Label("", Voice.STRONG)
        self.advice.hide()
        told = words.t(
            "Do this if somebody may know a passphrase, if a colleague has left, or after a line above was"
            " taken away. The store locks, is copied under the new key and checked, and opens again. Only"
            " your passphrase and IT's key open it then. Older backups are still opened by what opened them"
            " before."
        )
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.slots)
        column.addWidget(self.recipient)
        column.addWidget(self.let_in, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.advice)
        column.addWidget(Label(words.t("A new key"), Voice.STRONG))
        column.addWidget(Label(told, Voice.SOFT))
        column.addWidget(self.passphrase)
        column.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignLeft)
        self.sheet.add_padded(column)
        self.code.setVisible(tools.policy.text("recovery_code") == "allowed")
        self.let_in.clicked.connect(self._on_add)
        self.paper.clicked.connect(self._on_paper)
        self.code.clicked.connect(self._on_code)
        self.renew.clicked.connect(self._on_renew)
        self.read()

    def read(self) -> None:
        """Read anew what opens the store."""
        words = self._tools.words
        self.slots.clear()
        slots = self._tools.desk.store.header.slots
        for number, slot in enumerate(slots, 1):
            row = ActionRow(
                words.t(_KINDS[slot.kind]),
                self._about(slot),
                action=words.t("Take away") if len(slots) > 1 else "",
                rank=Rank.QUIET,
            )
            if row.button is not None:
                row.button.clicked.connect(partial(self._on_remove, number))
            self.slots.add(row)

    def _about(self, slot: KeySlot) -> str:
        words = self._tools.words
        added = words.t("since {day}", day=words.day(slot.added_on))
        if slot.kind is not SlotKind.RECOVERY:
            return added
        told = words.t("Fingerprint: {fingerprint}", fingerprint=fingerprint(slot.recipient))
        return f"{added}\n{told}"

    def _on_remove(self, number: int, _: bool = False) -> None:
        words = self._tools.words
        sure = self._tools.ask.confirm(
            self,
            words.t("Take this away?"),
            yes=words.t("Take away"),
            why=words.t("What it opened until now is still known to it: give the store a new key as well."),
            careful=True,
        )
        if sure:
            policy = self._tools.policy
            self._run(lambda desk: keys.remove_slot(desk, number, policy), self._on_removed)

    @Slot()
    def _on_add(self) -> None:
        recipient = self.recipient.value()
        self.recipient.show_fault("" if recipient else self._tools.words.t("Write IT's key."))
        if recipient:
            self._run(lambda desk: keys.add_recovery(desk, recipient), self._on_added)

    @Slot()
    def _on_paper(self) -> None:
        out = self._tools.ask.where_to_save(self, self._tools.words.t("recovery.pdf"))
        if out is None:
            return
        try:
            recovery_sheet.write(self._tools.desk, self._tools.letterhead, self._tools.words, out)
        except ForUser as error:
            self._tools.ask.tell(self, error)
        else:
            self._tools.news.written.emit(out)

    @Slot()
    def _on_code(self) -> None:
        policy = self._tools.policy
        self._run(lambda desk: keys.add_code(desk, policy), self._on_code_made)

    def _on_code_made(self, code: object) -> None:
        self.read()
        self.dialog = CodeDialog(self._tools.words, str(code), self._code_on_paper, self)
        self.dialog.open()

    def _code_on_paper(self, over: QWidget, code: str) -> Path | None:
        words = self._tools.words
        out = self._tools.ask.where_to_save(over, words.t("code.pdf"))
        if out is None:
            return None
        try:
            recovery_sheet.write_code(self._tools.desk, code, words, out)
        except ForUser as error:
            self._tools.ask.tell(over, error)
            return None
        return out

    @Slot()
    def _on_renew(self) -> None:
        given = self.passphrase.value()
        self.passphrase.show_fault("" if given else self._tools.words.t("Write your passphrase."))
        if given:
            self.passphrase.line.clear()
            self.new_key_asked.emit(given)

    def _run(self, work: Callable[[Desk], object], done: Callable[[object], None]) -> None:
        self._tools.writer.run(work, done=done, failed=self._on_failed)

    def _on_added(self, _: object) -> None:
        self.recipient.show_value("")
        self.read()

    def _on_removed(self, _: object) -> None:
        self.read()
        self.advice.setText(self._tools.words.t("It is taken away. Give the store a new key now."))
        self.advice.show()
        self.passphrase.line.setFocus()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)
