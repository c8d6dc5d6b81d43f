"""A caseworker lets a team lead or a substitute read copies of cases until a day."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import packages
from db.actions.desk import Desk
from db.actions.packages import Sent
from db.rules.spans import months_after
from db.rules.summary import with_number
from db.store import team
from db.store.trouble import known_trouble
from desktop.action_dialog import ActionDialog
from desktop.kit.date_field import DateField
from desktop.kit.fields import LineField
from desktop.kit.labels import Label
from desktop.kit.scroll import ScrollPage
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice
from desktop.tools import Tools

_TICKED = 60  # more than a caseworker has; of an office's thousands none is ticked one by one
_HEIGHT = 200


class ShareDialog(ActionDialog):
    """Asks which cases, for whom and until when, and writes the package.

    Signals:
        shared: the Sent of the package, once the file is written.
    """

    shared = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(
            tools,
            parent,
            words.t("Share cases to be read"),
            words.t("The receiver gets copies that can only be read, and only until the day you choose."),
            yes=words.t("Write the package"),
        )
        self.which = LineField(
            words.t("Cases that fit"), help_text=words.t("A name or a number; empty means all of yours.")
        )
        self.found = Label("", Voice.SOFT)
        self.list = ScrollPage(margin=4)
        self.list.setFixedHeight(_HEIGHT)
        self.list.body.setSpacing(4)
        self.ticks: dict[str, Tick] = {}
        self._left_out: set[str] = set()
        self._found: list[str] = []
        self.to = LineField(
            words.t("The receiver's recipient"),
            help_text=words.t("It begins with age1; you get it from the receiver."),
        )
        self.until = DateField(words.t("To be read until"), words, tools.today, ahead=True)
        self.until.show_value(months_after(tools.today(), 3))
        for part in (self.which, self.found, self.list, self.to, self.until, self.fault):
            self.body.addWidget(part)
        self.which.edited.connect(self._on_which)
        self._on_which()
        self.which.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_which(self) -> None:
        db, text = self._tools.desk.db, self.which.value()
        with known_trouble():
            self._found = team.own_ids(db, text)
            named = team.own_cases(db, text, _TICKED) if len(self._found) <= _TICKED else []
        for tick in self.ticks.values():
            tick.hide()
            tick.deleteLater()
        self.ticks = {}
        for one in named:
            tick = self.ticks[one.case_id] = Tick(with_number(one.child, one.number))
            tick.setChecked(one.case_id not in self._left_out)
            tick.clicked.connect(lambda on, case_id=one.case_id: self._on_tick(case_id, on=on))
            self.list.body.addWidget(tick)
        self.list.setVisible(bool(self.ticks))
        self._tell()

    def _on_tick(self, case_id: str, *, on: bool) -> None:
        (self._left_out.discard if on else self._left_out.add)(case_id)
        self._tell()

    def _tell(self) -> None:
        words, count = self._words, len(self._chosen())
        told = words.n("{count} case", "{count} cases", count)
        self.found.setText(told if count else words.t("No case fits."))

    def _chosen(self) -> list[str]:
        """The cases that fit and whose tick was not taken away."""
        return [case_id for case_id in self._found if case_id not in self._left_out]

    @Slot()
    def _on_yes(self) -> None:
        words, found = self._words, self._chosen()
        to, until = self.to.value(), self.until.value()
        self.which.show_fault("" if found else words.t("No case fits."))
        self.to.show_fault("" if to else words.t("Write whom the file is for."))
        late = until is None or until < self._tools.today()
        self.until.show_fault(words.t("Choose a day that has not passed.") if late else "")
        self.fit()
        if not found or not to or until is None or late:
            return
        last = until
        out = self._tools.ask.where_to_save(self, words.t("cases-to-read") + ".age")
        if out is None:
            return

        def work(desk: Desk) -> Sent:
            return packages.share(desk, found, to=to, until=last, out=out)

        self.run(work, self._on_done)

    def _on_done(self, sent: Sent) -> None:
        self.shared.emit(sent)
        self.accept()
