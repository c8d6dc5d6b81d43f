"""What is booked or awaited for the family: rooms, respite weekends, places of a course."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.records.case import Case
from db.records.office import Booking, BookingStatus, Resource
from db.rules import names
from db.store import office
from desktop.kit.buttons import Button
from desktop.kit.chip import Chip
from desktop.kit.flow import FlowLayout
from desktop.kit.marks import Mark
from desktop.kit.rows import LinkRow
from desktop.kit.sheet import Section
from desktop.place import Place
from desktop.tools import Tools

_MARKS = {BookingStatus.BOOKED: Mark.AGREED, BookingStatus.WAITING: Mark.SOON}


class Booked(Section):
    """The bookings of one case that are not over; each leads to its calendar, and so does a new one.

    Signals:
        place_asked: the calendar of a resource, or a new booking for the case.
    """

    place_asked = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools.words.t("Booked for the family"), parent)
        self._tools, self._words = tools, tools.words
        self._case_id = ""

    def show_case(self, case: Case) -> None:
        """Show what is booked for `case` from today on."""
        words, db, today = self._words, self._tools.desk.db, self._tools.today()
        self._case_id = case.id
        self.sheet.clear()
        found = [
            one
            for one in office.bookings_of_case(db, case.id)
            if one.status in _MARKS and (one.to or date.max) >= today
        ]
        known = {one.id: one for one in office.everything(db, Resource)} if found else {}
        for one in sorted(found, key=lambda item: item.from_):
            resource = known.get(one.resource or "")
            chip = Chip(_MARKS[one.status], words.t(names.BOOKINGS[one.status]))
            row = LinkRow(resource.name if resource else "", self._days(one), chip=chip, strong=True)
            place = Place("office", tab="capacity", record=one.resource or "")
            row.clicked.connect(lambda _=False, place=place: self.place_asked.emit(place))
            self.add(row)
        self.book = Button(words.t("Book a room or a place"), parent=self)
        self.book.clicked.connect(
            lambda: self.place_asked.emit(Place("office", self._case_id, tab="capacity"))
        )
        self.book.setVisible(case.closed is None)
        foot = FlowLayout()
        foot.addWidget(self.book)
        if case.closed is None:
            self.sheet.add_padded(foot)
        self.setVisible(bool(found) or case.closed is None)

    def _days(self, one: Booking) -> str:
        words = self._words
        if one.to is None:
            return words.t("from {day}", day=words.day(one.from_))
        return words.t("{first} to {last}", first=words.day(one.from_), last=words.day(one.to))
