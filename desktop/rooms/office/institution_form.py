"""An institution: what it is called, who its fixed caseworker is, and how often it is visited."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal

from db.books.office import UsualVisits
from db.records.base import new_id
from db.records.office import Institution, InstitutionKind
from db.rules import names
from db.rules.amounts import read_whole
from db.words import Words
from desktop.kit.asking import Asking
from desktop.kit.buttons import Button, Rank
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout

_MOST_VISITS: Final = 200
_MOST_MINUTES: Final = 600


class InstitutionForm(Asking):
    """Makes an institution, or changes the one given; `usual` says how often its kind is visited.

    Signals:
        ready: the Institution.
        taken_away: the one that was given shall go.
    """

    ready = Signal(object)
    taken_away = Signal()

    def __init__(
        self,
        before: Institution | None,
        usual: Callable[[InstitutionKind], UsualVisits | None],
        words: Words,
        who: str,
    ) -> None:
        title = words.t("Change {what}", what=before.name) if before else words.t("A new institution")
        super().__init__(title, words.t("Save"), words)
        self._before, self._usual = before, usual
        self.name = LineField(words.t("What is it called?"), longest=200)
        self.kind = ChoiceField(
            words.t("What is it?"),
            [Choice(kind, words.t(name).capitalize()) for kind, name in names.INSTITUTIONS.items()],
        )
        self.caseworker = LineField(words.t("Its fixed caseworker"), longest=200)
        self.visits = LineField(words.t("Visits a year"), longest=3)
        self.minutes = LineField(words.t("Minutes a visit"), longest=3)
        self.remove = Button(words.t("Take away"), Rank.CAREFUL)
        self.remove.clicked.connect(self.taken_away)
        self.name.show_value(before.name if before else "")
        self.kind.show_value(before.kind if before else InstitutionKind.DAY_CARE)
        self.caseworker.show_value(before.caseworker if before else who)
        if before is None:
            self._begin_from_usual()
            self.kind.edited.connect(self._begin_from_usual)
        else:
            self.visits.show_value("" if before.visits_per_year is None else str(before.visits_per_year))
            self.minutes.show_value("" if before.visit_minutes is None else str(before.visit_minutes))
        self.sheet.add_padded(self.name)
        for fields in ((self.kind, self.caseworker), (self.visits, self.minutes)):
            line = FlowLayout(gap=16, foot=True)
            for field in fields:
                line.addWidget(field)
            self.sheet.add_padded(line)
        self.end_with_buttons(*([self.remove] if before else []))

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {
            "name": self.name,
            "kind": self.kind,
            "caseworker": self.caseworker,
            "visits_per_year": self.visits,
            "visit_minutes": self.minutes,
        }

    def answer(self) -> None:
        """Emit the institution, or say beside a field what is wrong."""
        words = self._words
        visits = read_whole(self.visits.value(), most=_MOST_VISITS)
        minutes = read_whole(self.minutes.value(), most=_MOST_MINUTES)
        for field, most, number in (
            (self.visits, _MOST_VISITS, visits),
            (self.minutes, _MOST_MINUTES, minutes),
        ):
            wrong = number is None and bool(field.value())
            field.show_fault(words.t("A whole number from 1 to {most}.", most=most) if wrong else "")
            if wrong:
                return
        self.name.show_fault("" if self.name.value() else words.t("Write what it is called."))
        if self.name.value():
            self.ready.emit(
                Institution(
                    id=self._before.id if self._before else new_id(),
                    name=self.name.value(),
                    kind=self.kind.value(),
                    caseworker=self.caseworker.value(),
                    visits_per_year=visits,
                    visit_minutes=minutes,
                )
            )

    def _begin_from_usual(self) -> None:
        usual = self._usual(self.kind.value())
        self.visits.show_value(str(usual.visits_per_year) if usual else "")
        self.minutes.show_value(str(usual.visit_minutes) if usual else "")
