"""A team lead's answer to a plan that a copy showed them: approved, or returned with a reason."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from db.records.base import Day, Id, Moment, Record


class Verdict(StrEnum):
    """What the answer says."""

    APPROVED = "approved"
    RETURNED = "returned"


class PlanAnswer(Record):
    """The answer, whose it is, and which content of which plan it is about (`content`: its digest)."""

    format: Literal["taetpaa-plan-answer"] = "taetpaa-plan-answer"
    version: Annotated[int, Field(strict=True, ge=1, le=1)] = 1
    id: Id
    case: Id
    plan: Id
    content: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    verdict: Verdict
    reason: Annotated[str, Field(max_length=4000)] = ""
    by: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    on: Day
    made_at: Moment

    @model_validator(mode="after")
    def _returned_with_a_reason(self) -> Self:
        if self.verdict is Verdict.RETURNED and not self.reason.strip():
            raise ValueError("a plan is returned with a reason")
        return self
