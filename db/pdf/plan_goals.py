"""One goal on paper: a framed block with its words, its curves, and who does what by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.platypus import Flowable, Paragraph

from db.pdf import sheet
from db.pdf.curve import Beside, Curve, left_of
from db.pdf.panel import ROOM, Panel, Rows, room
from db.pdf.sheet import Bookmark, text, texts
from db.records.intervention import Intervention
from db.records.person import Person
from db.records.plan import Goal, GoalStatus, Progress, SubGoal
from db.rules import names
from db.rules.summary import first_name
from db.words import Words, unbroken

_STEPS: Final = (ROOM * 0.22, ROOM * 0.47, ROOM * 0.31)
"""The last one has room for the longest day with its year in the large type."""
_RATINGS: Final = (ROOM * 0.22, ROOM * 0.2, ROOM * 0.08, ROOM * 0.5)
_MOST_CURVES: Final = 3
_SHORT_TITLE: Final = 120
"""A longer title takes the whole width, with the curves below it."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a goal needs to know of its plan; `full` for the file's own copy."""

    people: dict[str, Person]
    interventions: tuple[Intervention, ...]
    printed_on: date
    full: bool
    words: Words

    def called(self, person_id: str | None) -> str:
        """First names, as on a fridge; the whole name where two share it."""
        person = self.people.get(person_id or "")
        if person is None:
            return self.words.t("Nobody named")
        first = first_name(person)
        same = sum(first_name(other) == first for other in self.people.values())
        return person.name if same > 1 else first

    def voice(self, voice: sheet.Voice) -> sheet.Voice:
        """The file's own copy is set small; what others get to read is large."""
        return voice if self.full else voice.larger()

    def day(self, day: date) -> str:
        """A day, with its year where that is not the year of the print."""
        return self.words.short_day(day) if day.year == self.printed_on.year else self.words.day(day)


def goal_panel(goal: Goal, number: int, around: Around) -> Panel:
    """The block of `goal`: its heading stays with what follows, long tables go on on the next page."""
    raters = _by_rater(goal.progress)
    parts = [Bookmark(_called(goal, number), 1), *_heading(goal, number, raters, around)]
    words = around.words
    if goal.child_words.strip():
        parts += texts(
            words.t("“{text}”", text=goal.child_words.strip()),
            around.voice(sheet.QUOTED),
            ROOM,
            spaceBefore=6,
        )
    if around.full and goal.child_words.strip():
        marked = words.t(
            "May be read by: {readers}.", readers=words.t(names.READERS[goal.child_words_readers])
        )
        parts.append(text(marked, around.voice(sheet.RELEASED), ROOM))
    for told in _now_and_sign(goal, words):
        parts += texts(told, around.voice(sheet.UNDER), ROOM, spaceBefore=4)
    head = len(parts)
    parts += _office_lines(goal, around) if around.full else _single_ratings(raters, around)
    parts.append(_steps(goal, around))
    if around.full and goal.progress:
        parts.append(_ratings(goal.progress, around))
    again = words.t("Goal {number}, continued", number=number)
    return Panel(
        parts, head=head, whole=not around.full, again=text(again, around.voice(sheet.SMALL), ROOM, ours=True)
    )


def _called(goal: Goal, number: int) -> str:
    """`1 · I skole fire dage om ugen`; only the number while it has no words yet."""
    return " · ".join(part for part in (str(number), goal.title.strip()) if part)


def _heading(
    goal: Goal, number: int, raters: dict[str | None, list[Progress]], around: Around
) -> list[Flowable]:
    told, voice = _called(goal, number), around.voice(sheet.GOAL)
    curves = [
        Curve(
            [(rating.on, rating.score) for rating in ratings],
            around.called(rater),
            around.words.t("{first} to {last}", first=ratings[0].score, last=ratings[-1].score),
        )
        for rater, ratings in raters.items()
        if len(ratings) > 1
    ][:_MOST_CURVES]
    if curves and len(goal.title) <= _SHORT_TITLE:
        return [Beside(text(told, voice, left_of(curves, ROOM)), curves, ROOM)]
    beside = [Beside(text("", around.voice(sheet.BODY), ROOM), curves, ROOM)] if curves else []
    return [text(told, voice, ROOM), *beside]


def _by_rater(progress: Sequence[Progress]) -> dict[str | None, list[Progress]]:
    """Each rater's ratings, the oldest first; those of one person are never mixed with another's."""
    raters: dict[str | None, list[Progress]] = {}
    for rating in sorted(progress, key=lambda one: one.on):
        raters.setdefault(rating.rated_by, []).append(rating)
    return raters


def _now_and_sign(goal: Goal, words: Words) -> Iterator[str]:
    if goal.baseline.strip():
        yield words.t("Now: {text}", text=goal.baseline.strip())
    if goal.sign.strip():
        yield words.t("We can see it works when: {text}", text=goal.sign.strip())


def _single_ratings(raters: dict[str | None, list[Progress]], around: Around) -> list[Paragraph]:
    """Who rated once only: one number makes no curve."""
    told = [
        unbroken(f"{around.called(rater)} {ratings[0].score} ({around.day(ratings[0].on)})")
        for rater, ratings in raters.items()
        if len(ratings) == 1
    ]
    if not told:
        return []
    line = around.words.t("Rated from 0 to 10: {ratings}", ratings=" · ".join(told))
    return [text(line, around.voice(sheet.SMALL), ROOM, ours=True, spaceBefore=4)]


def _office_lines(goal: Goal, around: Around) -> list[Paragraph]:
    """Status and area, and each intervention that is there for this goal, without its price."""
    words = around.words
    told = [words.t("Status: {status}", status=words.t(names.GOAL_STATUSES[goal.status]))]
    if goal.area is not None:
        told.append(words.t(names.AREAS[goal.area]))
    lines = [text(" · ".join(told), around.voice(sheet.SMALL), ROOM, spaceBefore=4)]
    for item in around.interventions:
        if goal.id in item.goals:
            title = item.title or item.legal_ref or item.catalogue
            line = words.t("Intervention: {title}, {period}", title=title, period=_period(item, words))
            lines.append(text(line, around.voice(sheet.SMALL), ROOM))
    return lines


def _period(item: Intervention, words: Words) -> str:
    last = item.ended_on or item.expected_end
    if last is None:
        return words.t("from {day}", day=words.day(item.starts_on))
    return f"{words.day(item.starts_on)} – {words.day(last)}"


def _steps(goal: Goal, around: Around) -> Flowable:
    """Who does what by when; a step that was given up is the file's affair."""
    words = around.words
    shown = [sub for sub in goal.sub_goals if around.full or sub.status is not GoalStatus.GIVEN_UP]
    if not shown:
        return text(words.t("No steps are agreed yet."), around.voice(sheet.BODY), ROOM, spaceBefore=6)
    rows = [_heads((words.t("Who"), words.t("does what"), words.t("by when")), _STEPS, around)]
    for sub in shown:
        due = around.day(sub.due_on) if sub.due_on else "–"
        rows.append(
            [
                text(around.called(sub.responsible), around.voice(sheet.STRONG), room(_STEPS[0]), ours=True),
                text(_step(sub, around), around.voice(sheet.BODY), room(_STEPS[1])),
                text(due, around.voice(sheet.BODY), room(_STEPS[2])),
            ]
        )
    return Rows(rows, _STEPS)


def _step(sub: SubGoal, around: Around) -> str:
    if around.full or sub.status is GoalStatus.REACHED:
        status = around.words.t(names.GOAL_STATUSES[sub.status])
        return f"{sub.title.strip()} ({unbroken(status)})"
    return sub.title.strip()


def _ratings(progress: Sequence[Progress], around: Around) -> Rows:
    words = around.words
    head = (words.t("Rated on"), words.t("by"), words.t("0–10"), words.t("because"))
    rows = [_heads(head, _RATINGS, around)]
    for rating in sorted(progress, key=lambda one: one.on):
        told = (words.day(rating.on), around.called(rating.rated_by), str(rating.score))
        cells = [
            text(one, around.voice(sheet.SMALL), room(at), ours=True)
            for one, at in zip(told, _RATINGS, strict=False)
        ]
        rows.append([*cells, text(rating.note.strip(), around.voice(sheet.SMALL), room(_RATINGS[3]))])
    return Rows(rows, _RATINGS)


def _heads(told: Sequence[str], wide: Sequence[float], around: Around) -> list[Paragraph]:
    return [
        text(one, around.voice(sheet.HEADING), room(column)) for one, column in zip(told, wide, strict=True)
    ]
