"""An answered form on paper: section by section, each question with its answer."""

from datetime import date
from textwrap import wrap
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from db.pdf import press, sheet
from db.pdf.panel import Rows, room
from db.pdf.sheet import WIDE, Bookmark, Headline, Surround, text, texts
from db.records.base import Record
from db.records.form import Column, ColumnKind, Form, Kind, Question
from db.records.letterhead import Letterhead
from db.records.note import FilledForm, FormStatus
from db.records.person import Person
from db.records.plan import Goal, Readers
from db.rules import answers, names
from db.rules.answer_texts import Around, cell, told
from db.words import Words

_LONGEST: Final = 2500
_DAY_WIDE: Final = 35 * mm  # 30. september 2026
_BEGINS: Final = 48.0
"""Points that a question and the beginning of its answer take."""
_HEADING: Final = 32.0
"""Points that the heading of a section takes."""
_MOVED: Final = 240.0
"""What takes more room than this may be cut where it begins."""


class FormSheet(Record):
    """All that goes on the paper. `form` is None where the definition is not known here."""

    filled: FilledForm
    form: Form | None
    child: Person
    people: tuple[Person, ...] = ()
    goals: tuple[Goal, ...] = ()
    steps: tuple[str, ...] = ()
    printed_on: date
    letterhead: Letterhead = Letterhead()


def render(paper: FormSheet, words: Words) -> bytes:
    """`paper` as an A4 PDF: the file's own copy, with every answer."""
    around = Around.of(words, (*paper.people, paper.child), paper.goals, paper.steps)
    title = title_of(paper.form, paper.filled, words)
    story: list[Flowable] = [Bookmark(title), *_head(paper, title, words)]
    if paper.form is not None:
        for number in range(len(paper.form.section)):
            story += _section(paper.form, number, paper.filled, around)
    story += _rest(paper.form, paper.filled, around)
    kind = " · ".join([title, words.t("the file's own copy")])
    return press.made(story, Surround(title, paper.letterhead, kind, words))


def title_of(form: Form | None, filled: FilledForm, words: Words) -> str:
    """What the form is called; its id where it is not known."""
    return form.title.in_language(words.language) if form is not None else filled.form


def _head(paper: FormSheet, title: str, words: Words) -> list[Flowable]:
    filled = paper.filled
    chip = (
        words.t("Draft of {day}", day=words.day(paper.printed_on))
        if filled.status is FormStatus.DRAFT
        else ""
    )
    parts = [paper.child.name]
    if filled.started_on is not None:
        parts.append(words.t("begun {day}", day=words.day(filled.started_on)))
    if filled.finished_on is not None:
        parts.append(words.t("finished {day}", day=words.day(filled.finished_on)))
    parts.append(words.t("version {number}", number=filled.form_version))
    story: list[Flowable] = [
        Headline(title, chip),
        text(" · ".join(parts), sheet.UNDER, WIDE, ours=True, spaceAfter=8),
    ]
    if paper.form is not None:
        story.append(text(paper.form.about.in_language(words.language), sheet.SMALL, WIDE, spaceAfter=10))
    else:
        story.append(
            text(
                words.t("This form is not known here; its answers stand as they are."),
                sheet.SMALL,
                WIDE,
                spaceAfter=10,
            )
        )
    return story


def _section(form: Form, number: int, filled: FilledForm, around: Around) -> list[Flowable]:
    section = form.section[number]
    asked = {question.id for question in answers.asked(form, filled.answers)}
    shown = [
        question
        for question in section.question
        if not answers.is_empty(filled.answers.get(question.id))
        or (question.id in asked and question.required)
    ]
    if not shown:
        return []
    title = section.title.in_language(around.words.language)
    first, *more = _not_alone([_answer(one, filled.answers.get(one.id), around) for one in shown])
    return [
        # It goes to the next page with its first answer.
        CondPageBreak(_HEADING + first[0].height),
        Bookmark(title, 1),
        text(title, sheet.SECTION, WIDE, spaceBefore=10, spaceAfter=4),
        *first,
        *(part for one in more for part in one),
    ]


def _not_alone(found: list[list[Flowable]]) -> list[list[Flowable]]:
    """The answers of a section; the last one, alone on a page, looks lost: the one before it goes with it."""
    if len(found) > 1:
        before, last = found[-2:]
        tall = sum(part.wrap(WIDE, 1e9)[1] + part.getSpaceBefore() for part in (*before, *last))
        if tall <= _MOVED:
            before[0] = CondPageBreak(tall)
    return found


def _answer(question: Question, answer: Any, around: Around) -> list[Flowable]:
    words = around.words
    label = question.label.in_language(words.language)
    begins = _BEGINS
    if question.kind is Kind.TABLE and answers.fits(question, answer) and not answers.is_empty(answer):
        table = _table(question.columns, answer, around)
        below: list[Flowable] = [table]
        begins += table.begins()
    else:
        said = told(question, answer, around)
        below = _lines(said) or [text(words.t("Not answered"), sheet.SMALL, WIDE)]
    story: list[Flowable] = [CondPageBreak(min(begins, _MOVED))]
    story += [text(label, sheet.HEADING, WIDE, spaceBefore=4, spaceAfter=1), *below]
    if question.readers is not Readers.PARTICIPANTS and not answers.is_empty(answer):
        readers = words.t(names.READERS[question.readers])
        story.append(
            text(words.t("May be read by: {readers}.", readers=readers), sheet.SMALL, WIDE, ours=True)
        )
    return [*story, Spacer(0, 7)]


def _lines(said: str) -> list[Flowable]:
    """The paragraphs of an answer. ReportLab goes through a paragraph anew at each page: none is endless."""
    cut = "\n".join(
        part
        for line in said.splitlines()
        for part in (wrap(line, _LONGEST, break_on_hyphens=False) if len(line) > _LONGEST else [line])
    )
    return list(texts(cut, sheet.BODY, WIDE))


def _table(columns: tuple[Column, ...], rows: Any, around: Around) -> Rows:
    parts = [0 if column.kind is ColumnKind.DATE else 2 if column.wide else 1 for column in columns]
    rest = (WIDE - parts.count(0) * _DAY_WIDE) / max(1, sum(parts))
    wide = [part * rest or _DAY_WIDE for part in parts]
    head = [
        text(column.in_language(around.words.language), sheet.HEADING, room(each))
        for column, each in zip(columns, wide, strict=True)
    ]
    body = [
        [
            text(cell(column, row.get(column.id), around), sheet.SMALL, room(each))
            for column, each in zip(columns, wide, strict=True)
        ]
        for row in rows
        if not answers.is_empty(row)
    ]
    return Rows([head, *body], wide)


def _rest(form: Form | None, filled: FilledForm, around: Around) -> list[Flowable]:
    """Answers that no question of this version asks for."""
    left = answers.unplaced(form, filled.answers)
    if not left:
        return []
    story: list[Flowable] = []
    if form is not None:
        title = around.words.t("Answers to other versions")
        story += [CondPageBreak(80), text(title, sheet.SECTION, WIDE, spaceBefore=10, spaceAfter=4)]
    for key in left:
        story.append(text(key, sheet.HEADING, WIDE, spaceBefore=4))
        story += [*_lines(told(None, filled.answers[key], around)), Spacer(0, 7)]
    return story
