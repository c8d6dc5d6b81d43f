"""A form on paper: what belongs together stands together."""

from datetime import date

import pytest

from db.books.forms import SHIPPED
from db.pdf.form_sheet import FormSheet, render
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
