"""The case: one child's file, with all that hangs on it."""

from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from db.records.appointment import Appointment
from db.records.base import Day, Hours, Id, Number, Record
from db.records.entrance import Allocation, Assessment, Decision, Inquiry
from db.records.intervention import Intervention
from db.records.note import Event, FilledForm, Note, WellBeing
from db.records.plan import Plan
from db.records.relation import Consent, Relation


class CaseStatus(StrEnum):
    """Where a case is."""

    INQUIRY = "inquiry"
    INTAKE = "intake"
    ASSESSMENT = "assessment"
    ACTIVE = "active"
    CLOSED = "closed"


class ImpairmentArea(StrEnum):
    """In what a child is impaired; the degree decides, never the diagnosis."""

    AUTISM = "autism"
    ADHD = "adhd"
    INTELLECTUAL = "intellectual"
    PHYSICAL = "physical"
    SENSORY = "sensory"
    CHRONIC_ILLNESS = "chronic_illness"
    EPILEPSY = "epilepsy"
    PSYCHIATRIC = "psychiatric"
    SYNDROME = "syndrome"
    ACQUIRED_BRAIN_INJURY = "acquired_brain_injury"
    OTHER = "other"


class Degree(StrEnum):
    """How much a child is impaired."""

    NONE_KNOWN = "none_known"
    LIMITED = "limited"
    CONSIDERABLE = "considerable"
    CONSIDERABLE_AND_LASTING = "considerable_and_lasting"


class Impairment(Record):
    """What a child's disability is, as far as it is known."""

    areas: tuple[ImpairmentArea, ...] = ()
    degree: Degree = Degree.NONE_KNOWN
    description: str = ""


class Worker(Record):
    """Somebody of a unit who also works on the case."""

    spans: ClassVar = (("from_", "to"),)

    name: str = ""
    unit: str = ""
    role: str = ""
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class Rhythm(Record):
    """How often the family is followed from a day on; None is no rhythm."""

    since: Day
    follow_up_months: Number | None = None
    contact_weeks: Number | None = None
    reason: str = ""


class School(Record):
    """The child's school, and reduced hours with their two conditions."""

    name: str = ""
    reduced_hours: Hours | None = None
    reduced_since: Day | None = None
    doctor_statement: Day | None = None
    parents_agree: Day | None = None


class NotTold(Record):
    """Why nothing may be made for the family or its network, and until when."""

    reason: str = ""
    until: Day | None = None


class HandledState(StrEnum):
    """How a deadline was marked by hand."""

    MET = "met"
    MISSED = "missed"
    WAIVED = "waived"


class Handled(Record):
    """A deadline marked by hand: which rule, started by which record, due on which day."""

    rule: str
    trigger: Id
    due: Day
    state: HandledState
    on: Day
    reason: str = ""


class CaseHead(Record):
    """A case without what hangs on it."""

    spans: ClassVar = (("opened", "closed"),)

    id: Id
    number: str = Field(min_length=1)
    child: Id
    status: CaseStatus
    opened: Day
    closed: Day | None = None
    closed_reason: str = ""
    caseworker: str = ""
    coordinator: str = ""
    team: str = ""
    acting_municipality: str = ""
    paying_municipality: str = ""
    parents_not_told: NotTold | None = None
    impairment: Impairment = Impairment()
    school: School = School()

    @model_validator(mode="after")
    def _closed_cases_have_a_day(self) -> Self:
        if (self.status is CaseStatus.CLOSED) != (self.closed is not None):
            raise PydanticCustomError("closed_without_day", "status closed and closed go together")
        return self


class Case(CaseHead):
    """A whole case, as an exchange document holds it."""

    workers: tuple[Worker, ...] = ()
    rhythm: tuple[Rhythm, ...] = ()
    relations: tuple[Relation, ...] = ()
    consents: tuple[Consent, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    handled: tuple[Handled, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    plans: tuple[Plan, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    forms: tuple[FilledForm, ...] = ()
    notes: tuple[Note, ...] = ()
    well_being: tuple[WellBeing, ...] = ()
    events: tuple[Event, ...] = ()
