"""The answers of a talk with the child stand in the note's text, and come out of it again."""

from hypothesis import given
from hypothesis import strategies as st

from db.rules.child_talk import ASKED, note_text, taken_apart
from db.words import Words

WORDS = Words("da")
LINES = st.lists(st.sampled_from(["", "Gik en tur", *map(WORDS.t, ASKED.values())]), max_size=6).map(
    "\n".join
)


@given(text=LINES, answers=st.dictionaries(st.sampled_from(list(ASKED)), LINES))
def test_whatever_was_written_the_note_stays_the_same(text, answers):
    whole = note_text(text, answers, WORDS)
    assert note_text(*taken_apart(whole, WORDS), WORDS) == whole


@given(
    text=st.text(max_size=30).map(str.strip),
    answers=st.dictionaries(st.sampled_from(list(ASKED)), st.text(min_size=1, max_size=30), max_size=6),
)
def test_each_answer_comes_back_under_its_question(text, answers):
    said = {key: answer.strip() for key, answer in answers.items() if answer.strip()}
    assert taken_apart(note_text(text, answers, WORDS), WORDS) == (text, said)


def test_answers_of_another_language_stay_in_the_text():
    told = note_text("", {"present": "At school", "words": "No"}, Words("en"))
    assert taken_apart(told, WORDS) == (told, {})
