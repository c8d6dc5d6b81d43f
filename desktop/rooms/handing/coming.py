"""A package that came: what it brings, what it would change here, and taking it up."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import handing, own_identity, packages, receipts
from db.actions.desk import Desk
from db.actions.handing import Coming
from db.actions.packages import Received
from db.errors import ForUser, WrongPassphrase
from db.exchange import identities
from db.exchange.package import Package
from db.records.base import day_of
from db.rules import arriving
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.rooms.handing.changes import ChangesSheet
from desktop.tools import Tools


class ComingPart(Section):
    """Opens a package, shows what it brings, and takes it up.

    Signals:
        told: a sentence about what was taken up.
    """

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(words.t("Receive"), parent)
        self._tools = tools
        self._package: Package | None = None
        self._file: Path | None = None
        self.open = Button(words.t("Open a package"))
        self.other = Button(words.t("Open it with a key file"), Rank.QUIET)
        self.says = Banner(Mark.LATE, "")
        self.who = Label("", Voice.STRONG)
        self.what = Label("")
        self.arrows = Label(
            words.t("Before each arrow stands what is here, after it what the package says."), Voice.SOFT
        )
        self.changes = ChangesSheet(words)
        self.take = Button(words.t("Receive"), Rank.PRIMARY)
        self.drop = Button(words.t("Leave it"))
        first = FlowLayout(gap=12)
        first.addWidget(self.open)
        first.addWidget(self.other)
        last = FlowLayout(gap=12)
        last.addWidget(self.take)
        last.addWidget(self.drop)
        self._shown = QWidget()
        inside = QVBoxLayout(self._shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        for part in (self.who, self.what, self.arrows, self.changes):
            inside.addWidget(part)
        inside.addLayout(last)
        column = QVBoxLayout()
        column.setSpacing(12)
        told = words.t("A package is a file that ends in .age. Nothing is changed until you have seen it.")
        column.addWidget(Label(told, Voice.SOFT))
        column.addLayout(first)
        column.addWidget(self.says)
        column.addWidget(self._shown)
        self.sheet.add_padded(column)
        self.open.clicked.connect(self._on_open)
        self.other.clicked.connect(self._on_other)
        self.take.clicked.connect(self._on_take)
        self.drop.clicked.connect(self.forget)
        self.forget()

    @Slot()
    def forget(self) -> None:
        """Show no package."""
        self._package = self._file = None
        for part in (self.other, self.says, self._shown):
            part.hide()

    def look_at(self, file: Path, key: Path | None = None) -> None:
        """Show what the package in `file` brings, opened with the store's own key or the key file `key`."""
        self.forget()
        self._file = file
        if key is None:
            self._look(lambda desk: packages.read_package(file, own_identity.holders(desk)))
        else:
            self._look(lambda _: packages.read_package(file, identities.read(key)))

    @Slot()
    def _on_open(self) -> None:
        file = self._tools.ask.what_to_open(self, ("age",))
        if file is not None:
            self.look_at(file)

    @Slot()
    def _on_other(self) -> None:
        file, key = self._file, self._tools.ask.what_to_open(self)
        if file is not None and key is not None:
            self._look(lambda _: packages.read_package(file, identities.read(key)))

    def _look(self, read: Callable[[Desk], Package]) -> None:
        def work(desk: Desk) -> tuple[Package, Coming]:
            package = read(desk)
            return package, handing.coming(desk, package)

        self._tools.writer.run(work, done=self._on_looked, failed=self._on_failed)

    def _on_looked(self, found: tuple[Package, Coming]) -> None:
        self._package, coming = found
        words = self._tools.words
        self.says.hide()
        self.other.hide()
        count = words.n("{count} case", "{count} cases", len(coming.children))
        day = words.day(day_of(coming.made_at))
        self.who.setText(
            words.t(
                "{count} from {sender}, packed on {day}", count=count, sender=coming.sender or "–", day=day
            )
        )
        self.what.setText(self._terms(coming))
        self.arrows.setVisible(self.changes.show_changes(coming))
        self._shown.show()
        self.take.setVisible(coming.refusal is None)
        if coming.refusal is not None:
            self._refuse(coming.refusal)
        else:
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _terms(self, coming: Coming) -> str:
        words = self._tools.words
        told = [", ".join(coming.children), *arriving.erased_again(coming.erased_again, words)]
        if coming.erased_on is not None:
            day = words.day(coming.erased_on)
            told.append(words.t("What you had of it was erased on {day}; it comes back now.", day=day))
        if coming.until is not None:
            day = words.day(coming.until)
            told.append(words.t("It is a copy that can be read until {day}.", day=day))
        elif coming.refusal is None:
            told.append(
                words.n(
                    "From now on it is yours to write in.",
                    "From now on they are yours to write in.",
                    len(coming.children),
                )
            )
        return "\n".join(told)

    @Slot()
    def _on_take(self) -> None:
        package = self._package
        if package is None:
            return
        out: Path | None = None
        if package.manifest.until is None:
            out = self._tools.ask.where_to_save(self, self._tools.words.t("receipt.json"))
            if out is None:
                return
        self.take.setEnabled(False)
        self._tools.writer.run(
            lambda desk: receipts.receive(desk, package, out=out),
            done=self._on_taken,
            failed=self._on_failed,
        )

    def _on_taken(self, found: Received) -> None:
        words = self._tools.words
        self.take.setEnabled(True)
        self.forget()
        count = words.n("{count} case", "{count} cases", len(found.taken_up.cases))
        told = words.t("Taken up from {sender}: {cases}.", sender=found.sender or "–", cases=count)
        told = " ".join((told, *arriving.erased_again(found.erased_again, words)))
        if found.until is None:
            told += " " + self._receipt_told(found)
        self.told.emit(told)
        self._tools.news.changed.emit(found.changed)

    def _receipt_told(self, found: Received) -> str:
        words = self._tools.words
        if found.erased_again:
            return words.t("Send the receipt to the sender: it says which of the cases are safe here.")
        return words.n(
            "Send the receipt to the sender: it says that the case is safe here.",
            "Send the receipt to the sender: it says that the cases are safe here.",
            len(found.taken_up.cases),
        )

    def _on_failed(self, error: BaseException) -> None:
        self.take.setEnabled(True)
        if not isinstance(error, ForUser):
            raise error
        self.other.setVisible(isinstance(error, WrongPassphrase))
        self._refuse(error)

    def _refuse(self, error: ForUser) -> None:
        words = self._tools.words
        self.says.say(words.t(error.message, **error.facts), words.t(error.remedy, **error.facts))
        self.says.show()
