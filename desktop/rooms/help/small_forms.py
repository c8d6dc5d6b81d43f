"""The short questions about one intervention: how it ends, why it goes on, when a place is sought."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal

from db.actions.interventions import End, SearchDays
from db.records.background import Background
from db.records.intervention import Intervention
from db.rules import names
from db.words import Words
from desktop.kit.asking import Asking
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field
from desktop.kit.flow import FlowLayout
from desktop.kit.text_field import TextField


class EndForm(Asking):
    """Asks for the last day and the reason; a complaint is recorded in the same step.

    Signals:
        ready: the End.
    """

    ready = Signal(object)

    def __init__(self, item: Intervention, words: Words, today: Callable[[], date]) -> None:
        super().__init__(words.t("End {what}", what=item.title), words.t("End it"), words)
        self.on = DateField(words.t("Last day"), words, today)
        self.on.show_value(max(today(), item.starts_on))
        self.reason = ChoiceField(
            words.t("Reason"),
            [Choice(reason, words.t(name)) for reason, name in names.END_REASONS.items()],
            none=words.t("not chosen yet"),
        )
        self.reason.edited.connect(lambda _: self.reason.show_fault(""))
        self.why = TextField(words.t("What happened?"), lines=2)
        self.complaint = TextField(
            words.t("A complaint about it"), lines=2, help_text=words.t("Empty if nobody complains.")
        )
        line = FlowLayout(gap=16)
        line.addWidget(self.on)
        line.addWidget(self.reason)
        self.sheet.add_padded(line)
        self.sheet.add_padded(self.why)
        self.sheet.add_padded(self.complaint)
        self.end_with_buttons()

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {"why": self.why, "complaint": self.complaint}

    def answer(self) -> None:
        day, reason = self.on.value(), self.reason.value()
        self.reason.show_fault("" if reason is not None else self._words.t("Choose a reason."))
        if not self.readable(self.on):
            return
        if day is None:
            self.on.show_fault(self._words.t("A last day is needed."))
        elif reason is not None:
            self.ready.emit(End(day, reason, self.why.value(), self.complaint.value()))


class GoesOnForm(Asking):
    """Asks why help goes on although no effect was seen.

    Signals:
        ready: the reason.
    """

    ready = Signal(str)

    def __init__(self, item: Intervention, words: Words) -> None:
        super().__init__(words.t("Why {what} goes on", what=item.title), words.t("Save"), words)
        self.why = TextField(words.t("Why does it go on?"))
        self.sheet.add_padded(self.why)
        self.end_with_buttons()

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {"goes_on": self.why}

    def answer(self) -> None:
        self.ready.emit(self.why.value())


class SearchForm(Asking):
    """Asks by when a place is sought, offered and agreed.

    Signals:
        ready: the SearchDays.
    """

    ready = Signal(object)

    def __init__(
        self, item: Intervention, known: Background | None, words: Words, today: Callable[[], date]
    ) -> None:
        super().__init__(words.t("Search and contract: {what}", what=item.title), words.t("Save"), words)
        self.search = DateField(words.t("Search by"), words, today, ahead=True)
        self.offer = DateField(words.t("Offer by"), words, today, ahead=True)
        self.contract = DateField(words.t("Contract by"), words, today, ahead=True)
        if known is not None:
            self.search.show_value(known.search_on)
            self.offer.show_value(known.offer_on)
            self.contract.show_value(known.contract_on)
        line = FlowLayout(gap=16)
        for field in (self.search, self.offer, self.contract):
            line.addWidget(field)
        self.sheet.add_padded(line)
        self.end_with_buttons()

    def answer(self) -> None:
        if self.readable(self.search, self.offer, self.contract):
            self.ready.emit(SearchDays(self.search.value(), self.offer.value(), self.contract.value()))
