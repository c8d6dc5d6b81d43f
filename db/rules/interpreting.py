"""Who at a meeting needs an interpreter."""

from collections.abc import Mapping

from db.records.appointment import Appointment
from db.records.person import Person
from db.rules.minutes_for import took_part


def needing(meeting: Appointment, people: Mapping[str, Person]) -> list[Person]:
    """Those of `people` who take part in `meeting` and need an interpreter, in the order of `people`."""
    there = took_part(meeting)
    return [person for key, person in people.items() if key in there and person.interpreter]
