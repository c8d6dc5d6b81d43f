"""Lists of cases and people from elsewhere: read, checked row by row, and taken in whole or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.actions import upkeep
from db.actions.desk import Changed, Desk, Topic
from db.actions.documents import add_documents, no_cycles, read_file
from db.errors import NotAllowed
from db.exchange.table import Table, read_table
from db.records.base import new_id
from db.records.case import Case
from db.records.document import Document
from db.records.person import Person
from db.rules.danish import sort_key
from db.rules.list_fields import Holds
from db.rules.list_rows import Office, Rows, Sound, Twin, joined, twins
from db.store import documents, people
from db.store.trouble import known_trouble
from db.words import Words, later

IMPORTED: Final = "list.imported"
"""The name in the journal of a list that was taken in."""
Step = Callable[[int, int], None]
_AT_A_TIME: Final = 50
_TOPICS: Final = frozenset({Topic.CASES, Topic.PEOPLE, Topic.CALENDAR})


@dataclass(frozen=True, slots=True)
class Checked:
    """A list tried dry: what it holds or its faults, and who in it may be somebody already known."""

    sound: Sound
    twins: tuple[Twin, ...]


def read_list(file: Path) -> Table:
    """The list in `file`. Raises NotAllowed if it cannot be read or is none."""
    return read_table(read_file(file))


def check_list(
    desk: Desk,
    table: Table,
    mapping: Sequence[Holds | None],
    words: Words,
    step: Step = lambda _done, _of: None,
) -> Checked:
    """What `table` holds if its columns hold what `mapping` says. Nothing is written.

    `step` hears of each row and may raise to stop. Raises Trouble if the disk fails.
    """
    number_at = mapping.index(Holds.NUMBER) if Holds.NUMBER in mapping else None
    asked = [] if number_at is None else [str(row[number_at]).strip() for row in table.rows]
    with known_trouble():
        taken = documents.known_numbers(desk.db, asked)
    office = Office(desk.today(), words, new_id, desk.who, frozenset(taken))
    rows = Rows(table.heads, mapping, office)
    for at, (number, row) in enumerate(zip(table.numbers, table.rows, strict=True)):
        step(at, len(table.rows))
        rows.read(number, row)
    sound = rows.sound()
    with known_trouble():
        known = people.alike(
            desk.db,
            [one.cpr for one in sound.people if one.cpr],
            [sort_key(one.name) for one in sound.people if one.born],
        )
    step(len(table.rows), len(table.rows))
    return Checked(sound, tuple(twins(sound.people, known)))


def import_list(
    desk: Desk, checked: Checked, same: Mapping[str, str], step: Step = lambda _done, _of: None
) -> Changed:
    """Take a checked list in: all of it, or nothing. Each key of `same` is the person of its value.

    `step` hears of each fifty cases and may raise to stop: then nothing was changed. Raises
    NotAllowed for a list with faults or without cases, or a number that was given out meanwhile;
    Trouble if the disk fails.
    """
    if checked.sound.faults or not checked.sound.cases:
        raise NotAllowed(
            later("Nothing can be fetched from this list yet."), later("Mend what is faulty first.")
        )
    found, cases = joined(checked.sound, same)
    with known_trouble():
        if documents.known_numbers(desk.db, [case.number for case in cases]):
            raise NotAllowed(
                later("Another case has this number."),
                later("Choose the file again, so that it is checked anew."),
            )
    with no_cycles():
        upkeep.before_change(desk)
        add_documents(desk, _documents(found, cases, step), IMPORTED)
    return Changed(_TOPICS)


def _documents(found: Sequence[Person], cases: Sequence[Case], step: Step) -> Iterator[Document]:
    """The list in pieces, each with the people whom it is the first to name."""
    left = {person.id: person for person in found}
    for begin in range(0, len(cases), _AT_A_TIME):
        step(begin, len(cases))
        piece = cases[begin : begin + _AT_A_TIME]
        named = [key for case in piece for key in (case.child, *(one.person for one in case.relations))]
        new = [left.pop(key) for key in dict.fromkeys(named) if key in left]
        yield Document(format="taetpaa-exchange", version=1, people=tuple(new), cases=tuple(piece))
    step(len(cases), len(cases))
