"""People: the child, the family, the network, the professionals. Each stands once in a store."""

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from db.records.base import Day, Flag, Id, Record

_CPR = re.compile(r"(\d{6})[- ]?(\d{4})", re.ASCII)


def _ten_digits(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not (match := _CPR.fullmatch(value)):
        raise PydanticCustomError("bad_cpr", "a CPR number has ten digits")
    return match[1] + match[2]


def _not_blank(name: str) -> str:
    if not name.strip():
        raise PydanticCustomError("empty_name", "a person has a name")
    return name


Cpr = Annotated[str, BeforeValidator(_ten_digits)]
"""A CPR number as ten digits; whether its day can exist is `db.rules.cpr`'s to say."""


class Person(Record):
    """Somebody whom at least one case knows. `expected` is the day a child not yet born is due."""

    spans: ClassVar = (("born", "deceased"),)

    id: Id
    name: Annotated[str, AfterValidator(_not_blank)]
    cpr: Cpr | None = None
    born: Day | None = None
    expected: Day | None = None
    deceased: Day | None = None
    address: str = ""
    protected_address: Flag = False
    phone: str = ""
    email: str = ""
    language: str = "da"
    interpreter: Flag = False
    organisation: str = ""
    title: str = ""
    note: str = ""
