"""Papers: put together from the store, drawn by db.pdf, and noted in the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from db.actions import computed
from db.actions.desk import Desk, note
from db.actions.outgoing import new_files
from db.books import ages
from db.errors import AsksFirst, NotAllowed, Stale
from db.pdf.pile import pile
from db.pdf.plan import PlanSheet, paper_of, render
from db.records.appointment import AppointmentKind, AppointmentStatus
from db.records.case import Case
from db.records.letterhead import Letterhead
from db.records.person import Person
from db.records.plan import Plan
from db.rules import planning
from db.rules.people_named import people_named
from db.rules.readers import Edition, Reader, Reading, has_right
from db.rules.summary import plan_to_print
from db.rules.view import View, view_of
from db.rules.withheld import Withheld, withheld
from db.store import cases, homes, people
from db.store.trouble import known_trouble
from db.words import Words, later

_WITH_FAMILY: Final = frozenset(
    {AppointmentKind.FOLLOW_UP, AppointmentKind.NETWORK_MEETING, AppointmentKind.HOME_VISIT}
)
"""The meetings of which a family's paper says when the next one is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which edition of a paper is asked for. `agreed`: somebody said yes to a party without a right."""

    edition: Edition
    party: str | None = None
    agreed: bool = False


def reader_of(case: Case, known: Sequence[Person], asked: Asked, day: date) -> Reader:
    """For whom the paper is; a party without a right to it reads only what was agreed with it.

    Raises Stale for a party whom the case does not know, AsksFirst for one without a right of
    its own before somebody said yes, NotAllowed where it takes part in nothing.
    """
    if asked.edition is Edition.FULL:
        return Reader(kind=Reading.CASEWORKER)
    if asked.edition is Edition.FAMILY or asked.party is None:
        return Reader(kind=Reading.EVERYONE)
    person = next((one for one in known if one.id == asked.party), None)
    if person is None:
        raise Stale(
            later("This case knows no person with that id."),
            later("Choose somebody of the family or its network."),
        )
    right = has_right(case, person, day, ages.years("party"))
    if not right and not asked.agreed:
        raise AsksFirst(
            later("This person has no right to an edition of their own."),
            later("Agreed parts can be given in the window, after an explicit yes."),
        )
    return Reader(kind=Reading.PARTY, party=person.id, agreed_only=not right)


def sheet_of(
    case: Case,
    known: Sequence[Person],
    plan: Plan,
    asked: Edition | Asked,
    desk: Desk,
    letterhead: Letterhead,
) -> PlanSheet:
    """All that goes on the paper of `plan`, made from the view of whom it is for.

    Raises NotAllowed for any edition but the file's own while the parents must not be told,
    and what `reader_of` raises.
    """
    wanted = asked if isinstance(asked, Asked) else Asked(asked)
    known = list(homes.shielded(desk.db, case.id, {person.id: person for person in known}).values())
    view = view_of(
        case.changed(plans=(plan,)), known, reader_of(case, known, wanted, desk.today()), desk.today()
    )
    if view.reader.agreed_only and not view.case.plans[0].goals:
        raise NotAllowed(
            later("This person takes part in none of the plan's goals."),
            later("Agreed parts are the goals in which they rated or promised something."),
        )
    by_id = {person.id: person for person in known}
    planned = (
        a.starts_at
        for a in case.appointments
        if a.status == AppointmentStatus.PLANNED and a.kind in _WITH_FAMILY and a.starts_at > desk.now()
    )
    child = by_id[case.child]
    return PlanSheet(
        plan=view.case.plans[0],
        child=Person(id=child.id, name=child.name, born=child.born),
        people=view.people,
        relations=view.case.relations,
        coordinator=case.coordinator or case.caseworker,
        printed_on=desk.today(),
        edition=wanted.edition,
        party=None if view.reader.party is None else by_id[view.reader.party],
        withheld=withheld_from(case, known, view, letterhead),
        letterhead=letterhead,
        next_meeting=min(planned, default=None),
        interventions=view.case.interventions,
        legal_ref=planning.paragraph(plan, desk.today(), computed.book(desk)),
        child_signs=has_right(case, child, desk.today(), ages.years("party")),
    )


def withheld_from(
    case: Case, known: Sequence[Person], view: View, letterhead: Letterhead
) -> tuple[Withheld, ...]:
    """What the finished paper may not hold; of the file's own copy it is the protected addresses."""
    if view.reader.kind is Reading.CASEWORKER:
        protected = [
            Person(id=one.id, name=one.name, address=one.address) for one in known if one.protected_address
        ]
        told = [one.changed(address="") if one.protected_address else one for one in known]
        return withheld((), protected, (case, letterhead, *told))
    return withheld((case,), known, (view, letterhead), party=view.reader.party)


def print_plans(
    desk: Desk,
    asked: Sequence[str],
    edition: Edition | Asked,
    words: Words,
    *,
    letterhead: Letterhead,
    out: Path,
    merge: bool = False,
) -> int:
    """Print the plans of the cases that `asked` names by id or number; returns how many papers it were.

    One case or `merge`: to the new file `out`; else to the folder `out`, as plan-01.pdf and so on, in
    the order asked. All of them or none; each stands in the journal. Raises Stale for an unknown case,
    NotAllowed for a case without a plan, one whose family must not be told, or a name that is taken,
    Trouble if the disk refuses.
    """
    with known_trouble():
        chosen = list(dict.fromkeys(cases.resolve(desk.db, name) for name in asked))
        found = [
            _plan_paper(desk, cases.get(desk.db, case_id), edition, words, letterhead) for case_id in chosen
        ]
    if merge:
        named = (
            (f"{words.t('Plan')} {number}", paper_of(one, words)) for number, (_, one) in enumerate(found, 1)
        )
        papers = [pile(named, words.t("Plans"), words)]
    else:
        papers = [render(one, words) for _, one in found]
    lines = [("plan", plan.id, case_id) for case_id, (plan, _) in zip(chosen, found, strict=True)]
    with new_files(dict(zip(_places(out, len(papers)), papers, strict=True))):
        note(desk, "plan.printed", lines)
    return len(found)


def write_plan(desk: Desk, case_id: str, sheet: PlanSheet, words: Words, to: Path) -> datetime:
    """Write the paper `sheet` to the file `to`, in place of what is there; returns the moment.

    The print stands in the journal. Raises Trouble if the disk refuses.
    """
    with new_files({to: render(sheet, words)}, in_place=True):
        note(desk, "plan.printed", [("plan", sheet.plan.id, case_id)])
    return desk.now()


def _plan_paper(
    desk: Desk, case: Case, edition: Edition | Asked, words: Words, letterhead: Letterhead
) -> tuple[Plan, PlanSheet]:
    plan = plan_to_print(case.plans)
    if plan is None:
        raise NotAllowed(later("This case has no plan yet."), later("Begin one on the case's page."))
    known = list(people.of(desk.db, people_named(case)).values())
    return plan, sheet_of(case, known, plan, edition, desk, letterhead)


def _places(out: Path, count: int) -> list[Path]:
    """Where the papers go: names that say nothing of whom they are about."""
    if count == 1 and not out.is_dir():
        return [out]
    return [out / f"plan-{number:02}.pdf" for number in range(1, count + 1)]


def named_people(db: Database, case: Case) -> list[Person]:
    """The child first, then everyone related to it in the case's order, each once."""
    ids = dict.fromkeys([case.child, *(relation.person for relation in case.relations)])
    found = people.of(db, ids)
    return [found[person_id] for person_id in ids if person_id in found]
