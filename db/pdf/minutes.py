"""A meeting's minutes on paper: each part with who took part, then what all of it came to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer

from db.pdf import press, sheet
from db.pdf.panel import ROOM, Panel, Rows, room
from db.pdf.sheet import TALL, WIDE, Bookmark, Headline, Surround, text, texts
from db.records.appointment import AgendaPart, Appointment, AppointmentStatus, ChildHeard, PartNote
from db.records.base import Record, day_of
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.records.placement_answer import PlacementAnswer
from db.records.plan import Readers
from db.records.relation import Relation, Role
from db.rules import names
from db.rules.placement_review import ANSWERS
from db.rules.summary import first_name
from db.rules.withheld import Withheld
from db.words import Words, later

_COLUMNS: Final = (
    ("worries", later("What are we worried about?")),
    ("works_well", later("What works well?")),
    ("needs_to_happen", later("What needs to happen?")),
)
_THIRDS: Final = (ROOM / 3, ROOM / 3, ROOM / 3)
_RATINGS: Final = (ROOM * 0.28, ROOM * 0.12, ROOM * 0.6)
_AGREED: Final = (ROOM * 0.22, ROOM * 0.45, ROOM * 0.33)
_HEADING: Final = 50.0
"""Points that a heading takes, with the air around it."""


class MinutesSheet(Record):
    """All that goes on the paper; built from the store, and holding only what its reader may read.

    `party` is whom the edition is for, None for the file's own copy; `child` is None for a
    meeting that belongs to no case; `answers` are those of the half-year question with
    the placements' titles, in the file's own copy alone; `withheld` is what the file may not hold.
    """

    appointment: Appointment
    child: Person | None = None
    people: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = ()
    party: Person | None = None
    printed_on: date
    answers: tuple[tuple[str, PlacementAnswer], ...] = ()
    withheld: tuple[Withheld, ...] = ()
    letterhead: Letterhead = Letterhead()


def title_of(appointment: Appointment, words: Words) -> str:
    """What a meeting is called on paper: its own title, else its kind."""
    kind = words.t(names.APPOINTMENTS[appointment.kind])
    return appointment.title.strip() or kind[:1].upper() + kind[1:]


def render(paper: MinutesSheet, words: Words) -> bytes:
    """`paper` as an A4 PDF with an outline of its headings.

    Raises NotAllowed, naming the field, if the finished file holds what is withheld all the same.
    """
    title = title_of(paper.appointment, words)
    drawn = _Drawn(paper, words)
    story: list[Flowable] = [Bookmark(title), *drawn.head(title)]
    for part in (
        drawn.parts,
        drawn.whole,
        drawn.columns,
        drawn.ratings,
        drawn.child,
        drawn.answers,
        drawn.agreements,
    ):
        story += part()
    return press.made(story, Surround(title, paper.letterhead, drawn.told(), words, paper.withheld))


class _Drawn:
    """The sections of one paper, each an empty list where there is nothing to tell."""

    def __init__(self, paper: MinutesSheet, words: Words) -> None:
        self._paper, self._words = paper, words
        self._meeting = paper.appointment
        self._full = paper.party is None
        self._people = {person.id: person for person in paper.people}
        self._roles = {
            one.person: words.t(names.ROLES[one.role])
            for one in reversed(paper.relations)
            if one.role is not Role.OTHER
        }

    def told(self) -> str:
        """`Referat · sagens eget eksemplar`: what stands over every page."""
        words, party = self._words, self._paper.party
        whose = (
            words.t("the file's own copy")
            if party is None
            else words.t("edition for {name}", name=first_name(party))
        )
        return " · ".join([words.t("Minutes"), whose])

    def head(self, title: str) -> Iterator[Flowable]:
        """The title, and below it when, where and about whom."""
        words, meeting = self._words, self._meeting
        when = f"{words.weekday(day_of(meeting.starts_at))} {words.moment(meeting.starts_at)}"
        if meeting.ends_at is not None and day_of(meeting.ends_at) == day_of(meeting.starts_at):
            when += f"\N{EN DASH}{words.time(meeting.ends_at)}"
        parts = [when[:1].upper() + when[1:], " ".join(meeting.place.split())]
        if self._paper.child is not None:
            parts.append(words.t("about {name}", name=first_name(self._paper.child)))
        held = meeting.status is AppointmentStatus.HELD
        status = "" if held else words.t(names.APPOINTMENT_STATUSES[meeting.status])
        yield Headline(title, status)
        yield text(" · ".join(one for one in parts if one), sheet.UNDER, WIDE, ours=True, spaceAfter=4)
        if meeting.missed_reason.strip():
            yield from texts(meeting.missed_reason, sheet.BODY, WIDE, spaceAfter=4)
        if not self._full:
            told = words.t("Holds the parts that {name} took part in.", name=first_name(self._paper.party))  # type: ignore[arg-type]
            yield text(told, sheet.SMALL, WIDE, ours=True, spaceAfter=4)
        yield Spacer(0, 12)

    def parts(self) -> Iterator[Flowable]:
        """A block for each part of the agenda: who took part, and what was said."""
        begins = self._meeting.starts_at
        for number, part in enumerate(self._meeting.agenda):
            title = f"{number + 1} · {part.title.strip()}"
            inside: list[Flowable] = [Bookmark(title, 1), text(title, sheet.GOAL, ROOM)]
            under = self._under(part, begins)
            inside += [text(under, sheet.SMALL, ROOM, ours=True, spaceBefore=2)] if under else []
            head = len(inside)
            for note in (one for one in self._meeting.notes if one.part == number):
                inside += self._note(note)
            yield Panel(inside, head=head)
            begins += timedelta(minutes=part.minutes or 0)

    def whole(self) -> Iterator[Flowable]:
        """What was written of the whole meeting."""
        found = [one for one in self._meeting.notes if one.part is None and one.text.strip()]
        if found:
            title = (
                self._words.t("About the whole meeting") if self._meeting.agenda else self._words.t("Notes")
            )
            inside: list[Flowable] = []
            for note in found:
                inside += self._note(note)
            yield from self._under_heading(title, Panel(inside))

    def columns(self) -> Iterator[Flowable]:
        """The three columns beside each other; nothing if all are empty."""
        words = self._words
        told = [getattr(self._meeting, name).strip() for name, _ in _COLUMNS]
        if not any(told):
            return
        rows = [[text(words.t(name), sheet.STRONG, room(_THIRDS[0])) for _, name in _COLUMNS]]
        lines = [one.splitlines() or [""] for one in told]
        for at in range(max(len(one) for one in lines)):
            cells = [one[at] if at < len(one) else "" for one in lines]
            if any(cell.strip() for cell in cells):
                rows.append([text(cell, sheet.BODY, room(_THIRDS[0])) for cell in cells])
        block = Panel([Rows(rows, _THIRDS), *self._readers(self._meeting.columns_readers)])
        yield from self._under_heading(words.t("The three columns"), block)

    def ratings(self) -> Iterator[Flowable]:
        """Each rating by itself, with its reason: they are never averaged."""
        words = self._words
        if not self._meeting.safety_scale:
            return
        rows = [self._heads((words.t("Who"), words.t("0–10"), words.t("because")), _RATINGS)]
        for one in self._meeting.safety_scale:
            reason = one.reason.strip()
            if self._full and one.readers is not Readers.PARTICIPANTS:
                reason = f"{reason} ({words.t(names.READERS[one.readers])})".strip()
            rows.append(
                [
                    text(self._called(one.rated_by), sheet.STRONG, room(_RATINGS[0]), ours=True),
                    text(str(one.score), sheet.STRONG, room(_RATINGS[1])),
                    text(reason, sheet.BODY, room(_RATINGS[2])),
                ]
            )
        yield from self._under_heading(words.t("How safe is it? 0–10"), Panel([Rows(rows, _RATINGS)]))

    def child(self) -> Iterator[Flowable]:
        """How the child was heard, and its own words."""
        words, meeting = self._words, self._meeting
        if not meeting.child_words.strip() and meeting.child_heard is ChildHeard.NOT_RELEVANT:
            return
        heard = words.t(names.HEARD[meeting.child_heard])
        inside: list[Flowable] = []
        if meeting.child_heard is not ChildHeard.NOT_RELEVANT:
            inside.append(text(heard[:1].upper() + heard[1:], sheet.SMALL, ROOM, ours=True))
        if meeting.child_words.strip():
            quoted = words.t("“{text}”", text=meeting.child_words.strip())
            inside += texts(quoted, sheet.QUOTED, ROOM, spaceBefore=4)
            inside += self._readers(meeting.child_words_readers)
        yield from self._under_heading(words.t("The child's voice"), Panel(inside, ground=True))

    def answers(self) -> Iterator[Flowable]:
        """The half-year question of each placement; who but the office may read it is nobody."""
        words = self._words
        if not self._paper.answers:
            return
        blocks = []
        for title, one in self._paper.answers:
            inside: list[Flowable] = [text(title, sheet.SMALL, ROOM)] if title.strip() else []
            inside.append(text(words.t(ANSWERS[one.answer]), sheet.STRONG, ROOM, ours=True))
            inside += texts(one.reason, sheet.BODY, ROOM, spaceBefore=4)
            inside += self._readers(Readers.CASEWORKER)
            blocks.append(Panel(inside))
        yield from self._under_heading(words.t("The half-year question"), *blocks)

    def agreements(self) -> Iterator[Flowable]:
        """Who does what by when."""
        words = self._words
        if not self._meeting.agreements:
            return
        rows = [self._heads((words.t("Who"), words.t("does what"), words.t("by when")), _AGREED)]
        for one in self._meeting.agreements:
            due = words.day(one.due_on) if one.due_on else "–"
            if one.done_on is not None:
                due = words.t("done {day}", day=words.day(one.done_on))
            rows.append(
                [
                    text(self._called(one.responsible), sheet.STRONG, room(_AGREED[0]), ours=True),
                    text(one.title.strip(), sheet.BODY, room(_AGREED[1])),
                    text(due, sheet.BODY, room(_AGREED[2])),
                ]
            )
        yield from self._under_heading(words.t("Agreements"), Panel([Rows(rows, _AGREED)]))

    def _under_heading(self, title: str, *blocks: Panel) -> Iterator[Flowable]:
        """A heading and its blocks; it goes to the next page with the first one, if that is short."""
        yield CondPageBreak(_HEADING + min(blocks[0].wrap()[1], TALL / 3))
        yield Bookmark(title, 1)
        yield text(title, sheet.SECTION, WIDE, spaceBefore=8, spaceAfter=6)
        yield from blocks

    def _note(self, note: PartNote) -> Iterable[Flowable]:
        if not note.text.strip():
            return []
        return [*texts(note.text, sheet.BODY, ROOM, spaceBefore=6), *self._readers(note.readers)]

    def _readers(self, readers: Readers) -> list[Paragraph]:
        """In the file's own copy: who may read what stands above."""
        if not self._full:
            return []
        told = self._words.t("May be read by: {readers}.", readers=self._words.t(names.READERS[readers]))
        return [text(told, sheet.RELEASED, ROOM, ours=True, spaceBefore=4)]

    def _under(self, part: AgendaPart, begins: datetime) -> str:
        words = self._words
        told = [words.n("{count} minute", "{count} minutes", part.minutes)] if part.minutes else []
        if self._full and all(one.minutes for one in self._meeting.agenda):
            told.insert(0, words.time(begins))  # in a party's edition parts are missing in between
        told.append(", ".join(self._presented(person) for person in part.participants))
        return " · ".join(one for one in told if one)

    def _presented(self, person_id: str) -> str:
        role = self._roles.get(person_id)
        return f"{self._called(person_id)} ({role})" if role else self._called(person_id)

    def _called(self, person_id: str | None) -> str:
        """First names, the whole name where two share it."""
        person = self._people.get(person_id or "")
        if person is None:
            return self._words.t("Nobody named")
        same = sum(first_name(other) == first_name(person) for other in self._people.values())
        return person.name if same > 1 else first_name(person)

    def _heads(self, told: Sequence[str], wide: Sequence[float]) -> list[Paragraph]:
        return [text(one, sheet.HEADING, room(column)) for one, column in zip(told, wide, strict=True)]
