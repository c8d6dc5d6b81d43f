"""Agreements: who does what by when. Those with a day become deadlines."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.records.appointment import Agreement, Appointment
from db.records.base import new_id
from db.rules import live_minutes as rules
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.flow import FlowLayout
from desktop.kit.sheet import Section
from desktop.kit.text_field import TextField
from desktop.rooms.live.hand import Hand


class Agreed(Section):
    """The agreements of one meeting, and a button for another one."""

    def __init__(
        self, meeting: Appointment, offered: Sequence[Choice], today: Callable[[], date], hand: Hand
    ) -> None:
        super().__init__(hand.words.t("Agreements"))
        self._offered, self._today, self._hand = offered, today, hand
        self.lines: list[AgreementLine] = []
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(8, 4, 8, 4)
        self.add_button = Button(hand.words.t("New agreement"), Rank.QUIET, icon_name="add")
        self.add_button.setObjectName("new_agreement")
        self.add_button.clicked.connect(self._on_add)
        foot.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        for agreement in meeting.agreements:
            self._add(agreement)
        self.sheet.add(self._foot)

    def _add(self, agreement: Agreement) -> "AgreementLine":
        line = AgreementLine(agreement, len(self.lines) + 1, self._offered, self._today, self._hand)
        self.lines.append(line)
        self.sheet.add_padded(line)
        return line

    @Slot()
    def _on_add(self) -> None:
        line = self._add(Agreement(id=new_id(), title=""))
        self.sheet.add(self._foot)  # below the new one
        line.title.area.setFocus(Qt.FocusReason.TabFocusReason)


class AgreementLine(QWidget):
    """One agreement: what, who, by when. It is part of the meeting once it says what."""

    def __init__(
        self,
        agreement: Agreement,
        number: int,
        offered: Sequence[Choice],
        today: Callable[[], date],
        hand: Hand,
    ) -> None:
        super().__init__()
        words, self._id = hand.words, agreement.id
        called = words.t("Agreement {number}", number=number)
        self.title = TextField("", lines=1)
        self.title.name(words.t("{agreement}: what", agreement=called))
        self.title.area.setPlaceholderText(words.t("What is agreed?"))
        hand.text(self.title, rules.agreement_path(agreement.id), agreement.title)
        self.who = ChoiceField(words.t("Who"), offered, none=words.t("nobody named"))
        self.who.name(words.t("{agreement}: who", agreement=called))
        self.who.show_value(agreement.responsible)
        who, due = (rules.agreement_path(agreement.id, name) for name in ("responsible", "due_on"))
        self.who.input.setObjectName(who)
        self.who.edited.connect(lambda to: hand.typed(who, str(to or "")))
        self.who.edited.connect(lambda _: hand.left())
        self.due = DateField(words.t("By when"), words, today, ahead=True)
        self.due.name(words.t("{agreement}: by when", agreement=called))
        self.due.show_value(agreement.due_on)
        self.due.input.setObjectName(due)
        self.due.edited.connect(lambda _: self._on_due(due, hand))
        self.due.left.connect(hand.left)
        away = Button(words.t("Take away"), Rank.QUIET)
        away.setAccessibleName(words.t("{agreement}: take away", agreement=called))
        away.clicked.connect(lambda: hand.change(lambda found: rules.without_agreement(found, self._id)))
        line = FlowLayout(gap=12, foot=True)
        for part in (self.who, self.due, away):
            line.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addLayout(line)

    def _on_due(self, path: str, hand: Hand) -> None:
        if self.due.readable:
            day = self.due.value()
            hand.typed(path, day.isoformat() if day else "")
