"""Insight: all about one child, or what one person may read, and who did what in the case."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import about
from db.actions.desk import Desk
from db.errors import ForUser
from db.rules.people_named import people_named
from db.store import cases, people
from desktop.case_pick import CasePick
from desktop.kit.buttons import Button
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.sheet import Section
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice
from desktop.tools import Tools


class InsightPart(Section):
    """Writes what is known of a case, for the file or for one person, and its access log.

    Signals:
        told: a sentence about what was written.
    """

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(words.t("Insight"), parent)
        self._tools = tools
        self.pick = CasePick(tools, words.t("A few letters of the child's name."))
        self.whom = ChoiceField(words.t("For whom"), [Choice("", words.t("The whole file"))])
        self.whom.show_value("")
        self.everywhere = Tick(words.t("From all the families in which this person stands"))
        self.everywhere.hide()
        self.paper = Button(words.t("Save as PDF"))
        self.data = Button(words.t("Save as JSON"))
        self.names = Tick(words.t("With the names of those who work here"))
        self.log = Button(words.t("Access log as PDF"))
        self.table = Button(words.t("Access log as CSV"))
        first, second = FlowLayout(gap=12), FlowLayout(gap=12)
        for button in (self.paper, self.data):
            first.addWidget(button)
        for button in (self.log, self.table):
            second.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(12)
        told = words.t(
            "Everybody may ask what is written about them. For one person the paper holds what that person"
            " may read; the whole file also holds its history, letters and texts being written. Attachments"
            " themselves go along as JSON."
        )
        column.addWidget(Label(told, Voice.SOFT))
        column.addWidget(self.pick)
        column.addWidget(self.whom)
        column.addWidget(self.everywhere)
        column.addLayout(first)
        column.addWidget(self.names)
        column.addLayout(second)
        self.sheet.add_padded(column)
        self.pick.picked.connect(self._on_picked)
        self.whom.edited.connect(lambda _: self._show_ticks())
        self.paper.clicked.connect(lambda: self._write_about("pdf"))
        self.data.clicked.connect(lambda: self._write_about("json"))
        self.log.clicked.connect(lambda: self._write_log("pdf"))
        self.table.clicked.connect(lambda: self._write_log("csv"))

    @Slot(str)
    def _on_picked(self, case_id: str) -> None:
        words, db = self._tools.words, self._tools.desk.db
        known = people.of(db, people_named(cases.get(db, case_id)))
        named = [Choice(one.id, one.name) for one in known.values()]
        self.whom.offer([Choice("", words.t("The whole file")), *named])
        self.whom.show_value("")
        self._show_ticks()

    def _show_ticks(self) -> None:
        self.everywhere.setVisible(bool(self.whom.value()))

    def _write_about(self, ending: str) -> None:
        tools, person = self._tools, self.whom.value() or None
        if person is not None and self.everywhere.isChecked():
            self._write(
                ending,
                lambda desk, _, out: about.write_about_person(
                    desk, person, tools.words, tools.letterhead, out
                ),
            )
            return
        self._write(
            ending,
            lambda desk, case_id, out: about.write_about(
                desk, case_id, person, tools.words, tools.letterhead, out
            ),
        )

    def _write_log(self, ending: str) -> None:
        tools, with_names = self._tools, self.names.isChecked()
        self._write(
            ending,
            lambda desk, case_id, out: about.write_access_log(
                desk, case_id, tools.words, tools.letterhead, out, with_names=with_names
            ),
        )

    def _write(self, ending: str, work: Callable[[Desk, str, Path], object]) -> None:
        words, case_id = self._tools.words, self.pick.case_id
        self.pick.line.show_fault("" if case_id else words.t("Choose a family."))
        if case_id is None:
            return
        out = self._tools.ask.where_to_save(self, f"{words.t('insight')}.{ending}")
        if out is not None:
            self._tools.writer.run(
                lambda desk: work(desk, case_id, out), done=self._on_written, failed=self._on_failed
            )

    def _on_written(self, left_out: object) -> None:
        words = self._tools.words
        told = words.t("The file is saved. It is readable for whoever gets it.")
        if left_out and isinstance(left_out, tuple):
            told += " " + words.t(
                "Left out, because the parents must not be told: {numbers}.", numbers=", ".join(left_out)
            )
        self.told.emit(told)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)
