"""Consents to share: given until a day or without end, and withdrawn."""

from datetime import date
from typing import Final

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed, Stale
from db.records.relation import Consent
from db.rules import finding
from db.store import cases, consents, people
from db.words import later

_TOPICS: Final = frozenset({Topic.PEOPLE, Topic.CASES, Topic.CALENDAR})


def give_consent(desk: Desk, case_id: str, consent: Consent) -> Changed:
    """Write down that somebody allowed something. Its expiry becomes a deadline.

    Raises NotAllowed for one about nothing, from nobody or from a day that lies ahead; Stale if the
    case is gone, Trouble if the disk fails.
    """
    if not consent.about.strip() or consent.given_by is None:
        raise NotAllowed(later("A consent says who gave it, and about what."), later("Write both."))
    if consent.given_on > desk.today():
        raise NotAllowed(
            later("A consent cannot be given on a day that lies ahead."), later("Choose an earlier day.")
        )
    born = people.of(desk.db, [consent.given_by])
    if any(one.born is not None and consent.given_on < one.born for one in born.values()):
        raise NotAllowed(
            later("The consent is from before this person was born."), later("Look at the day once more.")
        )
    with action(desk, "consent.given", "case", case_id, case_id) as act:
        before = cases.get(desk.db, case_id)
        consents.add(desk.db, case_id, consent)
        computed.index(desk, [finding.entry_of_consent(consent, case_id)])
        act.changed("case", case_id, case_id, before, computed.refresh_case(desk, case_id))
    return Changed(_TOPICS, case_id, consent.id)


def withdraw_consent(desk: Desk, case_id: str, consent_id: str, on: date) -> Changed:
    """Write down that a consent was withdrawn on the day `on`.

    Raises Stale if it is gone or was withdrawn already, NotAllowed for a day before it was given.
    """
    with action(desk, "consent.withdrawn", "case", case_id, case_id) as act:
        before = cases.get(desk.db, case_id)
        found = next((one for one in before.consents if one.id == consent_id), None)
        if found is None or found.withdrawn_on is not None:
            raise Stale(later("This consent is withdrawn already, or gone."), later("Open the case again."))
        if on < found.given_on:
            raise NotAllowed(later("It ends before it begins."), later("Choose a later day."))
        consents.withdraw(desk.db, consent_id, on)
        act.changed("case", case_id, case_id, before, computed.refresh_case(desk, case_id))
    return Changed(_TOPICS, case_id, consent_id)
