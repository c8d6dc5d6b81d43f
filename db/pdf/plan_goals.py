"""One goal on paper: a framed block with its words, its curve, and who does what by when."""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from db.pdf import fonts, sheet
from db.pdf.curve import WIDTH, Curve
from db.pdf.sheet import LINE, WIDE, Bookmark, text
from db.records.intervention import Intervention
from db.records.person import Person
from db.records.plan import Goal, GoalStatus, Plan, Progress
from db.rules import names
from db.rules.readers import Edition
from db.words import Words

_PAD: Final = 6 * mm
_ROOM: Final = WIDE - 2 * _PAD
_WHO: Final = 0.24
_WHEN: Final = 0.2


def goal_parts(
    goal: Goal,
    number: int,
    plan: Plan,
    people: Sequence[Person],
    interventions: Sequence[Intervention],
    edition: Edition,
    words: Words,
) -> list[Flowable]:
    """The block of `goal`: its head stays with what follows, long tables go on on the next page."""
    full = edition is Edition.FULL
    by_id = {person.id: person for person in people}
    rows: list[list[Any]] = [[text(f"{number} · {goal.title.strip()}", sheet.GOAL, _ROOM)]]
    if goal.progress:
        rows.append([_curves(goal, by_id, words)])
    if goal.child_words.strip():
        quoted = f"\N{RIGHT DOUBLE QUOTATION MARK}{goal.child_words.strip()}\N{RIGHT DOUBLE QUOTATION MARK}"
        rows.append([text(quoted, sheet.Voice(fonts.SERIF_ITALIC, 12, 17), _ROOM)])
    rows += [[text(told, sheet.BODY, _ROOM)] for told in _now_and_sign(goal, words)]
    if full:
        rows.append([text(_office_line(goal, interventions, words), sheet.SMALL, _ROOM)])
    steps = _steps(goal, by_id, words, full=full)
    if steps is not None:
        rows.append([steps])
    if full and goal.progress:
        rows.append([_ratings(goal.progress, by_id, words)])
    style = [
        ("BOX", (0, 0), (-1, -1), 0.75, LINE),
        ("FONTNAME", (0, 0), (-1, -1), fonts.SANS),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, 0), 12),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 12),
        ("NOSPLIT", (0, 0), (-1, min(2, len(rows) - 1))),
    ]
    block = Table(rows, colWidths=[WIDE], style=TableStyle(style), cornerRadii=[8] * 4, splitInRow=1)
    parts = [Bookmark(f"{number} · {goal.title}", 1), block, Spacer(0, 12)]
    # On a family's page a goal stays whole; the file's own copy saves paper.
    return parts if full else [KeepTogether(parts)]


def _curves(goal: Goal, by_id: dict[str, Person], words: Words) -> Table:
    """A curve for each rater, as many beside each other as there is room for."""
    raters: dict[str | None, list[Progress]] = {}
    for rating in sorted(goal.progress, key=lambda one: one.on):
        raters.setdefault(rating.rated_by, []).append(rating)
    curves: list[Flowable] = []
    for rater, ratings in raters.items():
        first, last = ratings[0].score, ratings[-1].score
        told = str(last) if len(ratings) == 1 else words.t("{first} to {last}", first=first, last=last)
        points = [(rating.on, rating.score) for rating in ratings]
        curves.append(Curve(points, _called(rater, by_id, words), told))
    abreast = int(_ROOM // WIDTH)
    rows = [curves[at : at + abreast] for at in range(0, len(curves), abreast)]
    rows[-1] += [""] * (abreast - len(rows[-1]))  # type: ignore[list-item]
    style: list[tuple[Any, ...]] = [("FONTNAME", (0, 0), (-1, -1), fonts.SANS)]
    style += [(side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING")]
    return Table(rows, colWidths=[_ROOM / abreast] * abreast, style=TableStyle(style))


def _now_and_sign(goal: Goal, words: Words) -> list[str]:
    told = []
    if goal.baseline.strip():
        told.append(words.t("Now: {text}", text=goal.baseline.strip()))
    if goal.sign.strip():
        told.append(words.t("We can see it works when: {text}", text=goal.sign.strip()))
    return told


def _office_line(goal: Goal, interventions: Sequence[Intervention], words: Words) -> str:
    told = [words.t(names.GOAL_STATUSES[goal.status])]
    if goal.area is not None:
        told.append(words.t(names.AREAS[goal.area]))
    for item in interventions:
        if goal.id in item.goals:
            last = item.ended_on or item.expected_end
            end = words.day(last) if last is not None else ""
            told.append(f"{item.title} {words.day(item.starts_on)}–{end}".strip())
    return " · ".join(told)


def _steps(goal: Goal, by_id: dict[str, Person], words: Words, *, full: bool) -> Table | None:
    shown = [sub for sub in goal.sub_goals if full or sub.status is not GoalStatus.GIVEN_UP]
    if not shown:
        return None
    wide = (_ROOM * _WHO, _ROOM * (1 - _WHO - _WHEN), _ROOM * _WHEN)
    head = (words.t("Who"), words.t("does what"), words.t("by when"))
    rows = [[text(told, sheet.HEADING, wide[at]) for at, told in enumerate(head)]]
    for sub in shown:
        what = sub.title.strip()
        if full or sub.status is GoalStatus.REACHED:
            what += f" ({words.t(names.GOAL_STATUSES[sub.status])})"
        rows.append(
            [
                text(_called(sub.responsible, by_id, words), sheet.STRONG, wide[0]),
                text(what, sheet.BODY, wide[1]),
                text(words.short_day(sub.due_on) if sub.due_on else "–", sheet.BODY, wide[2]),
            ]
        )
    return _lined(rows, wide)


def _ratings(progress: Sequence[Progress], by_id: dict[str, Person], words: Words) -> Table:
    wide = (_ROOM * 0.2, _ROOM * 0.24, _ROOM * 0.1, _ROOM * 0.46)
    head = (words.t("Rated on"), words.t("by"), words.t("0–10"), words.t("because"))
    rows = [[text(told, sheet.HEADING, wide[at]) for at, told in enumerate(head)]]
    for rating in sorted(progress, key=lambda one: one.on):
        cells = (
            words.day(rating.on),
            _called(rating.rated_by, by_id, words),
            str(rating.score),
            rating.note.strip(),
        )
        rows.append([text(told, sheet.SMALL, wide[at]) for at, told in enumerate(cells)])
    return _lined(rows, wide)


def _lined(rows: list[list[Any]], wide: Sequence[float]) -> Table:
    style = [
        ("LINEBELOW", (0, 0), (-1, -2), 0.75, LINE),
        ("FONTNAME", (0, 0), (-1, -1), fonts.SANS),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return Table(rows, colWidths=list(wide), style=TableStyle(style), repeatRows=1, splitInRow=1)


def _called(person_id: str | None, by_id: dict[str, Person], words: Words) -> str:
    """First names, as on a fridge; the whole name where two share it."""
    if person_id is None or person_id not in by_id:
        return words.t("Nobody named")
    first = by_id[person_id].name.split()[0]
    same = sum(person.name.split()[0] == first for person in by_id.values())
    return by_id[person_id].name if same > 1 else first
