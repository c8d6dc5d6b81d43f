"""Every deadline of a case, an office's inquiry or an office's appointment.

Source: contract, section 3, due. What comes back depends on the records alone, never on
the day; `db.rules.deadline` says how an entry stands today, `db.rules.due_list` which
entries are shown and in which order.
"""

from db.records.appointment import Appointment
from db.records.case import Case
from db.records.entrance import Inquiry
from db.records.person import Person
from db.rules.deadline import Deadline
from db.rules.due_birthdays import add_birthdays
from db.rules.due_entries import Entries, Facts
from db.rules.due_follow_up import add_contacts, add_follow_ups
from db.rules.due_inquiries import add_assessment, add_decision, add_inquiry
from db.rules.due_own_dates import add_appointment, add_consent, add_expected_end, add_grey_zone_review
from db.rules.due_placements import add_placements
from db.rules.due_plans import add_plan
from db.rules.rulebook import Rulebook


def deadlines_of(case: Case, child: Person, book: Rulebook) -> list[Deadline]:
    """All entries of `case`, in no order that means anything; `child` is the person of `case.child`."""
    facts = Facts(case, child, book)
    entries = facts.entries
    for inquiry in case.inquiries:
        add_inquiry(entries, inquiry, case.decisions, book)
    for assessment in case.assessments:
        add_assessment(entries, assessment, book)
    for decision in case.decisions:
        add_decision(entries, decision, book)
    for plan in case.plans:
        add_plan(entries, plan, book)
    add_follow_ups(facts)
    add_contacts(facts)
    add_placements(facts)
    add_birthdays(facts)
    _add_own_dates(facts)
    return entries.found


def deadlines_of_inquiry(inquiry: Inquiry, book: Rulebook) -> list[Deadline]:
    """The entries of an inquiry that belongs to no case; empty for kinds without a time to answer in."""
    entries = Entries()
    add_inquiry(entries, inquiry, (), book)
    return entries.found


def deadlines_of_appointment(appointment: Appointment, book: Rulebook) -> list[Deadline]:
    """The entries of an appointment that belongs to no case, and of its agreements."""
    entries = Entries()
    add_appointment(entries, appointment, book)
    return entries.found


def _add_own_dates(facts: Facts) -> None:
    case, entries, book = facts.case, facts.entries, facts.book
    for appointment in case.appointments:
        add_appointment(entries, appointment, book)
    for consent in case.consents:
        add_consent(entries, consent, case.consents, book)
    for allocation in case.allocations:
        add_grey_zone_review(entries, allocation, case.allocations, book)
    for item in facts.interventions():
        add_expected_end(entries, item, book)
