"""Who opened which case, and why where policy asks: a line of the journal, which changes nothing."""

from db.actions.desk import Desk, note
from db.rules.openings import OPENING, SEEN, kept
from db.store import journal
from db.store.journal import Change
from db.store.trouble import known_trouble


def see_case(desk: Desk, case_id: str, why: str = "") -> None:
    """Write down that the case was opened, also one that is only read. Raises Trouble if the disk fails.

    `why` is a code of the ready reasons or what was written; it is sealed with the line, and goes with it.
    """
    if not why:
        note(desk, SEEN, [("case", case_id, case_id)])
        return
    reason = Change(OPENING, case_id, case_id, None, kept(why))
    with known_trouble(), desk.db.atomic():
        journal.add(
            desk.db,
            at=desk.now(),
            who=desk.who,
            action=SEEN,
            kind="case",
            record=case_id,
            case_id=case_id,
            changes=[reason],
        )
