"""One family at a protected address, and how its secrets are known again wherever they stand."""

import re

HOME = "Zaffrankrogen 77, 8999 Nordfjord"
NUMBERS = {"p1": "0905151234", "p2": "0203801238", "p3": "0405821235"}
SECRETS = ("zaffrankrogen", *NUMBERS.values())


def document():
    """A child and its mother at the hidden home, a father elsewhere, a teacher; all that can be written."""
    case = {"id": "c1", "number": "2026-0001", "child": "p1", "status": "active", "opened": "2026-01-05"}
    raw = {"format": "taetpaa-exchange", "version": 1, "people": [], "cases": [case]}
    raw["people"] = [
        {"id": "p1", "name": "Lykke Prøve", "born": "2015-05-09", "address": HOME, "protected_address": True},
        {"id": "p2", "name": "Mor Prøve", "address": "zaffrankrogen 77", "protected_address": True},
        {"id": "p3", "name": "Far Prøve", "address": "Skolegade 1"},
        {"id": "p4", "name": "Ida Lærer", "address": "Skolegade 9"},
    ]
    for one in raw["people"][:3]:
        one["cpr"] = NUMBERS[one["id"]]
    parts = [{"title": "Alt", "minutes": 30, "participants": ["p1", "p2", "p3", "p4"]}]
    meeting = {
        "kind": "network_meeting", "title": "Møde", "place": HOME, "agenda": parts, "worries": "Uro",
    }  # fmt: skip
    goal = {"id": "g1", "title": "Ro", "progress": [{"on": "2026-03-01", "rated_by": "p3", "score": 4}]}
    raw["cases"][0] |= {
        "relations": [
            {"person": "p2", "role": "mother", "custody": True, "lives_with_child": True},
            {"person": "p3", "role": "father", "custody": True},
            {"person": "p4", "role": "teacher"},
        ],
        "appointments": [
            meeting | {"id": "m1", "status": "planned", "starts_at": "2026-12-02T13:00:00+01:00"},
            meeting | {"id": "m2", "status": "held", "starts_at": "2026-11-02T13:00:00+01:00"},
        ],
        "plans": [{"id": "l1", "kind": "child_plan", "purpose": "Ro", "goals": [goal]}],
        "notes": [{"id": "n1", "at": "2026-11-02T13:00:00+01:00", "kind": "note", "text": "Mor ringede"}],
    }
    return raw


def squeezed(text):
    """A text as a secret in it is known again: no spaces, hyphens or breaks."""
    return re.sub(r"[\s\-­]+", "", text).casefold()


def refuse_secret(told, where):
    assert [one for one in SECRETS if one in squeezed(told)] == [], where
