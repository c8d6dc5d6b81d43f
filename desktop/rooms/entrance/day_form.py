"""One question about a step of the way: on which day?"""

from datetime import date

from desktop.kept_form import KeptForm
from desktop.kit.date_field import DateField
from desktop.tools import Tools


class DayForm(KeptForm):
    """Asks for one day, named `label`; it begins with today."""

    def __init__(
        self,
        tools: Tools,
        title: str,
        action: str,
        label: str,
        *,
        kind: str,
        record: str,
        case_id: str | None,
    ) -> None:
        super().__init__(tools, title, action, kind=kind, record=record, case_id=case_id)
        self.on = DateField(label, tools.words, tools.today)
        self.on.show_value(tools.today())
        self.take("on", self.on)
        self.sheet.add_padded(self.on)
        self.end_with_buttons()
        self.bring_back()

    def day(self) -> date | None:
        """The day; None where none can be read, which is then said beside it."""
        asked = self.readable(self.on) and self.needed({self.on: self._words.t("Write the day.")})
        return self.on.value() if asked else None
