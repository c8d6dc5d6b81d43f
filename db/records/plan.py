"""The plan: goals with sub-goals, and how they were rated over time."""

from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from db.records.base import Day, Id, Record, Score, new_id


class Readers(StrEnum):
    """Who may read a text."""

    CASEWORKER = "caseworker"
    PARTICIPANTS = "participants"
    EVERYONE = "everyone"


class PlanKind(StrEnum):
    """The child's plan, the youth plan from 16, or the action plan of before 2024."""

    CHILD_PLAN = "child_plan"
    YOUTH_PLAN = "youth_plan"
    ACTION_PLAN = "action_plan"


class PlanStatus(StrEnum):
    """How far a plan has come."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    REPLACED = "replaced"
    ENDED = "ended"


class Area(StrEnum):
    """The ten areas of the child's triangle."""

    HEALTH = "health"
    DEVELOPMENT_AND_BEHAVIOUR = "development_and_behaviour"
    SCHOOL_AND_LEARNING = "school_and_learning"
    LEISURE_AND_FRIENDS = "leisure_and_friends"
    SAFE_CARE = "safe_care"
    STIMULATION_AND_GUIDANCE = "stimulation_and_guidance"
    SUPPORTING_RELATIONS = "supporting_relations"
    FAMILY_AND_BACKGROUND = "family_and_background"
    HOUSING_WORK_ECONOMY = "housing_work_economy"
    SOCIAL_NETWORK = "social_network"


class GoalStatus(StrEnum):
    """How far a goal or a sub-goal has come."""

    NOT_BEGUN = "not_begun"
    IN_PROGRESS = "in_progress"
    PARTLY_REACHED = "partly_reached"
    REACHED = "reached"
    GIVEN_UP = "given_up"


class SubGoal(Record):
    """One step towards a goal: who does it, by when."""

    id: Id = Field(default_factory=new_id)
    title: str
    responsible: Id | None = None
    due_on: Day | None = None
    status: GoalStatus = GoalStatus.NOT_BEGUN


class Progress(Record):
    """How near a goal somebody says it is, 0 to 10, on a day."""

    on: Day
    rated_by: Id | None = None
    score: Score
    note: str = ""
    readers: Readers = Readers.PARTICIPANTS


class Goal(Record):
    """What shall be different for the child, how it is now, and by which sign it will be seen."""

    id: Id
    area: Area | None = None
    title: str
    child_words: str = ""
    child_words_readers: Readers = Readers.CASEWORKER
    baseline: str = ""
    sign: str = ""
    status: GoalStatus = GoalStatus.NOT_BEGUN
    sub_goals: tuple[SubGoal, ...] = ()
    progress: tuple[Progress, ...] = ()


class Plan(Record):
    """A version of a plan; adopting locks it, and the next change begins a new one."""

    spans: ClassVar = (("decided_on", "adopted_on"),)

    id: Id
    kind: PlanKind
    status: PlanStatus = PlanStatus.DRAFT
    decided_on: Day | None = None
    adopted_on: Day | None = None
    replaces: Id | None = None
    purpose: str = ""
    child_words: str = ""
    child_words_readers: Readers = Readers.CASEWORKER
    parents_words: str = ""
    family_support: str = ""
    approved_by: str = ""
    approved_on: Day | None = None
    goals: tuple[Goal, ...] = ()

    @model_validator(mode="after")
    def _adopted_plans_have_a_day(self) -> Self:
        if self.status is PlanStatus.ADOPTED and self.adopted_on is None:
            raise PydanticCustomError("adopted_without_day", "an adopted plan has adopted_on")
        return self
