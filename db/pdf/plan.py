"""The plan on paper: what the child says first, then each goal as a block of its own."""

import unicodedata
from datetime import date, datetime
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table

from db.pdf import fonts, press, sheet
from db.pdf.panel import ROOM, Panel
from db.pdf.plan_goals import Around, goal_panel
from db.pdf.sheet import WIDE, Bookmark, Headline, Paper, Surround, text, texts
from db.records.base import Record, day_of
from db.records.intervention import Intervention
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.records.plan import Plan, PlanStatus, Readers
from db.records.relation import Relation, Role
from db.rules import names
from db.rules.law_names import law_named
from db.rules.readers import Edition, plan_for
from db.rules.summary import first_name
from db.rules.withheld import Withheld
from db.words import Words, later, unbroken

_SIGNING: Final = 46
"""How much room above its line a signature gets, in points."""
_FEW: Final = 3
"""How many lines of a section stand below its heading at least."""
_EDITIONS: Final = {Edition.FAMILY: later("the family's edition"), Edition.FULL: later("the file's own copy")}


class PlanSheet(Record):
    """All that goes on the paper. Built from the store, so that the page can be drawn alone.

    `child_signs`: the child is a party to its case and gets a line to sign on. `party` is whom
    a party's edition is for; `withheld` is what the finished file may not hold.
    """

    plan: Plan
    child: Person
    people: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = ()
    coordinator: str = ""
    printed_on: date
    edition: Edition
    party: Person | None = None
    withheld: tuple[Withheld, ...] = ()
    letterhead: Letterhead = Letterhead()
    next_meeting: datetime | None = None
    interventions: tuple[Intervention, ...] = ()
    legal_ref: str = ""
    child_signs: bool = False


def render(paper: PlanSheet, words: Words) -> bytes:
    """`paper` as an A4 PDF.

    Raises NotAllowed, naming the field, if the finished file holds what is withheld all the same.
    """
    told = paper_of(paper, words)
    return press.made(told.story, told.frame)


def paper_of(paper: PlanSheet, words: Words) -> Paper:
    """`paper` as it is drawn; what its edition may not hold is gone before anything is."""
    plan = plan_for(paper.plan, paper.edition)
    full = paper.edition is Edition.FULL
    title = title_of(paper.child, words)
    story: list[Flowable] = [Bookmark(title), *_head(paper, plan, title, words)]
    story += _child_words(paper, plan, words)
    if full:
        story += _section(words.t("Purpose"), plan.purpose, paper)
    around = Around(
        {person.id: person for person in (*paper.people, paper.child)},
        paper.interventions,
        paper.printed_on,
        full,
        words,
    )
    for number, goal in enumerate(plan.goals, 1):
        story.append(goal_panel(goal, number, around))
    if not plan.goals:
        story.append(
            text(words.t("No goals are written yet."), _voice(paper, sheet.UNDER), WIDE, spaceAfter=12)
        )
    parts = [
        _section(words.t("What the parents say"), plan.parents_words, paper),
        _section(words.t("Support for the family"), plan.family_support, paper),
    ]
    *before, last = [part for part in parts if part] or [[]]
    for part in before:
        story += part
    # Nobody signs on a page of its own: the last words stand above.
    kept = [one for one in last if not isinstance(one, CondPageBreak)]
    kept += _office_part(plan, paper.legal_ref, words) if full else []
    story.append(KeepTogether([*kept, _signatures(paper, words)]))
    frame = Surround(title, paper.letterhead, _told(plan, paper, words), words, paper.withheld)
    return Paper(story, frame)


def title_of(child: Person, words: Words) -> str:
    """`Emils plan`; a name that ends in s, x or z takes an apostrophe, one in other letters no ending."""
    if not _latin(first_name(child)):
        return words.t("Plan for {name}", name=first_name(child))
    return words.t("{owner} plan", owner=_owner(child, words))


def _owner(child: Person, words: Words) -> str:
    name = first_name(child)
    if not _latin(name):
        return words.t("The child's")
    if words.language == "da":
        return f"{name}'" if name[-1].lower() in "sxz" else f"{name}s"
    return f"{name}'" if name[-1].lower() == "s" else f"{name}'s"


def _latin(name: str) -> bool:
    return unicodedata.name(name[-1], "").startswith("LATIN")


def _told(plan: Plan, paper: PlanSheet, words: Words) -> str:
    """`Barnets plan · udkast · familiens udgave`: what stands over every page."""
    if paper.party is not None:
        whose = words.t("edition for {name}", name=first_name(paper.party))
    else:
        whose = words.t(_EDITIONS.get(paper.edition, _EDITIONS[Edition.FAMILY]))
    kind = words.t(names.PLANS[plan.kind])
    draft = [words.t(names.PLAN_STATUSES[plan.status])] if plan.status is PlanStatus.DRAFT else []
    return " · ".join([kind[:1].upper() + kind[1:], *draft, whose])


def _head(paper: PlanSheet, plan: Plan, title: str, words: Words) -> list[Flowable]:
    parts = [words.t("Made together with {people}", people=_together(paper, words))]
    if plan.adopted_on is not None:
        parts.append(unbroken(words.t("holds from {day}", day=words.day(plan.adopted_on))))
    if paper.next_meeting is not None:
        again = words.t("we meet again {day}", day=words.short_day(day_of(paper.next_meeting)))
        parts.append(unbroken(again))
    chip = (
        words.t("Draft of {day}", day=words.day(paper.printed_on)) if plan.status is PlanStatus.DRAFT else ""
    )
    return [
        Headline(title, chip),
        text(" · ".join(parts), _voice(paper, sheet.UNDER), WIDE, ours=True, spaceAfter=16),
    ]


def _together(paper: PlanSheet, words: Words) -> str:
    """`Emil, mor og far`: the child and those with custody, as one says it at the table."""
    by_id = {person.id: person for person in paper.people}
    told = [first_name(paper.child)]
    for one in _custody(paper):
        if one.role in (Role.MOTHER, Role.FATHER):
            told.append(words.t(names.ROLES[one.role]))
        elif one.person in by_id:
            told.append(first_name(by_id[one.person]))
    told = list(dict.fromkeys(told))
    if len(told) == 1:
        return told[0]
    return words.t("{some} and {last}", some=", ".join(told[:-1]), last=told[-1])


def _custody(paper: PlanSheet) -> list[Relation]:
    return [one for one in paper.relations if one.custody and (one.to is None or one.to >= paper.printed_on)]


def _child_words(paper: PlanSheet, plan: Plan, words: Words) -> list[Flowable]:
    if not plan.child_words.strip():
        return []
    parts = texts(words.t("“{text}”", text=plan.child_words.strip()), _voice(paper, sheet.QUOTE), ROOM)
    if plan.child_words_readers is Readers.EVERYONE and paper.edition is not Edition.FULL:
        under = words.t("{name} has said yes to it standing here.", name=first_name(paper.child))
    else:
        readers = words.t(names.READERS[plan.child_words_readers])
        own = words.t("{owner} own words.", owner=_owner(paper.child, words))
        under = f"{own} {words.t('May be read by: {readers}.', readers=readers)}"
    parts.append(text(under, _voice(paper, sheet.RELEASED), ROOM, ours=True, spaceBefore=6))
    return [Panel(parts, ground=True)]


def _voice(paper: PlanSheet, voice: sheet.Voice) -> sheet.Voice:
    """The file's own copy is set small; what others get to read is large."""
    return voice if paper.edition is Edition.FULL else voice.larger()


def _section(title: str, words: str, paper: PlanSheet) -> list[Flowable]:
    if not words.strip():
        return []
    heading, body = _voice(paper, sheet.SECTION), _voice(paper, sheet.BODY)
    return [
        CondPageBreak(heading.line + 12 + _FEW * body.line),
        text(title, heading, WIDE, spaceBefore=8, spaceAfter=4),
        *texts(words, body, WIDE, spaceAfter=12),
    ]


def _office_part(plan: Plan, legal_ref: str, words: Words) -> list[Flowable]:
    told = [words.t("Legal basis: {ref}", ref=law_named(legal_ref, words))] if legal_ref else []
    if plan.decided_on is not None:
        told.append(words.t("decided {day}", day=words.day(plan.decided_on)))
    if plan.replaces is not None:
        told.append(words.t("replaces an earlier version"))
    if plan.approved_by:
        day = f" {words.day(plan.approved_on)}" if plan.approved_on else ""
        told.append(words.t("approved by {name}", name=plan.approved_by) + day)
    told.append(words.t(names.PLAN_STATUSES[plan.status]))
    return [text(" · ".join(told), sheet.SMALL, WIDE, ours=True, spaceBefore=18, spaceAfter=6)]


def _signatures(paper: PlanSheet, words: Words) -> Flowable:
    signing = []
    if paper.child_signs:
        signing.append(first_name(paper.child))
    custody = {one.person for one in _custody(paper)}
    signing += [person.name for person in paper.people if person.id in custody]
    if paper.coordinator:
        signing.append(words.t("{name}, coordinator", name=paper.coordinator))
    if not signing:
        return Spacer(0, 0)
    # Four on one line are narrow but stay together; more go three on a line.
    abreast = len(signing) if len(signing) in (2, 4) else 3
    gap = 7 * mm
    each = (WIDE - (abreast - 1) * gap) / abreast
    rows: list[list[Any]] = []
    style: list[tuple[Any, ...]] = [
        ("FONTNAME", (0, 0), (-1, -1), fonts.SANS),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    for start in range(0, len(signing), abreast):
        cells: list[Any] = [""] * (2 * abreast - 1)
        for at, name in enumerate(signing[start : start + abreast]):
            cells[2 * at] = text(name, _voice(paper, sheet.SMALL), each, ours=True)
            place = (2 * at, len(rows) + 1)
            style.append(("LINEABOVE", place, place, 0.75, sheet.INK))
        rows += [[""] * len(cells), cells]
    return Table(
        rows,
        colWidths=[each if at % 2 == 0 else gap for at in range(2 * abreast - 1)],
        rowHeights=[_SIGNING if at % 2 == 0 else None for at in range(len(rows))],
        style=style,
    )
