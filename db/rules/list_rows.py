"""A list of cases and people from elsewhere, checked row by row: records, or each fault with its place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from pydantic import ValidationError

from db.records.case import Case, CaseStatus
from db.records.person import Person
from db.records.relation import Network, Relation, Role
from db.rules import cpr, names
from db.rules.danish import fold, sort_key
from db.rules.list_fields import Holds
from db.rules.typed_days import typed_day
from db.words import Words, later

Cell = str | date
T = TypeVar("T")
_YES: Final = frozenset({"ja", "j", "x", "1", "true", "sand", "yes", "y"})
_NO: Final = frozenset({"", "nej", "n", "0", "false", "falsk", "no", "-"})
_CLOSED: Final = ("lukket", "afsluttet", "ophoert")
_NINE: Final = 9
_CENTURY: Final = 100
_WORKING: Final = frozenset(
    {
        Role.TEACHER, Role.PEDAGOGUE, Role.DOCTOR, Role.HOSPITAL, Role.PSYCHOLOGIST, Role.HEALTH_VISITOR,
        Role.CASEWORKER, Role.SUPPORT_PERSON, Role.CONTACT_PERSON, Role.PROVIDER,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong at a row, as other programs count them, and a column; `message` is a catalogue's key."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Twin:
    """`person` of the list, who may be `other`, of the list or of the store; `sure` by one CPR number."""

    person: str
    other: str
    name: str
    born: date | None
    in_store: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Sound:
    """What a list holds. Nothing of it may be taken in while there are `faults`.

    `more` are cases of the store with those whom the list adds to them, each with how it was before.
    """

    people: tuple[Person, ...] = ()
    cases: tuple[Case, ...] = ()
    faults: tuple[RowFault, ...] = ()
    more: tuple[tuple[Case, Case], ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """A case of the store, and its people by id."""

    case: Case
    people: Mapping[str, Person]


@dataclass(slots=True)
class Office:
    """What rows are read with: the day, the words, a maker of ids, who works, and cases by their numbers."""

    today: date
    words: Words
    new_id: Callable[[], str]
    who: str = ""
    known: Mapping[str, Known] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    statuses: dict[str, CaseStatus] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Roles and statuses are known by their own words and by those of the screen."""
        self.roles = {
            fold(text): role for role, name in names.ROLES.items() for text in (role, self.words.t(name))
        }
        self.statuses = {
            fold(text): one for one, name in names.CASE_STATUSES.items() for text in (one, self.words.t(name))
        } | dict.fromkeys(_CLOSED, CaseStatus.CLOSED)


class Rows:
    """Reads row after row; ask for `sound` at the end."""

    def __init__(self, heads: Sequence[str], mapping: Sequence[Holds | None], office: Office) -> None:
        self._at = {holds: at for at, holds in enumerate(mapping) if holds is not None}
        self._heads, self._office = heads, office
        self._people: dict[str, Person] = {}
        self._by_cpr: dict[str | None, str] = {}
        self._cases: dict[str, Case] = {}
        self._more: dict[str, Case] = {}
        self._faults: list[RowFault] = []
        self._row: Sequence[Cell] = ()
        self._number = 0
        self._mapped = Holds.NUMBER in self._at and not self._at.keys().isdisjoint(
            (Holds.CHILD, Holds.PERSON)
        )
        if not self._mapped:
            self._faults.append(
                RowFault(1, "", later("Say which columns hold the case's number and the child's name."))
            )

    def read(self, number: int, row: Sequence[Cell]) -> None:
        """Take the row `number`."""
        self._row, self._number = row, number
        if not self._mapped:
            return
        case = self._case()
        if case is None or not self._text(Holds.PERSON):
            return
        person = self._around(case)
        role = self._known(Holds.ROLE, self._office.roles, Role.OTHER)
        if person is not None and person.id == case.child:
            self._say(Holds.PERSON, later("A child cannot stand in its own network."))
        elif person is not None:
            tie = Relation(
                person=person.id,
                role=role,
                network=Network.PROFESSIONAL if role in _WORKING else Network.PRIVATE,
                custody=self._yes(Holds.CUSTODY),
                lives_with_child=self._yes(Holds.LIVES),
            )
            if not any((one.person, one.role) == (tie.person, tie.role) for one in case.relations):
                written = self._more if case.number in self._office.known else self._cases
                written[case.number] = case.changed(relations=(*case.relations, tie))

    def _around(self, case: Case) -> Person | None:
        """The person of this row; in a case of the store who stands there by that name already."""
        columns = {"phone": Holds.PERSON_PHONE, "email": Holds.PERSON_EMAIL, "address": Holds.PERSON_ADDRESS}
        known = self._office.known.get(case.number)
        if known is None:
            return self._person(Holds.PERSON, Holds.PERSON_CPR, Holds.PERSON_BORN, columns)
        digits, day = self._cpr(Holds.PERSON_CPR), self._birthday(Holds.PERSON_BORN)
        name = sort_key(self._text(Holds.PERSON))
        for one in known.people.values():
            same = sort_key(one.name) == name and (not digits or not one.cpr or digits == one.cpr)
            if same and (day is None or one.born is None or day == one.born):
                return one
        earlier = {one.person for one in case.relations} - known.people.keys()
        again = (self._people[one] for one in earlier if digits is None and day is None)
        found = next((one for one in again if sort_key(one.name) == name), None)
        return found or self._person(Holds.PERSON, Holds.PERSON_CPR, Holds.PERSON_BORN, columns)

    def sound(self) -> Sound:
        """What was read, or what is wrong with it."""
        more = tuple((self._office.known[number].case, case) for number, case in self._more.items())
        return Sound(tuple(self._people.values()), tuple(self._cases.values()), tuple(self._faults), more)

    def _case(self) -> Case | None:
        number, name = self._text(Holds.NUMBER), self._text(Holds.CHILD)
        if not number:
            self._say(Holds.NUMBER, later("Write the case number."))
            return None
        known = self._cases.get(number)
        if known is not None:
            child = self._people[known.child]
            if name and sort_key(name) != sort_key(child.name):
                self._say(Holds.CHILD, later("Another row with this case number names another child."))
            return known
        if number in self._office.known:
            return self._stored(number, name)
        if not name:
            self._say(Holds.CHILD, later("Write what the child is called."))
            return None
        return self._new_case(number)

    def _stored(self, number: str, name: str) -> Case | None:
        """The case of the store, to which this row adds somebody."""
        known = self._office.known[number]
        if name and sort_key(name) != sort_key(known.people[known.case.child].name):
            self._say(Holds.CHILD, later("Your case with this number is another child's."))
        elif not self._text(Holds.PERSON):
            self._say(Holds.NUMBER, later("You have a case with this number already."))
        else:
            return self._more.get(number, known.case)
        return None

    def _new_case(self, number: str) -> Case | None:
        child = self._person(Holds.CHILD, Holds.CPR, Holds.BORN, {"address": Holds.ADDRESS})
        if child is None:
            return None
        expected = self._day(Holds.EXPECTED)
        if child.born is None and expected is not None:
            child = child.changed(expected=expected)
        if self._yes(Holds.PROTECTED):
            child = child.changed(protected_address=True)
        self._people[child.id] = child
        closed = self._day(Holds.CLOSED)
        usual = CaseStatus.ACTIVE if closed is None else CaseStatus.CLOSED
        status = self._known(Holds.STATUS, self._office.statuses, usual)
        opened = self._day(Holds.OPENED) or self._office.today
        if self._wrongly_closed(status, opened, closed):
            return None
        case = Case(
            id=self._office.new_id(),
            number=number,
            child=child.id,
            status=status,
            opened=opened,
            closed=closed,
            closed_reason=self._text(Holds.REASON) if closed is not None else "",
            caseworker=self._office.who,
            coordinator=self._text(Holds.COORDINATOR),
            team=self._text(Holds.TEAM),
        )
        self._cases[number] = case
        return case

    def _wrongly_closed(self, status: CaseStatus, opened: date, closed: date | None) -> bool:
        """True, and said beside its column, if a case is closed without a day or the other way round."""
        if status is CaseStatus.CLOSED and closed is None:
            self._say(Holds.STATUS, later("A closed case needs the day on which it was closed."))
        elif status is not CaseStatus.CLOSED and closed is not None:
            self._say(Holds.CLOSED, later("A case with a closing day is closed."))
        elif closed is not None and closed < opened:
            self._say(Holds.CLOSED, later("A case closes after it was opened. Write both days."))
        else:
            return False
        return True

    def _person(self, name: Holds, number: Holds, born: Holds, more: Mapping[str, Holds]) -> Person | None:
        """Somebody of this row; who has the same CPR number as an earlier row's is that one."""
        digits, day = self._cpr(number), self._birthday(born)
        if digits in self._by_cpr:
            return self._people[self._by_cpr[digits]]
        if day is None and digits is not None:
            day = cpr.birth_day(digits)
        texts = {key: self._text(holds) for key, holds in more.items()}
        try:
            person = Person(id=self._office.new_id(), name=self._text(name), cpr=digits, born=day, **texts)
        except ValidationError:
            self._say(name, later("This cannot be read."))
            return None
        self._people[person.id] = person
        if digits is not None:
            self._by_cpr[digits] = person.id
        return person

    def _text(self, holds: Holds) -> str:
        cell = self._cell(holds)
        return cell.isoformat() if isinstance(cell, date) else " ".join(cell.split())

    def _cell(self, holds: Holds) -> Cell:
        at = self._at.get(holds)
        return "" if at is None else self._row[at]

    def _day(self, holds: Holds) -> date | None:
        cell = self._cell(holds)
        if isinstance(cell, date):
            return cell
        try:
            return typed_day(cell, today=self._office.today, words=self._office.words)
        except ValueError:
            self._say(holds, later("This is not a day. Write it as 3/3-26 or 03.03.2026."))
            return None

    def _birthday(self, holds: Holds) -> date | None:
        """Two figures of a year that would lie ahead mean the century before."""
        cell, day = self._cell(holds), self._day(holds)
        if day is None or day <= self._office.today:
            return day
        if isinstance(cell, str) and str(day.year) not in cell and (day.month, day.day) != (2, 29):
            return day.replace(year=day.year - _CENTURY)
        self._say(holds, later("The birthday lies ahead."))
        return None

    def _cpr(self, holds: Holds) -> str | None:
        text = self._text(holds)
        if not text:
            return None
        if len(text) == _NINE and text.isdecimal():
            text = f"0{text}"  # a program of tables took it for a figure
        digits = cpr.digits_of(text)
        if digits is None:
            self._say(holds, later("A CPR number has ten digits."))
            return None
        day = cpr.birth_day(digits)
        if day is None or day > self._office.today:
            self._say(holds, later("There is no such CPR number: its day cannot be."))
            return None
        return digits

    def _yes(self, holds: Holds) -> bool:
        text = fold(self._text(holds))
        if text not in _YES | _NO:
            self._say(holds, later("Write yes or no."))
        return text in _YES

    def _known(self, holds: Holds, named: Mapping[str, T], otherwise: T) -> T:
        text = fold(self._text(holds))
        if text and text not in named:
            self._say(holds, later("The program does not know this word."))
        return named.get(text, otherwise)

    def _say(self, holds: Holds, message: str) -> None:
        at = self._at.get(holds)
        self._faults.append(RowFault(self._number, "" if at is None else self._heads[at], message))


def twins(people: Sequence[Person], known: Sequence[Person]) -> list[Twin]:
    """Who of `people`, of the list, may be somebody before them or of `known`, of the store.

    Sure is the same CPR number; the same name and birthday (both written, no two CPR numbers) is only likely.
    """
    by_cpr = {one.cpr: one for one in known if one.cpr}
    by_name: dict[tuple[str, date], Person] = {}
    for one in known:
        if one.born is not None:
            by_name.setdefault((sort_key(one.name), one.born), one)
    stored = {one.id for one in known}
    found = []
    for one in people:
        key = (sort_key(one.name), one.born) if one.born is not None else None
        other = by_cpr.get(one.cpr) if one.cpr else None
        sure = other is not None
        if other is None and key is not None:
            other = by_name.get(key)
            if other is not None and other.cpr and one.cpr:
                other = None
        if other is not None:
            found.append(Twin(one.id, other.id, other.name, other.born, other.id in stored, sure))
        if key is not None:
            by_name.setdefault(key, one)
    return found


def joined(sound: Sound, same: Mapping[str, str]) -> Sound:
    """`sound` in which each key of `same` is the person of its value; nobody stands twice in a role."""

    def of(person: str) -> str:
        while person in same:
            person = same[person]
        return person

    def together(case: Case) -> Case:
        ties: dict[tuple[str, Role, date | None], Relation] = {}
        for one in case.relations:
            ties.setdefault((of(one.person), one.role, one.from_), one.changed(person=of(one.person)))
        return case.changed(child=of(case.child), relations=tuple(ties.values()))

    more = ((before, together(after)) for before, after in sound.more)
    return Sound(
        tuple(one for one in sound.people if one.id not in same),
        tuple(together(case) for case in sound.cases),
        sound.faults,
        tuple((before, after) for before, after in more if before != after),
    )
