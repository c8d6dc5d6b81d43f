"""A team lead and two caseworkers, each with a store: copies, figures over them, and answers to plans."""

from contextlib import contextmanager
from datetime import date, timedelta

import pypdfium2
import pyrage
import pytest
from stores import NOON, PASSPHRASE, copied, made

from db.actions import approvals, packages, piles, plans, undo
from db.actions import cases as case_actions
from db.actions.at_the_desk import at_the_desk
from db.actions.papers import Asked
from db.errors import ForUser, NotAllowed, WrongPassphrase
from db.records.letterhead import Letterhead
from db.records.plan_answer import Verdict
from db.rules.readers import Edition
from db.store import case_list, cases, figures, overview, plan_answers, team
from db.store import open as door
from db.store import piles as pile_store
from db.store import plans as plan_store
from db.store.overview import Span
from db.store.piles import Chosen
from db.words import Words

UNTIL = date(2026, 12, 31)
TODAY = date(2026, 11, 23)


@contextmanager
def at(store, who, now=NOON):
    with door.unlock_by_passphrase(store, PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: now, who=who)
        try:
            yield desk
        finally:
            desk.close()


class Person:
    """Somebody with a store, an identity and a name."""

    def __init__(self, empty, folder, name):
        self.name, self.store, self.folder = name, copied(empty, folder), folder
        self.identity = pyrage.x25519.Identity.generate()
        self.recipient = str(self.identity.to_public())

    def desk(self, now=NOON):
        return at(self.store, self.name, now)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A store to copy from: making one takes a second."""
    return made(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def lead(empty, tmp_path):
    return Person(empty, tmp_path / "lead", "Lone Leder")


@pytest.fixture
def worker(empty, tmp_path):
    """A caseworker with one case and its plan."""
    one = Person(empty, tmp_path / "worker", "Hanne Lind")
    with one.desk() as desk:
        one.case = case_actions.create_case(
            desk, child="Ida Skov", number="2026-0001", born=date(2015, 5, 5)
        ).case_id
        one.plan = plans.begin_plan(desk, one.case).record
        draft = plan_store.get(desk.db, one.plan)
        plans.save_plan(desk, one.case, draft, draft.changed(purpose="At Ida sover hele natten."))
    return one


def shared(sender, lead, number=0):
    file = sender.folder / f"copy{number}.age"
    with sender.desk(NOON + timedelta(minutes=number)) as desk:
        packages.share(desk, cases.ids(desk.db), to=lead.recipient, until=UNTIL, out=file)
    with lead.desk(NOON + timedelta(minutes=number)) as desk:
        packages.receive(desk, packages.read_package(file, [lead.identity]))


def answered(lead, worker, verdict, reason="", number=0):
    file = lead.folder / f"answer{number}.age"
    with lead.desk(NOON + timedelta(minutes=number)) as desk:
        approvals.answer_plan(
            desk, worker.case, worker.plan, verdict=verdict, reason=reason, to=worker.recipient, out=file
        )
    return approvals.read_answer(file, [worker.identity])


def paper(desk, case_id):
    made_ = piles.pile_of(desk, [case_id], Asked(Edition.FULL), Words("da"), Letterhead())
    document = pypdfium2.PdfDocument(made_.paper)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_a_plan_is_approved_there_and_stands_approved_here_and_on_paper(worker, lead):
    with worker.desk() as desk:
        assert "godkendt" not in paper(desk, worker.case).lower()
    shared(worker, lead)
    answer = answered(lead, worker, Verdict.APPROVED)
    with lead.desk() as desk:
        assert "godkendt" not in paper(desk, worker.case).lower()
        assert team.copies(desk.db)[0].answer == answer
        assert approvals.known_recipient(desk, worker.name) == worker.recipient
        rows = desk.db.execute("select who from journal where action = 'plan.answered'").fetchall()
        assert rows == [("Lone Leder",)]
    with worker.desk() as desk:
        approvals.take_up_answer(desk, answer)
        plan = plan_store.get(desk.db, worker.plan)
        assert (plan.approved_by, plan.approved_on) == ("Lone Leder", TODAY)
        assert "godkendt af lone leder" in paper(desk, worker.case).lower()
        assert team.answers(desk.db)[0].child == "Ida Skov"
        with pytest.raises(NotAllowed, match="already"):
            approvals.take_up_answer(desk, answer)
        with pytest.raises(NotAllowed, match="team lead's answer"):
            undo.undo(desk)


def test_adopting_keeps_an_approval_and_changing_the_text_takes_it_away(worker, lead):
    shared(worker, lead)
    answer = answered(lead, worker, Verdict.APPROVED)
    with worker.desk() as desk:
        approvals.take_up_answer(desk, answer)
        plan = plan_store.get(desk.db, worker.plan)
        changed = plan.changed(purpose="At Ida sover.")
        plans.save_plan(desk, worker.case, plan, changed)
        plan = plan_store.get(desk.db, worker.plan)
        assert (plan.approved_by, plan.approved_on) == ("", None)
        assert "godkendt" not in paper(desk, worker.case).lower()


def test_an_approved_draft_stays_approved_when_it_is_adopted(worker, lead):
    with worker.desk() as desk:
        plan = plan_store.get(desk.db, worker.plan)
        goal = {"id": "g1", "title": "Hun sover", "area": "health"}
        plans.save_plan(desk, worker.case, plan, plan.changed(goals=(goal,), decided_on=TODAY))
    shared(worker, lead)
    answer = answered(lead, worker, Verdict.APPROVED)
    with worker.desk() as desk:
        approvals.take_up_answer(desk, answer)
        plans.adopt_plan(desk, worker.case, plan_store.get(desk.db, worker.plan), on=TODAY)
        assert plan_store.get(desk.db, worker.plan).approved_by == "Lone Leder"


def test_a_returned_plan_keeps_its_reason_and_a_new_answer_follows(worker, lead):
    shared(worker, lead)
    returned = answered(lead, worker, Verdict.RETURNED, "Hvor er Idas egne ord?")
    approved = answered(lead, worker, Verdict.APPROVED, number=1)
    with worker.desk() as desk:
        approvals.take_up_answer(desk, returned)
        assert plan_answers.of_plan(desk.db, worker.plan)[-1].reason == "Hvor er Idas egne ord?"
        assert plan_store.get(desk.db, worker.plan).approved_by == ""
        approvals.take_up_answer(desk, approved)
        assert plan_store.get(desk.db, worker.plan).approved_by == "Lone Leder"
        rows = desk.db.execute("select action from journal where action like 'plan.%ed' order by number")
        assert [row[0] for row in rows][-2:] == ["plan.returned", "plan.approved"]
    with worker.desk() as desk, pytest.raises(NotAllowed, match="newer"):
        approvals.take_up_answer(desk, returned)


def test_an_answer_to_what_the_plan_no_longer_says_changes_nothing(worker, lead):
    shared(worker, lead)
    answer = answered(lead, worker, Verdict.APPROVED)
    with worker.desk() as desk:
        plan = plan_store.get(desk.db, worker.plan)
        plans.save_plan(desk, worker.case, plan, plan.changed(purpose="Noget andet."))
        with pytest.raises(NotAllowed, match="changed after"):
            approvals.take_up_answer(desk, answer)
        assert plan_store.get(desk.db, worker.plan).approved_by == ""
        assert plan_answers.of_plan(desk.db, worker.plan) == []


def test_what_cannot_be_answered_leaves_no_file(worker, lead):
    out = lead.folder / "no.age"
    with worker.desk() as desk, pytest.raises(NotAllowed, match="Only the plan of a copy"):
        approvals.answer_plan(
            desk, worker.case, worker.plan, verdict=Verdict.APPROVED, reason="", to=lead.recipient, out=out
        )
    shared(worker, lead)
    for verdict, reason, to, says in (
        (Verdict.RETURNED, "  ", worker.recipient, "with a reason"),
        (Verdict.APPROVED, "", "age1nobody", "age recipient"),
    ):
        with lead.desk() as desk, pytest.raises(NotAllowed, match=says):
            approvals.answer_plan(
                desk, worker.case, worker.plan, verdict=verdict, reason=reason, to=to, out=out
            )
    out.write_bytes(b"there")
    with lead.desk() as desk, pytest.raises(NotAllowed, match="file of that name"):
        approvals.answer_plan(
            desk, worker.case, worker.plan, verdict=Verdict.APPROVED, reason="", to=worker.recipient, out=out
        )
    assert out.read_bytes() == b"there"
    with lead.desk() as desk:
        assert plan_answers.every(desk.db) == []


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'{"format": "taetpaa-plan-answer"}', b"\xff" * 99, b"["]
)
def test_a_file_that_is_no_answer_is_refused(data, worker, tmp_path):
    sealed = tmp_path / "a.age"
    sealed.write_bytes(pyrage.encrypt(data, [worker.identity.to_public()]))
    with pytest.raises(NotAllowed, match="no answer"):
        approvals.read_answer(sealed, [worker.identity])
    with pytest.raises(WrongPassphrase):
        approvals.read_answer(sealed, [pyrage.x25519.Identity.generate()])
    sealed.write_bytes(data)
    with pytest.raises(ForUser):
        approvals.read_answer(sealed, [worker.identity])


def test_figures_costs_and_piles_work_over_the_copies_of_many(filled_store, worker, lead, empty, tmp_path):
    other = Person(empty, tmp_path / "other", "Mads Friis")
    other.store = filled_store
    shared(worker, lead)
    shared(other, lead, 1)
    span = Span(date(2025, 1, 1), TODAY)
    with other.desk() as desk:
        theirs = overview.read(desk.db, span, TODAY)
        material = figures.material(desk.db, span.first, span.last, TODAY)
        costly = case_list.costly(desk.db, cases.ids(desk.db))
    with lead.desk() as desk:
        found = overview.read(desk.db, span, TODAY)
        assert found.now.answer["cases"] == theirs.now.answer["cases"] + 1
        assert found.now.answer["placements"] == theirs.now.answer["placements"]
        assert sum(one.due for one in material.law) <= found.now.answer["deadlines"]["law_due"]
        assert found.account.total == theirs.account.total
        assert len(case_list.costly(desk.db, cases.ids(desk.db))) == len(costly) + 1
        named = overview.named(desk.db, found.now.behind["cases"], 0, 50)
        assert {one.sender for one in named} == {"Hanne Lind", "Mads Friis"}
        rows = pile_store.printable(desk.db, Chosen(), today=TODAY)
        assert {row.sender for row in rows} == {"Hanne Lind", "Mads Friis"}
        pile = piles.pile_of(
            desk, [row.case_id for row in rows], Asked(Edition.FULL), Words("da"), Letterhead()
        )
        assert pile.papers == len(rows)
        assert team.own_cases(desk.db) == []
        assert {one.sender for one in team.copies(desk.db)} == {"Hanne Lind", "Mads Friis"}


def test_one_finds_the_cases_that_are_ones_own_to_share(worker):
    with worker.desk() as desk:
        assert [one.child for one in team.own_cases(desk.db, "ida 2026")] == ["Ida Skov"]
        assert team.own_cases(desk.db, "nobody") == []
