"""An office of random cases as an exchange document, for what is counted over all of them.

The cases are those of the oracle of deadlines; beside them stands here what the key figures ask for besides:
steps, prices, ways to end, municipalities that only pay, well-being and happenings, many on the same days.
"""

import json
import re
from random import Random
from typing import Any

from due_random import Record, scene

_IDS = re.compile(r'"((?:o[qm]|[pqidamclsnk])\d+[gut]?)"')
PLACEMENTS = ["network_foster", "foster", "own_room", "boarding_school", "residential_home", "institution"]
UNITS = ["once", "hour", "day", "night", "week", "month", "year"]
ENDS = ["planned", "goal_reached", "no_effect", "breakdown", "breakdown", "moved"]
MUNICIPALITIES = [("", ""), ("", "Nordfjord"), ("Nordfjord", "Nordfjord"), ("Bredsund", "Nordfjord")]
HAPPENINGS = ["complaint", "complaint", "breakdown", "feedback", "moved"]


def office(seed: int, count: int) -> Record:
    """A document of `count` cases, the same for the same seed."""
    chance = Random(seed)
    document: Record = {
        "format": "taetpaa-exchange",
        "version": 1,
        "people": [],
        "inquiries": [],
        "cases": [],
    }
    document["appointments"] = []
    for number in range(count):
        found = scene(seed * 1000 + number)
        whole = _named_apart(found._asdict() | {"today": None}, f"f{number}-")
        case, child = whole["case"], whole["child"]
        case["number"] = f"2026-{number:04}"
        _help(chance, case)
        _lives(chance, case, child)
        people = [child, *({"id": f"f{number}-p{one}", "name": f"Voksen {one}"} for one in (2, 3))]
        document["people"] += people
        document["cases"].append(case)
        document["inquiries"] += whole["office_inquiries"]
        document["appointments"] += whole["office_appointments"]
    return document


def _named_apart(record: Any, prefix: str) -> Any:
    return json.loads(_IDS.sub(rf'"{prefix}\1"', json.dumps(record)))


def _help(chance: Random, case: Record) -> None:
    for item in case["interventions"]:
        item["price"] = f"{chance.randrange(10**7) / 100:.2f}"
        item["quantity"] = chance.choice(["1", "2.5", "0.333"])
        item["unit"] = chance.choice(UNITS)
        item["step"] = chance.choice([None, 1, 2, 3, 4, 5, 6])
        if item["placement"]:
            item["placement"] = chance.choice(PLACEMENTS)
        if item["ended_on"]:
            item["end_reason"] = chance.choice(ENDS)


def _lives(chance: Random, case: Record, child: Record) -> None:
    acting, paying = chance.choice(
        [("", ""), ("Nordfjord", "Nordfjord"), ("Bredsund", "Nordfjord"), ("", "X")]
    )
    case |= {"acting_municipality": acting, "paying_municipality": paying}
    days = [item["starts_on"] for item in case["interventions"]] + [case["opened"], "2025-06-01"]
    about = [child["id"], child["id"].replace("p1", "p2"), None]
    case["well_being"] = [
        {"on": chance.choice(days), "about": chance.choice(about), "score": chance.randrange(11)}
        for _ in range(chance.randrange(6))
    ]
    case["events"] = [
        {"id": f"{case['id']}e{number}", "on": chance.choice(days), "kind": chance.choice(HAPPENINGS)}
        for number in range(chance.randrange(4))
    ]
