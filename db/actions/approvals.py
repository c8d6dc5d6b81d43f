"""A plan goes to its team lead as a copy, and the answer comes back: approved, or returned with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.actions import plans as plan_actions
from db.actions.desk import Changed, Desk, Topic, action
from db.actions.outgoing import new_files
from db.actions.sealing import opened, receiver_of, sealed
from db.errors import NotAllowed
from db.exchange import plan_answer as document
from db.records.base import new_id
from db.records.plan import Plan, PlanStatus
from db.records.plan_answer import PlanAnswer, Verdict
from db.rules.approving import content_of
from db.store import cases, facts, holds, plan_answers, plans
from db.store.holds import Hold
from db.store.trouble import known_trouble
from db.words import later

if TYPE_CHECKING:
    import pyrage

_TOPICS: Final = frozenset({Topic.CASES, Topic.PLANS})
_LARGEST: Final = 256 * 1024
_RECIPIENT: Final = "recipient of "


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that was sent or taken up."""

    answer: PlanAnswer
    changed: Changed


def known_recipient(desk: Desk, sender: str) -> str:
    """The age recipient to which an answer for `sender` went last; "" before the first."""
    return facts.get(desk.db, _RECIPIENT + sender) or ""


def answer_plan(
    desk: Desk, case_id: str, plan_id: str, *, verdict: Verdict, reason: str, to: str, out: Path
) -> Answered:
    """Answer the plan of a copy, in a new file that only the age recipient `to` opens.

    Raises NotAllowed for a case that is no copy, a plan that is over, a return without a reason, a desk
    without a name, a faulty recipient or a file that is there; Stale if the plan is gone, Trouble.
    """
    receiver = receiver_of(to)
    with known_trouble():
        held = holds.of_case(desk.db, case_id)
        plan = _plan_of(desk, case_id, plan_id)
    if held is None or held.state is not Hold.SHARED:
        raise NotAllowed(
            later("Only the plan of a copy is answered."),
            later("A plan of your own is not yours to approve."),
        )
    if plan.status not in (PlanStatus.DRAFT, PlanStatus.ADOPTED):
        raise NotAllowed(later("This version of the plan is over."), later("Answer the newest one."))
    if verdict is Verdict.RETURNED and not reason.strip():
        raise NotAllowed(
            later("A plan is returned with a reason."),
            later("Write what is missing; its caseworker reads it."),
        )
    if not desk.who.strip():
        raise NotAllowed(later("There is no name."), later("Write your name."))
    answer = PlanAnswer(
        id=new_id(),
        case=case_id,
        plan=plan.id,
        content=content_of(plan),
        verdict=verdict,
        reason=reason.strip()[:4000],
        by=desk.who.strip()[:200],
        on=desk.today(),
        made_at=desk.now(),
    )
    with (
        new_files({out: sealed(document.written(answer), receiver)}),
        action(desk, "plan.answered", plan_actions.KIND, plan.id, case_id, of_copies=True),
    ):
        plan_answers.keep(desk.db, answer)
        facts.put(desk.db, _RECIPIENT + held.other, to.strip())
    return Answered(answer, Changed(_TOPICS, case_id, plan.id))


def read_answer(file: Path, holders: "Sequence[pyrage.x25519.Identity]") -> PlanAnswer:
    """The answer in `file`, opened with one of `holders`.

    Raises WrongPassphrase if it is for somebody else, NotAllowed if it cannot be read or holds none.
    """
    try:
        with file.open("rb") as source:
            data = source.read(_LARGEST + 1)
    except OSError as error:
        raise NotAllowed(
            later("The file cannot be read."), later("Check its name and your rights.")
        ) from error
    if len(data) > _LARGEST:
        raise NotAllowed(
            later("This file holds no answer to a plan, or a damaged one."),
            later("Nothing was changed. Ask the sender for a new one."),
        )
    return document.read(opened(data, holders))


def take_up_answer(desk: Desk, answer: PlanAnswer) -> Answered:
    """Take an answer up: an approval stands in the plan from now on, a return beside it with its reason.

    Raises Stale if the plan is gone, NotAllowed if the case is not this store's to write, if the plan says
    something else by now, or if this or a newer answer was taken up before; then nothing was changed.
    """
    with known_trouble():
        plan = _plan_of(desk, answer.case, answer.plan)
        before = plan_answers.of_plan(desk.db, plan.id)
    if any(one.id == answer.id or one.made_at > answer.made_at for one in before):
        raise NotAllowed(
            later("This answer, or a newer one, was taken up already."), later("Nothing was changed.")
        )
    if content_of(plan) != answer.content:
        raise NotAllowed(
            later("The plan was changed after your team lead saw it."),
            later("Nothing was changed. Share the case again, and ask for a new answer."),
        )
    approved = answer.verdict is Verdict.APPROVED
    after = plan.changed(
        approved_by=answer.by if approved else "", approved_on=answer.on if approved else None
    )
    name = "plan.approved" if approved else "plan.returned"
    with action(desk, name, plan_actions.KIND, plan.id, answer.case) as act:
        plan_answers.keep(desk.db, answer)
        if after != plan:
            plans.save(desk.db, after, answer.case, expected=plan)
            act.changed(plan_actions.KIND, plan.id, answer.case, plan, after)
    return Answered(answer, Changed(_TOPICS, answer.case, plan.id))


def _plan_of(desk: Desk, case_id: str, plan_id: str) -> Plan:
    """The plan, of this case alone."""
    plan = plans.get(desk.db, plan_id)
    if plan not in cases.get(desk.db, case_id).plans:
        raise NotAllowed(later("This plan belongs to another case."), later("Nothing was changed."))
    return plan
