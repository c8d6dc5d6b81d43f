"""The way in: inquiries, allocation by the panel, assessments and decisions."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from db.records.base import Day, Flag, Id, Moment, Record


class InquiryKind(StrEnum):
    """What somebody came with."""

    NOTIFICATION = "notification"
    APPLICATION = "application"
    INQUIRY = "inquiry"
    OPEN_COUNSELLING = "open_counselling"
    COMPLAINT = "complaint"
    ACCESS_REQUEST = "access_request"


class Outcome(StrEnum):
    """Where an inquiry led."""

    OPEN_CASE = "open_case"
    TO_GENERAL_SERVICES = "to_general_services"
    COUNSELLING_ONLY = "counselling_only"
    OTHER_AUTHORITY = "other_authority"
    NO_ACTION = "no_action"


class Inquiry(Record):
    """Somebody turned to the municipality. `acute` is None while nobody has judged it."""

    id: Id
    kind: InquiryKind
    received_at: Moment
    from_: str = Field(default="", alias="from")
    professional: Flag = False
    anonymous: Flag = False
    benefit: str = ""
    text: str = ""
    assessed_at: Moment | None = None
    acute: Flag | None = None
    receipt_sent_on: Day | None = None
    answered_on: Day | None = None
    outcome: Outcome | None = None


class AllocationResult(StrEnum):
    """Which team got the case."""

    PENDING = "pending"
    DISABILITY = "disability"
    SOCIAL = "social"
    SHARED = "shared"


class Allocation(Record):
    """What the panel decided, with the written reason that the parents can read."""

    id: Id
    panel_on: Day
    quick_screening: Flag = False
    result: AllocationResult = AllocationResult.PENDING
    grey_zone: Flag = False
    grey_zone_review_on: Day | None = None
    reason: str = ""


class AssessmentKind(StrEnum):
    """Screening (BL § 18), partial (§ 19) or full child assessment (§ 20)."""

    SCREENING = "screening"
    PARTIAL = "partial"
    FULL = "full"


class Assessment(Record):
    """An assessment; `known_on` is the day the municipality became aware of a possible need."""

    spans: ClassVar = (("started_on", "finished_on"),)

    id: Id
    kind: AssessmentKind
    known_on: Day
    started_on: Day | None = None
    finished_on: Day | None = None
    conclusion: str = ""


class Decision(Record):
    """A decision: about which record of the case, on which consents, and when the party was told."""

    spans: ClassVar = (("made_on", "told_on"),)

    id: Id
    about: Id | None = None
    inquiry: Id | None = None
    made_on: Day
    told_on: Day | None = None
    text: str = ""
    reasons: str = ""
    party_heard: Flag = False
    consents: tuple[Id, ...] = ()
    appeal_guidance: Flag = False
