"""The plan as a family and a file get it: read back with pypdfium2, poppler and qpdf."""

import json
import subprocess
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from pikepdf import Pdf

from db.paths import RESOURCES
from db.pdf.panel import ROOM
from db.pdf.pile import pile
from db.pdf.plan import PlanSheet, paper_of, render, title_of
from db.pdf.plan_goals import Around, _heading
from db.records.document import Document
from db.records.letterhead import Letterhead
from db.records.plan import PlanKind, PlanStatus, Progress, Readers
from db.rules.readers import Edition
from db.rules.summary import plan_to_print
from db.words import Words

WORDS = Words("da")
HEAD = Letterhead(
    municipality="Nordfjord Kommune", unit="Børn og familie", contact="Ring til Hanne: 70 00 00 00"
)


@pytest.fixture(scope="module")
def sheet():
    file = next((RESOURCES / "demo" / "families").glob("01-*.json"))
    document = Document.model_validate(json.loads(file.read_text("utf-8")))
    case = document.cases[0]
    return PlanSheet(
        plan=plan_to_print(case.plans),
        child=next(person for person in document.people if person.id == case.child),
        people=document.people,
        relations=case.relations,
        coordinator=case.coordinator,
        printed_on=date(2026, 11, 23),
        edition=Edition.FULL,
        letterhead=HEAD,
        next_meeting=datetime(2026, 12, 9, 12, tzinfo=UTC),
        interventions=case.interventions,
        legal_ref="BL §91",
        child_signs=True,
    )


def pages(paper):
    document = pypdfium2.PdfDocument(paper)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def text(paper):
    return " ".join(pages(paper))


def ran(*command, given):
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode()


def test_the_family_reads_the_childs_words_first_then_goals_steps_and_who_signs(sheet):
    told = text(render(sheet.changed(edition=Edition.FAMILY), WORDS))
    plan = sheet.plan
    assert told.index(plan.child_words[:40]) < told.index(f"1 · {plan.goals[0].title}")
    for number, goal in enumerate(plan.goals, 1):
        assert f"{number} · {goal.title}" in told
        for sub in goal.sub_goals:
            assert " ".join(sub.title.split()) in told
    assert "har sagt ja til, at det står her" in told
    assert "familiens udgave" in told
    assert "vi ses igen 9. december" in told
    assert "Hanne Lind, tovholder" in told


def test_the_full_edition_says_whose_copy_it_is_on_every_page(sheet):
    found = pages(render(sheet, WORDS))
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        assert "sagens eget eksemplar" in page
        assert f"Side {number} af {len(found)}" in page
        assert "Nordfjord Kommune · Børn og familie" in page


def test_words_that_were_not_released_stay_out_of_the_family_edition(sheet):
    secret = "Jeg er bange for at sove hos min onkel"
    goal = sheet.plan.goals[0]
    hidden = goal.progress[0].changed(readers=Readers.PARTICIPANTS, note="kun for os ved bordet", score=1)
    plan = sheet.plan.changed(
        child_words=secret,
        child_words_readers=Readers.PARTICIPANTS,
        approved_by="Leder Larsen",
        goals=(
            goal.changed(
                child_words="heller ikke dette", child_words_readers=Readers.CASEWORKER, progress=(hidden,)
            ),
        ),
    )
    family = text(render(sheet.changed(plan=plan, edition=Edition.FAMILY), WORDS))
    full = text(render(sheet.changed(plan=plan), WORDS))
    for withheld in (secret, "heller ikke dette", "kun for os ved bordet", "Leder Larsen"):
        assert withheld not in family
        assert withheld in full


def test_no_edition_holds_anybodys_address_phone_mail_or_cpr(sheet):
    people = tuple(
        person.changed(
            cpr="0101901234", address="Hemmelig Vej 77", phone="70 11 22 33", email="navn@eksempel.dk"
        )
        for person in sheet.people
    )
    for edition in (Edition.FULL, Edition.FAMILY):
        told = text(render(sheet.changed(people=people, child=people[0], edition=edition), WORDS))
        for withheld in ("010190", "Hemmelig Vej", "70 11 22 33", "navn@eksempel.dk"):
            assert withheld not in told


def test_fonts_are_embedded_and_the_file_is_sound(sheet, tmp_path):
    file = tmp_path / "plan.pdf"
    file.write_bytes(render(sheet, WORDS))
    rows = ran("pdffonts", str(file), given=b"").splitlines()[2:]
    assert rows
    assert all(row.split()[-5] == "yes" for row in rows), rows
    assert "No syntax or stream encoding errors" in ran("qpdf", "--check", str(file), given=b"")
    about = ran("pdfinfo", str(file), given=b"")
    assert "Emils plan" in about
    assert "A4" in about
    with Pdf.open(file) as pdf:
        assert str(pdf.Root.Lang) == "da-DK"


def test_the_same_sheet_gives_the_same_bytes(sheet):
    assert render(sheet, WORDS) == render(sheet, WORDS)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Emil Stenbæk", "Emils plan"),
        ("Jens Holm", "Jens' plan"),
        ("Max Holm", "Max' plan"),
        ("Aviâja", "Aviâjas plan"),
    ],
)
def test_the_title_has_a_danish_genitive(sheet, name, title):
    assert title_of(sheet.child.changed(name=name), WORDS) == title


@pytest.mark.parametrize("name", ["Aviâja Petrussen", "Łukasz Żółć", "Gülşen İpek", "Nguyễn Hương"])
def test_names_of_every_family_print(sheet, name):
    paper = render(sheet.changed(child=sheet.child.changed(name=name), edition=Edition.FAMILY), WORDS)
    assert name.split()[0] in text(paper)


def test_an_empty_plan_says_so_and_sixty_goals_all_print(sheet):
    empty = sheet.plan.changed(goals=(), child_words="", purpose="", parents_words="", family_support="")
    assert "Der er ikke skrevet mål endnu" in text(render(sheet.changed(plan=empty), WORDS))
    goal = sheet.plan.goals[0]
    many = sheet.plan.changed(goals=tuple(goal.changed(id=f"g{n}", title=f"Mål nr {n}") for n in range(60)))
    told = text(render(sheet.changed(plan=many, edition=Edition.FAMILY), WORDS))
    assert all(f"Mål nr {n}" in told for n in range(60))


def test_mark_up_is_shown_and_long_words_and_texts_flow_on(sheet):
    plan = sheet.plan.changed(
        purpose="<b>fed</b> & \x00 \N{SLIGHTLY SMILING FACE}",
        child_words="x" * 20_000,
        child_words_readers=Readers.EVERYONE,
        goals=(sheet.plan.goals[0].changed(title="Forældremyndighedsindehaver" * 12),),
    )
    told = text(render(sheet.changed(plan=plan), WORDS))
    assert "<b>fed</b> &" in told
    assert told.count("x") >= 20_000


def test_a_pile_holds_each_paper_with_a_bookmark_and_its_goals_below(sheet):
    family = sheet.changed(edition=Edition.FAMILY)
    one, other = render(sheet, WORDS), render(family, WORDS)
    papers = [("Første", paper_of(sheet, WORDS)), ("Anden", paper_of(family, WORDS))]
    goals = [f"{number} · {goal.title}" for number, goal in enumerate(sheet.plan.goals, 1)]
    document = pypdfium2.PdfDocument(pile(papers, "Planer", WORDS))
    try:
        marks = [(item.level, item.get_title(), item.get_dest().get_index()) for item in document.get_toc()]
        assert len(document) == len(pages(one)) + len(pages(other))
        for _, title, page in marks[2:]:
            assert title in goals or title in ("Anden", "Emils plan")
            told = " ".join(document[page].get_textpage().get_text_bounded().split())
            assert title == "Anden" or title in told
    finally:
        document.close()
    assert [title for _, title, _ in marks] == ["Første", "Emils plan", *goals, "Anden", "Emils plan", *goals]
    assert {level for level, title, _ in marks if title in goals} == {2}


def test_a_draft_says_so_beside_its_title_and_over_every_page(sheet):
    draft = sheet.plan.changed(status=PlanStatus.DRAFT, adopted_on=None)
    for page in pages(render(sheet.changed(plan=draft), WORDS)):
        assert "Barnets plan · udkast · sagens eget eksemplar" in page
    assert "Emils plan Udkast 23. november 2026" in text(render(sheet.changed(plan=draft), WORDS))
    assert "dkast" not in text(render(sheet, WORDS))


def test_only_the_full_edition_holds_purpose_interventions_approval_and_law(sheet):
    full, family = (
        text(render(sheet.changed(edition=edition), WORDS)) for edition in (Edition.FULL, Edition.FAMILY)
    )
    for told in (
        "Formål",
        "Indsats: Fast kontaktperson, 2. marts 2026",
        "Lovgrundlag: barnets lov § 91",
        "godkendt af",
    ):
        assert told in full
        assert told not in family
    youth = sheet.plan.changed(kind=PlanKind.YOUTH_PLAN)
    of_youth = sheet.changed(plan=youth, legal_ref="BL §108-109")
    assert "Lovgrundlag: barnets lov §§ 108-109" in text(render(of_youth, WORDS))


def test_ratings_of_two_people_are_never_put_together(sheet):
    rated = tuple(
        Progress(on=on, rated_by=who, score=score, readers=Readers.EVERYONE)
        for on, who, score in (
            ("2026-01-01", sheet.people[0].id, 3),
            ("2026-02-01", sheet.people[1].id, 1),
            ("2026-03-01", sheet.people[0].id, 7),
        )
    )
    plan = sheet.plan.changed(goals=(sheet.plan.goals[0].changed(progress=rated),))
    told = text(render(sheet.changed(plan=plan, edition=Edition.FAMILY), WORDS))
    assert "Emil 3 til 7" in told
    assert "Vurderet fra 0 til 10: Camilla 1 (1. februar)" in told


def test_a_long_first_name_is_whole_beside_its_curve(sheet):
    goal = sheet.plan.goals[0]
    rated = next(one for one in sheet.people if one.id != sheet.child.id)
    named = tuple(
        one.changed(name="Marie-Antoinette Dahl") if one.id == rated.id else one for one in sheet.people
    )
    ratings = tuple(
        Progress(on=date(2026, month, 1), rated_by=rated.id, score=month, readers=Readers.EVERYONE)
        for month in (3, 6)
    )
    plan = sheet.plan.changed(goals=(goal.changed(progress=ratings),))
    told = text(render(sheet.changed(plan=plan, people=named, edition=Edition.FAMILY), WORDS))
    assert "Marie-Antoinette 3 til 6" in told


def test_a_heading_beside_curves_keeps_the_lines_it_was_made_in(sheet):
    title = "محمد يذهب إلى المدرسة أربعة أيام في الأسبوع"
    rated = [Progress(on=date(2026, month, 1), rated_by="f01-p2", score=month, note="") for month in (1, 5)]
    goal = sheet.plan.goals[0].changed(title=title, progress=tuple(rated))
    around = Around({one.id: one for one in sheet.people}, (), date(2026, 11, 23), True, Words("da"))
    (beside,) = _heading(goal, 1, {"f01-p2": rated}, around)
    heading = beside._heading
    beside.wrap(0, 0)
    made = heading.text.count("<br/>") + 1
    assert len(heading.blPara.lines) == made > 1
    assert beside._curves[0].width + heading.width + 10 < ROOM


def test_a_goal_without_steps_says_so_calmly(sheet):
    plan = sheet.plan.changed(goals=(sheet.plan.goals[0].changed(sub_goals=()),))
    told = text(render(sheet.changed(plan=plan, edition=Edition.FAMILY), WORDS))
    assert "Der er ikke aftalt noget her endnu." in told
    assert "gør hvad" not in told


def test_those_with_custody_sign_and_one_whose_custody_ended_does_not(sheet):
    mother, father = sheet.relations[:2]
    told = text(render(sheet.changed(relations=(mother, father.changed(to="2026-01-01"))), WORDS))
    assert "Lavet sammen med Emil og mor ·" in told
    assert "Rasmus Stenbæk" not in told


def test_a_name_in_arabic_stands_in_a_danish_title_without_an_ending(sheet):
    child = sheet.child.changed(name="\u062e\u0627\u0644\u062f")
    assert title_of(child, WORDS) == f"Plan for {child.name}"
    assert "Plan for" in text(render(sheet.changed(child=child), WORDS))


def test_a_letterhead_too_long_and_a_logo_that_is_no_picture_do_no_harm(sheet):
    head = Letterhead(municipality="Kommune " * 60, contact="Ring " * 90, logo=b"no picture")
    told = pages(render(sheet.changed(letterhead=head), WORDS))
    assert all("sagens eget eksemplar" in page and "…" in page for page in told)


def test_english_words_around_what_was_written(sheet):
    told = text(render(sheet.changed(edition=Edition.FAMILY), Words("en")))
    assert "Emil's plan" in told
    assert "Made together with Emil, mother and father" in told


def test_a_child_that_is_a_party_gets_a_line_to_sign_on(sheet):
    # pypdfium2 gives the names under the lines in one row, the child's first.
    parents = [
        person.name
        for person in sheet.people
        if person.id in {r.person for r in sheet.relations if r.custody}
    ]
    assert f"Emil {parents[0]}" in text(render(sheet, WORDS))
    assert f"Emil {parents[0]}" not in text(render(sheet.changed(child_signs=False), WORDS))
