"""The plan on paper: what the child says first, then each goal as a block of its own."""

from datetime import date, datetime
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table, TableStyle

from db.pdf import fonts, sheet
from db.pdf.plan_goals import goal_parts
from db.pdf.sheet import GROUND, LINE, WIDE, Bookmark, Frame4, Letterhead, text
from db.records.base import Record, day_of
from db.records.intervention import Intervention
from db.records.person import Person
from db.records.plan import Plan, PlanKind, PlanStatus
from db.records.relation import Relation
from db.rules import names
from db.rules.readers import Edition, plan_for
from db.words import Words, later

__all__ = ["Letterhead", "PlanSheet", "render"]

_PAD: Final = 6 * mm
_LEGAL: Final = {
    PlanKind.CHILD_PLAN: "BL § 91",
    PlanKind.YOUTH_PLAN: "BL § 108",
    PlanKind.ACTION_PLAN: "SEL § 140",
}
_SIGNS_FROM: Final = 10
"""From this age a child is a party to its case (BL § 3) and is given a line to sign on."""
_EDITIONS: Final = {Edition.FAMILY: later("the family's edition"), Edition.FULL: later("the file's own copy")}


class PlanSheet(Record):
    """All that goes on the paper. Built from the store, so that the page can be drawn alone."""

    plan: Plan
    child: Person
    people: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = ()
    coordinator: str = ""
    printed_on: date
    edition: Edition
    letterhead: Letterhead = Letterhead()
    next_meeting: datetime | None = None
    interventions: tuple[Intervention, ...] = ()


def render(paper: PlanSheet, words: Words) -> bytes:
    """`paper` as an A4 PDF; what its edition may not hold is gone before anything is drawn."""
    plan = plan_for(paper.plan, paper.edition)
    kind = words.t(names.PLANS[plan.kind])
    told = f"{kind[:1].upper()}{kind[1:]} · {words.t(_EDITIONS[paper.edition])}"
    title = title_of(paper.child, words)
    story: list[Flowable] = [Bookmark(title), *_head(paper, plan, title, words)]
    story += _child_words(paper, plan, words)
    if paper.edition is Edition.FULL:
        story += _section(words.t("Purpose"), plan.purpose)
    for number, goal in enumerate(plan.goals, 1):
        story += goal_parts(goal, number, plan, paper.people, paper.interventions, paper.edition, words)
    if not plan.goals:
        story.append(text(words.t("No goals are written yet."), sheet.UNDER, WIDE, spaceAfter=12))
    story += _section(words.t("What the parents say"), plan.parents_words)
    story += _section(words.t("Support for the family"), plan.family_support)
    if paper.edition is Edition.FULL:
        story += _office_part(plan, words)
    story.append(_signatures(paper, words))
    return sheet.made(story, Frame4(title, paper.letterhead, told, words))


def title_of(child: Person, words: Words) -> str:
    """`Emils plan`; a name that ends in s, x or z takes an apostrophe."""
    name = child.name.split()[0]
    if words.language == "da":
        owner = f"{name}'" if name[-1].lower() in "sxz" else f"{name}s"
    else:
        owner = f"{name}'" if name[-1].lower() == "s" else f"{name}'s"
    return words.t("{owner} plan", owner=owner)


def _head(paper: PlanSheet, plan: Plan, title: str, words: Words) -> list[Flowable]:
    parts = [words.t("Made together with {people}", people=_together(paper, words))]
    if plan.adopted_on is not None:
        parts.append(words.t("holds from {day}", day=words.day(plan.adopted_on)))
    if paper.next_meeting is not None:
        parts.append(words.t("we meet again {day}", day=words.short_day(day_of(paper.next_meeting))))
    draft = plan.status is PlanStatus.DRAFT
    if draft:
        parts.insert(0, words.t("Draft of {day}", day=words.day(paper.printed_on)))
    under = " · ".join(parts)
    return [
        text(title, sheet.TITLE, WIDE, spaceAfter=4),
        text(under, sheet.UNDER, WIDE, spaceAfter=16),
    ]


def _together(paper: PlanSheet, words: Words) -> str:
    """`Emil, mor og far`: the child and those with custody, as one says it at the table."""
    told = [paper.child.name.split()[0]]
    told += [words.t(names.ROLES[one.role]) for one in paper.relations if one.custody and one.to is None]
    told = list(dict.fromkeys(told))
    return (
        told[0] if len(told) == 1 else words.t("{some} and {last}", some=", ".join(told[:-1]), last=told[-1])
    )


def _child_words(paper: PlanSheet, plan: Plan, words: Words) -> list[Flowable]:
    if not plan.child_words:
        return []
    room = WIDE - 2 * _PAD
    name = paper.child.name.split()[0]
    told = f"\N{RIGHT DOUBLE QUOTATION MARK}{plan.child_words.strip()}\N{RIGHT DOUBLE QUOTATION MARK}"
    if paper.edition is Edition.FAMILY:
        under = words.t("{name} has said yes to it standing here.", name=name)
    else:
        readers = words.t(names.READERS[plan.child_words_readers])
        under = words.t("{name}'s own words. May be read by: {readers}.", name=name, readers=readers)
    rows = [[text(part, sheet.QUOTE, room)] for part in _pieces(told)]
    rows.append([text(under, sheet.RELEASED, room)])
    return [_block(rows, ground=True), Spacer(0, 14)]


def _pieces(told: str) -> list[str]:
    """A long text in parts that can go on on the next page."""
    return [part for part in told.split("\n") if part.strip()] or [told]


def _block(rows: list[list[Any]], *, ground: bool) -> Table:
    style: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.SANS),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, 0), 12),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 12),
    ]
    style.append(
        ("BACKGROUND", (0, 0), (-1, -1), GROUND) if ground else ("BOX", (0, 0), (-1, -1), 0.75, LINE)
    )
    return Table(rows, colWidths=[WIDE], style=TableStyle(style), cornerRadii=[8] * 4, splitInRow=1)


def _section(title: str, words: str) -> list[Flowable]:
    if not words.strip():
        return []
    return [
        CondPageBreak(60),
        text(title, sheet.SECTION, WIDE, spaceBefore=8, spaceAfter=4),
        *(text(part, sheet.BODY, WIDE, spaceAfter=6) for part in _pieces(words)),
        Spacer(0, 6),
    ]


def _office_part(plan: Plan, words: Words) -> list[Flowable]:
    told = [words.t("Legal basis: {ref}", ref=_LEGAL[plan.kind])]
    if plan.decided_on is not None:
        told.append(words.t("decided {day}", day=words.day(plan.decided_on)))
    if plan.replaces is not None:
        told.append(words.t("replaces an earlier version"))
    if plan.approved_by:
        day = f" {words.day(plan.approved_on)}" if plan.approved_on else ""
        told.append(words.t("approved by {name}", name=plan.approved_by) + day)
    told.append(words.t(names.PLAN_STATUSES[plan.status]))
    return [text(" · ".join(told), sheet.SMALL, WIDE, spaceBefore=6, spaceAfter=6)]


def _signatures(paper: PlanSheet, words: Words) -> Flowable:
    signing = []
    if paper.child.born is not None and _age(paper.child.born, paper.printed_on) >= _SIGNS_FROM:
        signing.append(paper.child.name.split()[0])
    custody = {one.person for one in paper.relations if one.custody and one.to is None}
    signing += [person.name for person in paper.people if person.id in custody]
    if paper.coordinator:
        signing.append(words.t("{name}, coordinator", name=paper.coordinator))
    each, gap = (WIDE - 2 * 8 * mm) / 3, 8 * mm
    rows: list[list[Any]] = []
    for start in range(0, len(signing), 3):
        cells: list[Any] = []
        for name in signing[start : start + 3]:
            line = Table(
                [[text(name, sheet.SMALL, each)]],
                colWidths=[each],
                style=[
                    ("LINEABOVE", (0, 0), (-1, -1), 0.75, sheet.INK),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("FONTNAME", (0, 0), (-1, -1), fonts.SANS),
                ],
            )
            cells += [line, ""]
        cells += [""] * (6 - len(cells))
        rows.append(cells[:5])
    if not rows:
        return Spacer(0, 0)
    table = Table(
        rows,
        colWidths=[each, gap, each, gap, each],
        style=[
            ("FONTNAME", (0, 0), (-1, -1), fonts.SANS),
            ("TOPPADDING", (0, 0), (-1, -1), 34),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ],
    )
    return KeepTogether([table])


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
