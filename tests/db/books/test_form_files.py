"""Forms as files: those that ship are whole in both languages; a faulty one is refused with its line."""

import json
from pathlib import Path

import pytest

from db.books import demo, forms, profile, profile_check
from db.errors import NotAllowed
from db.paths import RESOURCES
from db.records.form import Kind
from db.records.plan import Area
from db.rules import answers

FORMS = sorted((RESOURCES / "forms").glob("*/*.toml"))
SOUND = """id = "small"
version = 1
title = { da = "Lille", en = "Small" }
about = { da = "Om", en = "About" }
basis = { kind = "good_practice" }

[[section]]
title = { da = "Et", en = "One" }

[[section.question]]
id = "first"
kind = "yes_no_unknown"
label = { da = "Et?", en = "One?" }
help = { da = "Hjælp", en = "Help" }

[[section.question]]
id = "second"
kind = "text"
label = { da = "To?", en = "Two?" }
help = { da = "Hjælp", en = "Help" }
condition = { question = "first", equals = "yes" }
"""


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.parent.name)
def test_every_form_has_enough_questions_with_help_in_both_languages(path):
    form = forms.read(path)
    assert len(form.questions) >= 8
    for question in form.questions:
        for text in (question.label, question.help):
            assert text.da.strip()
            assert text.en.strip()
            assert text.da != text.en or len(text.da) < 12
    assert any(question.required for question in form.questions)


def test_the_forms_that_the_work_asks_for_are_there():
    wanted = {
        "family_analysis", "screening", "partial_assessment", "full_assessment", "target_group_assessment",
        "price_category", "child_talk", "three_houses", "parents_feedback", "well_being", "audit",
        "transition_16_18", "coordinated_follow_up_plan", "intervention_start", "intervention_closing",
        "follow_up", "youth_plan_extra",
    }  # fmt: skip
    assert wanted <= set(forms.SHIPPED.ids())


def test_the_family_analysis_asks_for_resources_and_challenges_in_each_area():
    form = forms.SHIPPED.newest("family_analysis")
    assert len(form.questions) >= 60
    named = [section for section in form.section if any(q.id.endswith("_seen") for q in section.question)]
    assert len(named) == len(Area)
    for section in named:
        assert [question.id.rpartition("_")[2] for question in section.question] == [
            "resources",
            "challenges",
            "seen",
        ]


def test_a_screening_asks_first_whether_telling_is_a_danger():
    assert forms.SHIPPED.newest("screening").questions[0].id == "danger"


SERVED = {
    "screening": {"BL §5 stk. 3", "BL §18", "BL §20", "BL §21"},
    "partial_assessment": {"BL §5 stk. 3", "BL §19", "BL §20"},
    "full_assessment": {"BL §5 stk. 3", "BL §20", "BL §21", "BL §21 stk. 5", "BL §22", "BL §22 stk. 4"},
    "child_talk": {"BL §5", "BL §5 stk. 3", "BL §5 stk. 3-4", "BL §5 stk. 4", "BL §6"},
    "follow_up": {"BL §5 stk. 3", "BL §95 stk. 2", "BL §95 stk. 3-5"},
    "transition_16_18": {"BL §5 stk. 3", "BL §111", "BL §122", "BL §123", "BL §§122-123"},
    "youth_plan_extra": {
        "BL §5 stk. 3", "BL §108", "BL §109", "BL §109 stk. 5", "BL §110", "BL §111",
    },
    "intervention_start": {"BL §5 stk. 3", "BL §32 stk. 2", "BL §32 stk. 3", "BL §91", "BL §95 stk. 2"},
}  # fmt: skip
"""The paragraphs that the questions of a form that the law asks for serve (law chapter, sections 1 and 3)."""
UNSURE = {"BL §5", "BL §19", "RSL §11 a"}
"""Those of which the law chapter is only fairly certain: they are shown as to be checked."""


@pytest.mark.parametrize("name", SERVED)
def test_the_paragraphs_that_the_law_asks_by_are_each_served_by_a_question(name):
    form = forms.SHIPPED.newest(name)
    assert {one.source.ref for one in form.questions if one.source.ref} == SERVED[name]


def test_what_the_law_chapter_is_not_sure_of_is_shown_as_to_be_checked():
    sources = [one.source for name in forms.SHIPPED.ids() for one in forms.SHIPPED.newest(name).questions]
    told = [one for one in sources if one.ref]
    assert {one.ref for one in told if one.unsure} == UNSURE
    assert {one.ref for one in told if not one.unsure}.isdisjoint(UNSURE)


def test_what_the_law_demands_of_an_answer_is_asked_for_before_the_form_is_finished():
    wanted = {
        "screening": {"danger", "honour", "result"},
        "full_assessment": {"reason_for_full", "child_on_support", "parents_words", "can_help", "ppr_needed"},
        "child_talk": {"told_supporter", "parents_present", "parents_agreed", "not_heard_reason"},
        "follow_up": {"goal_met", "lowest_step", "plan_change", "next_on", "rhythm_reason"},
        "transition_16_18": {"support", "education", "work", "housing", "social"},
        "intervention_start": {"purpose", "expected_end", "plan_wanted"},
    }
    for name, ids in wanted.items():
        required = {one.id for one in forms.SHIPPED.newest(name).questions if one.required}
        assert ids <= required, name


def test_every_kind_of_question_is_used():
    kinds = {q.kind for form in forms.SHIPPED.ids() for q in forms.SHIPPED.newest(form).questions}
    assert kinds == set(Kind)


def test_the_fictional_families_answer_what_the_forms_ask():
    for family in demo.families():
        for case in family["cases"]:
            for filled in case.get("forms", []):
                form = forms.SHIPPED.get(filled["form"], filled.get("form_version", 1))
                assert form is not None, filled["form"]
                assert answers.unplaced(form, filled["answers"]) == ()
                assert answers.unfit(form, filled["answers"]) == ()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('kind = "text"', 'kind = "tekst"', 18),
        ('help = { da = "Hjælp", en = "Help" }\n\n', "\n", 10),
        ('id = "second"', 'id = "first"', 17),
        ('equals = "yes"', 'equals = "maybe"', 17),
        ('question = "first"', 'question = "second"', 17),
        ('kind = "yes_no_unknown"', 'kind = "choice"', 10),
        ('kind = "text"', 'kind = "text"\nrequired = "yes"', 19),
        ('basis = { kind = "good_practice" }', 'basis = { kind = "law" }', 5),
        ("version = 1", "version = 2", 1),
        ('about = { da = "Om", en = "About" }', 'about = { da = "Om" }', 4),
        ('title = { da = "Et", en = "One" }', 'title = "Et"', 8),
        ("version = 1", "version 1", 2),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(tmp_path, old, new, line):
    file = tmp_path / "small" / "1.toml"
    file.parent.mkdir()
    file.write_text(SOUND, "utf-8")
    assert forms.read(file).id == "small"
    assert old in SOUND
    file.write_text(SOUND.replace(old, new, 1), "utf-8")
    with pytest.raises(NotAllowed) as refused:
        forms.read(file)
    assert (refused.value.facts["file"], refused.value.facts["line"]) == ("small/1.toml", line)
    assert "Hjælp" not in refused.value.message


def test_a_profile_adds_and_replaces_forms(tmp_path):
    (tmp_path / "profile.toml").write_text("", "utf-8")
    for name, version in (("small", 1), ("screening", 2)):
        folder = tmp_path / "forms" / name
        folder.mkdir(parents=True)
        text = SOUND.replace('"small"', f'"{name}"').replace("version = 1", f"version = {version}")
        (folder / f"{version}.toml").write_text(text, "utf-8")
    book = profile.read(tmp_path).forms
    assert book.newest("small").title.en == "Small"
    assert book.newest_version("screening") == 2
    assert book.get("screening", 1).questions[0].id == "danger"
    (tmp_path / "forms" / "small" / "1.toml").write_text("id = 1\n", "utf-8")
    with pytest.raises(NotAllowed):
        profile.read(tmp_path.rename(tmp_path.with_name("other")))


def test_the_readme_names_every_kind():
    text = Path(RESOURCES / "forms" / "README.md").read_text("utf-8")
    assert [kind for kind in Kind if kind not in text] == []
    assert json.dumps("V") in text


def test_the_check_of_a_profile_names_every_faulty_form(tmp_path):
    (tmp_path / "profile.toml").write_text("", "utf-8")
    shipped = (forms.FOLDER / "three_houses" / "1.toml").read_text("utf-8")
    files = {
        "three_houses/2.toml": shipped.replace("version = 1", "version = 2"),
        "own/1.toml": shipped.replace('"three_houses"', '"own"').replace('"choice"', '"colour"'),
        "other/1.toml": shipped,
    }
    for name, text in files.items():
        file = tmp_path / "forms" / name
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    line = files["own/1.toml"].splitlines().index('kind = "colour"') + 1
    told = [(fault.facts["file"], fault.facts["line"]) for fault in profile_check.faults(tmp_path)]
    assert told == [("other/1.toml", 1), ("own/1.toml", line)]
    (tmp_path / "forms" / "own" / "1.toml").write_text("id = = 1", "utf-8")
    told = [(fault.facts["file"], fault.facts["line"]) for fault in profile_check.faults(tmp_path)]
    assert told == [("own/1.toml", 1)]
