"""Why a case was opened: the ready reasons, and how a reason is kept beside the line of the journal."""

import json
from collections.abc import Mapping
from typing import Final

from db.words import Words, later

SEEN: Final = "case.seen"
"""The name of the line that an opening of a case writes."""

OPENING: Final = "opening"
"""The kind under which the journal's history holds a reason; it is no record and cannot be taken back."""

LONGEST: Final = 200
REASONS: Final[Mapping[str, str]] = {
    "work": later("I work on the case"),
    "call": later("Somebody called or wrote"),
    "meeting": later("A meeting or an appointment"),
    "substitute": later("I stand in for a colleague"),
    "supervision": later("Supervision or quality check"),
}
"""What may be said with one key, by its code, in the order of the keys."""


def kept(reason: str) -> str:
    """The JSON that keeps `reason`: a code of REASONS, or what was written, cut to LONGEST characters."""
    told = {"reason": reason} if reason in REASONS else {"text": reason.strip()[:LONGEST]}
    return json.dumps(told, ensure_ascii=False)


def told(text: str | None, words: Words) -> str:
    """The reason in `words`, from what the history holds; "" where it is gone or was never given."""
    try:
        found = json.loads(text or "{}")
        reason, written = str(found.get("reason", "")), str(found.get("text", ""))
    except (ValueError, AttributeError):
        return ""
    return words.t(REASONS[reason]) if reason in REASONS else written
