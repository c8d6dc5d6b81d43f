"""Who opened which case: a line of the journal each time, which changes nothing."""

from typing import Final

from db.actions.desk import Desk, note

SEEN: Final = "case.seen"
"""The name of the line. Whoever asks why a case is opened asks before it is written."""


def see_case(desk: Desk, case_id: str) -> None:
    """Write down that the case was opened, also one that is only read. Raises Trouble if the disk fails."""
    note(desk, SEEN, [("case", case_id, case_id)])
