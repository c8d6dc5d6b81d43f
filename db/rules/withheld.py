"""What a paper may not hold: every text of the whole that does not stand in the permitted view too."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_type_hints

from db.records.base import Id, Record
from db.records.case import Case
from db.records.person import Person
from db.rules.amounts import money_text

_LETTERS: Final = 5
_DIGITS: Final = 6
_CODES: Final = frozenset({"rule", "catalogue", "form", "language"})
_PRICES: Final = frozenset({"price"})
_DASHES: Final = frozenset({"Pd", "Cf", "Cc", "Zs", "Zl", "Zp"})
_CONTACT: Final = ("address", "phone", "email", "cpr")
_NO_SIGN: Final = 0xFFFE
_COUNTRY: Final = re.compile(r"^(?:\(?\+|00)\s*45\)?")


class _Kept(dict[int, int | None]):
    """A table for `str.translate`, filled as signs come: spaces, hyphens and signs for machines go."""

    def __missing__(self, code: int) -> int | None:
        gone = code == _NO_SIGN or unicodedata.category(chr(code)) in _DASHES
        kept = self[code] = None if gone else code
        return kept


_TABLE: Final = _Kept()


class Withheld(Record):
    """A value that a paper may not hold, by the field it stands in (`people/phone`)."""

    field: str
    value: str


def squeezed(text: str) -> str:
    """`text` as values are compared: without spaces and hyphens, ligatures taken apart, in small letters."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_TABLE)


def is_searched(value: str) -> bool:
    """Whether `value` is long enough to be told from chance: 5 letters, or 6 digits."""
    letters = digits = 0
    for sign in value:
        letters += sign.isalpha()
        digits += sign.isdigit()
        if letters >= _LETTERS or digits >= _DIGITS:
            return True
    return False


def texts_of(record: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Each text of `record` with the field it stands in; ids, codes and closed sets are none."""
    if isinstance(record, str):
        if not isinstance(record, StrEnum) and record.strip():
            yield at, record
    elif isinstance(record, Record):
        yield from _of_record(record, at)
    elif isinstance(record, dict | list | tuple):
        for value in record.values() if isinstance(record, dict) else record:
            yield from texts_of(value, at)


def _of_record(record: Record, at: str) -> Iterator[tuple[str, str]]:
    skipped = _skipped(type(record))
    for name, value in vars(record).items():
        if name in _PRICES and isinstance(value, int):
            yield f"{at}/{name}", money_text(value)
        elif name not in skipped:
            yield from texts_of(value, f"{at}/{name}".removeprefix("/"))


def withheld(
    whole: Iterable[Record],
    people: Iterable[Person],
    permitted: Sequence[object],
    *,
    party: str | None = None,
) -> tuple[Withheld, ...]:
    """The texts of `whole` and `people` that stand nowhere in `permitted`, each value once.

    An address with a number, a phone, a mail or a CPR number of anybody but `party` is withheld
    even where somebody wrote it into a permitted text, unless it is the party's own as well; so is
    an anonymous notifier who is told by more than a word and is none of `people`.
    """
    whole, known = list(whole), list(people)
    told = "|".join(squeezed(text) for one in permitted for _, text in texts_of(one))
    found = _others_contacts(known, party) | _notifiers(whole, known)
    listed = [("case", one) for one in whole] + [("people", person) for person in known]
    for at, one in listed:
        for field, text in texts_of(one, at):
            value = squeezed(text)
            if is_searched(value) and value not in found and value not in told:
                found[value] = Withheld(field=field, value=text)
    return tuple(found.values())


def _others_contacts(people: Sequence[Person], party: str | None) -> dict[str, Withheld]:
    """What leads to somebody else than `party`; an address without a number may be any word."""
    own = {squeezed(value) for one in people if one.id == party for _, value in _contacts(one)}
    return {
        squeezed(value): Withheld(field=f"people/{name}", value=value)
        for person in people
        if person.id != party
        for name, value in _contacts(person)
        if squeezed(value) not in own
        and is_searched(squeezed(value))
        and any(sign.isdigit() or sign == "@" for sign in value)
    }


def _notifiers(whole: Iterable[Record], people: Iterable[Person]) -> dict[str, Withheld]:
    """The anonymous notifiers of the cases in `whole`; `neighbour` alone may be any word."""
    names = {squeezed(one.name) for one in people}
    return {
        value: Withheld(field="case/inquiries/from_", value=one.from_)
        for case in whole
        if isinstance(case, Case)
        for one in case.inquiries
        if one.anonymous and len(one.from_.split()) > 1
        if (value := squeezed(one.from_)) not in names and is_searched(value)
    }


def _contacts(person: Person) -> Iterator[tuple[str, str]]:
    """What leads to `person`, by field; the street and number alone, and a number at home, do so as well."""
    for name in _CONTACT:
        if value := getattr(person, name):
            yield name, value
    yield "address", person.address.partition(",")[0]
    yield "phone", at_home(person.phone)


def at_home(phone: str) -> str:
    """`phone` as it is dialled in Denmark, without the country's own number."""
    return _COUNTRY.sub("", phone.strip())


@cache
def _skipped(kind: type[Record]) -> frozenset[str]:
    """The fields of `kind` that hold codes, and those that hold ids: what they name is told elsewhere."""
    hints = get_type_hints(kind, include_extras=True)
    return _CODES.union(name for name, hint in hints.items() if _is_id(hint))


def _is_id(hint: Any) -> bool:
    return hint == Id or any(_is_id(part) for part in getattr(hint, "__args__", ()))
