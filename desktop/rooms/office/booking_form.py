"""Booking: for whom, from when and to when; or waiting for it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from PySide6.QtCore import Signal, Slot

from db.actions import capacity
from db.errors import ForUser, Stale
from db.records.office import Booking, BookingStatus, Resource
from db.rules import names
from desktop.case_pick import CasePick
from desktop.kit.asking import Asking
from desktop.kit.buttons import Button, Rank
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field
from desktop.kit.flow import FlowLayout
from desktop.tools import Tools


class BookingForm(Asking):
    """Asks for a new booking of `resource`, or for other days of the one given.

    Signals:
        booked: the new Booking, booked or waiting.
        moved: the first and the last day of the one that was given.
        cancelled: the one that was given shall be cancelled.
    """

    booked = Signal(object)
    moved = Signal(object, object)
    cancelled = Signal()

    def __init__(
        self,
        tools: Tools,
        resource: Resource,
        before: Booking | None,
        *,
        case_id: str | None,
        first: date | None,
    ) -> None:
        words = tools.words
        title = words.t("Book {what}", what=resource.name)
        if before is not None:
            status = words.t(names.BOOKINGS[before.status])
            title = words.t("Change the booking ({status})", status=status)
        super().__init__(title, words.t("Save") if before else words.t("Book"), words)
        self._resource, self._before = resource, before
        self.pick = CasePick(tools, words.t("Two or three letters of the name are enough."))
        self.pick.show_case(before.case if before else case_id, fixed=before is not None)
        self.first = DateField(words.t("From"), words, tools.today, ahead=True)
        self.last = DateField(words.t("To and with, if known"), words, tools.today, ahead=True)
        self.first.show_value(before.from_ if before else first)
        self.last.show_value(before.to if before else None)
        self.wait = Button(words.t("Put on the waiting list"))
        self.wait.clicked.connect(self._on_wait)
        self.give_up_place = Button(words.t("Cancel the booking"), Rank.CAREFUL)
        if before is not None and before.status is BookingStatus.WAITING:
            self.give_up_place.say(words.t("Take off the waiting list"))
        self.give_up_place.clicked.connect(self.cancelled)
        self.pick.picked.connect(lambda case_id: self.kept.emit("case", case_id))
        self.pick.another.clicked.connect(lambda: self.kept.emit("case", ""))
        self.sheet.add_padded(self.pick)
        line = FlowLayout(gap=16, foot=True)
        line.addWidget(self.first)
        line.addWidget(self.last)
        self.sheet.add_padded(line)
        if before is None:
            self.end_with_buttons(self.wait)
        else:
            self.cancel.say(words.t("Close"))
            self.end_with_buttons(self.give_up_place)

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name; whose it is goes its own way."""
        return {"family": self.pick.line, "from": self.first, "to": self.last}

    def show_kept(self, texts: Mapping[str, str]) -> None:
        """Show again the family that was chosen, if its case is still here."""
        if self.pick.case_id is None and (case_id := texts.get("case")):
            with suppress(Stale):
                self.pick.show_case(case_id, fixed=False)

    def answer(self) -> None:
        """Ask for what stands here, booked at once."""
        self._ask(wait=False)

    @Slot()
    def _on_wait(self) -> None:
        self.trouble.hide()
        self._ask(wait=True)

    def _ask(self, *, wait: bool) -> None:
        words, first = self._words, self.first.value()
        if not self.readable(self.first, self.last):
            return
        if first is None:
            self.first.show_fault(words.t("A first day is needed."))
            return
        if self._before is not None:
            self.moved.emit(first, self.last.value())
            return
        self.pick.line.show_fault("" if self.pick.case_id else words.t("Choose a family."))
        if self.pick.case_id is None:
            return
        try:
            new = capacity.new_booking(
                self._resource.id, self.pick.case_id, first, self.last.value(), wait=wait
            )
        except ForUser as error:
            self.refuse(error)
            return
        self.booked.emit(new)
