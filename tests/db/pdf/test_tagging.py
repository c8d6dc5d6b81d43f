"""Papers that can be heard: their structure as poppler reads it, checked by outloud and qpdf."""

import json
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf
from reportlab.platypus import Flowable

from db.paths import RESOURCES
from db.pdf import press
from db.pdf.panel import ROOM, Panel, Rows
from db.pdf.pile import pile
from db.pdf.plan import PlanSheet, paper_of
from db.pdf.sheet import BODY, GOAL, HEADING, SECTION, WIDE, Headline, Surround, text
from db.records.document import Document
from db.records.letterhead import Letterhead
from db.rules.readers import Edition
from db.rules.summary import plan_to_print
from db.words import Words

WORDS = Words("da")


def made(*story, title="Emils plan"):
    return press.made(story, Surround(title, Letterhead(municipality="Nordfjord Kommune"), "Plan", WORDS))


def plan_paper(family, edition):
    document = Document.model_validate(
        json.loads(next((RESOURCES / "demo" / "families").glob(f"{family:02}-*.json")).read_text("utf-8"))
    )
    case = document.cases[0]
    return paper_of(
        PlanSheet(
            plan=plan_to_print(case.plans),
            child=next(person for person in document.people if person.id == case.child),
            people=document.people,
            relations=case.relations,
            coordinator=case.coordinator,
            printed_on=date(2026, 11, 23),
            edition=edition,
            letterhead=Letterhead(municipality="Nordfjord Kommune", contact="Ring 70 00 00 00"),
            interventions=case.interventions,
            child_signs=True,
        ),
        WORDS,
    )


def drawn(paper):
    return press.made(paper.story, paper.frame)


def structure(paper, folder):
    """The lines of the tree, without their attributes."""
    (folder / "heard.pdf").write_bytes(paper)
    told = subprocess.run(
        ["pdfinfo", "-struct-text", str(folder / "heard.pdf")], capture_output=True, check=True
    ).stdout.decode()
    return [line.replace(" (block)", "") for line in told.splitlines() if "/Scope" not in line]


def heard_without_errors(paper, folder):
    file = folder / "checked.pdf"
    file.write_bytes(paper)
    outloud = Path(sys.executable).with_name("outloud")
    ended = subprocess.run([outloud, "--json", "-", str(file)], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stdout.decode()
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=True)
    assert b"No syntax or stream encoding errors" in checked.stdout


@pytest.mark.parametrize("edition", [Edition.FULL, Edition.FAMILY])
def test_a_plan_is_read_aloud_without_errors(edition, tmp_path):
    heard_without_errors(drawn(plan_paper(1, edition)), tmp_path)


def test_a_pile_has_one_tree_with_a_part_for_each_paper(tmp_path):
    whole = pile(
        [("Plan 1", plan_paper(1, Edition.FULL)), ("Plan 2", plan_paper(2, Edition.FAMILY))], "Planer", WORDS
    )
    heard_without_errors(whole, tmp_path)
    told = structure(whole, tmp_path)
    assert told[0] == "Document"
    assert [line for line in told if line.startswith("  ") and line[2] != " "] == ["  Part", "  Part"]
    assert sum(line.strip() == "H1" for line in told) == 2
    about = subprocess.run(
        ["pdfinfo", str(tmp_path / "heard.pdf")], capture_output=True, check=True
    ).stdout.decode()
    assert "Planer" in about
    assert "Tagged:          yes" in about


def test_headings_tables_and_pictures_are_what_they_are(tmp_path):
    told = [line.strip() for line in structure(drawn(plan_paper(1, Edition.FAMILY)), tmp_path)]
    assert told[:3] == ["Document", "H1", '"Emils plan"']
    for tag in ("H2", "P", "Table", "TR", "TH:", "TD", "Figure", "Sect"):
        assert tag in told, tag
    assert not any("Nordfjord" in line or "Side 1" in line for line in told), "heads and feet are decoration"


def test_a_table_over_pages_stays_one_and_its_repeated_head_is_heard_once(tmp_path):
    rows = [[text("Hvem", HEADING, 100), text("Hvad", HEADING, 100)]]
    rows += [[text(f"Navn {n}", BODY, 100), text("ord " * 40, BODY, 100)] for n in range(30)]
    told = [line.strip() for line in structure(made(Panel([Rows(rows, (ROOM / 2, ROOM / 2))])), tmp_path)]
    assert told.count("Table") == 1
    assert told.count("TR") == 31
    assert told.count("TH:") == 2
    assert sum(line == '"Hvem"' for line in told) == 1
    heard_without_errors(made(Headline("Emils plan"), Panel([Rows(rows, (200, 200))])), tmp_path)


def test_a_paragraph_and_a_row_cut_by_a_page_stay_whole(tmp_path):
    rows = [[text("Hvem", HEADING, 200)], [text("ord " * 3000, BODY, 200)]]
    told = [line.strip() for line in structure(made(Rows(rows, (WIDE,))), tmp_path)]
    assert (told.count("TD"), told.count("P")) == (1, 2)
    told = [line.strip() for line in structure(made(text("ord " * 3000, BODY, WIDE)), tmp_path)]
    assert told.count("P") == 1


def test_no_heading_lies_more_than_one_level_below_the_one_before(tmp_path):
    told = structure(made(Headline("A"), text("B", HEADING, WIDE), text("C", SECTION, WIDE)), tmp_path)
    assert [line.strip() for line in told if line.strip().startswith("H")] == ["H1", "H2", "H2"]
    inside = structure(made(Rows([[text("A", GOAL, 100)]], (WIDE,))), tmp_path)
    assert not any(line.strip().startswith("H") for line in inside), "no heading in a cell"


def test_arabic_is_heard_as_it_was_written():
    name = "\u062e\u0627\u0644\u062f"
    with Pdf.open(BytesIO(made(text(f"Hej {name}", BODY, WIDE)))) as pdf:
        element = pdf.Root.StructTreeRoot.K[0].K[0]
        assert str(element.ActualText) == f"Hej {name}"


def test_what_nobody_marked_is_decoration_and_harms_nothing(tmp_path):
    class Line(Flowable):
        width = height = 10

        def draw(self):
            self.canv.line(0, 0, 10, 10)

    heard_without_errors(made(Headline("Emils plan"), Line()), tmp_path)


def test_the_title_and_the_language_are_said_even_with_signs_of_markup():
    with Pdf.open(BytesIO(made(text("a", BODY, WIDE), title="Plan for <A> & B"))) as pdf:
        with pdf.open_metadata() as about:
            assert about["dc:title"] == "Plan for <A> & B"
            assert about["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "da-DK"
