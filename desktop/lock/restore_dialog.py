"""What going back to a backup would change, seen before it is done."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions.kept_backups import Preview
from db.rules.holding_names import HOLDINGS
from db.words import Words, unbroken
from desktop.kit.dialog import CalmDialog
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.rows import FactRow
from desktop.kit.sheet import Sheet
from desktop.kit.type import Voice

_DAYS: Final = 4


class RestoreDialog(CalmDialog):
    """Tells what the backup holds, what the store holds now, and which days' work would be gone.

    Signals:
        chosen: the backup's file and the passphrase that was typed.
    """

    chosen = Signal(object, str)

    def __init__(self, words: Words, found: Preview, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            words.t("Go back to the backup of {moment}?", moment=unbroken(words.moment(found.made_at))),
            words.t(
                "It opens and is whole. The window locks, the backup takes the place of what is here, and"
                " what is here now is kept beside it, not erased."
            ),
            yes=words.t("Go back"),
            no=words.t("Cancel"),
            careful=True,
        )
        self._words, self._found = words, found
        self.lost = Label(_lost(words, found), Voice.STRONG)
        self.counts = Sheet()
        self.counts.setAccessibleName(words.t("What changes"))
        alike = []
        for name, called in HOLDINGS.items():
            after = found.after.counts[name]
            before = 0 if found.before is None else found.before.counts[name]
            if found.before is not None and after != before:
                told = words.t("{before} now, {after} then", before=before, after=after)
                self.counts.add(FactRow(words.t(called), tail=told))
            elif after:
                alike.append(f"{words.t(called)} {after}")
        self.counts.setVisible(bool(self.counts.rows()))
        alike_told = words.t("It holds:") if found.before is None else words.t("As many as now:")
        self.alike = Label(f"{alike_told}\n{' · '.join(alike)}", Voice.SOFT)
        self.alike.setVisible(bool(alike))
        self.passphrase = LineField(
            words.t("Passphrase"),
            secret=True,
            help_text=words.t("The one that opened the cases when the backup was made."),
        )
        again = words.n(
            "{count} case was erased since, and is erased from the backup again.",
            "{count} cases were erased since, and are erased from the backup again.",
            found.erased,
        )
        self.again = Label(again)
        self.again.setVisible(found.erased > 0)
        for part in (self.lost, self.counts, self.alike, self.again, self.passphrase):
            self.body.addWidget(part)
        self.passphrase.setFocus()

    @Slot()
    def _on_yes(self) -> None:
        given = self.passphrase.line.text()
        self.passphrase.show_fault("" if given else self._words.t("Write the passphrase."))
        if given:
            self.passphrase.line.clear()
            self.accept()
            self.chosen.emit(self._found.backup, given)


def _lost(words: Words, found: Preview) -> str:
    if found.other_store:
        return words.t("This backup is of another store than the one that is open.")
    if found.before is None:
        return words.t("What is here now cannot be read, so nobody can say what was written since.")
    if not found.days:
        return words.t("Nothing was written since: nothing would be gone.")
    named = ", ".join(words.day(day) for day in found.days[-_DAYS:])
    count = words.n("{count} day", "{count} days", len(found.days))
    if len(found.days) > _DAYS:
        return words.t(
            "What was written on {count}, most lately {days}, would be gone.", count=count, days=named
        )
    return words.t("What was written on {days} would be gone.", days=named)
