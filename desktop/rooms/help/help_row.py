"""One intervention: what, since when, on which step, at which price, with which effect, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records.background import Background
from db.records.case import Case
from db.records.intervention import Intervention, Stage, Unit
from db.rules import choosing, effect, names
from db.rules.amounts import quantity_text
from db.rules.effect import GoalEffect
from db.rules.law_names import law_named
from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.chip import Chip
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.type import Voice


@dataclass(frozen=True, slots=True)
class Known:
    """What stands beside an intervention: its days of search, the child's view, why it goes on."""

    background: Background | None
    child_view: str
    reasons: Sequence[tuple[date, str]]


class HelpRow(QWidget):
    """An intervention on its sheet.

    Signals:
        asked: what the user wants: change, end, goes_on, search or take_away; and the intervention.
    """

    asked = Signal(str, object)

    def __init__(
        self, case: Case, item: Intervention, known: Known, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._item, self._words = item, words
        self.setObjectName(item.id)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        title = item.title or words.t("Help without a name")
        head.addWidget(Label(title, Voice.STRONG, parent=self), 1)
        self.chip = Chip(_MARKS[item.stage], words.t(names.STAGES[item.stage]), self)
        self.chip.setVisible(item.ended_on is None)
        head.addWidget(self.chip)
        column.addLayout(head)
        for text in (since(item, words), " · ".join(_where(item, words)), price(item, words)):
            if text:
                column.addWidget(Label(text, Voice.SOFT, parent=self))
        self._add_words(column, known)
        effects = effect.effects(case, item)
        for one in effects or ():
            column.addWidget(Label(told(one, words), Voice.BODY, parent=self))
        if not effects:
            for goal in effect.tied_goals(case, item):
                column.addWidget(Label(words.t("Goal: {title}", title=goal.title), Voice.BODY, parent=self))
        self._add_nothing_seen(column, case, known)
        if case.closed is None:
            column.addLayout(self._buttons(title))
        self.setAccessibleName(title)

    def _add_words(self, column: QVBoxLayout, known: Known) -> None:
        words, found = self._words, []
        if self._item.purpose:
            found.append(words.t("Need: {text}", text=self._item.purpose))
        if known.child_view:
            found.append(words.t("The child's view: {text}", text=known.child_view))
        found += [words.t("Goes on because: {text}", text=text) for _, text in known.reasons]
        for day, text in _search_days(known.background, words):
            found.append(f"{text}: {words.day(day)}")
        for line in found:
            column.addWidget(Label(line, Voice.BODY, parent=self))

    def _add_nothing_seen(self, column: QVBoxLayout, case: Case, known: Known) -> None:
        day = effect.no_effect_since(case, self._item)
        self.nothing_seen = Banner(
            Mark.SOON,
            self._words.t("No effect on its goals at two follow-ups."),
            self._words.t("Change it, end it, or say why it goes on."),
            parent=self,
        )
        said = day is not None and any(on >= day for on, _ in known.reasons)
        self.nothing_seen.setVisible(day is not None and not said)
        column.addWidget(self.nothing_seen)

    def _buttons(self, title: str) -> FlowLayout:
        words, item = self._words, self._item
        line = FlowLayout(gap=8)
        wanted = [("change", words.t("Change"))]
        if item.ended_on is None:
            if item.stage is Stage.EXPECTED:
                wanted += [("search", words.t("Search and contract")), ("take_away", words.t("Take away"))]
            else:
                wanted.append(("end", words.t("End")))
        if not self.nothing_seen.isHidden():
            wanted.append(("goes_on", words.t("Say why it goes on")))
        for key, text in wanted:
            button = Button(text, Rank.QUIET, parent=self)
            button.setObjectName(f"{key} {item.id}")
            button.setAccessibleName(f"{text}: {title}")
            button.clicked.connect(lambda _=False, key=key: self.asked.emit(key, item))
            line.addWidget(button)
        return line


_MARKS = {Stage.RUNNING: Mark.AGREED, Stage.ORDERED: Mark.PLAIN, Stage.EXPECTED: Mark.SOON}


def since(item: Intervention, words: Words) -> str:
    """From when to when, and why it ended."""
    first = words.day(item.starts_on)
    if item.ended_on is not None:
        reason = words.t(names.END_REASONS[item.end_reason]) if item.end_reason else ""
        text = words.t("{first} to {last}", first=first, last=words.day(item.ended_on))
        return f"{text} · {reason}" if reason else text
    begun = item.stage is Stage.RUNNING
    text = words.t("since {day}", day=first) if begun else words.t("from {day}", day=first)
    if item.expected_end is None:
        return text
    return f"{text} · {words.t('expected until {day}', day=words.day(item.expected_end))}"


def price(item: Intervention, words: Words) -> str:
    """The price of a unit, and how many units."""
    if not item.price:
        return words.t("no price yet")
    unit = words.t(names.UNITS[item.unit])
    text = words.money(item.price) if item.unit is Unit.ONCE else f"{words.money(item.price)} / {unit}"
    return text if item.quantity == 1000 else f"{quantity_text(item.quantity)} × {text}"


def told(one: GoalEffect, words: Words) -> str:
    """A goal, how near it was before, and at each follow-up."""
    before = words.t("not rated") if one.before is None else str(one.before)
    text = words.t("Goal: {title} · before {score}", title=one.goal.title, score=before)
    if not one.seen:
        return f"{text} · {words.t('not rated at a follow-up yet')}"
    return text + "".join(f" → {seen.score} ({words.brief_day(seen.on)} {seen.on.year})" for seen in one.seen)


def _where(item: Intervention, words: Words) -> list[str]:
    on_ladder = item.step is not None and not choosing.stands_beside(item.law_group)
    step = words.t("step {step}", step=item.step) if on_ladder else words.t("beside the ladder")
    parts = [step, words.t(names.LAW_GROUPS[item.law_group]), law_named(item.legal_ref, words), item.provider]
    if item.basis is not None:
        parts.append(words.t(names.BASES[item.basis]))
    return [part for part in parts if part]


def _search_days(known: Background | None, words: Words) -> list[tuple[date, str]]:
    if known is None:
        return []
    days = (
        (known.search_on, words.t("Search by")),
        (known.offer_on, words.t("Offer by")),
        (known.contract_on, words.t("Contract by")),
    )
    return [(day, text) for day, text in days if day is not None]
