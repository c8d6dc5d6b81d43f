"""What carries its own due date: appointments, agreements, consents, expected ends and reviews.

Source: contract, section 3, due. All of it is local: the office keeps its own promises.
"""

from collections.abc import Iterable

from db.records.appointment import Appointment, AppointmentStatus
from db.records.entrance import Allocation
from db.records.intervention import Intervention
from db.records.relation import Consent
from db.rules.due_entries import Entries
from db.rules.names import APPOINTMENTS
from db.rules.rulebook import Rulebook, RuleKind


def add_appointment(entries: Entries, appointment: Appointment, book: Rulebook) -> None:
    """The appointment itself unless it is cancelled, and the agreements made at it, whatever became of it."""
    held = appointment.status is AppointmentStatus.HELD
    if appointment.status is not AppointmentStatus.CANCELLED:
        for rule in book.of(RuleKind.APPOINTMENT, appointment.starts_at):
            entries.add(
                rule,
                ("appointment", appointment.id, None),
                appointment.starts_at,
                appointment.starts_at if held else None,
                title=APPOINTMENTS[appointment.kind],
                missed=appointment.status is AppointmentStatus.MISSED,
            )
    for agreement in appointment.agreements:
        if agreement.due_on is not None:
            for rule in book.of(RuleKind.AGREEMENT, agreement.due_on):
                entries.add(rule, ("agreement", agreement.id, None), agreement.due_on, agreement.done_on)


def add_consent(entries: Entries, consent: Consent, consents: Iterable[Consent], book: Rulebook) -> None:
    """When `consent` expires: met by withdrawing it, or by a later one of the same giver about the same."""
    if consent.expires_on is None:
        return
    met = [
        other.given_on
        for other in consents
        if other.given_on > consent.given_on
        and other.given_by == consent.given_by
        and other.about == consent.about
    ]
    if consent.withdrawn_on is not None:
        met.append(consent.withdrawn_on)
    for rule in book.of(RuleKind.CONSENT_EXPIRES, consent.expires_on):
        entries.add(rule, ("consent", consent.id, None), consent.expires_on, min(met, default=None))


def add_expected_end(entries: Entries, item: Intervention, book: Rulebook) -> None:
    """The day on which `item` was agreed to end: met by its end."""
    if item.expected_end is None:
        return
    for rule in book.of(RuleKind.INTERVENTION_ENDS, item.expected_end):
        entries.add(rule, ("intervention", item.id, None), item.expected_end, item.ended_on)


def add_grey_zone_review(
    entries: Entries, allocation: Allocation, allocations: Iterable[Allocation], book: Rulebook
) -> None:
    """The day on which an allocation in doubt is looked at again: met by a later one."""
    day = allocation.grey_zone_review_on
    if day is None:
        return
    later = [other.panel_on for other in allocations if other.panel_on > allocation.panel_on]
    for rule in book.of(RuleKind.GREY_ZONE_REVIEW, day):
        entries.add(rule, ("allocation", allocation.id, None), day, min(later, default=None))
