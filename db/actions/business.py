"""What can be done to a business case."""

from pathlib import Path
from typing import Final

from db.actions.desk import Changed, Desk, Topic, action, note
from db.actions.outgoing import new_files
from db.records.business import BusinessCase, BusinessYear
from db.records.letterhead import Letterhead
from db.store import business, drafts
from db.store.trouble import known_trouble
from db.words import Words

KIND: Final = "business_case"
"""The name of business cases in the journal and the history."""
_YEARS: Final = 5


def begin_business(desk: Desk, case_id: str, title: str) -> Changed:
    """Begin a business case of five years from this one on. Raises Trouble if the disk fails."""
    first = desk.today().year
    years = tuple(BusinessYear(year=year) for year in range(first, first + _YEARS))
    return _saved(desk, "business.begun", None, BusinessCase(id=case_id, title=title, years=years))


def save_business(desk: Desk, before: BusinessCase, after: BusinessCase) -> Changed:
    """Write it as it is now. Raises Stale if it changed meanwhile, Trouble if the disk fails."""
    return _saved(desk, "business.changed", before, after)


def remove_business(desk: Desk, case: BusinessCase) -> Changed:
    """Take it away; its content stays in the history. Raises Stale if it changed meanwhile."""
    with action(desk, "business.removed", KIND, case.id) as act:
        business.remove(desk.db, case)
        drafts.drop_record(desk.db, KIND, case.id)
        act.changed(KIND, case.id, None, case, None)
    return Changed(frozenset({Topic.SETTINGS}), record=case.id)


def print_business(desk: Desk, case_id: str, out: Path, words: Words, letterhead: Letterhead) -> None:
    """Write it as a PDF. Raises Stale if it is gone, NotAllowed for a file that is there, Trouble."""
    with known_trouble():
        case = business.get(desk.db, case_id)
    from db.pdf.business import BusinessSheet, render  # what prints is not loaded before something is printed

    paper = render(BusinessSheet(case=case, printed_on=desk.today(), letterhead=letterhead), words)
    with new_files({out: paper}, in_place=True):
        note(desk, "business.printed", [(KIND, case.id, None)])


def _saved(desk: Desk, name: str, before: BusinessCase | None, after: BusinessCase) -> Changed:
    with action(desk, name, KIND, after.id) as act:
        business.save(desk.db, after, expected=before)
        drafts.drop_record(desk.db, KIND, after.id)
        act.changed(KIND, after.id, None, before, after)
    return Changed(frozenset({Topic.SETTINGS}), record=after.id)
