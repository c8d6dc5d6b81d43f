"""Writing and reading whole records, with all that hangs on them, by their shapes."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final, TypeVar

from sqlite_utils import Database

from db.records.base import Record
from db.records.person import Person
from db.rules.danish import sort_key
from db.stepping import step
from db.store.shapes import SHAPES, Shape

R = TypeVar("R", bound=Record)
# One text for any number of ids: a mark for each would fill SQLite's scratch memory, see db.store.unlocked.
_AMONG: Final = "in (select value from json_each(?))"
_LINK: Final = ("parent", "position", "target")


@dataclass
class Rows:
    """Rows on their way into their tables, and the ids that they bring."""

    by_table: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    ids: list[tuple[str, str, str | None]] = field(default_factory=list)

    def add(self, record: Record, *, position: int, parent: str | None = None) -> None:
        """Take `record` and all that hangs on it; `parent` is the case that it is a part of."""
        self._add(SHAPES[type(record)], record, position, parent, parent)

    def write(self, db: Database) -> None:
        """Insert everything, parents first, in the open transaction."""
        for shape in SHAPES.values():
            _insert(db, shape.table, _names(shape), self.by_table.get(shape.table, []))
            for table in shape.links.values():
                _insert(db, table, _LINK, self.by_table.get(table, []))
        ids = sorted(self.ids, key=itemgetter(0))  # neighbours in the table come after each other
        db.conn.executemany(
            "insert into record_ids (id, kind, case_id) values (?, ?, ?)"
            " on conflict (id) do update set case_id = excluded.case_id",
            ids,
        )

    def _add(
        self, shape: Shape, record: Record, position: int, parent: str | None, case_id: str | None
    ) -> None:
        step()
        key = str(record.id) if shape.has_id else f"{parent} {position}"  # type: ignore[attr-defined]
        case_id = key if shape.table == "cases" else case_id
        self.by_table[shape.table].append(_row(shape, record, position, key, parent))
        if shape.has_id:
            self.ids.append((key, shape.table, case_id))
        for name, table in shape.links.items():
            targets = enumerate(getattr(record, name))
            self.by_table[table] += [(key, place, target) for place, target in targets]
        for name, child in shape.children.items():
            for place, part in enumerate(getattr(record, name)):
                self._add(child, part, place, key, case_id)


def ids_of(record: Record) -> Iterator[str]:
    """The id of `record`, and the ids of all that hangs on it."""
    return _ids(SHAPES[type(record)], record)


def _ids(shape: Shape, record: Record) -> Iterator[str]:
    if shape.has_id:
        yield str(record.id)  # type: ignore[attr-defined]
    for name, child in shape.children.items():
        for part in getattr(record, name):
            yield from _ids(child, part)


def put(db: Database, record: Record, *, position: int, parent: str | None = None) -> None:
    """Write `record` in place of the one of its id, with all that hangs on it, in the open transaction.

    `parent` is the case that it is a part of, None for what is a part of none.
    """
    shape = SHAPES[type(record)]
    db.conn.execute(f"delete from {shape.table} where id = ?", [getattr(record, "id", None)])  # noqa: S608
    rows = Rows()
    rows.add(record, position=position, parent=parent)
    rows.write(db)


def remove(db: Database, kind: type[Record], record_id: str) -> None:
    """Take a record and all that hangs on it away, in the open transaction; its id stays known."""
    db.conn.execute(f"delete from {SHAPES[kind].table} where id = ?", [record_id])  # noqa: S608


def by_ids(db: Database, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
    """The records of these ids, by id, in the order asked; ids that are not there are left out."""
    wanted = list(dict.fromkeys(ids))
    read = _read(db, SHAPES[kind], f"id {_AMONG}", [json.dumps(wanted)])
    found = {record["id"]: record for _, record in read}
    return {key: kind.model_validate(found[key]) for key in wanted if key in found}


def of_case(db: Database, kind: type[R], case_id: str) -> list[R]:
    """A case's records of one kind, in their order."""
    read = _read(db, SHAPES[kind], "parent = ? order by position", [case_id])
    return [kind.model_validate(record) for _, record in read]


def of_office(db: Database, kind: type[R]) -> list[R]:
    """The records of one kind that belong to no case, in their order."""
    where = "1" if SHAPES[kind].is_root else "parent is null"
    return [
        kind.model_validate(record) for _, record in _read(db, SHAPES[kind], f"{where} order by position", [])
    ]


def _read(db: Database, shape: Shape, where: str, values: Sequence[Any]) -> list[tuple[str, dict[str, Any]]]:
    """The records that `where` picks as plain values, children included, each with its parent's id."""
    parent = "''" if shape.is_root else "parent"
    key = "id" if shape.has_key else "parent || ' ' || position"
    names = ", ".join(f'"{column.name}"' for column in shape.columns)
    select = f"select {parent}, {key}, {names} from {shape.table} where {where}"  # noqa: S608
    rows = db.execute(select, values).fetchall()
    records = [_record(shape, row) for row in rows]
    by_key = {row[1]: record for row, record in zip(rows, records, strict=True)}
    for name, table in shape.links.items():
        _hang(by_key, name, _links(db, table, by_key))
    for name, child in shape.children.items():
        _hang(by_key, name, _children(db, child, by_key))
    return [(row[0], record) for row, record in zip(rows, records, strict=True)]


def _record(shape: Shape, row: Sequence[Any]) -> dict[str, Any]:
    """The plain values of one row: its parent and its key first, then its columns."""
    record: dict[str, Any] = {"id": row[1]} if shape.has_id else {}
    for column, value in zip(shape.columns, row[2:], strict=True):
        _set(record, column.path, column.from_sql(value))
    for name in shape.optional_objects:
        if all(value is None for value in record[name].values()):
            record[name] = None
    return record


def _children(db: Database, shape: Shape, parents: Iterable[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    where = f"parent {_AMONG} order by parent, position"
    for parent, record in _read(db, shape, where, [json.dumps(list(parents))]):
        found[parent].append(record)
    return found


def _links(db: Database, table: str, parents: Iterable[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    select = f"select parent, target from {table} where parent {_AMONG} order by parent, position"  # noqa: S608
    for parent, target in db.execute(select, [json.dumps(list(parents))]):
        found[parent].append(target)
    return found


def _hang(by_key: Mapping[str, dict[str, Any]], name: str, parts: Mapping[str, list[Any]]) -> None:
    for key, record in by_key.items():
        record[name] = parts.get(key, [])


def _names(shape: Shape) -> list[str]:
    """The columns of a row that `_row` gives."""
    names = ["position", *(["id"] if shape.has_key else []), *([] if shape.is_root else ["parent"])]
    names += ["sort_key"] if shape.record is Person else []
    return [*names, *(column.name for column in shape.columns)]


def _row(shape: Shape, record: Record, position: int, key: str, parent: str | None) -> tuple[Any, ...]:
    row = [position, *([key] if shape.has_key else []), *([] if shape.is_root else [parent])]
    row += [sort_key(record.name)] if isinstance(record, Person) else []
    return (*row, *[column.taken_from(record) for column in shape.columns])


def _insert(db: Database, table: str, names: Iterable[str], rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(rows[0]))
    db.conn.executemany(f"insert into {table} ({columns}) values ({marks})", rows)  # noqa: S608


def _set(record: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        record = record.setdefault(name, {})
    record[path[-1]] = value
