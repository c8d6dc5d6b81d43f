"""What is done for a family, from when, at which price, and tied to which goals."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from db.records.base import Cents, Day, Id, Record, Thousandths


class LawGroup(StrEnum):
    """Which part of the law an intervention stands on (contract, section 2)."""

    GENERAL = "general"
    SUPPORTIVE = "supportive"
    COMPENSATING = "compensating"
    PLACEMENT = "placement"
    ADULT = "adult"


class Basis(StrEnum):
    """On what a placement rests."""

    CONSENT = "consent"
    WITHOUT_CONSENT = "without_consent"
    YOUTH_CRIME_BOARD = "youth_crime_board"


class Stage(StrEnum):
    """How far an intervention has come; an expected one counts for no rule."""

    EXPECTED = "expected"
    ORDERED = "ordered"
    RUNNING = "running"


class EndReason(StrEnum):
    """Why an intervention ended."""

    PLANNED = "planned"
    GOAL_REACHED = "goal_reached"
    NO_EFFECT = "no_effect"
    BREAKDOWN = "breakdown"
    MOVED = "moved"
    DECLINED = "declined"
    OTHER = "other"


class PlacementKind(StrEnum):
    """Where a placed child lives."""

    NETWORK_FOSTER = "network_foster"
    FOSTER = "foster"
    OWN_ROOM = "own_room"
    BOARDING_SCHOOL = "boarding_school"
    RESIDENTIAL_HOME = "residential_home"
    INSTITUTION = "institution"


class Unit(StrEnum):
    """What the price is the price of."""

    ONCE = "once"
    HOUR = "hour"
    DAY = "day"
    NIGHT = "night"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Intervention(Record):
    """An intervention; it runs from `starts_on` to `ended_on`, both included, or without end."""

    spans: ClassVar = (("starts_on", "expected_end"), ("starts_on", "ended_on"))

    id: Id
    catalogue: str = ""
    title: str = ""
    provider: str = ""
    law_group: LawGroup = LawGroup.SUPPORTIVE
    basis: Basis | None = None
    stage: Stage = Stage.RUNNING
    step: Annotated[int, Field(strict=True, ge=1, le=6)] | None = None
    legal_ref: str = ""
    purpose: str = ""
    starts_on: Day
    expected_end: Day | None = None
    ended_on: Day | None = None
    end_reason: EndReason | None = None
    placement: PlacementKind | None = None
    price: Cents = 0
    unit: Unit
    quantity: Thousandths = 1000
    goals: tuple[Id, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _placements_have_their_group(cls, data: Any) -> Any:
        if isinstance(data, dict) and "law_group" not in data and data.get("placement") is not None:
            return {**data, "law_group": LawGroup.PLACEMENT}
        return data

    @model_validator(mode="after")
    def _placement_and_group_agree(self) -> Self:
        if (self.placement is not None) != (self.law_group is LawGroup.PLACEMENT):
            raise PydanticCustomError(
                "placement_without_group", "placement is set exactly when law_group is placement"
            )
        return self
