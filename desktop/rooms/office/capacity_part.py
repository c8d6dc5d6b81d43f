"""Capacity: what can be booked, who has it when, who waits, and what is free."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import capacity as actions
from db.actions.desk import Topic
from db.records.office import Booking, BookingStatus, Resource
from db.rules import capacity, names, summary
from db.store import drafts, office
from desktop.kit.asking import Asking
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.empty import EmptyState
from desktop.kit.flow import Columns, FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.rows import ActionRow, LinkRow
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.place import Place
from desktop.rooms.office.booking_form import BookingForm
from desktop.rooms.office.part import OfficePart
from desktop.rooms.office.place_calendar import PlaceCalendar
from desktop.rooms.office.resource_form import ResourceForm
from desktop.tools import Tools

_A_MONTH: Final = 32
_BOOKING: Final = "booking"
"""Behind the id of what can be booked it names what is typed about a booking."""


class CapacityPart(OfficePart):
    """The resources, and the calendar of the one that is chosen."""

    topics = frozenset({Topic.OFFICE, Topic.CASES, Topic.PEOPLE})

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, actions.RESOURCE, parent)
        self.record = ""
        self._for_case: str | None = None
        self._resources: list[Resource] = []
        self._bookings: list[Booking] = []
        self._whose: dict[str, office.Whose] = {}
        self.month = tools.today().replace(day=1)
        self._make()
        self._lay_out()

    def read(self) -> None:
        """Read the resources, and the bookings of the one that is chosen."""
        db = self._tools.desk.db
        self._resources = office.everything(db, Resource)
        known = {one.id for one in self._resources}
        if self.record not in known:
            self.record = self._resources[0].id if self._resources else ""
        self._bookings = office.bookings_of(db, self.record) if self.record else []
        self._whose = office.whose(db, {one.case for one in self._bookings if one.case})
        self._show_list()
        self._show_chosen()

    def show_place(self, place: Place) -> None:
        """Show a resource, or begin a booking for a case."""
        self.refresh()
        self._for_case = place.case_id or None
        if place.record == actions.NEW:
            self._on_new()
        elif place.record:
            self._choose(place.record)
            if drafts.of_record(self._tools.desk.db, actions.RESOURCE, f"{place.record} {_BOOKING}"):
                self._book(None)
        if self._for_case and self._resources:
            self._book(None)

    def _make(self) -> None:
        words = self.words
        self.new = Button(words.t("Something new to book"), icon_name="add")
        self.new.clicked.connect(self._on_new)
        self.listed = Section(words.t("Can be booked"))
        self.chosen = Section("")
        self.calendar = PlaceCalendar(words)
        self.calendar.day_asked.connect(self._book)
        self.calendar.booking_asked.connect(self._on_booking)
        self.before = Button("", Rank.QUIET, icon_name="earlier")
        self.before.setAccessibleName(words.t("The month before"))
        self.after = Button("", Rank.QUIET, icon_name="later")
        self.after.setAccessibleName(words.t("The month after"))
        self.before.clicked.connect(lambda: self._turn(self.month - timedelta(days=1)))
        self.after.clicked.connect(lambda: self._turn(self.month + timedelta(days=_A_MONTH)))
        self.month_name = Label("", Voice.STRONG, wrap=False)
        self.book = Button(words.t("Book"), Rank.PRIMARY)
        self.book.clicked.connect(lambda: self._book(None))
        self.change = Button(words.t("Change"))
        self.change.clicked.connect(self._on_change)
        self.remove = Button(words.t("Take away"), Rank.CAREFUL)
        self.remove.clicked.connect(self._on_remove)
        self.too_many = Banner(Mark.LATE, "", parent=self)
        self.held = Section(words.t("Booked"))
        self.queue = Section(words.t("Waiting list"))

    def _lay_out(self) -> None:
        head = FlowLayout(gap=8)
        heads: tuple[QWidget, ...] = (
            self.before,
            self.month_name,
            self.after,
            self.book,
            self.change,
            self.remove,
        )
        for one in heads:
            head.addWidget(one)
        self.chosen.sheet.add_padded(head)
        under = QVBoxLayout()
        under.setSpacing(4)
        under.addWidget(self.calendar)
        under.addWidget(
            Label(self.words.t("The second line says how many places are free that day."), Voice.SMALL)
        )
        self.chosen.sheet.add_padded(under)
        columns = Columns(side_width=300)
        columns.main.addLayout(self.form_place)
        for part in (self.chosen, self.too_many, self.held, self.queue):
            columns.main.addWidget(part)
        add = FlowLayout()
        add.addWidget(self.new)
        columns.side.addWidget(self.listed)
        columns.side.addLayout(add)
        self.page.body.addWidget(columns)

    def _show_list(self) -> None:
        words, today, db = self.words, self._tools.today(), self._tools.desk.db
        self.listed.sheet.clear()
        for one in self._resources:
            taken = capacity.taken_on(office.bookings_of(db, one.id), today)
            free = max(0, one.places - taken)
            why = " · ".join(
                (
                    words.t(names.RESOURCES[one.kind]),
                    words.n(
                        "{count} of {places} free today",
                        "{count} of {places} free today",
                        free,
                        places=one.places,
                    ),
                )
            )
            row = LinkRow(one.name, why, strong=one.id == self.record)
            row.clicked.connect(lambda _=False, record=one.id: self._choose(record))
            self.listed.add(row)
        if not self._resources:
            empty = EmptyState(
                words.t("Nothing can be booked yet."),
                words.t("Family rooms, respite weekends and the places of a course stand here."),
            )
            self.listed.add(empty)

    def _show_chosen(self) -> None:
        resource, words = self._resource(), self.words
        for part in (self.chosen, self.held, self.queue):
            part.setVisible(resource is not None)
        self.too_many.hide()
        if resource is None:
            return
        self.chosen.show_title(resource.name)
        self.remove.setVisible(not self._bookings)
        self.month_name.setText(f"{words.month(self.month.month).capitalize()} {self.month.year}")
        called = {one.id: self._called(one) for one in self._bookings}
        self.calendar.show_month(resource, self._bookings, called, self.month, self._tools.today())
        over = capacity.overbooked(resource.places, self._bookings)
        if over:
            day = words.day(over[0].first)
            self.too_many.say(
                words.t(
                    "From {day}, {count} are booked on {places}.",
                    day=day,
                    count=over[0].taken,
                    places=words.n("{count} place", "{count} places", resource.places),
                ),
                words.t("Move one of them, or give it more places."),
            )
            self.too_many.show()
        self._show_held()
        self._show_queue(resource)

    def _show_held(self) -> None:
        words, since = self.words, min(self.month, self._tools.today())
        self.held.sheet.clear()
        found = [
            one
            for one in self._bookings
            if one.status is BookingStatus.BOOKED and (one.to or date.max) >= since
        ]
        for one in sorted(found, key=lambda item: item.from_):
            self.held.add(self._row(one, words.t("Change"), partial(self._on_booking, one.id)))
        if not found:
            self.held.add(EmptyState(words.t("Nobody has booked it from {day}.", day=words.day(since))))

    def _show_queue(self, resource: Resource) -> None:
        words = self.words
        self.queue.sheet.clear()
        may = {one.id for one in capacity.may_move_up(resource.places, self._bookings)}
        for one in capacity.waiting(self._bookings):
            if one.id in may:
                row = self._row(one, words.t("Move up"), partial(self._move_up, one))
            else:
                full = capacity.first_full(resource.places, self._bookings, one.from_, one.to)
                why = words.t("nothing free on {day}", day=words.short_day(full)) if full else ""
                row = self._row(one, words.t("Change"), partial(self._on_booking, one.id), why)
            self.queue.add(row)
        if not self.queue.sheet.rows():
            self.queue.add(EmptyState(words.t("Nobody waits.")))

    def _row(self, one: Booking, action: str, then: Callable[[], None], more: str = "") -> ActionRow:
        free = (
            Chip(Mark.AGREED, self.words.t("there is a place now"))
            if action == self.words.t("Move up")
            else None
        )
        why = " · ".join(part for part in (self._days(one), more) if part)
        row = ActionRow(self._called(one), why, action=action, chip=free)
        row.setObjectName(one.id)
        if row.button is not None:
            row.button.clicked.connect(lambda _=False: then())
        return row

    def _called(self, one: Booking) -> str:
        whose = self._whose.get(one.case or "")
        if whose is None:
            return self.words.t("without a case")
        return summary.with_number(summary.short_name(whose.child), whose.number)

    def _days(self, one: Booking) -> str:
        words = self.words
        if one.to is None:
            return words.t("from {day}", day=words.day(one.from_))
        if one.to == one.from_:
            return words.day(one.from_)
        return words.t("{first} to {last}", first=words.day(one.from_), last=words.day(one.to))

    def _resource(self) -> Resource | None:
        return next((one for one in self._resources if one.id == self.record), None)

    def _choose(self, record: str) -> None:
        self.close_form()
        self.record = record
        self.refresh()

    def _turn(self, day: date) -> None:
        self.month = day.replace(day=1)
        self._show_chosen()

    @Slot()
    def _on_new(self) -> None:
        form = ResourceForm(None, self.words)
        form.ready.connect(lambda made: self.do(lambda desk: actions.save_resource(desk, None, made)))
        self.open_form(form, actions.NEW)

    @Slot()
    def _on_change(self) -> None:
        before = self._resource()
        if before is None:
            return
        form = ResourceForm(before, self.words)
        form.ready.connect(lambda made: self.do(lambda desk: actions.save_resource(desk, before, made)))
        self.open_form(form, before.id)

    @Slot()
    def _on_remove(self) -> None:
        resource = self._resource()
        if resource is not None and self.ask.confirm(
            self,
            self.words.t("Take {what} away?", what=resource.name),
            yes=self.words.t("Take away"),
            why=self.words.t("It was never booked. Ctrl+Z brings it back."),
        ):
            self.do(lambda desk: actions.remove_resource(desk, resource))

    @Slot(object)
    def _book(self, day: date | None) -> None:
        resource = self._resource()
        if resource is None:
            return
        form = BookingForm(self._tools, resource, None, case_id=self._for_case, first=day)
        form.booked.connect(lambda new: self.do_asked(lambda desk: actions.book(desk, new)))
        self.open_form(form, f"{resource.id} {_BOOKING}")
        if day is not None:
            form.first.show_value(day)  # the day that was just asked for, whatever was typed before

    @Slot(str)
    def _on_booking(self, booking: str) -> None:
        resource, before = self._resource(), next((b for b in self._bookings if b.id == booking), None)
        if resource is None or before is None:
            return
        form = BookingForm(self._tools, resource, before, case_id=None, first=None)
        form.moved.connect(
            lambda first, last: self.do_asked(lambda desk: actions.change_booking(desk, before, first, last))
        )
        form.cancelled.connect(lambda: self.do_asked(lambda desk: actions.cancel_booking(desk, before)))
        if before.case is not None:
            lead = Button(self.words.t("Open the case"), Rank.QUIET)
            lead.clicked.connect(lambda: self.place_asked.emit(Place("case", before.case or "", "help")))
            form.sheet.add_padded(lead)
        self.open_form(form, f"{resource.id} {_BOOKING} {before.id}")

    def _move_up(self, one: Booking) -> None:
        self.do(lambda desk: actions.move_up(desk, one))

    def open_form(self, form: Asking, record: str = "") -> None:
        super().open_form(form, record)
        self.book.hide()  # one next step at a time: the form has its own

    @Slot()
    def close_form(self) -> None:
        super().close_form()
        self.book.show()

    def done(self, record: str) -> None:
        self._for_case = None
        if record in {one.id for one in office.everything(self._tools.desk.db, Resource)}:
            self.record = record
