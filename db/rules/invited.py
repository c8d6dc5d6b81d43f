"""What an invited person's calendar was given, and what it is told when the meeting changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest

from db.rules.agenda import Slot, Stay


@dataclass(frozen=True, slots=True)
class InvitedEntry:
    """An event of an invitation: its random UID, how often and when it changed, if it was taken back."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    cancelled: bool = False


def entries_for(
    slots: Sequence[Slot], before: Sequence[InvitedEntry], *, now: datetime, new_uid: Callable[[], str]
) -> tuple[InvitedEntry, ...]:
    """An event for each of a person's parts, under the UID that the part of that place had `before`.

    What changed has a higher sequence; an event that has no part any more is cancelled, and stays so.
    """
    found = []
    for slot, known in zip_longest(slots, before):
        if known is None:
            found.append(InvitedEntry(new_uid(), 0, slot.starts_at, slot.ends_at, now))
        elif slot is None:
            found.append(known if known.cancelled else _changed(known, now, cancelled=True))
        elif known.cancelled or (slot.starts_at, slot.ends_at) != (known.starts_at, known.ends_at):
            moved = replace(known, starts_at=slot.starts_at, ends_at=slot.ends_at)
            found.append(_changed(moved, now, cancelled=False))
        else:
            found.append(known)
    return tuple(found)


def is_outdated(stays: Iterable[Stay], given: Mapping[str, Sequence[InvitedEntry]]) -> bool:
    """True if somebody holds an invitation that says something else than `stays`, or none of them any more.

    `given` is what each person was given. Nobody's is outdated while nobody was given any.
    """
    now = {stay.person: [(slot.starts_at, slot.ends_at) for slot in stay.slots] for stay in stays}
    return any(
        (held := [(one.starts_at, one.ends_at) for one in entries if not one.cancelled])
        and held != now.get(person, [])
        for person, entries in given.items()
    )


def _changed(entry: InvitedEntry, now: datetime, *, cancelled: bool) -> InvitedEntry:
    return replace(entry, sequence=entry.sequence + 1, changed_at=now, cancelled=cancelled)
