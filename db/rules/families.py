"""The demonstration's calendar: families written for one day, moved by whole weeks to another, and repeated."""

import random
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from db.records.base import COPENHAGEN

WRITTEN_FOR: Final = date(2026, 11, 23)
"""The Monday that counts as today in resources/demo."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:\d{2}|Z)")
_DAYS_A_WEEK: Final = 7
_FIRST_NAMES: Final = [
    "Aksel",
    "Alberte",
    "Anton",
    "Asta",
    "Bertil",
    "Clara",
    "Dagmar",
    "Eigil",
    "Elina",
    "Ella",
    "Emilie",
    "Esben",
    "Filippa",
    "Freja",
    "Gry",
    "Hjalte",
    "Ida",
    "Ingrid",
    "Jakob",
    "Johan",
    "Karla",
    "Kirstine",
    "Laust",
    "Liva",
    "Luna",
    "Magne",
    "Malou",
    "Marius",
    "Mikkel",
    "Mynte",
    "Nikoline",
    "Nora",
    "Oskar",
    "Otto",
    "Pelle",
    "Rosa",
    "Samuel",
    "Saga",
    "Silas",
    "Sille",
    "Storm",
    "Thea",
    "Tilde",
    "Ulrik",
    "Vega",
    "Vilfred",
    "Viola",
    "Walter",
    "Ylva",
    "Åse",
]
_LAST_NAMES: Final = [
    "Agerskov",
    "Bakmand",
    "Birkelund",
    "Bjerregård",
    "Blichfeldt",
    "Dalsborg",
    "Ebbesen",
    "Egelund",
    "Elkær",
    "Engholm",
    "Fløe",
    "Frølund",
    "Gammelby",
    "Grønbæk",
    "Hasselbalch",
    "Hedelund",
    "Højmark",
    "Isager",
    "Kirkebæk",
    "Klokker",
    "Kornerup",
    "Kvist",
    "Lerche",
    "Lindegaard",
    "Lyngholm",
    "Mosbæk",
    "Nymann",
    "Overby",
    "Pilegaard",
    "Ravnkilde",
    "Rosager",
    "Skovlund",
    "Solbakke",
    "Stenbæk",
    "Tangaa",
    "Thorup",
    "Toftegård",
    "Uldall",
    "Vestergård",
    "Vindelev",
    "Westh",
    "Ørskov",
    "Østerby",
    "Ågerup",
]


def moved(document: Any, weeks: int) -> Any:
    """`document` with each day and moment `weeks` weeks later; moments keep Copenhagen's time of day."""
    if isinstance(document, dict):
        return {key: moved(value, weeks) for key, value in document.items()}
    if isinstance(document, list):
        return [moved(value, weeks) for value in document]
    if isinstance(document, str):
        if _DAY.fullmatch(document):
            day = date.fromisoformat(document) + timedelta(weeks=weeks)
            return day.isoformat()
        if _MOMENT.fullmatch(document):
            there = datetime.fromisoformat(document).astimezone(COPENHAGEN)
            shifted = datetime.combine(
                there.date() + timedelta(weeks=weeks),
                time(there.hour, there.minute, there.second),
                COPENHAGEN,
            )
            return shifted.astimezone(UTC).isoformat(timespec="seconds")
    return document


def weeks_until(today: date) -> int:
    """How many whole weeks the families are moved so that their today falls in the week of `today`."""
    return (today - WRITTEN_FOR).days // _DAYS_A_WEEK


def repeated(documents: Sequence[Any], count: int, seed: int) -> list[Any]:
    """`count` families: the written ones first, then copies under other names, dates and ids.

    The same for the same `seed`; the written families come in another order for another seed.
    """
    chance = random.Random(seed)  # noqa: S311 - variety, not secrecy
    first = list(documents)
    if seed != 1:
        chance.shuffle(first)
    found = first[:count]
    for number in range(len(found), count):
        original = first[number % len(first)]
        found.append(_copy(original, number, chance))
    return found


def _copy(original: Any, number: int, chance: random.Random) -> Any:
    case = original["cases"][0]
    case_number = f"{case['number'][:4]}-{number + 1:04}"
    copy = moved(_renamed(original, f"x{number}-"), -chance.randrange(4))
    surname = chance.choice(_LAST_NAMES)
    for person in copy["people"]:
        if person["id"] == copy["cases"][0]["child"]:
            person["name"] = f"{chance.choice(_FIRST_NAMES)} {surname}"
    copy["cases"][0]["number"] = case_number
    return copy


_NAMING: Final = frozenset(
    [
        "id",
        "child",
        "person",
        "given_by",
        "responsible",
        "rated_by",
        "about",
        "replaces",
        "inquiry",
        "institution",
        "resource",
        "case",
        "trigger",
    ]
)
_NAMING_LISTS: Final = frozenset(["participants", "goals", "consents"])


def _renamed(value: Any, front: str) -> Any:
    if isinstance(value, dict):
        return {
            key: front + part
            if key in _NAMING and isinstance(part, str) and not _is_consent_about(value, key)
            else [front + item if isinstance(item, str) else _renamed(item, front) for item in part]
            if key in _NAMING_LISTS and isinstance(part, list)
            else _renamed(part, front)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_renamed(part, front) for part in value]
    return value


def _is_consent_about(record: Any, key: str) -> bool:
    return key == "about" and "given_by" in record
