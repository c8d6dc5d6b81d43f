"""What can be wrong with an exchange document: where (a pointer) and what (a kind), never the value."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from db.errors import NotAllowed
from db.words import later


class FaultKind(StrEnum):
    """What is wrong; the last two are warnings and stop nothing."""

    NOT_UTF8 = "not_utf8"
    EMPTY_FILE = "empty_file"
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"
    DUPLICATE_KEY = "duplicate_key"
    BAD_TEXT = "bad_text"
    UNKNOWN_FIELD = "unknown_field"
    MISSING = "missing"
    WRONG_TYPE = "wrong_type"
    NOT_ALLOWED = "not_allowed"
    OUT_OF_RANGE = "out_of_range"
    BAD_NUMBER = "bad_number"
    BAD_DATE = "bad_date"
    BAD_MOMENT = "bad_moment"
    BAD_ID = "bad_id"
    BAD_CPR = "bad_cpr"
    BORN_IN_FUTURE = "born_in_future"
    EMPTY_NAME = "empty_name"
    EMPTY_NUMBER = "empty_number"
    END_BEFORE_START = "end_before_start"
    CLOSED_WITHOUT_DAY = "closed_without_day"
    ADOPTED_WITHOUT_DAY = "adopted_without_day"
    PLACEMENT_WITHOUT_GROUP = "placement_without_group"
    DUPLICATE_ID = "duplicate_id"
    DUPLICATE_NUMBER = "duplicate_number"
    DUPLICATE_MARK = "duplicate_mark"
    BROKEN_REFERENCE = "broken_reference"
    ID_IN_STORE = "id_in_store"
    NUMBER_IN_STORE = "number_in_store"
    CPR_CHECK_FAILS = "cpr_check_fails"
    CPR_DISAGREES = "cpr_disagrees"


SENTENCES: Final = {
    FaultKind.NOT_UTF8: later("The file is not UTF-8 text."),
    FaultKind.EMPTY_FILE: later("The file is empty."),
    FaultKind.NOT_JSON: later("The file is not JSON."),
    FaultKind.TOO_DEEP: later("This is nested too deep."),
    FaultKind.DUPLICATE_KEY: later("This field stands twice in the same place."),
    FaultKind.BAD_TEXT: later("This text holds characters that do not exist."),
    FaultKind.UNKNOWN_FIELD: later("The program does not know this field."),
    FaultKind.MISSING: later("This field is missing."),
    FaultKind.WRONG_TYPE: later("This is not the kind of value that belongs here."),
    FaultKind.NOT_ALLOWED: later("This is not one of the values that may stand here."),
    FaultKind.OUT_OF_RANGE: later("This number is too small or too large."),
    FaultKind.BAD_NUMBER: later("This is not a number, or it is not written as numbers are here."),
    FaultKind.BAD_DATE: later("There is no such day, or it is not written as 2026-01-31."),
    FaultKind.BAD_MOMENT: later(
        "There is no such moment, or it is not written as 2026-01-31T14:30:00+01:00."
    ),
    FaultKind.BAD_ID: later("An id is a text without spaces."),
    FaultKind.BAD_CPR: later("No CPR number can look like this."),
    FaultKind.BORN_IN_FUTURE: later("This CPR number belongs to a birth in the future."),
    FaultKind.EMPTY_NAME: later("A person must have a name."),
    FaultKind.EMPTY_NUMBER: later("A case must have a number."),
    FaultKind.END_BEFORE_START: later("This end lies before its start."),
    FaultKind.CLOSED_WITHOUT_DAY: later("A closed case has a closing day, and no other case has one."),
    FaultKind.ADOPTED_WITHOUT_DAY: later("An adopted plan has the day it was adopted."),
    FaultKind.PLACEMENT_WITHOUT_GROUP: later(
        "A placement belongs to the law group placement, and nothing else does."
    ),
    FaultKind.DUPLICATE_ID: later("This id stands twice in the file."),
    FaultKind.DUPLICATE_NUMBER: later("Two cases in the file have this number."),
    FaultKind.DUPLICATE_MARK: later("This deadline is marked by hand twice."),
    FaultKind.BROKEN_REFERENCE: later("This points to something that is not there."),
    FaultKind.ID_IN_STORE: later("You have a record with this id already."),
    FaultKind.NUMBER_IN_STORE: later("You have a case with this number already."),
    FaultKind.CPR_CHECK_FAILS: later(
        "This CPR number fails the modulus 11 check. It may be right: check it."
    ),
    FaultKind.CPR_DISAGREES: later("This CPR number and the day of birth do not agree."),
}
"""What each kind says, as keys of the catalogue."""

_PLAIN_KEY: Final = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `pointer` is a JSON pointer (RFC 6901); "" is the whole document."""

    pointer: str
    kind: FaultKind

    @property
    def sentence(self) -> str:
        """What this means, as a key of the catalogue."""
        return SENTENCES[self.kind]


class FaultyDocument(NotAllowed):
    """An exchange document with faults; `faults` holds all of them, by pointer."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = in_order(faults)
        count = len(self.faults)
        message = later("The file has one fault.") if count == 1 else later("The file has {n} faults.")
        super().__init__(message, later("Nothing was changed. Correct the file and try again."), n=count)


def key_text(key: object) -> str:
    """`key` as it may stand in a pointer: `*` for a word that could hold something personal."""
    text = str(key)
    return text if isinstance(key, int) or _PLAIN_KEY.fullmatch(text) else "*"


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """`faults` without repetitions, by pointer (numbers as numbers), then by kind."""
    return tuple(sorted(set(faults), key=_place))


def _place(fault: Fault) -> tuple[list[tuple[int, str]], str]:
    steps = fault.pointer.split("/")[1:]
    return [(int(step), "") if step.isdigit() else (-1, step) for step in steps], fault.kind
