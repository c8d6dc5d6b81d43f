"""What was answered the last time, as it stands beside the question."""

from db.records.form import Question
from db.records.note import FilledForm
from db.rules.answer_texts import Around, told


def last_answer(last: FilledForm | None, around: Around, question: Question) -> str:
    """When and what was answered to `question` in `last`; "" without an answer or a day."""
    if last is None or last.finished_on is None:
        return ""
    said, words = told(question, last.answers.get(question.id), around), around.words
    return words.t("Last time, {day}: {text}", day=words.day(last.finished_on), text=said) if said else ""
