"""Forløb: everything that happened in a case as light rows, from its records and from the journal's lines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from db.records.appointment import AppointmentStatus
from db.records.attachment import Attachment
from db.records.base import COPENHAGEN, day_of
from db.records.case import Case
from db.records.intervention import Intervention, Stage
from db.records.letter import SentLetter
from db.records.note import FormStatus
from db.records.person import Person
from db.rules import names
from db.rules.danish import fold
from db.rules.deeds import LEFT, Deed, told
from db.rules.openings import SEEN
from db.words import Words, later


class Group(StrEnum):
    """What kind of happening a row tells of."""

    NOTE = "note"
    MEETING = "meeting"
    WAY_IN = "way_in"
    HELP = "help"
    PLAN = "plan"
    FORM = "form"
    EVENT = "event"
    ATTACHMENT = "attachment"
    PAPER = "paper"
    CHANGE = "change"
    READ = "read"


GROUPS: Final[Mapping[Group, str]] = {
    Group.NOTE: later("Notes"),
    Group.MEETING: later("Meetings and visits"),
    Group.WAY_IN: later("Inquiries, assessments, decisions"),
    Group.HELP: later("Help"),
    Group.PLAN: later("Plans"),
    Group.FORM: later("Forms"),
    Group.EVENT: later("Events and well-being"),
    Group.ATTACHMENT: later("Attachments"),
    Group.PAPER: later("Printed and handed on"),
    Group.CHANGE: later("Who changed what"),
    Group.READ: later("Who opened the case"),
}
QUIET: Final = frozenset({Group.CHANGE, Group.READ})
"""What is shown only when it is asked for."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One row: when, what it is called, and of which record. `line` names a line of the journal."""

    day: date
    at: datetime
    group: Group
    title: str
    text: str = ""
    kind: str = ""
    record: str = ""
    line: str = ""
    who: str = ""
    is_moment: bool = False
    took_away: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are wanted. None as `group` is all that happened, without changes and readings."""

    group: Group | None = None
    text: str = ""
    since: date | None = None
    until: date | None = None


def of_case(
    case: Case, people: Mapping[str, Person], words: Words, forms: Mapping[str, str]
) -> list[Happening]:
    """What the records of `case` tell of, in no order; `forms` is what forms are called, by their id."""
    parts = [part(case, words) for part in (_way_in, _decided, _help, _written, _met)]
    parts += [_felt(case, people, words), _answered(case, words, forms)]
    return [row for part in parts for row in part]


def beside(
    attachments: Iterable[Attachment], letters: Iterable[SentLetter], words: Words
) -> Iterator[Happening]:
    """What stands beside the case's records: its attachments, and the letters as they were sent."""
    for one in attachments:
        title = words.t("attachment")
        yield _on(one.on, Group.ATTACHMENT, title, one.title or one.name, "attachment", one.id)
    for letter in letters:
        to = letter.receiver.splitlines()[:1]
        said = _joined(*to, *(part.text for part in letter.parts))
        yield _on(letter.sent_on, Group.PAPER, letter.title, said, "letter", letter.id)


def of_journal(deeds: Iterable[Deed], words: Words) -> list[Happening]:
    """What the journal's lines tell of: papers, what was taken away, changes and readings."""
    return [_of_deed(deed, words) for deed in deeds]


def newest_first(found: Iterable[Happening]) -> list[Happening]:
    """The rows, the newest first; what has a day and no time stands below the moments of its day."""
    return sorted(found, key=_order, reverse=True)


def _order(one: Happening) -> tuple[date, bool, datetime, int]:
    return one.day, one.is_moment, one.at, int(one.line) if one.line.isdecimal() else 0


class Sieve:
    """The rows of one case, filtered; what a text is compared with is folded once."""

    def __init__(self, found: Iterable[Happening]) -> None:
        self._rows = newest_first(found)
        self._folded: list[str] | None = None

    def rows(self, wanted: Wanted) -> list[Happening]:
        """The rows that are wanted, newest first."""
        asked = fold(wanted.text).split()
        if asked and self._folded is None:
            self._folded = [fold(f"{one.title} {one.text} {one.who}") for one in self._rows]
        return [
            one
            for at, one in enumerate(self._rows)
            if _is_of(one, wanted.group)
            and (wanted.since is None or one.day >= wanted.since)
            and (wanted.until is None or one.day <= wanted.until)
            and (not asked or (self._folded is not None and all(word in self._folded[at] for word in asked)))
        ]


def _is_of(one: Happening, group: Group | None) -> bool:
    if group is None:
        return one.group not in QUIET or one.took_away
    return one.group is group


def _on(day: date, group: Group, title: str, text: str, kind: str, record: str) -> Happening:
    at = datetime.combine(day, time(), COPENHAGEN)
    return Happening(day, at, group, _upper(title), text, kind, record)


def _at(moment: datetime, group: Group, title: str, text: str, kind: str, record: str) -> Happening:
    return Happening(day_of(moment), moment, group, _upper(title), text, kind, record, is_moment=True)


def _way_in(case: Case, words: Words) -> Iterator[Happening]:
    group = Group.WAY_IN
    yield _on(case.opened, group, words.t("The case was opened"), "", "case", case.id)
    if case.closed is not None:
        yield _on(case.closed, group, words.t("The case was closed"), case.closed_reason, "case", case.id)
    for one in case.inquiries:
        who = "" if one.anonymous else one.from_
        kind = words.t(names.INQUIRIES[one.kind])
        yield _at(one.received_at, group, kind, _joined(who, one.text), "inquiry", one.id)
    for panel in case.allocations:
        title = f"{words.t('allocation panel')}: {words.t(names.ALLOCATIONS[panel.result])}"
        yield _on(panel.panel_on, group, title, panel.reason, "allocation", panel.id)


def _decided(case: Case, words: Words) -> Iterator[Happening]:
    group = Group.WAY_IN
    for work in case.assessments:
        kind = words.t(names.ASSESSMENTS[work.kind])
        if work.started_on is not None:
            title = words.t("{what} began", what=kind)
            yield _on(work.started_on, group, title, "", "assessment", work.id)
        if work.finished_on is not None:
            title = words.t("{what} was finished", what=kind)
            yield _on(work.finished_on, group, title, work.conclusion, "assessment", work.id)
    for made in case.decisions:
        yield _on(made.made_on, group, words.t("decision"), made.text, "decision", made.id)
    for given in case.consents:
        yield _on(given.given_on, group, words.t("Consent was given"), given.about, "case", case.id)
        if given.withdrawn_on is not None:
            title = words.t("Consent was withdrawn")
            yield _on(given.withdrawn_on, group, title, given.about, "case", case.id)


def _help(case: Case, words: Words) -> Iterator[Happening]:
    for item in case.interventions:
        title = item.title or words.t(names.LAW_GROUPS[item.law_group])
        began = _began(item, words)
        yield _on(item.starts_on, Group.HELP, f"{title}: {began}", item.purpose, "intervention", item.id)
        if item.ended_on is not None:
            why = words.t(names.END_REASONS[item.end_reason]) if item.end_reason else ""
            told_ = f"{title}: {words.t('ended')}"
            yield _on(item.ended_on, Group.HELP, told_, why, "intervention", item.id)


def _began(item: Intervention, words: Words) -> str:
    return words.t(names.STAGES[item.stage]) if item.stage is not Stage.RUNNING else words.t("started")


def _written(case: Case, words: Words) -> Iterator[Happening]:
    for note in case.notes:
        kind = words.t(names.NOTES[note.kind])
        yield _at(note.at, Group.NOTE, kind, note.text, "note", note.id)
    for plan in case.plans:
        kind = words.t(names.PLANS[plan.kind])
        if plan.decided_on is not None:
            title = words.t("{what} was decided", what=kind)
            yield _on(plan.decided_on, Group.PLAN, title, "", "plan", plan.id)
        if plan.adopted_on is not None:
            title = words.t("{what} was adopted", what=kind)
            yield _on(plan.adopted_on, Group.PLAN, title, plan.purpose, "plan", plan.id)


def _answered(case: Case, words: Words, forms: Mapping[str, str]) -> Iterator[Happening]:
    for form in case.forms:
        called = forms.get(form.form, form.form)
        if form.started_on is not None:
            yield _on(form.started_on, Group.FORM, words.t("A form was begun"), called, "form", form.id)
        if form.status is FormStatus.FINISHED and form.finished_on is not None:
            title = words.t("A form was finished")
            yield _on(form.finished_on, Group.FORM, title, called, "form", form.id)


def _felt(case: Case, people: Mapping[str, Person], words: Words) -> Iterator[Happening]:
    for event in case.events:
        kind = words.t(names.EVENTS[event.kind])
        yield _on(event.on, Group.EVENT, kind, event.text, "event", event.id)
    for felt in case.well_being:
        about = people[felt.about].name if felt.about is not None and felt.about in people else ""
        title = words.t("Well-being: {score} of 10", score=felt.score)
        yield _on(felt.on, Group.EVENT, title, _joined(about, felt.note), "case", case.id)


def _met(case: Case, words: Words) -> Iterator[Happening]:
    for one in case.appointments:
        if one.status is AppointmentStatus.PLANNED:
            continue
        status = words.t(names.APPOINTMENT_STATUSES[one.status])
        kind = words.t(names.APPOINTMENTS[one.kind])
        said = [one.missed_reason, one.works_well, one.worries, one.needs_to_happen]
        text = _joined(one.title, *said, *(note.text for note in one.notes))
        yield _at(one.starts_at, Group.MEETING, f"{kind}: {status}", text, "appointment", one.id)


def _of_deed(deed: Deed, words: Words) -> Happening:
    group = Group.CHANGE if deed.has_changes and deed.action != SEEN else Group.READ
    if deed.action.rpartition(".")[2] in LEFT:
        group = Group.PAPER
    what = words.t(names.RECORDS[deed.kind]) if deed.kind in names.RECORDS else ""
    title = words.t(told(deed.action))
    if deed.took_away and what:
        title = words.t("{what}: taken away", what=_upper(what))
        what = ""
    return Happening(
        day_of(deed.at),
        deed.at,
        group,
        _upper(title),
        what,
        deed.kind,
        deed.record,
        deed.line,
        deed.who,
        is_moment=True,
        took_away=deed.took_away,
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(*parts: str) -> str:
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())
