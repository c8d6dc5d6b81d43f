"""Who a case speaks of: everybody that goes along when it is sent on its own."""

from collections.abc import Iterable, Iterator

from db.records.appointment import Appointment
from db.records.case import Case
from db.records.plan import Goal


def people_named(case: Case) -> Iterator[str]:
    """The ids of the people that the case names, the child first, then the family; some several times."""
    yield case.child
    yield from (relation.person for relation in case.relations)
    yield from _known(consent.given_by for consent in case.consents)
    for plan in case.plans:
        for goal in plan.goals:
            yield from _of_goal(goal)
    for appointment in case.appointments:
        yield from _of_appointment(appointment)
    for rating in case.well_being:
        yield from _known((rating.rated_by, rating.about))


def _of_goal(goal: Goal) -> Iterator[str]:
    yield from _known(part.responsible for part in goal.sub_goals)
    yield from _known(rating.rated_by for rating in goal.progress)


def _of_appointment(appointment: Appointment) -> Iterator[str]:
    for part in appointment.agenda:
        yield from part.participants
    yield from _known(rating.rated_by for rating in appointment.safety_scale)
    yield from _known(agreement.responsible for agreement in appointment.agreements)


def _known(ids: Iterable[str | None]) -> Iterator[str]:
    return (person for person in ids if person is not None)
