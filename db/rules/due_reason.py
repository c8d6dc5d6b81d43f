"""Why a deadline is there, in one sentence: its rule and paragraph, what started it, and what meets it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from db.rules.deadline import Deadline
from db.rules.due_list import title_of
from db.rules.law_names import law_named
from db.rules.rulebook import RuleBasis
from db.words import Words, later

_START_OF_INTERVENTION: Final = later("the start of the intervention")
_START_OF_PLACEMENT: Final = later("the start of the placement")
_EARLIER_FOLLOW_UP: Final = later("the follow-up before it")
_DECISION_TO_PLAN: Final = later("the decision to make a plan")
_BIRTHDAY_16: Final = later("the 16th birthday")
_ANSWER: Final = later("the answer")
_NEXT_FOLLOW_UP: Final = later("the next held follow-up")
_DAY_GONE: Final = later("the day going by")

_STARTS: Final[Mapping[str, str]] = {
    "notification_assessed_24h": later("the notification"),
    "notification_receipt": later("the notification"),
    "application_decided": later("the application"),
    "complaint_reconsidered": later("the complaint"),
    "access_answered": later("the request for access"),
    "child_assessment": later("the knowledge of a possible need"),
    "plan_ready": _DECISION_TO_PLAN,
    "youth_plan_ready": _DECISION_TO_PLAN,
    "first_follow_up": _START_OF_INTERVENTION,
    "follow_up": _EARLIER_FOLLOW_UP,
    "compensation_review": _START_OF_INTERVENTION,
    "contact": later("the contact before it"),
    "supervision_visit": _START_OF_PLACEMENT,
    "supervision_year": later("the beginning of a whole year of placement"),
    "placement_review": _START_OF_PLACEMENT,
    "transition_start": _BIRTHDAY_16,
    "youth_support_decision": later("the placement that runs shortly before the 18th birthday"),
    "adult": later("the 18th birthday"),
    "youth_support_end": later("the 23rd birthday"),
    "complaint_limit": later("the party being told of the decision"),
}
_OTHER_STARTS: Final[Mapping[str, str]] = {
    "youth_plan_ready": _BIRTHDAY_16,
    "contact": later("the opening of the case"),
    "compensation_review": _EARLIER_FOLLOW_UP,
    "supervision_visit": later("the visit before it"),
}
"""What else starts a rule: a birthday, the case, or an earlier link of the chain."""
_MEETS: Final[Mapping[str, str]] = {
    "notification_assessed_24h": later("the assessment of the notification"),
    "notification_receipt": later("the receipt being sent"),
    "application_decided": later("a decision on the application"),
    "complaint_reconsidered": _ANSWER,
    "access_answered": _ANSWER,
    "child_assessment": later("the finished assessment"),
    "plan_ready": later("the adopted plan"),
    "youth_plan_ready": later("an adopted youth plan"),
    "first_follow_up": later("a held follow-up from that day on"),
    "follow_up": _NEXT_FOLLOW_UP,
    "compensation_review": _NEXT_FOLLOW_UP,
    "contact": later("a talk, visit, meeting or call on a later day"),
    "supervision_visit": later("the next visit with a talk with the child"),
    "supervision_year": later("enough visits with a talk with the child during the year"),
    "placement_review": later("a held follow-up once the placement has lasted some months"),
    "transition_start": later("a youth plan decided on or adopted"),
    "youth_support_decision": later("a decision about the placement, on the 18th birthday at the latest"),
    "adult": _DAY_GONE,
    "youth_support_end": _DAY_GONE,
    "complaint_limit": _DAY_GONE,
    "agreement": later("the agreement being kept"),
    "sub_goal": later("the sub-goal being reached or given up"),
    "consent_expires": later("a new consent or a withdrawal"),
    "intervention_ends": later("the end of the intervention being written down"),
    "grey_zone_review": later("a later allocation by the panel"),
    "appointment": later("the meeting or visit being held"),
}


def why(deadline: Deadline, words: Words) -> str:
    """One sentence: the rule, its paragraph, what started it on which day, and what meets it.

    A municipality's own rule does not say what starts and meets it beyond its title.
    """
    facts = {
        "title": title_of(deadline, words),
        "law": _law(deadline, words),
        "due": _day(deadline.due, words),
    }
    if deadline.trigger_on is not None:
        facts["on"] = _day(deadline.trigger_on, words)
    if deadline.rule not in _MEETS:
        if deadline.trigger_on is None:
            return words.t("{title} ({law}): due {due}.", **facts)
        return words.t("{title} ({law}): started on {on}, due {due}.", **facts)
    facts["meets"] = words.t(_MEETS[deadline.rule])
    if deadline.trigger_on is None or deadline.rule not in _STARTS:
        return words.t("{title} ({law}): due {due}, the day written down for it; met by {meets}.", **facts)
    facts["start"] = words.t(_start(deadline))
    return words.t("{title} ({law}): started by {start} ({on}), due {due}; met by {meets}.", **facts)


def start_of(deadline: Deadline, words: Words) -> str:
    """What `deadline` is counted from, such as `indsatsens start`; "" if its rule does not say so."""
    if deadline.trigger_on is None or deadline.rule not in _STARTS:
        return ""
    return words.t(_start(deadline))


def _start(deadline: Deadline) -> str:
    later_link = deadline.trigger_kind == "intervention" and isinstance(deadline.trigger_on, datetime)
    if later_link or deadline.trigger_kind in ("person", "case"):
        return _OTHER_STARTS.get(deadline.rule, _STARTS[deadline.rule])
    return _STARTS[deadline.rule]


def _law(deadline: Deadline, words: Words) -> str:
    if deadline.basis is RuleBasis.LOCAL:
        return words.t("local rule")
    return law_named(deadline.legal_ref, words) or words.t("law")


def _day(when: date | datetime, words: Words) -> str:
    return words.moment(when) if isinstance(when, datetime) else words.day(when)
