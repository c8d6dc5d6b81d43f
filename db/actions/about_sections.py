"""What an insight paper holds, section by section: records, answered forms, and what lies beside the case."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final

from db.actions import catalogue
from db.actions.desk import Desk
from db.actions.undo import KINDS
from db.pdf.told_sheet import Told
from db.records.base import Record
from db.records.case import Case
from db.records.form import Form, Question
from db.records.note import FilledForm
from db.records.person import Person
from db.rules import answers, deeds, names
from db.rules.answer_texts import Around, told
from db.rules.case_names import names_in
from db.rules.differences import differences
from db.rules.field_names import FIELDS, OTHER
from db.rules.placement_review import ANSWERS
from db.store import attachments, letters, parcels
from db.words import Words, later

_ELSEWHERE: Final = frozenset({"attachments", "attachments_bytes", "letters_sent"})
"""Tables that are told in sections of their own."""
_OF_MACHINES: Final = frozenset({"series", "series_appointments", "invitation_entries"})
"""Tables that say how the calendar keeps appointments together: nothing about anybody."""
_BESIDE: Final[Mapping[str, str]] = {
    "closer_contact": later("Closer contact"),
    "help_backgrounds": later("Background of the help"),
    "help_goes_on": later("Why the help goes on"),
    "interpreters": later("Interpreter"),
    "placement_answers": later("half-year question"),
    "plan_answers": later("The team lead's answer"),
}
_COLUMNS: Final[Mapping[str, str]] = {
    **FIELDS,
    "intervention": later("Intervention"),
    "child_view": later("The child's view"),
    "search_on": later("Search began"),
    "offer_on": later("Offer given"),
    "contract_on": later("Contract made"),
    "appointment": later("Meeting"),
    "plan": later("Plan"),
    "verdict": later("Answer"),
    "answer": later("Answer"),
    "by_whom": later("By whom"),
    "on_day": later("Day"),
    "ask_on": later("Asked about on"),
    "months_before": later("Months before"),
    "weeks_before": later("Weeks before"),
}
_VALUES: Final[Mapping[str, str]] = {
    "approved": later("approved"),
    "returned": later("sent back"),
    **{one.value: told for one, told in ANSWERS.items()},
}
_OWN: Final = frozenset({"id", "case_id", "content", "made_at"})
"""Columns that say where a row belongs, not what it says."""


def of_record(
    desk: Desk, title: str, record: Record, case: Case, known: Mapping[str, Person], words: Words
) -> Told:
    """A row for each field of `record`, and one for each record inside it: what it says, line by line."""
    rows: list[tuple[str, list[str]]] = []
    for found in differences(None, record, known, words, _called(desk, case, words)):
        *inside, field = found.path
        where = " · ".join(inside) or field
        if not rows or rows[-1][0] != where:
            rows.append((where, []))
        asked = field if field.endswith("?") else f"{field}:"
        rows[-1][1].append(f"{asked} {found.after}" if inside else found.after)
    return _section(title, ((where, "\n".join(lines)) for where, lines in rows), words)


def of_forms(desk: Desk, case: Case, known: Mapping[str, Person], words: Words) -> list[Told]:
    """Each form with every answer, in the form's order; those that its version does not ask for last."""
    around = _around(desk, case, known, words)
    heads = (words.t("Question"), words.t("Answer"))
    return [
        _form(filled, desk.forms.get(filled.form, filled.form_version), around, heads)
        for filled in case.forms
    ]


def beside(desk: Desk, case: Case, known: Mapping[str, Person], words: Words) -> list[Told]:
    """What lies beside the record: attachments, letters, texts being written, and what stood there before."""
    found = [
        (words.t("Attachments"), _attachments(desk, case, words)),
        (words.t("Letters that were sent"), _letters(desk, case, words)),
        (words.t("More about the case"), _more(desk, case, known, words)),
        (words.t("Texts that are being written"), _drafts(desk, case, known, words)),
        (words.t("What stood there before"), _before(desk, case, known, words)),
    ]
    return [_section(title, rows, words) for title, rows in found]


def _section(title: str, rows: Iterator[tuple[str, str]], words: Words) -> Told:
    return Told(title, (words.t("What"), words.t("What is written down")), tuple(rows))


def _called(desk: Desk, case: Case, words: Words) -> dict[str, str]:
    """What the case's records and the rows of the catalogue are called, by their ids."""
    return {**catalogue.names_of(desk, words), **names_in(case, words)}


def _around(desk: Desk, case: Case, known: Mapping[str, Person], words: Words) -> Around:
    goals = [goal for plan in case.plans for goal in plan.goals]
    return Around.of(words, known.values(), goals, desk.ladder.steps)


def _form(filled: FilledForm, form: Form | None, around: Around, heads: tuple[str, str]) -> Told:
    words = around.words
    title = form.title.in_language(words.language) if form is not None else filled.form
    on = filled.finished_on or filled.started_on
    rows = [(words.t("Status"), words.t(names.FORM_STATUSES[filled.status]))]
    for question, called in _asked(form, words.language).values():
        if said := told(question, filled.answers.get(question.id), around):
            rows.append((called, said))
    for key in answers.unplaced(form, filled.answers):
        rows.append((key, told(None, filled.answers[key], around)))
    return Told(" · ".join([title, *([words.day(on)] if on else [])]), heads, tuple(rows))


def _asked(form: Form | None, language: str) -> dict[str, tuple[Question, str]]:
    """The questions of `form` by id, and what each is called: with its section where two are called alike."""
    if form is None:
        return {}
    times = Counter(one.label.in_language(language) for one in form.questions)
    found = {}
    for section in form.section:
        for one in section.question:
            label = one.label.in_language(language)
            inside = [section.title.in_language(language)] if times[label] > 1 else []
            found[one.id] = one, " · ".join([*inside, label])
    return found


def _attachments(desk: Desk, case: Case, words: Words) -> Iterator[tuple[str, str]]:
    for removed in (False, True):
        for one in attachments.of_case(desk.db, case.id, removed=removed):
            told = [words.t(names.ATTACHMENTS[one.kind]), words.day(one.on), one.name]
            if one.removed_on is not None:
                told.append(words.t("removed on {day}", day=words.day(one.removed_on)))
            yield one.title or one.name, " · ".join(told)


def _letters(desk: Desk, case: Case, words: Words) -> Iterator[tuple[str, str]]:
    for one in letters.of_case(desk.db, case.id):
        parts = [f"{part.title}\n{part.text}" for part in one.parts]
        yield f"{one.title} · {words.day(one.sent_on)}", "\n".join([one.receiver, *parts])


def _more(desk: Desk, case: Case, known: Mapping[str, Person], words: Words) -> Iterator[tuple[str, str]]:
    called = {**names_in(case, words), **{key: person.name for key, person in known.items()}}
    for row in parcels.rows_of(desk.db, case.id):
        if row.table in _ELSEWHERE | _OF_MACHINES:
            continue
        lines = [
            f"{words.t(_COLUMNS.get(column, OTHER))}: {_value(value, called, words)}"
            for column, value in row.values.items()
            if column not in _OWN and value not in (None, "")
        ]
        title = words.t(_BESIDE.get(row.table, OTHER))
        yield title[:1].upper() + title[1:], "\n".join(lines)


def _value(value: Any, called: Mapping[str, str], words: Words) -> str:
    told = str(value)
    if told in called:
        return called[told]
    if told in _VALUES:
        return words.t(_VALUES[told])
    try:
        return words.day(date.fromisoformat(told))
    except ValueError:
        return told


def _drafts(desk: Desk, case: Case, known: Mapping[str, Person], words: Words) -> Iterator[tuple[str, str]]:
    around = _around(desk, case, known, words)
    forms = {one.id: one for one in case.forms}
    for one in parcels.drafts_of(desk.db, case.id):
        kind = words.t(names.RECORDS.get(one["kind"], OTHER))
        if one["kind"] == "form":
            under, text = _typed_answer(desk, forms.get(one["record"]), one, around)
        else:
            field = FIELDS.get(one["field"])
            under, text = [words.t(field)] if field else [], one["text"]
        if text.strip():
            yield " · ".join([kind[:1].upper() + kind[1:], *under]), text


def _typed_answer(
    desk: Desk, filled: FilledForm | None, draft: Mapping[str, Any], around: Around
) -> tuple[list[str], str]:
    """What an answer that is being typed stands under, the form and its question, and what it says."""
    language, field = around.words.language, draft["field"]
    form = desk.forms.get(filled.form, draft["form_version"]) if filled is not None else None
    question, called = _asked(form, language).get(field, (None, field))
    under = [form.title.in_language(language)] if form is not None else []
    under.append(called)
    try:
        return under, told(question, json.loads(draft["text"]), around)
    except ValueError:
        return under, draft["text"]


def _before(desk: Desk, case: Case, known: Mapping[str, Person], words: Words) -> Iterator[tuple[str, str]]:
    """What each change took away or wrote over, the oldest first."""
    called = _called(desk, case, words)
    for one in parcels.lines_of(desk.db, case.id, history=True):
        line = one["line"]
        lines = [
            f"{found.where}: {found.before}"
            for before, after in _changes(line.get("history") or ())
            for found in differences(before, after, known, words, called)
        ]
        if lines:
            deed = words.t(deeds.told(str(line.get("action"))))
            yield f"{moment_of(line, words)} · {deed}", "\n".join(lines)


def _changes(steps: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Record, Record | None]]:
    """What stood there before and after each step that had something to take away.

    A line that came in a package may hold what no record of this release is: that is left to the JSON.
    """
    for step in steps:
        kind = KINDS.get(str(step.get("kind")))
        if kind is None or step.get("before") is None:
            continue
        with suppress(ValueError):
            after = step.get("after")
            yield (
                kind.model_validate_json(step["before"]),
                None if after is None else kind.model_validate_json(after),
            )


def moment_of(line: Mapping[str, Any], words: Words) -> str:
    """When a line of the journal was written, by the office's clock; of one that came along as it says."""
    at = str(line.get("at") or "")
    try:
        return words.moment(datetime.fromisoformat(at))
    except ValueError:
        return at
