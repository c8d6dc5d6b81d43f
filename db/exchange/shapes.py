"""Which records stand where in an exchange document, read off the records themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import PlainSerializer
from pydantic.fields import FieldInfo

from db.records.base import Record
from db.records.case import Case
from db.stepping import step


@dataclass(frozen=True, slots=True)
class Child:
    """A field that holds a record, or a list of them."""

    key: str
    record: type[Record]
    many: bool
    nullable: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a record as the document writes them, and which of them hold what.

    `amounts` are whole numbers inside the program and texts in the document; `free`
    hold objects of anybody's making.
    """

    keys: frozenset[str]
    children: tuple[Child, ...]
    amounts: tuple[str, ...]
    free: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the raw document that stands where a `record` belongs.

    `case` is the place of its case in the document, None outside of cases.
    """

    pointer: str
    record: type[Record]
    raw: dict[str, Any]
    case: int | None


def key_of(record: type[Record], name: str) -> str:
    """How the document calls the field `name` of `record`."""
    return record.model_fields[name].alias or name


@cache
def shape_of(record: type[Record]) -> Shape:
    """The shape of `record`."""
    fields = {key_of(record, name): field for name, field in record.model_fields.items()}
    children = (_child(key, field) for key, field in fields.items())
    return Shape(
        keys=frozenset(fields),
        children=tuple(child for child in children if child is not None),
        amounts=tuple(key for key, field in fields.items() if _is_amount(field)),
        free=tuple(key for key, field in fields.items() if get_origin(field.annotation) is dict),
    )


def _is_amount(field: FieldInfo) -> bool:
    return field.annotation is int and any(isinstance(part, PlainSerializer) for part in field.metadata)


def _child(key: str, field: FieldInfo) -> Child | None:
    kinds = get_args(field.annotation) or (field.annotation,)
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Record):
            return Child(key, kind, get_origin(field.annotation) is tuple, type(None) in kinds)
    return None


def raw_items(raw: dict[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects in the list `key` of `raw` with their places; nothing where there is no list."""
    items = raw.get(key)
    if isinstance(items, list):
        yield from ((at, item) for at, item in enumerate(items) if isinstance(item, dict))


def nodes_of(record: type[Record], raw: object) -> list[Node]:
    """Every object of `raw` that stands where a record belongs, each before those within it.

    What has the wrong type is passed over.
    """
    nodes: list[Node] = []
    if isinstance(raw, dict):
        _gather(Node("", record, raw, None), nodes)
    return nodes


def _gather(node: Node, nodes: list[Node]) -> None:
    step()
    nodes.append(node)
    for child in shape_of(node.record).children:
        for place, raw in _places(node.raw, child):
            at = int(place[1:]) if child.record is Case and child.many else node.case
            _gather(Node(f"{node.pointer}/{child.key}{place}", child.record, raw, at), nodes)


def _places(raw: dict[str, Any], child: Child) -> Iterable[tuple[str, dict[str, Any]]]:
    if child.many:
        return ((f"/{at}", item) for at, item in raw_items(raw, child.key))
    value = raw.get(child.key)
    return [("", value)] if isinstance(value, dict) else []
