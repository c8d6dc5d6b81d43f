"""LIX counted by hand."""

from db.records.plan import Goal, Plan, PlanKind
from db.rules.lix import lix, plan_text


def test_words_a_sentence_and_long_words_in_a_hundred():
    # 13 words, 2 sentences, 3 words of more than six letters: 6.5 + 23.1
    assert (
        lix("Emil går i skole hver dag. Kontaktpersonen henter ham, og klasselæreren venter udenfor.") == 30
    )
    assert lix("Vi ser en film og spiser en is med far i dag.") == 12


def test_a_line_end_ends_a_sentence_and_a_number_is_no_word():
    assert lix("ro om morgenen hver dag\nro om aften hver dag\n") == 5 + 10
    assert lix("Emil 12 34 56 går i skole 7.30 hver dag og er glad for det") == 11


def test_too_little_text_has_no_value():
    assert lix("") is None
    assert lix("Emil går i skole.") is None


def test_the_family_reads_goals_steps_and_words():
    goal = Goal(id="g", title="Ro", baseline="Nu", sign="Tegn", sub_goals=({"title": "Skridt"},))
    plan = Plan(id="l", kind=PlanKind.CHILD_PLAN, purpose="formål", parents_words="os", goals=(goal,))
    assert plan_text(plan).split("\n") == ["os", "Ro", "Nu", "Tegn", "Skridt"]
