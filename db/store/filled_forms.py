"""Answered forms of a case."""

from sqlite_utils import Database

from db.errors import Stale
from db.records.note import FilledForm
from db.store import aggregates
from db.words import later


def get(db: Database, form_id: str) -> FilledForm:
    """The answered form `form_id`. Raises Stale if it is gone."""
    found = aggregates.by_ids(db, FilledForm, [form_id])
    if form_id not in found:
        raise Stale(
            later("There is no form with that id in the store."), later("Find it on its case's page.")
        )
    return found[form_id]


def case_of(db: Database, form_id: str) -> str:
    """The id of the case that the form belongs to. Raises Stale if the form is gone."""
    row = db.execute("select parent from filled_forms where id = ?", [form_id]).fetchone()
    if row is None:
        raise Stale(
            later("There is no form with that id in the store."), later("Find it on its case's page.")
        )
    return str(row[0])


def of_case(db: Database, case_id: str) -> list[FilledForm]:
    """A case's answered forms, in their order."""
    return aggregates.of_case(db, FilledForm, case_id)


def save(db: Database, form: FilledForm, case_id: str, *, expected: FilledForm | None) -> None:
    """Write `form` over what it was read from, `expected`; None adds it as the last one.

    Raises Stale, and writes nothing, if somebody changed it in between.
    """
    if aggregates.by_ids(db, FilledForm, [form.id]).get(form.id) != expected:
        raise Stale(
            later("This form was changed while you worked on it."), later("Open it again and repeat.")
        )
    row = db.execute("select position from filled_forms where id = ?", [form.id]).fetchone()
    if row is None:
        row = db.execute(
            "select coalesce(max(position) + 1, 0) from filled_forms where parent = ?", [case_id]
        ).fetchone()
    aggregates.put(db, form, position=row[0], parent=case_id)
