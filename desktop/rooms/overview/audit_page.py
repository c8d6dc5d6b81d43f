"""Audit for learning: cases drawn by chance or by what they have in common, gone through, seen together."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import forms
from db.actions.desk import Changed, Desk
from db.errors import ForUser, Stale
from db.records.form import Form
from db.rules import audit
from db.rules.amounts import read_whole
from db.store import audits, overview
from db.store.audits import Pool
from db.store.overview import Named
from db.store.trouble import known_trouble
from db.words import later
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.empty import EmptyState
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.measure import Bars, Measure
from desktop.kit.rows import ActionRow, FactRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.place import Place
from desktop.tools import Tools

_POOLS: Final = {
    Pool.OPEN: later("all open cases"),
    Pool.GREY_ZONE: later("grey zone"),
    Pool.PLACED: later("with a placement"),
    Pool.BREAKDOWN: later("with a breakdown"),
    Pool.COMPLAINT: later("with a complaint"),
}
_MOST: Final = 100
_FEW: Final = 5


class AuditPage(ScrollPage):
    """Draws cases, leads to their audit form, and shows what all answers say together.

    Signals:
        place_asked: the place of a form.
        refused: what could not be done, and why.
    """

    place_asked = Signal(object)
    refused = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        words = tools.words
        self.cases: list[str] = []
        self.pool = ChoiceField(
            words.t("Draw among"), [Choice(one, words.t(name)) for one, name in _POOLS.items()]
        )
        self.count = LineField(words.t("How many"), longest=3)
        self.seed = LineField(words.t("Drawing number"), longest=9)
        self.draw = Button(words.t("Draw cases"), Rank.PRIMARY)
        self.drawn = Section(words.t("Cases drawn"))
        self.together = Section(words.t("The answers together"))
        self.pool.show_value(Pool.OPEN)
        self.count.show_value(str(_FEW))
        self.seed.show_value(tools.today().strftime("%Y%m"))
        asking = FlowLayout(gap=16, foot=True)
        for part in (self.pool, self.count, self.seed, self.draw):
            asking.addWidget(part)
        why = words.t(
            "For learning, never for control: the same drawing number draws the same cases,"
            " and the answers are counted without families or colleagues."
        )
        self.body.addWidget(Label(why, Voice.SOFT))
        self.body.addLayout(asking)
        self.body.addWidget(self.drawn)
        self.body.addWidget(self.together)
        self.draw.clicked.connect(self._on_draw)

    def read(self) -> None:
        """Show the cases drawn, and what was answered. Raises Trouble if it cannot be read."""
        self._show_drawn()
        self._show_together()

    @Slot()
    def _on_draw(self) -> None:
        words = self._words
        count, seed = read_whole(self.count.value(), most=_MOST), self.seed.value()
        self.count.show_fault(
            "" if count is not None else words.t("A whole number from 1 to {most}.", most=_MOST)
        )
        self.seed.show_fault("" if seed.isdecimal() else words.t("A whole number."))
        if count is None or not seed.isdecimal():
            return
        try:
            with known_trouble():
                among = audits.pool(self._tools.desk.db, self.pool.value())
            self.cases = audit.drawn(among, count, int(seed))
            self._show_drawn()
        except ForUser as error:
            self.refused.emit(error)

    def _show_drawn(self) -> None:
        words, db = self._words, self._tools.desk.db
        with known_trouble():
            rows = overview.named(db, self.cases, 0, _MOST)
            known = audits.forms_of(db)
        self.drawn.sheet.clear()
        for row in rows:
            self.drawn.add(self._row(row, known.get(row.case_id)))
        if not rows:
            self.drawn.add(
                EmptyState(
                    words.t("No case is drawn."),
                    words.t("Choose what to draw among, and draw; or none fits."),
                )
            )

    def _row(self, row: Named, filled: str | None) -> QWidget:
        words = self._words
        if row.sender:
            told = words.t("copy from {sender}", sender=row.sender)
            return FactRow(row.child, f"{row.number} · {told} · {words.t('its caseworker answers the form')}")
        action = words.t("Go through the case") if filled is None else words.t("Open the form")
        made = ActionRow(row.child, row.number, action=action)
        if made.button is not None:
            made.button.clicked.connect(lambda: self._on_go(row.case_id, filled))
        return made

    def _on_go(self, case_id: str, filled: str | None) -> None:
        if filled is not None:
            self.place_asked.emit(Place("form", case_id, record=filled))
            return

        def work(desk: Desk) -> Changed:
            form = desk.forms.newest(audit.FORM)
            if form is None:
                raise Stale(later("The audit form is not among the forms."), later("Ask IT to put it back."))
            return forms.begin_form(desk, case_id, form)

        self._tools.writer.run(work, done=self._on_begun, failed=self._on_failed)

    def _on_begun(self, changed: Changed) -> None:
        self._tools.news.changed.emit(changed)
        if changed.case_id and changed.record:
            self.place_asked.emit(Place("form", changed.case_id, record=changed.record))

    def _show_together(self) -> None:
        words = self._words
        with known_trouble():
            found = audits.answers(self._tools.desk.db)
        self.together.sheet.clear()
        form = self._tools.desk.forms.newest(audit.FORM)
        if not found.finished or form is None:
            self.together.add(
                EmptyState(
                    words.t("No audit form is finished yet."),
                    words.n("{count} is begun.", "{count} are begun.", found.begun) if found.begun else "",
                )
            )
            return
        told = words.n("{count} finished form", "{count} finished forms", len(found.finished))
        self.together.add(FactRow(told, strong=True))
        self._add_answers(form, found)

    def _add_answers(self, form: Form, found: audits.Audits) -> None:
        language, of = self._words.language, len(found.finished)
        for one in audit.gathered(form, found.finished):
            self.together.add(FactRow(one.question.label.in_language(language), strong=True))
            names = {choice.value: choice.in_language(language) for choice in one.question.choices}
            for value, count in one.counts:
                tail = Measure(str(count), "", Bars(count, of), spoken=str(count))
                self.together.add(FactRow(names[value], tail=tail))
            for text in one.texts:
                self.together.add(FactRow(text))
            if not one.counts and not one.texts:
                self.together.add(FactRow("\N{EN DASH}"))

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.refused.emit(error)
