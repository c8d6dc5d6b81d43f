"""Random cases as plain JSON for the oracle of deadlines, thick with the days on which rules go wrong.

All of it comes from the seed alone: the same seed is the same case on every machine.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from due_oracle_days import months_from

Record = dict[str, Any]

BEGINNINGS = [date(2022, 6, 1), date(2023, 2, 1), date(2023, 10, 1), date(2025, 1, 1), date(2027, 8, 1)]
EDGES = [
    date(2023, 8, 31),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 10, 31),
    date(2025, 8, 31),
    date(2025, 11, 30),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2028, 2, 29),
]
"""Ends of months and years, a leap day, the day on which barnets lov came into force."""
LATER = [0, 1, 27, 30, 60, 89, 91, 180, 183, 364, 366]
SECONDS = [0, 3599, 3600, 36000, 39600, 79199, 79200, 82799, 82800, 86399]
"""Of a day in UTC: noon and both sides of midnight in Copenhagen, in summer and in winter."""
BIRTH_YEARS = [2000, 2002, 2005, 2006, 2007, 2008, 2009, 2010, 2012]
BIRTHDAYS = [(1, 1), (1, 31), (5, 9), (8, 29), (8, 31), (12, 31)]
APPOINTMENTS = [
    *("follow_up", "follow_up", "supervision_visit", "supervision_visit"),
    *("network_meeting", "home_visit", "phone", "child_talk", "panel", "other"),
]
GROUPS = ["supportive", "compensating", "placement", "placement", "general", "adult"]
TURNING_POINTS = [16 * 12, 17 * 12 - 6, 18 * 12 - 6, 18 * 12]
"""Months of age: from 16 on, and what is decided before 18."""
THEMES = [
    *((GROUPS, APPOINTMENTS), (GROUPS, APPOINTMENTS)),
    (["placement"], ["supervision_visit"]),
    (["compensating", "supportive"], ["follow_up"]),
    (GROUPS, ["phone", "home_visit"]),
]
"""Groups of interventions and kinds of appointments: mixed, or of a kind so that chains have many links."""


class Scene(NamedTuple):
    """A case with its child, what the office has besides, and the day on which all is looked at."""

    case: Record
    child: Record
    office_inquiries: list[Record]
    office_appointments: list[Record]
    today: date


class Chance:
    """Draws days, moments and counts around one beginning and the birthday of one child.

    Many days fall on, or right beside, a day drawn before: rules go wrong where two days meet.
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._beginning = self.one_of(BEGINNINGS)
        self.born = self._birthday()
        self._turning_points = [months_from(self.born, months) for months in TURNING_POINTS]
        self._drawn = [self._beginning, *self._turning_points]

    def one_of(self, choices: list[Any]) -> Any:
        return self._random.choice(choices)

    def happens(self, share: float) -> bool:
        return self._random.random() < share

    def up_to(self, most: int) -> range:
        """None to `most` of something."""
        return range(self._random.randrange(most + 1))

    def some(self, choices: list[Any], most: int) -> list[Any]:
        return self._random.sample(choices, min(most, len(choices)))

    def _birthday(self) -> date:
        year = self.one_of(BIRTH_YEARS)
        if year % 4 == 0 and self.happens(0.3):
            return date(year, 2, 29)
        return date(year, *self.one_of(BIRTHDAYS))

    def turning_point(self) -> date:
        """A day on which the child comes of an age that rules speak of."""
        return self.one_of(self._turning_points)

    def date(self) -> date:
        way = self._random.random()
        if way < 0.35:
            drawn = self.one_of(self._drawn) + timedelta(days=self.one_of([-1, 0, 0, 0, 1]))
        elif way < 0.55:
            drawn = self.one_of(EDGES)
        else:
            drawn = self._beginning + timedelta(days=self._random.randrange(self.one_of([40, 400, 1100])))
        self._drawn.append(drawn)
        return drawn

    def day(self, share: float = 1) -> str | None:
        return self.date().isoformat() if self.happens(share) else None

    def day_after(self, day: str | None, share: float = 1) -> str | None:
        """A day from `day` on, or from a random one where that is None."""
        first = date.fromisoformat(day) if day else self.date()
        later = first + timedelta(days=self.one_of([*LATER, self._random.randrange(700)]))
        if self.happens(0.3):
            later = self.one_of([later, *(drawn for drawn in self._drawn if drawn >= first)])
        if not self.happens(share):
            return None
        self._drawn.append(later)
        return later.isoformat()

    def moment(self, share: float = 1) -> str | None:
        second = self.one_of([*SECONDS, self._random.randrange(86400)])
        day = datetime.combine(self.date(), datetime.min.time(), UTC)
        return (day + timedelta(seconds=second)).isoformat() if self.happens(share) else None


def scene(seed: int) -> Scene:
    """The scene of `seed`."""
    chance = Chance(seed)
    person = child(chance)
    office_inquiries = [inquiry(chance, f"oq{number}") for number in chance.up_to(2)]
    office_appointments = [appointment(chance, f"om{number}", APPOINTMENTS) for number in chance.up_to(2)]
    return Scene(case(chance), person, office_inquiries, office_appointments, chance.date())


def marks(seed: int, entries: list[tuple[str, str, str]]) -> list[Record]:
    """Up to three marks by hand of `entries`: rule, id of the trigger, due day; none on one twice."""
    chance = Chance(seed)
    return [
        {
            "rule": rule,
            "trigger": trigger,
            "due": due,
            "state": chance.one_of(["met", "missed", "waived"]),
            "on": (date.fromisoformat(due) + timedelta(days=chance.one_of([-1, 0, 1]))).isoformat(),
            "reason": "by hand",
        }
        for rule, trigger, due in chance.some(sorted(set(entries)), 3)
    ]


def child(chance: Chance) -> Record:
    return {
        "id": "p1",
        "name": "Ida",
        "born": chance.born.isoformat() if chance.happens(0.93) else None,
        "deceased": chance.day(0.08),
    }


def case(chance: Chance) -> Record:
    opened = chance.day()
    closed = chance.day_after(opened, 0.2)
    inquiries = [inquiry(chance, f"q{number}") for number in chance.up_to(4)]
    groups, kinds = chance.one_of(THEMES)
    interventions = help_over_time(chance, groups)
    return {
        "id": "c1",
        "number": "2026-0001",
        "child": "p1",
        "status": "closed" if closed else "active",
        "opened": opened,
        "closed": closed,
        "impairment": {"degree": chance.one_of(["considerable_and_lasting"] * 2 + ["limited"])},
        "rhythm": [rhythm(chance) for _ in chance.up_to(3)],
        "inquiries": inquiries,
        "interventions": interventions,
        "decisions": [decision(chance, f"d{number}", inquiries, interventions) for number in chance.up_to(3)],
        "assessments": [assessment(chance, f"s{number}") for number in chance.up_to(3)],
        "plans": [plan(chance, f"l{number}") for number in chance.up_to(3)],
        "appointments": [appointment(chance, f"m{number}", kinds) for number in chance.up_to(10)],
        "notes": [note(chance, f"n{number}") for number in chance.up_to(4)],
        "consents": [consent(chance, f"k{number}") for number in chance.up_to(3)],
        "allocations": [allocation(chance, f"a{number}") for number in chance.up_to(2)],
        "handled": [],
    }


def rhythm(chance: Chance) -> Record:
    return {
        "since": chance.day(),
        "follow_up_months": chance.one_of([None, 1, 3, 6, 12]),
        "contact_weeks": chance.one_of([None, 1, 2, 6, 8]),
    }


def inquiry(chance: Chance, id: str) -> Record:
    kinds = ["notification", "notification", "application", "complaint", "access_request", "inquiry"]
    return {
        "id": id,
        "kind": chance.one_of(kinds),
        "received_at": chance.moment(),
        "anonymous": chance.happens(0.3),
        "benefit": chance.one_of(["respite", "travel", "aids", "something else"]),
        "assessed_at": chance.moment(0.4),
        "receipt_sent_on": chance.day(0.4),
        "answered_on": chance.day(0.4),
    }


def help_over_time(chance: Chance, groups: list[str]) -> list[Record]:
    """Interventions over each other, beside each other, and some from the very day after the one before."""
    items: list[Record] = []
    for number in chance.up_to(4):
        start = chance.day()
        if items and items[-1]["ended_on"] and chance.happens(0.5):
            ended = date.fromisoformat(items[-1]["ended_on"])
            start = (ended + timedelta(days=chance.one_of([0, 1, 1, 1, 2]))).isoformat()
        items.append(intervention(chance, f"i{number}", chance.one_of(groups), start))
    return items


def intervention(chance: Chance, id: str, group: str, start: str) -> Record:
    return {
        "id": id,
        "unit": "month",
        "law_group": group,
        "placement": chance.one_of(["foster", "institution"]) if group == "placement" else None,
        "stage": chance.one_of(["running", "running", "running", "ordered", "expected"]),
        "starts_on": start,
        "ended_on": chance.day_after(start, 0.5),
        "expected_end": chance.day_after(start, 0.4),
    }


def decision(chance: Chance, id: str, inquiries: list[Record], interventions: list[Record]) -> Record:
    made = chance.turning_point().isoformat() if chance.happens(0.3) else chance.day()
    return {
        "id": id,
        "about": chance.one_of([None, *(each["id"] for each in interventions)]),
        "inquiry": chance.one_of([None, *(each["id"] for each in inquiries)]),
        "made_on": made,
        "told_on": chance.day_after(made, 0.7),
        "appeal_guidance": chance.happens(0.7),
    }


def assessment(chance: Chance, id: str) -> Record:
    started = chance.day(0.8)
    return {
        "id": id,
        "kind": chance.one_of(["full", "partial", "screening"]),
        "known_on": chance.day(),
        "started_on": started,
        "finished_on": chance.day_after(started, 0.6),
    }


def plan(chance: Chance, id: str) -> Record:
    decided = chance.day(0.7)
    status = chance.one_of(["draft", "adopted", "replaced", "ended"])
    steps = ["not_begun", "in_progress", "partly_reached", "reached", "given_up"]
    step = {"id": f"{id}u", "title": "x", "due_on": chance.day(0.6), "status": chance.one_of(steps)}
    return {
        "id": id,
        "kind": chance.one_of(["child_plan", "youth_plan", "action_plan"]),
        "status": status,
        "decided_on": decided,
        "adopted_on": chance.day_after(decided, 1 if status == "adopted" else 0.6),
        "goals": [{"id": f"{id}g", "title": "x", "sub_goals": [step]}],
    }


def appointment(chance: Chance, id: str, kinds: list[str]) -> Record:
    agreed = {"id": f"{id}t", "title": "x", "due_on": chance.day(0.6), "done_on": chance.day(0.4)}
    return {
        "id": id,
        "kind": chance.one_of(kinds),
        "status": chance.one_of(["held", "held", "held", "planned", "missed", "cancelled"]),
        "child_heard": chance.one_of(["talk", "talk", "not_heard", "other_way"]),
        "starts_at": chance.moment(),
        "agreements": [agreed] if chance.happens(0.3) else [],
    }


def note(chance: Chance, id: str) -> Record:
    kinds = ["phone", "home_visit", "child_talk", "mail", "note", "observation"]
    return {"id": id, "kind": chance.one_of(kinds), "at": chance.moment()}


def consent(chance: Chance, id: str) -> Record:
    given = chance.day()
    return {
        "id": id,
        "given_by": chance.one_of(["p2", "p3"]),
        "about": chance.one_of(["school", "doctor"]),
        "given_on": given,
        "expires_on": chance.day_after(given, 0.8),
        "withdrawn_on": chance.day_after(given, 0.2),
    }


def allocation(chance: Chance, id: str) -> Record:
    return {"id": id, "panel_on": chance.day(), "grey_zone_review_on": chance.day(0.6)}
