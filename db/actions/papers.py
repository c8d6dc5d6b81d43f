"""Papers: put together from the store, drawn by db.pdf, and noted in the journal."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from db.actions.desk import Desk, action
from db.errors import NotAllowed
from db.pdf.plan import Letterhead, PlanSheet, render
from db.records.appointment import AppointmentKind, AppointmentStatus
from db.records.case import Case
from db.records.person import Person
from db.records.plan import Plan
from db.rules.readers import Edition
from db.rules.summary import plan_to_print
from db.store import cases, people
from db.store.trouble import known_trouble
from db.words import Words, later

_WITH_FAMILY: Final = frozenset(
    {AppointmentKind.FOLLOW_UP, AppointmentKind.NETWORK_MEETING, AppointmentKind.HOME_VISIT}
)
"""The meetings of which a family's paper says when the next one is."""


def sheet_of(
    case: Case, known: Sequence[Person], plan: Plan, edition: Edition, desk: Desk, letterhead: Letterhead
) -> PlanSheet:
    """All that goes on the paper of `plan`.

    Raises NotAllowed for the family's edition while the parents must not be told.
    """
    if edition is not Edition.FULL and case.parents_not_told is not None:
        raise NotAllowed(
            later("Nothing is made for this family or its network now: telling them may be a danger."),
            later("The case says why, and until when."),
        )
    by_id = {person.id: person for person in known}
    planned = (
        a.starts_at
        for a in case.appointments
        if a.status == AppointmentStatus.PLANNED and a.kind in _WITH_FAMILY and a.starts_at > desk.now()
    )
    return PlanSheet(
        plan=plan,
        child=by_id[case.child],
        people=tuple(known),
        relations=case.relations,
        coordinator=case.coordinator or case.caseworker,
        printed_on=desk.today(),
        edition=edition,
        letterhead=letterhead,
        next_meeting=min(planned, default=None),
        interventions=case.interventions,
    )


def plan_paper(desk: Desk, case_id: str, edition: Edition, words: Words, letterhead: Letterhead) -> bytes:
    """A case's plan as PDF: the adopted one, else the draft. The print stands in the journal.

    Raises NotAllowed if there is no plan or nothing may be made for the family, Stale for an unknown case.
    """
    case = cases.get(desk.db, case_id)
    plan = plan_to_print(case.plans)
    if plan is None:
        raise NotAllowed(later("This case has no plan yet."), later("Begin one on the case's page."))
    known = named_people(desk.db, case)
    paper = render(sheet_of(case, known, plan, edition, desk, letterhead), words)
    with action(desk, "plan.printed", "plan", plan.id, case_id):
        pass
    return paper


def write_plan(
    desk: Desk, case: Case, known: Sequence[Person], plan: Plan, edition: Edition, words: Words, to: Path
) -> datetime:
    """Write the paper of `plan` to the file `to`; returns the moment. The print stands in the journal.

    Raises NotAllowed if nothing may be made for the family, Trouble if the disk refuses.
    """
    paper = render(sheet_of(case, known, plan, edition, desk, Letterhead()), words)
    with known_trouble():
        part = to.with_name(to.name + ".part")
        try:
            part.write_bytes(paper)
            part.replace(to)
        finally:
            part.unlink(missing_ok=True)
    with action(desk, "plan.printed", "plan", plan.id, case.id):
        pass
    return desk.now()


def named_people(db: Database, case: Case) -> list[Person]:
    """The child first, then everyone related to it in the case's order, each once."""
    ids = dict.fromkeys([case.child, *(relation.person for relation in case.relations)])
    found = people.of(db, ids)
    return [found[person_id] for person_id in ids if person_id in found]
