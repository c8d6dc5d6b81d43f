"""What the parts of the office have in common: a page, and one sheet at a time that asks something."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from db.actions.desk import Changed, Desk
from db.errors import ForUser
from desktop.kit.asking import Asking
from desktop.kit.room import Room
from desktop.kit.scroll import ScrollPage
from desktop.kit.tab_order import begin_in
from desktop.rooms.office.forms import Asked
from desktop.tools import Tools


class OfficePart(Room):
    """A part of the office. `kind` is the kind of the drafts that its sheets keep.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        place_asked: a place elsewhere that a row leads to.
    """

    saved = Signal(object)
    saving = Signal()
    place_asked = Signal(object)

    def __init__(self, tools: Tools, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(tools.words, tools.news, tools.ask, parent)
        self._tools = tools
        self.form: Asking | None = None
        self.form_place = QVBoxLayout()
        self.asked = Asked(tools, kind, self)
        self.asked.saved.connect(self.saved)
        self.asked.saving.connect(self.saving)
        self.asked.done.connect(self._on_done)
        self.page = ScrollPage(self)
        self.body.addWidget(self.page, 1)

    def keep(self) -> None:
        """Hand what is being typed to the writer."""
        self.asked.keeping.flush()

    def stop(self) -> None:
        """Start nothing more: the desk is being closed."""
        self.asked.keeping.stop()

    def open_form(self, form: Asking, record: str = "") -> None:
        """Show `form` in place of what was asked before; with `record`, what is typed about it is kept."""
        self.close_form()
        self.form = form
        form.given_up.connect(self.close_form)
        if record:
            self.asked.follow(form, record)
            form.given_up.connect(lambda: self.asked.give_up(record))
        self.form_place.addWidget(form)
        form.show()
        begin_in(form)
        self.page.verticalScrollBar().setValue(0)  # where every part puts what it asks

    @Slot()
    def close_form(self) -> None:
        """Take away what is asked."""
        if self.form is None:
            return
        stood = self.form.isAncestorOf(QApplication.focusWidget() or self)
        self.form_place.removeWidget(self.form)
        self.form.hide()
        self.form.deleteLater()
        self.form = None
        if stood:
            begin_in(self.page)  # or it would fall to what stands outside

    def do(self, work: Callable[[Desk], Changed]) -> None:
        """Do `work` at the writing desk; what keeps it from being done is said where it was asked."""
        self.asked.do(work, self._refuse)

    def do_asked(self, work: Callable[[Desk], Changed]) -> None:
        """As `do`, for what the open sheet asked: what was typed into it is forgotten once it is done."""
        self.asked.do(work, self._refuse, forget=True)

    def done(self, record: str) -> None:
        """Take notice that `record` was written."""

    @Slot(str)
    def _on_done(self, record: str) -> None:
        self.close_form()
        self.done(record)

    def _refuse(self, error: ForUser) -> None:
        if self.form is not None:
            self.form.refuse(error)
        else:
            self.ask.tell(self, error)
