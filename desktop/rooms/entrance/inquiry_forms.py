"""The short questions about an inquiry: what came, is it acute, when was it answered, where did it lead."""

from db.actions import family, inquiries
from db.actions.desk import Changed, Desk
from db.actions.typed import keep_typed
from db.records.base import COPENHAGEN, day_of, new_id
from db.records.case import NotTold
from db.records.entrance import Inquiry, InquiryKind, Outcome
from db.rules import names
from db.store.drafts import Draft
from desktop.case_pick import CasePick
from desktop.kept_form import KeptForm, choices
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.text_field import TextField
from desktop.kit.ticks import Tick
from desktop.rooms.entrance.day_form import DayForm
from desktop.tools import Tools

KIND = "inquiry"
NEW = "new"
OPENING = "open"


class InquiryForm(KeptForm):
    """Writes down what came in, about the family `case_id` or about none yet."""

    def __init__(self, tools: Tools, case_id: str | None = None) -> None:
        words = tools.words
        record = f"{NEW}:{case_id or ''}"
        super().__init__(
            tools,
            words.t("A new inquiry"),
            words.t("Write it down"),
            kind=KIND,
            record=record,
            case_id=case_id,
        )
        self.danger = Tick(words.t("It may be a danger if the family is told"))
        self.reason = TextField(words.t("Why must the family not be told?"), lines=2)
        self.what = ChoiceField(words.t("What is it?"), choices(words, names.INQUIRIES))
        self.day = DateField(words.t("Came on"), words, tools.today)
        self.clock = LineField(words.t("At what time"), longest=5)
        self.who = LineField(words.t("From whom"), letters=28)
        self.professional = Tick(words.t("A professional"))
        self.anonymous = Tick(words.t("Wants to stay anonymous"))
        self.benefit = LineField(words.t("What is applied for"))
        self.text = TextField(words.t("What is it about?"), lines=4)
        self.pick = CasePick(tools, words.t("Leave it empty if the family has no case yet."))
        self._lay_out()
        self.what.show_value(InquiryKind.NOTIFICATION)
        now = tools.now().astimezone(COPENHAGEN)
        self.day.show_value(day_of(now))
        self.clock.show_value(words.time(now))
        if case_id is not None:
            self.pick.show_case(case_id, fixed=True)
        self.bring_back()
        self._show_fitting()

    def case_in_hand(self) -> str | None:
        """The case that was chosen; None for none yet."""
        return self.pick.case_id

    def _lay_out(self) -> None:
        named: dict[str, Field | Tick] = {
            "danger": self.danger,
            "danger_reason": self.reason,
            "what": self.what,
            "day": self.day,
            "clock": self.clock,
            "who": self.who,
            "professional": self.professional,
            "anonymous": self.anonymous,
            "benefit": self.benefit,
            "text": self.text,
        }
        for name, field in named.items():
            self.take(name, field)
        first, line, ticks = FlowLayout(gap=16), FlowLayout(gap=16, foot=True), FlowLayout(gap=24)
        first.addWidget(self.danger)
        for part in (self.what, self.day, self.clock, self.who):
            line.addWidget(part)
        for tick in (self.professional, self.anonymous):
            ticks.addWidget(tick)
        self.sheet.add_padded(first)
        for content in (self.reason, line, ticks, self.pick, self.benefit, self.text):
            self.sheet.add_padded(content)
        self.end_with_buttons()
        self.danger.clicked.connect(self._show_fitting)
        self.what.edited.connect(self._show_fitting)

    def _show_fitting(self, _: object = None) -> None:
        """Ask only what fits the kind of inquiry."""
        for field, shown in (
            (self.reason, self.danger.isChecked()),
            (self.benefit, self.what.value() is InquiryKind.APPLICATION),
        ):
            if (row := field.parentWidget()) is not None:
                row.setVisible(shown)

    def answer(self) -> None:
        """Write it down; a danger is written into the case, or kept for the one that is opened."""
        words, tools = self._words, self._tools
        received = self.moment(self.day, self.clock)
        if received is None or not self.needed({self.text: words.t("Write what it is about.")}):
            return
        if not self.pick.is_settled():
            return
        danger = self.reason.value() if self.danger.isChecked() else ""
        if self.danger.isChecked() and not self.needed({self.reason: words.t("Write a few words.")}):
            return
        inquiry = Inquiry(
            id=new_id(),
            kind=self.what.value(),
            received_at=received,
            from_=self.who.value(),
            professional=self.professional.isChecked(),
            anonymous=self.anonymous.isChecked(),
            benefit=self.benefit.value() if self.what.value() is InquiryKind.APPLICATION else "",
            text=self.text.value(),
        )
        case_id, now = self.pick.case_id, tools.now()

        def work(desk: Desk) -> Changed:
            changed = inquiries.record_inquiry(desk, inquiry, case_id)
            if danger and case_id is not None:
                family.set_not_told(desk, case_id, NotTold(reason=danger))
            elif danger:
                record = f"{OPENING}:{inquiry.id}"
                keep_typed(desk, [Draft(KIND, record, "danger_reason", None, None, danger, now)])
            return changed

        self.run(work)


class AssessForm(KeptForm):
    """Asks the one question of the first 24 hours: does the child need help at once?"""

    def __init__(self, tools: Tools, inquiry: Inquiry, case_id: str | None) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("The assessment within 24 hours"),
            words.t("It is assessed"),
            kind=KIND,
            record=f"assess:{inquiry.id}",
            case_id=case_id,
        )
        self._inquiry = inquiry
        answers = [Choice("yes", words.t("Yes, at once")), Choice("no", words.t("No"))]
        self.acute = ChoiceField(
            words.t("Does the child need help at once?"), answers, none=words.t("not assessed yet")
        )
        self.day = DateField(words.t("Assessed on"), words, tools.today)
        self.clock = LineField(words.t("At what time"), longest=5)
        now = tools.now().astimezone(COPENHAGEN)
        self.day.show_value(day_of(now))
        self.clock.show_value(words.time(now))
        line = FlowLayout(gap=16, foot=True)
        for name, field in (("acute", self.acute), ("day", self.day), ("clock", self.clock)):
            self.take(name, field)
            line.addWidget(field)
        self.sheet.add_padded(line)
        self.end_with_buttons()
        self.bring_back()

    def answer(self) -> None:
        """Write the assessment; the clock of the 24 hours stops."""
        moment = self.moment(self.day, self.clock)
        if moment is None or not self.needed({self.acute: self._words.t("Answer yes or no.")}):
            return
        if moment < self._inquiry.received_at < moment.replace(second=59):
            moment = self._inquiry.received_at  # the minute is typed, its seconds are not
        inquiry, case_id = self._inquiry, self._case_id
        after = inquiry.changed(assessed_at=moment, acute=self.acute.value() == "yes")
        self.run(lambda desk: inquiries.change_inquiry(desk, case_id, inquiry, after))


class ReplyForm(DayForm):
    """Asks on which day the receipt or the answer was sent."""

    def __init__(self, tools: Tools, inquiry: Inquiry, case_id: str | None) -> None:
        words = tools.words
        receipt = inquiry.kind is InquiryKind.NOTIFICATION
        super().__init__(
            tools,
            words.t("The receipt") if receipt else words.t("The reply"),
            words.t("It was sent"),
            words.t("Sent on"),
            kind=KIND,
            record=f"reply:{inquiry.id}",
            case_id=case_id,
        )
        self._inquiry = inquiry

    def answer(self) -> None:
        """Write the day."""
        inquiry, case_id, on = self._inquiry, self._case_id, self.day()
        if on is not None:
            self.run(lambda desk: inquiries.reply(desk, case_id, inquiry, on))


class OutcomeForm(KeptForm):
    """Asks where an inquiry led that opens no case."""

    def __init__(self, tools: Tools, inquiry: Inquiry, case_id: str | None) -> None:
        words = tools.words
        super().__init__(
            tools,
            words.t("Where did it lead?"),
            words.t("Write it down"),
            kind=KIND,
            record=f"outcome:{inquiry.id}",
            case_id=case_id,
        )
        self._inquiry = inquiry
        led = {one: name for one, name in names.OUTCOMES.items() if one is not Outcome.OPEN_CASE}
        self.outcome = ChoiceField(
            words.t("Where did it lead?"), choices(words, led), none=words.t("not chosen yet")
        )
        self.take("outcome", self.outcome)
        self.sheet.add_padded(self.outcome)
        self.end_with_buttons()
        self.bring_back()

    def answer(self) -> None:
        """Write the outcome."""
        if not self.needed({self.outcome: self._words.t("Choose where it led.")}):
            return
        inquiry, case_id = self._inquiry, self._case_id
        after = inquiry.changed(outcome=self.outcome.value())
        self.run(lambda desk: inquiries.change_inquiry(desk, case_id, inquiry, after))
