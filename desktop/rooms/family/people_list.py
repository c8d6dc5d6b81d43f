"""The people of a case as a list that can be saved: the child, every tie, their own cases, the consents."""

from collections.abc import Mapping, Sequence

from db.actions.lists import Listed
from db.records.case import Case
from db.records.person import Person
from db.records.relation import Consent, Relation
from db.rules import names
from db.words import Words

_HEADS = ("Name", "Role", "Has custody", "Since", "Until", "Phone", "Mail")
_NOTHING = ("", "", "")


def people_list(
    case: Case, people: Mapping[str, Person], own: Sequence[tuple[str, str, str]], words: Words
) -> Listed:
    """A row for the child, for each tie, for each of the `own` cases of others, and for each consent.

    `own` holds id, number and child of each. No address is among it.
    """
    child = people[case.child]
    rows: list[tuple[str, ...]] = [
        (child.name, words.t("The child"), "", "", "", child.phone, child.email),
        *(_tie(one, people[one.person], words) for one in case.relations),
        *(
            (people[of].name, words.t("case {number}", number=number), *_NOTHING, "", "")
            for _, number, of in own
        ),
        *(_consent(one, people, words) for one in case.consents),
    ]
    return Listed(tuple(words.t(head) for head in _HEADS), tuple(rows))


def _tie(tie: Relation, person: Person, words: Words) -> tuple[str, ...]:
    since, until = (words.day(day) if day else "" for day in (tie.from_, tie.to))
    custody = words.t("yes") if tie.custody else ""
    return (person.name, words.t(names.ROLES[tie.role]), custody, since, until, person.phone, person.email)


def _consent(one: Consent, people: Mapping[str, Person], words: Words) -> tuple[str, ...]:
    giver, until = people.get(one.given_by or ""), one.withdrawn_on or one.expires_on
    about = words.t("Consent: {about}", about=one.about)
    days = (words.day(one.given_on), words.day(until) if until else "")
    return (giver.name if giver else "", about, "", *days, "", "")
