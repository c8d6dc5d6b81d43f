"""Piles of papers: plans, or family and network, of many cases, as one file or to a printer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from db.actions import network_papers
from db.actions.desk import Desk, note
from db.actions.outgoing import new_files
from db.actions.papers import Asked, sheet_of
from db.books import ages
from db.errors import ForUser, NotAllowed
from db.pdf import network
from db.pdf import plan as plan_paper
from db.pdf.pile import pile, protected
from db.pdf.read_back import Held
from db.pdf.sheet import Paper as Sheet
from db.records.case import Case
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.rules.people_named import people_named
from db.rules.readers import Edition, has_right
from db.rules.summary import plan_to_print
from db.store import cases, people
from db.store.trouble import known_trouble
from db.words import Words, later

AGREED: Final = "plan.agreed"
"""The name in the journal of a yes to giving somebody without a right agreed parts."""
PRINTED: Final = "plan.printed"
EACH_PARTY: Final = Asked(Edition.PARTY)
"""An edition for each party with a right to one."""
Step = Callable[[int, int], None]
_WAYS: Final = 2
"""A pile is gone through twice: drawn, and read back."""
_Line = tuple[str, str, str | None]


class Paper(StrEnum):
    """What a pile is made of."""

    PLAN = "plan"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Pile:
    """A merged PDF: how many papers it holds, what the journal notes of it, the ids of cases left out.

    `made_of` is what its papers are.
    """

    paper: bytes
    papers: int
    lines: tuple[_Line, ...]
    left_out: tuple[str, ...] = ()
    agreed: tuple[_Line, ...] = ()
    made_of: Paper = Paper.PLAN


class Refused(NotAllowed):
    """One paper of a pile is not made; `case_id` is whose."""

    def __init__(self, case_id: str, error: ForUser) -> None:
        super().__init__(error.message, error.remedy, **error.facts)
        self.case_id = case_id


_TITLES: Final = {
    Paper.PLAN: (later("Plan"), later("Plans")),
    Paper.NETWORK: (later("Family and network"), later("Family and network")),
}
"""What one paper is called, and the whole pile."""


def pile_of(
    desk: Desk,
    case_ids: Sequence[str],
    asked: Asked,
    words: Words,
    letterhead: Letterhead,
    step: Step = lambda _done, _of: None,
    made_of: Paper = Paper.PLAN,
) -> Pile:
    """The papers of the cases `case_ids` as one PDF, in their order; `step` hears how far it is.

    Cases of which the family must not be told, or that have no party, are left out of editions
    for others. Raises Refused for a paper that cannot be made, NotAllowed if none is left.
    """
    one, all_of = (words.t(title) for title in _TITLES[made_of])
    lines: list[_Line] = []

    def drawn() -> Iterator[tuple[str, Sheet]]:
        for number, case_id in enumerate(case_ids):
            step(number, _WAYS * len(case_ids))
            try:
                sheets = _MAKING[made_of](desk, case_id, asked, words, letterhead)
            except ForUser as error:
                raise Refused(case_id, error) from error
            for line, paper in sheets:
                lines.append(line)
                yield f"{one} {len(lines)}", paper
        if not lines:
            raise NotAllowed(
                later("There is no paper to make."),
                later("Choose other cases, or another edition."),
            )

    def read_back(number: int) -> None:
        step(len(case_ids) + number * len(case_ids) // len(lines), _WAYS * len(case_ids))

    try:
        whole = pile(drawn(), all_of, words, read_back)
    except Held as error:
        raise Refused(lines[error.paper][2] or "", error) from error
    step(_WAYS * len(case_ids), _WAYS * len(case_ids))
    made = {case_id for _, _, case_id in lines}
    left_out = tuple(case_id for case_id in case_ids if case_id not in made)
    agreed = (
        tuple(("person", asked.party, case_id) for case_id in case_ids)
        if asked.agreed and asked.party is not None
        else ()
    )
    return Pile(whole, len(lines), tuple(lines), left_out, agreed, made_of)


def write_pile(desk: Desk, found: Pile, to: Path, password: str = "") -> datetime:
    """Write `found` to the file `to`, in place of what is there; returns the moment.

    With a `password`, nobody opens it without (AES-256). The prints, and a yes that was said,
    stand in the journal. Raises Trouble if the disk refuses.
    """
    data = protected(found.paper, password) if password else found.paper
    with new_files({to: data}, in_place=True):
        _note(desk, found)
    return desk.now()


def note_printed(desk: Desk, found: Pile) -> datetime:
    """Note in the journal that `found` went to a printer; returns the moment."""
    _note(desk, found)
    return desk.now()


def _note(desk: Desk, found: Pile) -> None:
    if found.agreed:
        note(desk, AGREED, found.agreed)
    note(desk, PRINTED if found.made_of is Paper.PLAN else network_papers.PRINTED, found.lines)


def _plans(
    desk: Desk, case_id: str, asked: Asked, words: Words, letterhead: Letterhead
) -> list[tuple[_Line, Sheet]]:
    """The plan of one case, once for each reader; none if the case is left out."""
    with known_trouble():
        case = cases.get(desk.db, case_id)
        known = list(people.of(desk.db, people_named(case)).values())
    plan = plan_to_print(case.plans)
    if plan is None:
        return []
    if asked.edition is not Edition.FULL and case.parents_not_told is not None:
        return []
    wanted = [asked]
    if asked == EACH_PARTY:
        wanted = [Asked(Edition.PARTY, party.id) for party in parties(desk, case, known)]
    sheets = [sheet_of(case, known, plan, one, desk, letterhead) for one in wanted]
    return [(("plan", plan.id, case_id), plan_paper.paper_of(sheet, words)) for sheet in sheets]


def _networks(
    desk: Desk, case_id: str, asked: Asked, words: Words, letterhead: Letterhead
) -> list[tuple[_Line, Sheet]]:
    """Family and network of one case as they stand today, once for each reader; none if it is left out."""
    with known_trouble():
        case = cases.get(desk.db, case_id)
        known = list(people.of_case(desk.db, case_id).values())
    if asked.edition is not Edition.FULL and case.parents_not_told is not None:
        return []
    wanted = [asked]
    if asked == EACH_PARTY:
        wanted = [Asked(Edition.PARTY, party.id) for party in parties(desk, case, known)]
    sheets = [network_papers.sheet_of(desk, case_id, one, desk.today(), letterhead) for one in wanted]
    return [(("case", case_id, case_id), network.paper_of(sheet, words)) for sheet in sheets]


def parties(desk: Desk, case: Case, known: Sequence[Person]) -> list[Person]:
    """Those of `known` with a right to an edition of their own, the child first."""
    return [
        person
        for person in sorted(known, key=lambda one: one.id != case.child)
        if person.deceased is None and has_right(case, person, desk.today(), ages.years("party"))
    ]


_MAKING: Final = {Paper.PLAN: _plans, Paper.NETWORK: _networks}
