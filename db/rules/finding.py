"""What of a record can be found by searching, and by which words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.records.appointment import Appointment
from db.records.attachment import Attachment
from db.records.base import day_of
from db.records.case import Case
from db.records.entrance import Allocation, Assessment, Decision, Inquiry, InquiryKind
from db.records.intervention import Intervention
from db.records.letter import SentLetter
from db.records.note import FilledForm, Note
from db.records.person import Person
from db.records.plan import Plan
from db.records.relation import Consent
from db.rules import names, protection
from db.rules.protection import NOWHERE, Homes
from db.words import LANGUAGES, Words, later

UNSEEN: Final = "\x1f"
"""What follows it in a body is found and never shown: what a record is called, in both languages."""
_TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: its title counts first, `on` says how new it is."""

    kind: str
    record: str
    case_id: str | None
    title: str
    body: str
    on: date | None


def entries_of_case(case: Case, people: Mapping[str, Person], homes: Homes = NOWHERE) -> Iterator[Entry]:
    """Everything of a case that can be found: itself, its people, notes, plans, meetings, forms, way, help.

    `homes` are protected addresses of other cases: nobody is found by one of them.
    """
    named = {case.child, *(relation.person for relation in case.relations)}
    here = {key: people[key] for key in named if key in people}
    people = protection.shielded(here, case.child, case.relations, homes)
    child = people.get(case.child)
    about = [child.name if child else "", case.impairment.description, case.school.name, case.closed_reason]
    yield Entry("case", case.id, case.id, case.number, _lines(about), case.opened)
    for person_id in dict.fromkeys([case.child, *(relation.person for relation in case.relations)]):
        if (person := people.get(person_id)) is not None:
            yield entry_of_person(person, case.id)
    yield from (entry_of_note(note, case.id) for note in case.notes)
    yield from (entry_of_plan(plan, case.id) for plan in case.plans)
    hidden = any(person.protected_address for person in people.values())
    for appointment in case.appointments:
        yield entry_of_appointment(appointment, case.id, hide_place=hidden)
    yield from (entry_of_form(form, case.id) for form in case.forms)
    yield from (entry_of_inquiry(inquiry, case.id) for inquiry in case.inquiries)
    yield from (entry_of_allocation(one, case.id) for one in case.allocations)
    yield from (entry_of_assessment(one, case.id) for one in case.assessments)
    yield from (entry_of_decision(one, case.id) for one in case.decisions)
    yield from (entry_of_consent(one, case.id) for one in case.consents)
    yield from (entry_of_intervention(one, case.id) for one in case.interventions)


def entry_of_person(person: Person, case_id: str | None) -> Entry:
    """A person by name; CPR, phone, mail and work lead there too, a protected address does not."""
    address = "" if person.protected_address else person.address
    words = [person.cpr or "", person.phone, person.email, person.organisation, person.title, address]
    return Entry("person", person.id, case_id, person.name, _lines([*words, person.note]), None)


def entry_of_note(note: Note, case_id: str | None) -> Entry:
    """A note by its first line and its text."""
    return Entry("note", note.id, case_id, _first_line(note.text), note.text, day_of(note.at))


def entry_of_plan(plan: Plan, case_id: str) -> Entry:
    """A plan by its purpose or first goal, and by every word in it."""
    title = plan.purpose or (plan.goals[0].title if plan.goals else "")
    words = [plan.purpose, plan.child_words, plan.parents_words, plan.family_support]
    for goal in plan.goals:
        words += [goal.title, goal.child_words, goal.baseline, goal.sign]
        words += [sub.title for sub in goal.sub_goals] + [rating.note for rating in goal.progress]
    return Entry(
        "plan", plan.id, case_id, _first_line(title), _lines(words), plan.adopted_on or plan.decided_on
    )


def entry_of_appointment(appointment: Appointment, case_id: str | None, *, hide_place: bool = False) -> Entry:
    """A meeting by its title and everything said in it; `hide_place` where an address is protected."""
    place = "" if hide_place else appointment.place
    words = [appointment.title, place, appointment.child_words, appointment.worries]
    words += [appointment.works_well, appointment.needs_to_happen, appointment.missed_reason]
    words += [part.title for part in appointment.agenda] + [note.text for note in appointment.notes]
    words += [rating.reason for rating in appointment.safety_scale]
    words += [agreement.title for agreement in appointment.agreements]
    return Entry(
        "appointment",
        appointment.id,
        case_id,
        appointment.title,
        _lines(words),
        day_of(appointment.starts_at),
    )


def entry_of_form(form: FilledForm, case_id: str) -> Entry:
    """A form by its name and its answers."""
    return Entry(
        "form", form.id, case_id, form.form, _lines(_texts(form.answers)), form.finished_on or form.started_on
    )


def entry_of_inquiry(inquiry: Inquiry, case_id: str | None) -> Entry:
    """An inquiry by its kind, who came with it and what it says; an anonymous notifier leads nowhere."""
    who = "" if inquiry.anonymous else inquiry.from_
    assessed = inquiry.kind is InquiryKind.NOTIFICATION and inquiry.assessed_at is not None
    called = [names.INQUIRIES[inquiry.kind], later("The assessment within 24 hours") if assessed else ""]
    words = [who, inquiry.benefit, inquiry.text, *_called(*called)]
    return Entry(
        "inquiry", inquiry.id, case_id, _first_line(inquiry.text), _lines(words), day_of(inquiry.received_at)
    )


def entry_of_allocation(allocation: Allocation, case_id: str) -> Entry:
    """What the panel said, by its result and its written reason."""
    text = allocation.reason
    called = [names.RECORDS["allocation"], names.ALLOCATIONS[allocation.result]]
    called += [later("grey zone")] if allocation.grey_zone else []
    called += [later("quick screening")] if allocation.quick_screening else []
    body = _lines([text, *_called(*called)])
    return Entry("allocation", allocation.id, case_id, _first_line(text), body, allocation.panel_on)


def entry_of_assessment(assessment: Assessment, case_id: str) -> Entry:
    """An assessment by its kind and its conclusion."""
    text, on = assessment.conclusion, assessment.finished_on or assessment.started_on or assessment.known_on
    body = _lines([text, *_called(names.ASSESSMENTS[assessment.kind])])
    return Entry("assessment", assessment.id, case_id, _first_line(text), body, on)


def entry_of_decision(decision: Decision, case_id: str) -> Entry:
    """A decision by its text and its reasons."""
    words = [decision.text, decision.reasons, *_called(names.RECORDS["decision"])]
    title = _first_line(decision.text)
    return Entry("decision", decision.id, case_id, title, _lines(words), decision.made_on)


def entry_of_consent(consent: Consent, case_id: str) -> Entry:
    """A consent by what it is about; who gave it stands in the case."""
    body = _lines([consent.about, *_called(names.RECORDS["consent"])])
    return Entry("consent", consent.id, case_id, _first_line(consent.about), body, consent.given_on)


def entry_of_intervention(item: Intervention, case_id: str) -> Entry:
    """Help by what it is, who gives it, what it is for and its paragraph; its price leads nowhere."""
    words = [item.title, item.provider, item.purpose, item.legal_ref]
    words += _called(names.RECORDS["intervention"], names.LAW_GROUPS[item.law_group])
    title = _first_line(item.title or item.purpose)
    return Entry("intervention", item.id, case_id, title, _lines(words), item.starts_on)


def entry_of_attachment(attachment: Attachment, case_id: str) -> Entry:
    """A document by its title and its file's name; what stands in it is not looked through."""
    words = [attachment.title, attachment.name]
    return Entry("attachment", attachment.id, case_id, attachment.title, _lines(words), attachment.on)


def entry_of_letter(letter: SentLetter, case_id: str | None) -> Entry:
    """A sent letter by its title, whom it went to and its words; its receiver's address leads nowhere."""
    words = [letter.title, *letter.receiver.splitlines()[:1], *(part.text for part in letter.parts)]
    words += _called(names.LETTERS.get(letter.template, ""))
    return Entry("letter", letter.id, case_id, letter.title, _lines(words), letter.sent_on)


def _called(*named: str) -> list[str]:
    """What a record is called, in each language: a step is also found by its name."""
    told = [Words(language).t(name) for name in named if name for language in LANGUAGES]
    return [UNSEEN + "\n".join(told)] if told else []


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _lines(words: Iterable[str]) -> str:
    return "\n".join(word for word in words if word)


def _first_line(text: str) -> str:
    line = text.strip().partition("\n")[0]
    return line if len(line) <= _TITLE_LENGTH else line[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
