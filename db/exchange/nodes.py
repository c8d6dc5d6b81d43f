"""Raw objects become records, each checked on its own, so that a fault in one hides none in another."""

from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from db.exchange.agreeing import disagreements
from db.exchange.faults import Fault, FaultKind, key_text
from db.exchange.shapes import Child, shape_of
from db.records.base import Record
from db.stepping import step

R = TypeVar("R", bound=Record)

_DEEPEST: Final = 100
_KINDS: Final = {
    "missing": FaultKind.MISSING,
    "enum": FaultKind.NOT_ALLOWED,
    "literal_error": FaultKind.NOT_ALLOWED,
    "greater_than": FaultKind.OUT_OF_RANGE,
    "greater_than_equal": FaultKind.OUT_OF_RANGE,
    "less_than": FaultKind.OUT_OF_RANGE,
    "less_than_equal": FaultKind.OUT_OF_RANGE,
    "string_pattern_mismatch": FaultKind.BAD_ID,
    "string_too_short": FaultKind.EMPTY_NUMBER,
    "bad_date": FaultKind.BAD_DATE,
    "bad_moment": FaultKind.BAD_MOMENT,
    "bad_number": FaultKind.BAD_NUMBER,
    "bad_cpr": FaultKind.BAD_CPR,
    "empty_name": FaultKind.EMPTY_NAME,
}
"""What the records complain of; anything else is a value of the wrong type."""
_NUMBERS_AS_TEXT: Final = frozenset({"reduced_hours"})


def record_of(record: type[R], raw: object, pointer: str, faults: list[Fault]) -> R | None:
    """`raw` as a `record` with all its children, or None if it is none; adds every fault found to `faults`.

    A child with faults is left out of what comes back: use it only if `faults` stays empty.
    """
    step()
    if not isinstance(raw, dict):
        faults.append(Fault(pointer, FaultKind.WRONG_TYPE))
        return None
    shape = shape_of(record)
    fields = {key: value for key, value in raw.items() if key in shape.keys}
    if len(fields) != len(raw):
        unknown = (f"{pointer}/{key_text(key)}" for key in raw if key not in shape.keys)
        faults += [Fault(place, FaultKind.UNKNOWN_FIELD) for place in unknown]
    for child in shape.children:
        if child.key in fields:
            _take_in(child, fields, f"{pointer}/{child.key}", faults)
    faulty = {key: FaultKind.WRONG_TYPE for key in shape.amounts if not isinstance(fields.get(key, ""), str)}
    faulty |= {key: FaultKind.TOO_DEEP for key in shape.free if _too_deep(fields.get(key))}
    for key in faulty:
        del fields[key]
    faults += [Fault(f"{pointer}/{key}", kind) for key, kind in faulty.items()]
    try:
        return record.model_validate(fields)
    except ValidationError as error:
        faults += _explained(record, fields, pointer, error)
        return None


def _take_in(child: Child, fields: dict[str, Any], pointer: str, faults: list[Fault]) -> None:
    raw = fields.pop(child.key)
    if not child.many:
        if raw is None and child.nullable:
            return
        value = record_of(child.record, raw, pointer, faults)
        if value is not None:
            fields[child.key] = value
    elif isinstance(raw, list):
        items = (record_of(child.record, item, f"{pointer}/{at}", faults) for at, item in enumerate(raw))
        fields[child.key] = [item for item in items if item is not None]
    else:
        faults.append(Fault(pointer, FaultKind.WRONG_TYPE))


def _too_deep(value: object) -> bool:
    """True if `value` is nested deeper than any form asks for, and than every writer of JSON can follow."""
    layer, depth = [value], 0
    while layer and depth <= _DEEPEST:
        layer = [inner for outer in layer for inner in _within(outer)]
        depth += 1
    return bool(layer)


def _within(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _explained(
    record: type[Record], fields: dict[str, Any], pointer: str, error: ValidationError
) -> list[Fault]:
    details = [detail for detail in error.errors(include_url=False) if detail["loc"]]
    found = [
        Fault(pointer + "".join(f"/{key_text(step)}" for step in detail["loc"][:2]), _kind_of(detail))
        for detail in details
    ]
    found += disagreements(record, fields, {str(detail["loc"][0]) for detail in details}, pointer)
    # Never nothing: a record that was refused in silence would be missing from what is read.
    return found or [Fault(pointer, FaultKind.WRONG_TYPE)]


def _kind_of(detail: ErrorDetails) -> FaultKind:
    kind = _KINDS.get(detail["type"], FaultKind.WRONG_TYPE)
    if kind is FaultKind.NOT_ALLOWED and not isinstance(detail["input"], str):
        return FaultKind.WRONG_TYPE
    if kind is FaultKind.BAD_ID and detail["loc"][0] in _NUMBERS_AS_TEXT:
        return FaultKind.BAD_NUMBER
    return kind
