"""A meeting while it is held: what is typed finds its place in it, and where its time has come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from db.records.appointment import (
    Agreement,
    Appointment,
    AppointmentKind,
    PartNote,
    SafetyRating,
)
from db.records.plan import Readers

COLUMNS: Final = ("worries", "works_well", "needs_to_happen")
"""The three columns, from the left."""
_TEXTS: Final = frozenset({*COLUMNS, "child_words"})
_WHOLE: Final = "whole"
_NOTES, _SCORES, _RATINGS, _AGREEMENTS = "notes", "score", "safety_scale", "agreements"


def usual_readers(kind: AppointmentKind) -> Readers:
    """Who may read what is written in a meeting of this kind, until somebody chooses otherwise."""
    return Readers.CASEWORKER if kind is AppointmentKind.CHILD_TALK else Readers.PARTICIPANTS


def note_path(meeting: Appointment, part: int | None, nth: int = 0) -> str:
    """The name of the `nth` note of a part: the part's title too, for parts may change their order."""
    if part is None:
        return f"{_NOTES}/{_WHOLE}/{nth}/"
    return f"{_NOTES}/{part}/{nth}/{meeting.agenda[part].title}"


def part_of(meeting: Appointment, path: str) -> int | None:
    """The part whose note is typed under `path`; None for the whole meeting, or a part that is gone."""
    name, _, rest = path.partition("/")
    return _note_named(meeting, rest)[0] if name == _NOTES else None


def score_path(person: str) -> str:
    """The name of the score that a person gives."""
    return f"{_SCORES}/{person}"


def reason_path(person: str) -> str:
    """The name of the reason that a person gives for a rating."""
    return f"{_RATINGS}/{person}"


def agreement_path(agreement: str, field: str = "title") -> str:
    """The name of a field of an agreement."""
    return f"{_AGREEMENTS}/{agreement}/{field}"


def with_typed(meeting: Appointment, typed: Mapping[str, str], child: str | None) -> Appointment:
    """`meeting` with each text of `typed` where its path leads.

    A note of a part that is gone becomes one of the whole meeting: no word is dropped, and
    none is put under another part. What has no place yet (`left_over`) changes nothing.
    """
    for path in sorted(typed, key=_makes_room, reverse=True):
        name, _, rest = path.partition("/")
        text = typed[path]
        if name in _TEXTS:
            meeting = meeting.changed(**{name: text})
        elif name == _NOTES:
            meeting = _with_note(meeting, rest, text)
        elif name == _SCORES:
            meeting = with_rating(meeting, rest, int(text) if text else None, child)
        elif name == _RATINGS:
            meeting = _with_reason(meeting, rest, text)
        elif name == _AGREEMENTS:
            agreement, _, field = rest.rpartition("/")
            meeting = with_agreement(
                meeting, agreement, **{field: text if field == "title" else text or None}
            )
    return meeting


def left_over(meeting: Appointment, typed: Mapping[str, str]) -> dict[str, str]:
    """What of `typed` has no place in `meeting` yet.

    Reasons for ratings that were not given, and of agreements that do not say what is agreed.
    """
    placed = {reason_path(one.rated_by) for one in meeting.safety_scale if one.rated_by is not None}
    agreed = {one.id for one in meeting.agreements}
    return {
        path: text
        for path, text in typed.items()
        if text.strip()
        and (
            (path.startswith(f"{_RATINGS}/") and path not in placed)
            or (path.startswith(f"{_AGREEMENTS}/") and _agreement_of(path) not in agreed)
        )
    }


def _makes_room(path: str) -> bool:
    """True for what others hang on: a score, the title of an agreement."""
    return path.startswith(f"{_SCORES}/") or (path.startswith(f"{_AGREEMENTS}/") and path.endswith("/title"))


def _agreement_of(path: str) -> str:
    return path.partition("/")[2].rpartition("/")[0]


def notes_of(meeting: Appointment, part: int | None) -> list[PartNote]:
    """The notes of a part, None for the whole meeting, in their order; one empty note where none is yet."""
    found = [note for note in meeting.notes if note.part == part]
    return found or [PartNote(part=part, readers=usual_readers(meeting.kind))]


def with_note_readers(meeting: Appointment, part: int | None, nth: int, readers: Readers) -> Appointment:
    """`meeting` with others who may read the `nth` note of a part; the note is made if there is none."""
    return _put_note(meeting, part, nth, {"readers": readers})


def with_rating(
    meeting: Appointment, person: str | None, score: int | None, child: str | None
) -> Appointment:
    """`meeting` with the rating of `person`, taken away for no score; nobody else's is touched.

    What the child rates is the caseworker's alone until the child was asked what may be shared.
    """
    at = _rating_of(meeting, person)
    ratings = list(meeting.safety_scale)
    if score is None:
        ratings = [one for place, one in enumerate(ratings) if place != at]
    elif at is None:
        own = person is not None and person == child
        readers = Readers.CASEWORKER if own else usual_readers(meeting.kind)
        ratings.append(SafetyRating(rated_by=person, score=score, readers=readers))
    else:
        ratings[at] = ratings[at].changed(score=score)
    return meeting.changed(safety_scale=tuple(ratings))


def with_rating_readers(meeting: Appointment, person: str | None, readers: Readers) -> Appointment:
    """`meeting` with others who may read the rating of `person`, if there is one."""
    at = _rating_of(meeting, person)
    ratings = list(meeting.safety_scale)
    if at is not None:
        ratings[at] = ratings[at].changed(readers=readers)
    return meeting.changed(safety_scale=tuple(ratings))


def rating_of(meeting: Appointment, person: str | None) -> SafetyRating | None:
    """What `person` rated, the first if several; None if nothing."""
    at = _rating_of(meeting, person)
    return None if at is None else meeting.safety_scale[at]


def with_agreement(meeting: Appointment, agreement: str, **fields: object) -> Appointment:
    """`meeting` with `fields` of an agreement changed; a new one with a title is added at the end."""
    found = {one.id: one for one in meeting.agreements}
    if agreement in found:
        found[agreement] = found[agreement].changed(**fields)
    elif str(fields.get("title", "")).strip():
        found[agreement] = Agreement.model_validate({"id": agreement, **fields})
    return meeting.changed(agreements=tuple(found.values()))


def without_agreement(meeting: Appointment, agreement: str) -> Appointment:
    """`meeting` without an agreement."""
    return meeting.changed(agreements=tuple(one for one in meeting.agreements if one.id != agreement))


@dataclass(frozen=True, slots=True)
class Span:
    """When a part begins and ends; `ends` is None where nobody said how long it takes."""

    begins: datetime
    ends: datetime | None


def spans(meeting: Appointment) -> list[Span | None]:
    """The time of each part; None from the first part on that follows one of unknown length."""
    found: list[Span | None] = []
    begins: datetime | None = meeting.starts_at
    for part in meeting.agenda:
        if begins is None:
            found.append(None)
            continue
        ends = begins + timedelta(minutes=part.minutes) if part.minutes else None
        found.append(Span(begins, ends))
        begins = ends
    return found


def raters(meeting: Appointment, child: str | None) -> list[str]:
    """Who may be asked how safe it is: the child first, then who takes part, then who has rated already."""
    named: Iterable[str | None] = (
        child,
        *(person for part in meeting.agenda for person in part.participants),
        *(one.rated_by for one in meeting.safety_scale),
    )
    return list(dict.fromkeys(person for person in named if person is not None))


def _with_note(meeting: Appointment, rest: str, text: str) -> Appointment:
    part, nth, title = _note_named(meeting, rest)
    if part is None and title:
        if not text.strip():
            return meeting
        # Its part is gone: what was said there stands whole, under its title.
        told = f"{title}: {text}"
        known = any(note.part is None and note.text == told for note in meeting.notes)
        return meeting if known else _put_note(meeting, None, len(_places(meeting, None)), {"text": told})
    return _put_note(meeting, part, nth, {"text": text})


def _note_named(meeting: Appointment, rest: str) -> tuple[int | None, int, str]:
    """The part, the place among its notes, and the title of a part that is gone."""
    part, nth, title = rest.split("/", 2)
    if part == _WHOLE:
        return None, int(nth), ""
    titles = [one.title for one in meeting.agenda]
    at = int(part)
    if at < len(titles) and titles[at] == title:
        return at, int(nth), ""
    if titles.count(title) == 1:
        return titles.index(title), int(nth), ""
    return None, 0, title


def _places(meeting: Appointment, part: int | None) -> list[int]:
    return [place for place, note in enumerate(meeting.notes) if note.part == part]


def _put_note(meeting: Appointment, part: int | None, nth: int, fields: Mapping[str, object]) -> Appointment:
    places = _places(meeting, part)
    notes = list(meeting.notes)
    if nth < len(places):
        notes[places[nth]] = notes[places[nth]].changed(**fields)
    elif str(fields.get("text", "?")).strip():
        usual = PartNote(part=part, readers=usual_readers(meeting.kind))
        notes.append(usual.changed(**fields))
    return meeting.changed(notes=tuple(notes))


def _rating_of(meeting: Appointment, person: str | None) -> int | None:
    return next((at for at, one in enumerate(meeting.safety_scale) if one.rated_by == person), None)


def _with_reason(meeting: Appointment, person: str | None, text: str) -> Appointment:
    at = _rating_of(meeting, person)
    if at is None:
        return meeting
    ratings = list(meeting.safety_scale)
    ratings[at] = ratings[at].changed(reason=text)
    return meeting.changed(safety_scale=tuple(ratings))
