"""Lists of cases and people from elsewhere: read, checked row by row, and taken in whole or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.actions import computed, upkeep
from db.actions.desk import Act, Changed, Desk, Topic
from db.actions.documents import add_documents, no_cycles, read_file
from db.errors import NotAllowed, Stale
from db.exchange.table import Table, read_table
from db.records.base import new_id
from db.records.case import Case
from db.records.document import Document
from db.records.person import Person
from db.rules.danish import sort_key
from db.rules.list_fields import Holds
from db.rules.list_rows import Known, Office, Rows, Sound, Twin, joined, twins
from db.store import cases, documents, holds, people, relations
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
        known_cases = _known_cases(desk, asked)
    office = Office(desk.today(), words, new_id, desk.who, known_cases)
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
    Stale if the people of a case that gets more changed meanwhile; Trouble if the disk fails.
    """
    if checked.sound.faults or not (checked.sound.cases or checked.sound.more):
        raise NotAllowed(
            later("Nothing can be fetched from this list yet."), later("Mend what is faulty first.")
        )
    sound = joined(checked.sound, same)
    with known_trouble():
        if documents.known_numbers(desk.db, [case.number for case in sound.cases]):
            raise NotAllowed(
                later("Another case has this number."),
                later("Choose the file again, so that it is checked anew."),
            )
        _refuse_changed(desk, sound)
    with no_cycles():
        upkeep.before_change(desk)
        new = _documents(sound.people, sound.cases, step)
        add_documents(desk, new, IMPORTED, lambda act: _add_people(desk, act, sound))
    return Changed(_TOPICS)


def _known_cases(desk: Desk, numbers: Sequence[str]) -> dict[str, Known]:
    found = cases.many(desk.db, documents.cases_of_numbers(desk.db, numbers))
    named = {key for case in found for key in (case.child, *(one.person for one in case.relations))}
    everybody = people.of(desk.db, named)
    return {
        case.number: Known(
            case, {key: everybody[key] for key in (case.child, *(one.person for one in case.relations))}
        )
        for case in found
    }


def _refuse_changed(desk: Desk, sound: Sound) -> None:
    for before, _ in sound.more:
        holds.refuse_read_only(desk.db, before.id)
        if cases.get(desk.db, before.id).relations != before.relations:
            raise Stale(
                later("The people of this case were changed while you worked on them."),
                later("Choose the file again, so that it is checked anew."),
            )


def _add_people(desk: Desk, act: Act, sound: Sound) -> None:
    """Put the list's people into cases that were there before, in the open transaction."""
    for before, after in sound.more:
        stored = cases.get(desk.db, before.id)
        relations.save(desk.db, before.id, after.relations)
        act.changed("case", before.id, before.id, stored, stored.changed(relations=after.relations))
        computed.refresh_case(desk, before.id)
    if sound.more:
        computed.index_home(desk, [before.id for before, _ in sound.more])


def _documents(found: Sequence[Person], made: Sequence[Case], step: Step) -> Iterator[Document]:
    """The list in pieces, each with the people whom it is the first to name."""
    left = {person.id: person for person in found}
    for begin in range(0, len(made), _AT_A_TIME):
        step(begin, len(made))
        piece = made[begin : begin + _AT_A_TIME]
        named = [key for case in piece for key in (case.child, *(one.person for one in case.relations))]
        new = [left.pop(key) for key in dict.fromkeys(named) if key in left]
        yield Document(format="taetpaa-exchange", version=1, people=tuple(new), cases=tuple(piece))
    if left:  # those of cases that were there before
        yield Document(format="taetpaa-exchange", version=1, people=tuple(left.values()))
    step(len(made), len(made))
