"""What the values of the closed sets are called: keys of the catalogue."""

from collections.abc import Mapping
from typing import Final

from db.records.appointment import AppointmentKind, AppointmentStatus, ChildHeard
from db.records.attachment import AttachmentKind
from db.records.case import CaseStatus, Degree, HandledState, ImpairmentArea
from db.records.entrance import AllocationResult, AssessmentKind, InquiryKind, Outcome
from db.records.intervention import Basis, EndReason, LawGroup, PlacementKind, Stage, Unit
from db.records.note import EventKind, FormStatus, NoteKind
from db.records.office import BookingStatus, InstitutionKind, ResourceKind
from db.records.plan import Area, GoalStatus, PlanKind, PlanStatus, Readers
from db.records.relation import Network, Quality, Role
from db.words import Words, later

ROLES: Final[Mapping[Role, str]] = {
    Role.MOTHER: later("mother"),
    Role.FATHER: later("father"),
    Role.PARENT: later("parent"),
    Role.SIBLING: later("sibling"),
    Role.GRANDPARENT: later("grandparent"),
    Role.RELATIVE: later("relative"),
    Role.FOSTER_PARENT: later("foster parent"),
    Role.FRIEND: later("friend"),
    Role.NEIGHBOUR: later("neighbour"),
    Role.GUARDIAN: later("guardian"),
    Role.REPRESENTATIVE: later("party representative"),
    Role.TEACHER: later("teacher"),
    Role.PEDAGOGUE: later("pedagogue"),
    Role.DOCTOR: later("doctor"),
    Role.HOSPITAL: later("hospital"),
    Role.PSYCHOLOGIST: later("psychologist"),
    Role.HEALTH_VISITOR: later("health visitor"),
    Role.CASEWORKER: later("caseworker"),
    Role.SUPPORT_PERSON: later("support person"),
    Role.CONTACT_PERSON: later("contact person"),
    Role.PROVIDER: later("provider"),
    Role.EMPLOYER: later("employer"),
    Role.VOLUNTEER: later("volunteer"),
    Role.OTHER: later("other"),
}
NETWORKS: Final[Mapping[Network, str]] = {
    Network.PRIVATE: later("private network"),
    Network.PROFESSIONAL: later("professional network"),
}
QUALITIES: Final[Mapping[Quality, str]] = {
    Quality.SUPPORTIVE: later("supportive"),
    Quality.NEUTRAL: later("neutral"),
    Quality.STRAINED: later("strained"),
    Quality.BROKEN: later("broken"),
}
CASE_STATUSES: Final[Mapping[CaseStatus, str]] = {
    CaseStatus.INQUIRY: later("inquiry"),
    CaseStatus.INTAKE: later("intake"),
    CaseStatus.ASSESSMENT: later("assessment"),
    CaseStatus.ACTIVE: later("active"),
    CaseStatus.CLOSED: later("closed"),
}
DEGREES: Final[Mapping[Degree, str]] = {
    Degree.NONE_KNOWN: later("no known impairment"),
    Degree.LIMITED: later("limited"),
    Degree.CONSIDERABLE: later("considerable"),
    Degree.CONSIDERABLE_AND_LASTING: later("considerable and lasting"),
}
IMPAIRMENTS: Final[Mapping[ImpairmentArea, str]] = {
    ImpairmentArea.AUTISM: later("autism"),
    ImpairmentArea.ADHD: later("ADHD"),
    ImpairmentArea.INTELLECTUAL: later("intellectual disability"),
    ImpairmentArea.PHYSICAL: later("physical disability"),
    ImpairmentArea.SENSORY: later("sensory impairment"),
    ImpairmentArea.CHRONIC_ILLNESS: later("chronic illness"),
    ImpairmentArea.EPILEPSY: later("epilepsy"),
    ImpairmentArea.PSYCHIATRIC: later("mental illness"),
    ImpairmentArea.SYNDROME: later("syndrome"),
    ImpairmentArea.ACQUIRED_BRAIN_INJURY: later("acquired brain injury"),
    ImpairmentArea.OTHER: later("other impairment"),
}
INQUIRIES: Final[Mapping[InquiryKind, str]] = {
    InquiryKind.NOTIFICATION: later("notification"),
    InquiryKind.APPLICATION: later("application"),
    InquiryKind.INQUIRY: later("inquiry"),
    InquiryKind.OPEN_COUNSELLING: later("open counselling"),
    InquiryKind.COMPLAINT: later("complaint"),
    InquiryKind.ACCESS_REQUEST: later("request for access"),
}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.OPEN_CASE: later("case opened"),
    Outcome.TO_GENERAL_SERVICES: later("to general services"),
    Outcome.COUNSELLING_ONLY: later("counselling only"),
    Outcome.OTHER_AUTHORITY: later("to another authority"),
    Outcome.NO_ACTION: later("no further action"),
}
ALLOCATIONS: Final[Mapping[AllocationResult, str]] = {
    AllocationResult.PENDING: later("pending"),
    AllocationResult.DISABILITY: later("disability team"),
    AllocationResult.SOCIAL: later("social team"),
    AllocationResult.SHARED: later("shared"),
}
ASSESSMENTS: Final[Mapping[AssessmentKind, str]] = {
    AssessmentKind.SCREENING: later("screening"),
    AssessmentKind.PARTIAL: later("partial assessment"),
    AssessmentKind.FULL: later("child assessment"),
}
LAW_GROUPS: Final[Mapping[LawGroup, str]] = {
    LawGroup.GENERAL: later("advice and prevention"),
    LawGroup.SUPPORTIVE: later("supportive intervention"),
    LawGroup.COMPENSATING: later("compensating help"),
    LawGroup.PLACEMENT: later("placement"),
    LawGroup.ADULT: later("adult support"),
}
BASES: Final[Mapping[Basis, str]] = {
    Basis.CONSENT: later("with consent"),
    Basis.WITHOUT_CONSENT: later("without consent"),
    Basis.YOUTH_CRIME_BOARD: later("by the Youth Crime Board"),
}
STAGES: Final[Mapping[Stage, str]] = {
    Stage.EXPECTED: later("expected"),
    Stage.ORDERED: later("ordered"),
    Stage.RUNNING: later("running"),
}
END_REASONS: Final[Mapping[EndReason, str]] = {
    EndReason.PLANNED: later("as planned"),
    EndReason.GOAL_REACHED: later("goal reached"),
    EndReason.NO_EFFECT: later("no effect"),
    EndReason.BREAKDOWN: later("breakdown"),
    EndReason.MOVED: later("moved away"),
    EndReason.DECLINED: later("declined"),
    EndReason.OTHER: later("other reason"),
}
PLACEMENTS: Final[Mapping[PlacementKind, str]] = {
    PlacementKind.NETWORK_FOSTER: later("network foster family"),
    PlacementKind.FOSTER: later("foster family"),
    PlacementKind.OWN_ROOM: later("own room"),
    PlacementKind.BOARDING_SCHOOL: later("boarding school"),
    PlacementKind.RESIDENTIAL_HOME: later("residential home"),
    PlacementKind.INSTITUTION: later("institution"),
}
UNITS: Final[Mapping[Unit, str]] = {
    Unit.ONCE: later("once"),
    Unit.HOUR: later("hour a week"),
    Unit.DAY: later("day"),
    Unit.NIGHT: later("night a month"),
    Unit.WEEK: later("week"),
    Unit.MONTH: later("month"),
    Unit.YEAR: later("year"),
}
READERS: Final[Mapping[Readers, str]] = {
    Readers.CASEWORKER: later("only the caseworker"),
    Readers.PARTICIPANTS: later("those who take part"),
    Readers.EVERYONE: later("everyone"),
}
PLANS: Final[Mapping[PlanKind, str]] = {
    PlanKind.CHILD_PLAN: later("child's plan"),
    PlanKind.YOUTH_PLAN: later("youth plan"),
    PlanKind.ACTION_PLAN: later("action plan"),
}
PLAN_STATUSES: Final[Mapping[PlanStatus, str]] = {
    PlanStatus.DRAFT: later("draft"),
    PlanStatus.ADOPTED: later("adopted"),
    PlanStatus.REPLACED: later("replaced"),
    PlanStatus.ENDED: later("ended"),
}
AREAS: Final[Mapping[Area, str]] = {
    Area.HEALTH: later("Health"),
    Area.DEVELOPMENT_AND_BEHAVIOUR: later("Development and behaviour"),
    Area.SCHOOL_AND_LEARNING: later("Day care, school and learning"),
    Area.LEISURE_AND_FRIENDS: later("Leisure and friends"),
    Area.SAFE_CARE: later("Safe and caring home"),
    Area.STIMULATION_AND_GUIDANCE: later("Stimulation and guidance"),
    Area.SUPPORTING_RELATIONS: later("Supporting relations"),
    Area.FAMILY_AND_BACKGROUND: later("Family and background"),
    Area.HOUSING_WORK_ECONOMY: later("Housing, work and economy"),
    Area.SOCIAL_NETWORK: later("Social network"),
}
GOAL_STATUSES: Final[Mapping[GoalStatus, str]] = {
    GoalStatus.NOT_BEGUN: later("not begun"),
    GoalStatus.IN_PROGRESS: later("in progress"),
    GoalStatus.PARTLY_REACHED: later("partly reached"),
    GoalStatus.REACHED: later("reached"),
    GoalStatus.GIVEN_UP: later("given up"),
}
APPOINTMENTS: Final[Mapping[AppointmentKind, str]] = {
    AppointmentKind.FOLLOW_UP: later("follow-up"),
    AppointmentKind.NETWORK_MEETING: later("network meeting"),
    AppointmentKind.HOME_VISIT: later("home visit"),
    AppointmentKind.PHONE: later("phone call"),
    AppointmentKind.SUPERVISION_VISIT: later("supervision visit"),
    AppointmentKind.CHILD_TALK: later("child talk"),
    AppointmentKind.PANEL: later("allocation panel"),
    AppointmentKind.VISIT_TO_DAY_CARE: later("visit to day care"),
    AppointmentKind.PARENT_PANEL: later("parent panel"),
    AppointmentKind.OTHER: later("other appointment"),
}
APPOINTMENT_STATUSES: Final[Mapping[AppointmentStatus, str]] = {
    AppointmentStatus.PLANNED: later("planned"),
    AppointmentStatus.HELD: later("held"),
    AppointmentStatus.MISSED: later("missed"),
    AppointmentStatus.CANCELLED: later("cancelled"),
}
HANDLED: Final[Mapping[HandledState, str]] = {
    HandledState.MET: later("met"),
    HandledState.MISSED: later("not kept"),
    HandledState.WAIVED: later("waived"),
}
HEARD: Final[Mapping[ChildHeard, str]] = {
    ChildHeard.TALK: later("heard in a talk"),
    ChildHeard.OTHER_WAY: later("heard in another way"),
    ChildHeard.NOT_HEARD: later("not heard"),
    ChildHeard.NOT_RELEVANT: later("not relevant"),
}
NOTES: Final[Mapping[NoteKind, str]] = {
    NoteKind.NOTE: later("note"),
    NoteKind.PHONE: later("phone call"),
    NoteKind.HOME_VISIT: later("home visit"),
    NoteKind.CHILD_TALK: later("child talk"),
    NoteKind.MAIL: later("mail"),
    NoteKind.OBSERVATION: later("observation"),
}
EVENTS: Final[Mapping[EventKind, str]] = {
    EventKind.COMPLAINT: later("complaint"),
    EventKind.BREAKDOWN: later("breakdown"),
    EventKind.FEEDBACK: later("feedback"),
    EventKind.MOVED: later("moved"),
    EventKind.SCHOOL_ABSENCE: later("school absence"),
    EventKind.HOSPITAL: later("hospital stay"),
    EventKind.OTHER: later("other event"),
}
ATTACHMENTS: Final[Mapping[AttachmentKind, str]] = {
    AttachmentKind.LETTER: later("letter"),
    AttachmentKind.STATEMENT: later("statement"),
    AttachmentKind.ASSESSMENT: later("assessment"),
    AttachmentKind.CONSENT: later("consent"),
    AttachmentKind.PHOTO: later("photo"),
    AttachmentKind.DRAWING: later("drawing"),
    AttachmentKind.OTHER: later("other document"),
}
FORM_STATUSES: Final[Mapping[FormStatus, str]] = {
    FormStatus.DRAFT: later("draft"),
    FormStatus.FINISHED: later("finished"),
}
INSTITUTIONS: Final[Mapping[InstitutionKind, str]] = {
    InstitutionKind.DAY_CARE: later("day care"),
    InstitutionKind.SCHOOL: later("school"),
    InstitutionKind.RESIDENTIAL: later("residential"),
    InstitutionKind.OTHER: later("other institution"),
}
RESOURCES: Final[Mapping[ResourceKind, str]] = {
    ResourceKind.FAMILY_ROOM: later("family room"),
    ResourceKind.RESPITE: later("respite"),
    ResourceKind.COURSE: later("course"),
    ResourceKind.OTHER: later("other resource"),
}
BOOKINGS: Final[Mapping[BookingStatus, str]] = {
    BookingStatus.WAITING: later("waiting"),
    BookingStatus.BOOKED: later("booked"),
    BookingStatus.CANCELLED: later("cancelled"),
}
RECORDS: Final[Mapping[str, str]] = {
    "person": later("person"),
    "case": later("case"),
    "new_case": later("New case"),
    "note": later("note"),
    "plan": later("plan"),
    "appointment": later("meeting"),
    "placement_answer": later("half-year question"),
    "form": later("form"),
    "inquiry": later("inquiry"),
    "allocation": later("panel"),
    "assessment": later("assessment"),
    "decision": later("decision"),
    "intervention": later("intervention"),
    "consent": later("consent"),
    "resource": later("something to book"),
    "institution": later("institution"),
    "provider": later("agreement with a provider"),
    "business_case": later("business case"),
    "refusion_year": later("limits of the state's share"),
    "attachment": later("attachment"),
    "letter": later("letter"),
    "draft": later("what was thrown away"),
    "erasing": later("erasing"),
}
"""What the kinds of record are called that can be found, and that something is typed into."""
LETTERS: Final[Mapping[str, str]] = {
    "receipt": later("receipt of the notification"),
    "hearing": later("hearing of the parties"),
    "decision": later("appeal guidance"),
    "invitation": later("invitation"),
    "meeting": later("invitation"),
    "closing": later("the case is closed"),
}
"""What some of the letters are called by those who look for them, by the id of their template."""
LANGUAGES: Final[Mapping[str, str]] = {
    "da": later("Danish"),
    "dsl": later("Danish sign language"),
    "ar": later("Arabic"),
    "bs": later("Bosnian"),
    "en": later("English"),
    "fa": later("Persian"),
    "fo": later("Faroese"),
    "kl": later("Greenlandic"),
    "ku": later("Kurdish"),
    "pl": later("Polish"),
    "ro": later("Romanian"),
    "so": later("Somali"),
    "ta": later("Tamil"),
    "ti": later("Tigrinya"),
    "tr": later("Turkish"),
    "uk": later("Ukrainian"),
    "ur": later("Urdu"),
    "vi": later("Vietnamese"),
}
"""The languages that can be chosen, by their code; a document may name any other."""


def language(code: str, words: Words) -> str:
    """What the language `code` is called; a code that is none of ours as it is."""
    return words.t(LANGUAGES[code]) if code in LANGUAGES else code
