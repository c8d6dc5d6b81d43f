"""A form on paper: what belongs together stands together."""

from datetime import date

import pytest

from db.books.forms import SHIPPED
from db.pdf.form_sheet import FormSheet, render
from db.records.form import ColumnKind, Kind
from db.records.note import FilledForm
from db.records.person import Person
from db.words import Words

FORM = SHIPPED.newest("family_analysis")
ROW = [{"on": "2026-09-30", "who": "Ole Friis", "what": "Far viste uret, og Karla gik selv ud efter sko."}]


@pytest.mark.parametrize("lines", range(20, 40, 4))
def test_a_tables_question_is_never_the_last_on_its_page_and_a_day_stands_on_one_line(lines, pages_of):
    given = {"health_challenges": "\n".join(["Linje"] * lines)} | {
        question.id: ROW for question in FORM.questions if question.id.endswith("_seen")
    }
    filled = FilledForm(id="f1", form=FORM.id, form_version=FORM.version, answers=given)
    child = Person(id="p1", name="Karla Prøve")
    paper = FormSheet(filled=filled, form=FORM, child=child, printed_on=date(2026, 11, 23))
    pages = pages_of(render(paper, Words("da")))
    asked = next(one for one in FORM.questions if one.id == "health_seen").label.da
    for page in pages:
        told = [line.strip() for line in page.splitlines() if line.strip()]
        assert not told[-1].startswith("Hvornår og af hvem")
        assert asked not in told[-2:]  # the foot of the page stands below
    assert "30. september 2026" in "\n".join(pages)


@pytest.mark.parametrize("lines", range(20, 36, 2))
def test_a_sections_heading_goes_to_the_next_page_with_its_first_table(lines, pages_of):
    form = SHIPPED.newest("coordinated_follow_up_plan")
    section = next(one for one in form.section if one.question[0].kind is Kind.TABLE)
    table, before = section.question[0], form.section[0].question[0]
    row = {
        column.id: "2026-09-30" if column.kind is ColumnKind.DATE else "Ole Friis" for column in table.columns
    }
    given = {before.id: "\n".join(["Linje"] * lines), table.id: [row]}
    filled = FilledForm(id="f1", form=form.id, form_version=form.version, answers=given)
    child = Person(id="p1", name="Karla Prøve")
    paper = FormSheet(filled=filled, form=form, child=child, printed_on=date(2026, 11, 23))
    page = next(one for one in pages_of(render(paper, Words("da"))) if section.title.da in one)
    assert table.label.da in page
    assert "30. september 2026" in page


@pytest.mark.parametrize("lines", range(3, 6))
def test_the_last_answer_of_a_section_is_not_left_alone_on_a_page(lines, pages_of):
    form = SHIPPED.newest("full_assessment")
    *_, before, last = [one for one in form.questions if one.required]
    given = {form.questions[0].id: "\n".join(["Linje"] * lines), last.id: "Støtteophold"}
    filled = FilledForm(id="f1", form=form.id, form_version=form.version, answers=given)
    child = Person(id="p1", name="Karla Prøve")
    paper = FormSheet(filled=filled, form=form, child=child, printed_on=date(2026, 11, 23))
    pages = pages_of(render(paper, Words("da")))
    assert len(pages) > 1
    assert before.label.da in pages[-1]
    assert last.label.da in pages[-1]
