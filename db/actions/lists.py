"""Lists that leave the store as CSV or Excel files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from db.actions.desk import Desk, note
from db.actions.outgoing import new_files
from db.errors import NotAllowed
from db.exchange.table import csv_file, excel_file
from db.records.base import new_id
from db.rules.minutes_for import LEFT_OUT
from db.store import homes
from db.store.trouble import known_trouble
from db.words import later

EXPORTED: Final = "list.exported"
"""The name in the journal of a list that was written to a file."""
_FORBIDDEN: Final = "forbidden"
_BETWEEN: Final = r"[\W_]*"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it is shown: its heads and its rows, all as texts."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def refuse_forbidden(setting: str) -> None:
    """Raise NotAllowed if the policy's `export_readable` is `setting` and forbids readable files."""
    if setting == _FORBIDDEN:
        raise NotAllowed(
            later("Your municipality forbids lists that anyone can read."),
            later("Nothing was written. Ask IT, or print the list instead."),
        )


def write_list(desk: Desk, listed: Listed, to: Path) -> datetime:
    """Write `listed` to the file `to` (Excel if it ends so, else CSV), in place of what is there.

    A protected address in any cell is left out. Returns the moment; it stands in the journal.
    Raises Trouble if the disk refuses.
    """
    with known_trouble():
        secret = _pattern(homes.protected(desk.db))
    rows = [[secret.sub(LEFT_OUT, cell) for cell in row] for row in listed.rows]
    make = excel_file if to.suffix.casefold() == ".xlsx" else csv_file
    with new_files({to: make(listed.heads, rows)}, in_place=True):
        note(desk, EXPORTED, [("document", new_id(), None)])
    return desk.now()


def _pattern(addresses: Sequence[str]) -> re.Pattern[str]:
    """Finds an address however it is spaced and marked, its street and number alone, and where it is cut."""
    found: set[str] = set()
    for address in addresses:
        for told in (address, address.partition(",")[0]):
            words = [re.escape(word) for word in re.findall(r"\w+", told)]
            if len(words) > 1:
                found.add(_BETWEEN.join(words) + r"(?!\w)")
            found |= {_BETWEEN.join(words[:end]) + r"[\W_]*?…" for end in range(1, len(words))}
    return re.compile("|".join(sorted(found, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)
