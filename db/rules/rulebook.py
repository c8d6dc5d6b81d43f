"""The rules of deadlines as data: dated rows of law and local custom, and which of them hold on a day.

A row's `kind` says what starts it and what meets it, which is code; how long it runs,
its title and its paragraph are the row's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, Final, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from db.records.base import Day, Number, Record, day_of
from db.rules.spans import Span, TimeUnit, after, hours_after


class RuleKind(StrEnum):
    """What starts a deadline and what meets it (contract, section 3); the shipped rows bear the same ids."""

    NOTIFICATION_ASSESSED_24H = "notification_assessed_24h"
    NOTIFICATION_RECEIPT = "notification_receipt"
    APPLICATION_DECIDED = "application_decided"
    COMPLAINT_RECONSIDERED = "complaint_reconsidered"
    ACCESS_ANSWERED = "access_answered"
    CHILD_ASSESSMENT = "child_assessment"
    PLAN_READY = "plan_ready"
    YOUTH_PLAN_READY = "youth_plan_ready"
    FIRST_FOLLOW_UP = "first_follow_up"
    FOLLOW_UP = "follow_up"
    COMPENSATION_REVIEW = "compensation_review"
    CONTACT = "contact"
    SUPERVISION_VISIT = "supervision_visit"
    SUPERVISION_YEAR = "supervision_year"
    PLACEMENT_REVIEW = "placement_review"
    TRANSITION_START = "transition_start"
    YOUTH_SUPPORT_DECISION = "youth_support_decision"
    ADULT = "adult"
    YOUTH_SUPPORT_END = "youth_support_end"
    COMPLAINT_LIMIT = "complaint_limit"
    AGREEMENT = "agreement"
    SUB_GOAL = "sub_goal"
    CONSENT_EXPIRES = "consent_expires"
    INTERVENTION_ENDS = "intervention_ends"
    GREY_ZONE_REVIEW = "grey_zone_review"
    APPOINTMENT = "appointment"


class RuleBasis(StrEnum):
    """Whether the law sets a deadline or the municipality does."""

    LAW = "law"
    LOCAL = "local"


class Certainty(StrEnum):
    """How sure a row's paragraph is; one that is not is printed with a request to check it."""

    VERIFIED = "verified"
    CERTAIN = "certain"
    FAIRLY_CERTAIN = "fairly_certain"
    UNSURE = "unsure"


TO_CHECK: Final = " (kontrollér)"
"""What stands behind a paragraph that somebody has to look up before relying on it."""

_PASSING: Final = frozenset({RuleKind.ADULT, RuleKind.YOUTH_SUPPORT_END, RuleKind.COMPLAINT_LIMIT})
"""The kinds that time alone meets."""
_UNTIMED: Final = frozenset({RuleKind.SUB_GOAL, RuleKind.APPOINTMENT})
"""The kinds of which nobody records the day that met them; like the passing ones they are never late."""
_HOURS: Final = frozenset({TimeUnit.HOURS})
_MONTHS: Final = frozenset({TimeUnit.MONTHS})
_IN_DAYS: Final = frozenset(TimeUnit) - _HOURS
_UNITS: Final[Mapping[RuleKind, frozenset[TimeUnit]]] = {
    RuleKind.NOTIFICATION_ASSESSED_24H: _HOURS,
    RuleKind.NOTIFICATION_RECEIPT: _IN_DAYS,
    RuleKind.COMPLAINT_RECONSIDERED: _IN_DAYS,
    RuleKind.ACCESS_ANSWERED: _IN_DAYS,
    RuleKind.CHILD_ASSESSMENT: _IN_DAYS,
    RuleKind.PLAN_READY: _IN_DAYS,
    RuleKind.YOUTH_PLAN_READY: _IN_DAYS,
    RuleKind.FIRST_FOLLOW_UP: _IN_DAYS,
    RuleKind.COMPENSATION_REVIEW: _IN_DAYS,
    RuleKind.SUPERVISION_VISIT: _IN_DAYS,
    RuleKind.PLACEMENT_REVIEW: _IN_DAYS,
    RuleKind.YOUTH_SUPPORT_DECISION: _MONTHS,
    RuleKind.COMPLAINT_LIMIT: _IN_DAYS,
}
"""The kinds whose time stands in the row, and the units that it may have."""
_OTHER_NUMBERS: Final[Mapping[RuleKind, frozenset[str]]] = {
    RuleKind.YOUTH_PLAN_READY: frozenset({"age"}),
    RuleKind.SUPERVISION_YEAR: frozenset({"visits"}),
    RuleKind.PLACEMENT_REVIEW: frozenset({"window_months"}),
    RuleKind.TRANSITION_START: frozenset({"age"}),
    RuleKind.YOUTH_SUPPORT_DECISION: frozenset({"age", "window_months"}),
    RuleKind.ADULT: frozenset({"age"}),
    RuleKind.YOUTH_SUPPORT_END: frozenset({"age"}),
}
"""The further numbers that the rows of a kind have to give; no other row may give them."""


class DeadlineRule(Record):
    """One rule as it stands between two days, both included.

    `amount` of `unit` is how long it runs, None where a rhythm, a birthday or the record
    itself says it. `window_months` is, for a placement's review, how many months after
    the start a follow-up counts as one; for the decision on youth support, how many
    before the due day a decision counts. `reason` is why a municipality changed the row.
    """

    spans: ClassVar = (("in_force_from", "in_force_to"),)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: RuleKind
    title: str = Field(min_length=1)
    basis: RuleBasis
    amount: Number | None = None
    unit: TimeUnit | None = None
    age: Number | None = None
    visits: Number | None = None
    window_months: Number | None = None
    legal_ref: str = ""
    certainty: Certainty | None = None
    source: str = ""
    in_force_from: Day = date.min
    in_force_to: Day = date.max
    reason: str = ""

    @model_validator(mode="after")
    def _numbers_fit_the_kind(self) -> Self:
        units = _UNITS.get(self.kind)
        if (self.amount is None) != (units is None) or (self.unit is None) != (units is None):
            raise PydanticCustomError("bad_amount", "amount and unit do not go with the kind")
        if units is not None and self.unit not in units:
            raise PydanticCustomError("bad_unit", "this kind of rule is not counted in this unit")
        given = {name for name in ("age", "visits", "window_months") if getattr(self, name) is not None}
        if given != _OTHER_NUMBERS.get(self.kind, frozenset()):
            raise PydanticCustomError("bad_numbers", "other numbers do not go with the kind")
        return self

    @model_validator(mode="after")
    def _law_has_its_source(self) -> Self:
        if self.legal_ref and self.basis is RuleBasis.LOCAL:
            raise PydanticCustomError("local_paragraph", "a local rule has no paragraph")
        if self.legal_ref and (self.certainty is None or not self.source):
            raise PydanticCustomError("no_source", "a paragraph has a source and a certainty")
        return self

    @property
    def printed_ref(self) -> str:
        """The paragraph as it is printed, with a request to check it where it is not sure; "" without one."""
        doubtful = self.certainty in (Certainty.FAIRLY_CERTAIN, Certainty.UNSURE)
        return self.legal_ref + TO_CHECK if self.legal_ref and doubtful else self.legal_ref

    def overlaps(self, other: Self) -> bool:
        """True if there is a day on which both are in force."""
        return self.in_force_from <= other.in_force_to and other.in_force_from <= self.in_force_to


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A `DeadlineRule` made light for going through many cases: what the rules ask of it, and no more.

    `ref` is the paragraph as printed. `passing` is met by time alone, `never_late` is
    late for nobody.
    """

    id: str
    title: str
    basis: RuleBasis
    ref: str
    passing: bool
    never_late: bool
    amount: int | None
    unit: TimeUnit | None
    age: int | None
    visits: int | None
    window_months: int | None
    first_day: date
    last_day: date

    def after(self, day: date) -> date:
        """The day on which this row's time, begun on `day`, is over. ValueError if it has none in days."""
        if self.amount is None or self.unit is None:
            raise ValueError("this rule has no time of its own")
        return after(day, self.amount, self.unit)

    def after_moment(self, moment: datetime) -> datetime:
        """The moment so many hours after `moment`. ValueError if this row is not counted in hours."""
        if self.amount is None or self.unit is not TimeUnit.HOURS:
            raise ValueError("this rule is not counted in hours")
        return hours_after(moment, self.amount)

    def holds_on(self, day: date) -> bool:
        """True if this row is in force on `day`."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Rulebook:
    """All rows, and a municipality's times for deciding an application, by benefit."""

    rules: tuple[DeadlineRule, ...]
    benefits: Mapping[str, Span] = field(default_factory=dict)

    def of(self, kind: RuleKind, when: date | datetime) -> Sequence[RuleRow]:
        """The rows of `kind` in force on the day of `when`, in the book's order; at most one of an id."""
        rows = self._undated.get(kind)
        if rows is not None:
            return rows
        day = day_of(when) if isinstance(when, datetime) else when
        return [row for row in self.rows(kind) if row.first_day <= day <= row.last_day]

    def rows(self, kind: RuleKind) -> Sequence[RuleRow]:
        """All rows of `kind`, whenever they are in force, in the book's order."""
        return self._by_kind.get(kind, ())

    def with_benefits(self, benefits: Mapping[str, Span]) -> Self:
        """This book with a municipality's times for deciding applications. Hours: ValueError."""
        if any(span.unit is TimeUnit.HOURS for span in benefits.values()):
            raise ValueError("applications are not decided in hours")
        return replace(self, benefits={_folded(name): span for name, span in benefits.items()})

    def time_for(self, benefit: str) -> Span | None:
        """The municipality's time for deciding on `benefit`, however it is capitalised; None without one."""
        return self.benefits.get(_folded(benefit))

    @cached_property
    def _by_kind(self) -> Mapping[RuleKind, Sequence[RuleRow]]:
        rows: dict[RuleKind, list[RuleRow]] = {}
        for rule in self.rules:
            rows.setdefault(rule.kind, []).append(_light(rule))
        return rows

    @cached_property
    def _undated(self) -> Mapping[RuleKind, Sequence[RuleRow]]:
        always = (date.min, date.max)
        return {
            kind: rows
            for kind, rows in self._by_kind.items()
            if all((row.first_day, row.last_day) == always for row in rows)
        }


def _folded(benefit: str) -> str:
    return benefit.strip().casefold()


def _light(rule: DeadlineRule) -> RuleRow:
    return RuleRow(
        id=rule.id,
        title=rule.title,
        basis=rule.basis,
        ref=rule.printed_ref,
        passing=rule.kind in _PASSING,
        never_late=rule.kind in _PASSING or rule.kind in _UNTIMED,
        amount=rule.amount,
        unit=rule.unit,
        age=rule.age,
        visits=rule.visits,
        window_months=rule.window_months,
        first_day=rule.in_force_from,
        last_day=rule.in_force_to,
    )
