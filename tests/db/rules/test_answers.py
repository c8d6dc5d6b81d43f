"""Answers: what is asked, what is missing, what cannot be, what has changed."""

from datetime import date

import pytest

from db.books import forms, ladder
from db.records.form import Form, Kind
from db.records.note import FilledForm
from db.rules import answers
from db.rules.answer_texts import Around, told
from db.rules.answers import Difference
from db.words import Words

SAID = {"da": "A", "en": "A"}


def question(key, kind="text", **more):
    return {"id": key, "kind": kind, "label": SAID, "help": SAID} | more


def form(*questions, version=1):
    return Form.model_validate(
        {
            "id": "f",
            "version": version,
            "title": SAID,
            "about": SAID,
            "basis": {"kind": "good_practice"},
            "section": [{"title": SAID, "question": list(questions)}],
        }
    )


CHOICES = [{"value": "a", "da": "Aa", "en": "Aye"}, {"value": "b", "da": "B", "en": "B"}]
ONE_OF_EACH = {
    "text": ({}, ["x", "<b>&"], [1, ["x"], {"a": "x"}]),
    "long_text": ({}, ["x\ny"], [1]),
    "yes_no_unknown": ({}, ["yes", "no", "unknown"], ["maybe", True]),
    "choice": ({"choices": CHOICES}, ["a"], ["c", ["a"]]),
    "many": ({"choices": CHOICES}, [["a", "b"]], ["a", ["c"]]),
    "scale": ({"raters": CHOICES}, [{"a": 0, "b": 10}, {"a": None, "b": 1}],
              [{"a": 11}, {"c": 1}, {"a": True}, 5]),
    "date": ({}, ["2026-01-31"], ["2026-02-30", "31.1.26", 5]),
    "person": ({}, ["p1"], [1]),
    "table": (
        {"columns": [{"id": "on", "kind": "date", "da": "D", "en": "D"}, {"id": "w", "da": "W", "en": "W"}]},
        [[{"on": "2026-01-31", "w": "x"}, {}]],
        [[{"on": "x"}], [{"z": "1"}], ["x"], {"on": "2026-01-31"}],
    ),
    "ladder_step": ({}, [1, 6], [0, 7, "3", True]),
    "goal": ({}, ["g1"], [["g1"]]),
}  # fmt: skip


def test_every_kind_is_tried():
    assert set(ONE_OF_EACH) == set(Kind)


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_answers_are_checked_by_kind_and_told_in_both_languages(kind):
    more, good, bad = ONE_OF_EACH[kind]
    asked = form(question("q", kind, **more))
    for answer in good:
        assert answers.unfit(asked, {"q": answer}) == ()
        for language in ("da", "en"):
            assert told(asked.questions[0], answer, Around(Words(language), steps=ladder.shipped().steps))
    for answer in bad:
        assert [one.id for one in answers.unfit(asked, {"q": answer})] == ["q"]
        assert told(asked.questions[0], answer, Around(Words("da")))
    for nothing in (None, "", " ", [], {}):
        assert answers.fits(asked.questions[0], nothing)


def test_a_condition_hides_a_question_and_what_hangs_on_it():
    chain = form(
        question("a", "yes_no_unknown"),
        question("b", "yes_no_unknown", condition={"question": "a", "equals": "yes"}, required=True),
        question("c", condition={"question": "b", "any_of": ["no", "unknown"]}, required=True),
    )
    assert [q.id for q in answers.asked(chain, {"a": "no", "b": "no"})] == ["a"]
    assert [q.id for q in answers.missing(chain, {"a": "yes"})] == ["b"]
    assert [q.id for q in answers.missing(chain, {"a": "yes", "b": "no"})] == ["c"]
    assert answers.progress(chain, {"a": "yes", "b": "no"}) == answers.Progress(2, 3)
    assert answers.progress(chain, {"a": "yes"}, 0) == answers.Progress(1, 2)


def test_zero_and_no_are_answers():
    for answer in (0, "no", {"a": 0}, [{"w": "x"}]):
        assert not answers.is_empty(answer)


def test_last_time_is_the_finished_one_before():
    def filled(key, started, finished):
        return FilledForm(id=key, form="f", started_on=started, finished_on=finished)

    early = filled("1", date(2026, 1, 1), date(2026, 1, 2))
    late = filled("2", date(2026, 3, 1), date(2026, 3, 2))
    draft = filled("3", date(2026, 4, 1), None)
    now = filled("4", date(2026, 5, 1), None)
    other = early.changed(id="5", form="g")
    everything = (early, other, late, draft, now)
    assert answers.last_time(everything, now) == late
    assert answers.last_time(everything, late) == early
    assert answers.last_time(everything, early) is None


def test_versions_are_compared_question_by_question():
    old = form(question("same"), question("gone"), question("turned"))
    new = form(question("new"), question("same"), question("turned", required=True), version=2)
    found = [(one.difference, (one.after or one.before).id) for one in answers.differences(old, new)]
    assert found == [
        (Difference.ADDED, "new"),
        (Difference.CHANGED, "turned"),
        (Difference.REMOVED, "gone"),
    ]
    assert answers.unplaced(new, {"gone": "x", "same": "y", "empty": ""}) == ("gone",)
    assert answers.unplaced(None, {"gone": "x"}) == ("gone",)


def test_a_table_with_half_a_day_in_it_is_told_under_its_columns_names():
    visits = next(one for one in forms.SHIPPED.newest("family_analysis").questions if one.id == "visits")
    answer = [{"on": "i går", "situation": "Ro"}]
    assert not answers.fits(visits, answer)
    assert told(visits, answer, Around(Words("da"))) == "Dag: i går\nSituation: Ro"


def test_people_goals_and_steps_are_named():
    around = Around(Words("en"), {"p1": "Mor"}, {"g1": "Ro"}, ladder.shipped().steps)
    one = form(question("p", "person"), question("g", "goal"), question("s", "ladder_step"))
    assert [told(q, a, around) for q, a in zip(one.questions, ("p1", "g1", 3), strict=True)] == [
        "Mor",
        "Ro",
        "Step 3: at home",
    ]
    screening = forms.SHIPPED.newest("screening")
    assert answers.asked(screening, {"danger": "unknown"})[1].id == "danger_assessment"
