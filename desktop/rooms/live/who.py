"""What the people of a meeting are called at the table."""

from collections.abc import Mapping, Sequence

from db.records.person import Person
from db.records.relation import Relation, Role
from db.rules import names
from db.rules.summary import first_name
from db.words import Words


class Who:
    """Names of people: `mor` and `far`, everybody else by first name, the whole name where two share it."""

    def __init__(self, people: Mapping[str, Person], relations: Sequence[Relation], words: Words) -> None:
        self.people = people
        self._words = words
        self._roles = {one.person: one.role for one in reversed(relations)}

    def called(self, person_id: str | None) -> str:
        """What the person is called; for nobody, that nobody is named."""
        person = self.people.get(person_id or "")
        if person is None:
            return self._words.t("Nobody named")
        role = self._roles.get(person.id)
        if role in (Role.MOTHER, Role.FATHER):
            called = self._words.t(names.ROLES[role])
            return called[:1].upper() + called[1:]
        same = sum(first_name(other) == first_name(person) for other in self.people.values())
        return person.name if same > 1 else first_name(person)

    def listed(self, ids: Sequence[str]) -> str:
        """Several, as in a line under an agenda's part."""
        told = ", ".join(self.called(one) for one in ids)
        return told[:1].upper() + told[1:]
