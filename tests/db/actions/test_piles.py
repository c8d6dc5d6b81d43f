"""Piles of plans in three editions, as a caseworker makes them: real PDFs, searched for what is withheld."""

import threading
from io import BytesIO

import pypdfium2
import pytest
from pikepdf import PasswordError, Pdf
from stores import TODAY, at_work

from db.actions import piles, plans
from db.actions.desk import own_desk
from db.actions.papers import Asked
from db.actions.piles import EACH_PARTY, Refused
from db.errors import NotAllowed
from db.records.letterhead import Letterhead
from db.rules.readers import Edition
from db.store import piles as stored
from db.store import plans as plan_store
from db.store.piles import Chosen
from db.words import Words

WORDS, HEAD = Words("da"), Letterhead(municipality="Nordfjord Kommune")


@pytest.fixture
def desk(filled_store):
    with at_work(filled_store) as at:
        yield at


def all_cases(desk):
    return [row.case_id for row in stored.printable(desk.db, Chosen(), today=TODAY)]


def made(desk, cases, asked, **more):
    return piles.pile_of(desk, cases, asked, WORDS, HEAD, **more)


def text(paper):
    document = pypdfium2.PdfDocument(paper)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    finally:
        document.close()


def journal(desk, action):
    return desk.db.execute("select kind, case_id from journal where action = ?", [action]).fetchall()


def test_a_pile_in_three_editions_holds_no_number_or_home_of_anybody(desk):
    chosen = all_cases(desk)
    assert len(chosen) > 2
    people = desk.db.execute("select address, phone, cpr from people").fetchall()
    secrets = {value for row in people for value in row if value}
    assert secrets
    for asked in (Asked(Edition.FULL), Asked(Edition.FAMILY), EACH_PARTY):
        found = made(desk, chosen, asked)
        told = text(found.paper)
        assert found.papers >= len(chosen) - found.left_out
        assert not [value for value in secrets if value in told]
        assert ("sagens eget eksemplar" in told) is (asked.edition is Edition.FULL)


def test_each_party_gets_an_edition_and_the_steps_are_told(desk):
    case = all_cases(desk)[0]
    steps = []
    found = made(desk, [case], EACH_PARTY, step=lambda done, of: steps.append((done, of)))
    assert found.papers > 1
    assert text(found.paper).count("udgave til") >= found.papers
    assert steps == [(0, 1), (1, 1)]


def test_a_family_that_must_not_be_told_is_left_out_but_for_the_file(desk):
    chosen = all_cases(desk)
    with desk.db.atomic():
        desk.db.execute("update cases set parents_not_told_reason = 'Fare' where id = ?", [chosen[0]])
    assert made(desk, chosen, Asked(Edition.FAMILY)).left_out == 1
    assert made(desk, chosen, Asked(Edition.FULL)).left_out == 0
    with pytest.raises(NotAllowed):
        made(desk, chosen[:1], EACH_PARTY)


def test_one_paper_that_may_not_be_made_stops_all_and_says_whose(desk):
    chosen = all_cases(desk)
    with desk.db.atomic():
        desk.db.execute(
            "update people set phone = '70 99 88 77' where id = (select child from cases where id = ?)",
            [chosen[1]],
        )
    plan = next(one for one in plan_store.of_case(desk.db, chosen[1]) if one.status == "adopted")
    draft = plans.begin_version(desk, chosen[1], plan)
    new = plan_store.get(desk.db, draft.record)
    plans.save_plan(desk, chosen[1], new, new.changed(parents_words="ring 70-998877"))
    plans.adopt_plan(desk, chosen[1], plan_store.get(desk.db, new.id), on=TODAY)
    with pytest.raises(Refused) as refused:
        made(desk, chosen, Asked(Edition.FAMILY))
    assert refused.value.case_id == chosen[1]
    assert refused.value.facts == {"field": "people/phone"}


def test_writing_notes_each_print_and_a_yes_and_a_password_locks_the_file(desk, tmp_path):
    case, uncle = desk.db.execute(
        "select l.parent, s.responsible from sub_goals s join goals g on g.id = s.parent"
        " join plans l on l.id = g.parent join cases c on c.id = l.parent"
        " where l.status = 'adopted' and s.responsible <> c.child and s.responsible not in"
        " (select r.person from relations r where r.parent = c.id and r.custody = 1)"
    ).fetchone()
    with pytest.raises(Refused):
        made(desk, [case], Asked(Edition.PARTY, uncle))
    found = made(desk, [case], Asked(Edition.PARTY, uncle, agreed=True))
    to = tmp_path / "planer.pdf"
    piles.write_pile(desk, found, to, "fire almindelige ord")
    with pytest.raises(PasswordError):
        Pdf.open(to)
    with Pdf.open(to, password="fire almindelige ord") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.allow.accessibility
    assert journal(desk, "plan.agreed") == [("person", case)]
    assert journal(desk, "plan.printed") == [("plan", case)]


def test_a_pile_can_be_made_on_another_thread(desk):
    found = []

    def work():
        with own_desk(desk) as own:
            found.append(made(own, all_cases(own), Asked(Edition.FAMILY)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with Pdf.open(BytesIO(found[0].paper)) as pdf:
        assert len(pdf.Root.StructTreeRoot.K[0].K) == found[0].papers


def test_cases_are_chosen_by_caseworker_team_due_day_and_meeting(desk):
    every = stored.printable(desk.db, Chosen(), today=TODAY)
    name = stored.caseworkers(desk.db)[0]
    assert {row.caseworker for row in stored.printable(desk.db, Chosen(caseworker=name), today=TODAY)} == {
        name
    }
    assert stored.printable(desk.db, Chosen(team="findes ikke"), today=TODAY) == []
    for team in stored.teams(desk.db):
        assert {row.team for row in stored.printable(desk.db, Chosen(team=team), today=TODAY)} == {team}
    due = stored.printable(desk.db, Chosen(due=TODAY.replace(year=TODAY.year + 1)), today=TODAY)
    assert due
    assert set(due) <= set(every)
    assert stored.printable(desk.db, Chosen(due=TODAY.replace(year=2000)), today=TODAY) == []
    coming = stored.meetings(desk.db, TODAY, TODAY.replace(year=TODAY.year + 1))
    assert [one.starts_at for one in coming] == sorted(one.starts_at for one in coming)
    assert {one.case_id for one in coming} <= {row.case_id for row in every}
