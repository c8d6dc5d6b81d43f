"""What the stretches of the way and the steps on it are called: keys of the catalogue."""

from collections.abc import Mapping
from typing import Final

from db.rules.way import Deed, Stage
from db.words import later

STAGES: Final[Mapping[Stage, str]] = {
    Stage.INQUIRY: later("Inquiry"),
    Stage.INTAKE: later("Intake"),
    Stage.ALLOCATION: later("Allocation"),
    Stage.ASSESSMENT: later("Assessment"),
    Stage.PLAN: later("Plan"),
    Stage.INTERVENTIONS: later("Interventions"),
    Stage.FOLLOW_UP: later("Follow-up"),
    Stage.CLOSING: later("Closing"),
}
DEEDS: Final[Mapping[Deed, str]] = {
    Deed.ASSESS: later("Assess the notification"),
    Deed.RECEIPT: later("Send the receipt"),
    Deed.ANSWER_COMPLAINT: later("Answer the complaint"),
    Deed.ANSWER_ACCESS: later("Answer the request for access"),
    Deed.INTAKE: later("Take the family in"),
    Deed.ALLOCATE: later("Find a day with the panel"),
    Deed.RESULT: later("Write what the panel said"),
    Deed.BEGIN_ASSESSMENT: later("Begin the assessment"),
    Deed.FINISH_ASSESSMENT: later("Finish the assessment"),
    Deed.TELL_DECISION: later("Tell the family of the decision"),
    Deed.DECIDE: later("Decide on the application"),
    Deed.PLAN: later("Begin the plan"),
    Deed.ADOPT_PLAN: later("Adopt the plan"),
    Deed.HELP: later("Choose help"),
    Deed.FOLLOW_UP: later("Follow up"),
    Deed.NOTHING: later("The case is closed"),
}
