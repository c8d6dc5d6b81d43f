"""Stores as large as the benches ask for: plain cases with ten notes each, kept in build/."""

import json
import random
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from db.actions import documents
from db.actions.at_the_desk import at_the_desk
from db.store import open as door

PASSPHRASE = "gul cykel regn lampe"
TODAY = date(2026, 11, 23)
SCHEMA = Path(__file__).parent.parent.parent / "db" / "store" / "schema"
NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
_AT_ONCE = 2500  # each import checks the whole store once
# fmt: off
_WORDS = (
    "mormor", "hentede", "børnene", "torsdag", "eftermiddag", "skolen", "ringede", "fordi",
    "vikaren", "kom", "for", "sent", "bussen", "aflastning", "søvn", "madpakke", "cykel", "regn",
    "lampe", "læge", "samtale", "møde", "klassen", "fritid", "svømmehal", "legeplads", "bedstefar",
    "nabo", "telefon", "plan", "ugen", "rolig", "morgen", "aften", "støtte", "pædagog", "lærer",
    "rytme", "kalender", "ferie", "weekend", "søster", "bror", "venner", "hjælp", "tryghed",
)
# fmt: on


def document(count: int, first: int = 0, notes: int = 10) -> bytes:
    """`count` cases as an exchange document; the same for the same numbers."""
    chance = random.Random(first)

    def sentence(length):
        return " ".join(chance.choice(_WORDS) for _ in range(length)).capitalize() + "."

    people, cases = [], []
    for number in range(first, first + count):
        day = TODAY - timedelta(days=chance.randrange(400, 900))
        child, mother = f"b{number}-p1", f"b{number}-p2"
        people += [
            {"id": child, "name": f"{chance.choice(_WORDS).capitalize()} Barn{number}", "born": "2015-03-02"},
            {"id": mother, "name": f"{chance.choice(_WORDS).capitalize()} Mor{number}"},
        ]
        cases.append(
            {
                "id": f"b{number}-c",
                "number": f"B-{number:06}",
                "child": child,
                "status": "active",
                "opened": day.isoformat(),
                "coordinator": "Hanne Lind",
                "rhythm": [{"since": day.isoformat(), "follow_up_months": 3, "contact_weeks": 6}],
                "relations": [{"person": mother, "role": "mother", "custody": True}],
                "interventions": [
                    {
                        "id": f"b{number}-i{place}",
                        "starts_on": (day + timedelta(days=30 * place)).isoformat(),
                        "unit": "month",
                        "price": "9500.00",
                        "step": 3,
                        "goals": [f"b{number}-g"],
                    }
                    for place in range(2)
                ],
                "plans": [
                    {
                        "id": f"b{number}-l",
                        "kind": "child_plan",
                        "goals": [
                            {
                                "id": f"b{number}-g",
                                "title": sentence(5),
                                "progress": [{"on": TODAY.isoformat(), "rated_by": mother, "score": 5}],
                            }
                        ],
                    }
                ],
                "appointments": [
                    {
                        "id": f"b{number}-m",
                        "kind": "follow_up",
                        "status": "held",
                        "starts_at": datetime.combine(day + timedelta(days=90), NOW.timetz()).isoformat(),
                    }
                ],
                "notes": [
                    {
                        "id": f"b{number}-n{place}",
                        "kind": "phone" if place % 3 == 0 else "note",
                        "at": (NOW - timedelta(days=chance.randrange(380))).isoformat(),
                        "text": sentence(24),
                    }
                    for place in range(notes)
                ],
            }
        )
    whole = {"format": "taetpaa-exchange", "version": 1, "people": people, "cases": cases}
    return json.dumps(whole, ensure_ascii=False).encode()


def store(folder: Path, cases: int) -> Path:
    """A store with so many cases in `folder`; made if it is not there yet, or was by an older release."""
    path = folder / f"cases-{cases}.taetpaa"
    ready, newest = path.with_suffix(".ready"), max(one.name for one in SCHEMA.glob("*.sql"))
    if ready.exists() and ready.read_text("ascii") == newest:
        return path
    ready.unlink(missing_ok=True)
    for old in folder.glob(f"{path.name}*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    door.make(path, PASSPHRASE, today=TODAY)
    with door.unlock_by_passphrase(path, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: NOW, who="bench")
        for first in range(0, cases, _AT_ONCE):
            documents.import_document(desk, document(min(_AT_ONCE, cases - first), first))
        desk.close()
    ready.write_text(newest, "ascii")
    return path
