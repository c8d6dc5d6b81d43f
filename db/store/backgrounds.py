"""What is written about interventions beside the exchange document."""

from sqlite_utils import Database

from db.records.background import Background

_COLUMNS = "intervention, child_view, search_on, offer_on, contract_on"


def of_case(db: Database, case_id: str) -> dict[str, Background]:
    """The backgrounds of a case's interventions, by the intervention's id."""
    rows = db.execute(f"select {_COLUMNS} from help_backgrounds where case_id = ?", [case_id])  # noqa: S608
    names = [name.strip() for name in _COLUMNS.split(",")]
    found = [Background.model_validate(dict(zip(names, row, strict=True))) for row in rows]
    return {one.intervention: one for one in found}


def save(db: Database, background: Background, case_id: str) -> None:
    """Write `background` over what stood there, in the open transaction."""
    days = (background.search_on, background.offer_on, background.contract_on)
    db.conn.execute(
        f"insert or replace into help_backgrounds (case_id, {_COLUMNS}) values (?, ?, ?, ?, ?, ?)",  # noqa: S608
        [
            case_id,
            background.intervention,
            background.child_view,
            *(day.isoformat() if day is not None else None for day in days),
        ],
    )


def add_reason(db: Database, intervention: str, note: str, case_id: str) -> None:
    """Tie the note that says why an intervention goes on to it, in the open transaction."""
    db.conn.execute(
        "insert into help_goes_on (intervention, note, case_id) values (?, ?, ?)",
        [intervention, note, case_id],
    )


def reasons(db: Database, case_id: str) -> dict[str, set[str]]:
    """The notes that say why interventions of a case go on: sets of note ids by intervention."""
    found: dict[str, set[str]] = {}
    rows = db.execute("select intervention, note from help_goes_on where case_id = ?", [case_id])
    for intervention, note in rows:
        found.setdefault(intervention, set()).add(note)
    return found
