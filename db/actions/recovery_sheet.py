"""The recovery sheet, and the paper with a recovery code, on their way to a file."""

from pathlib import Path

from db.actions.desk import Desk
from db.actions.outgoing import new_files
from db.pdf.recovery_sheet import render, render_code
from db.records.letterhead import Letterhead
from db.store.keys import SlotKind
from db.words import Words


def write(desk: Desk, letterhead: Letterhead, words: Words, out: Path) -> None:
    """Write the sheet to `out`, in place of what is there. Raises Trouble if the disk refuses."""
    slots = desk.store.header.slots
    recipients = tuple(slot.recipient for slot in slots if slot.kind is SlotKind.RECOVERY)
    with new_files({out: render(recipients, desk.today(), letterhead, words)}, in_place=True):
        pass


def write_code(desk: Desk, code: str, words: Words, out: Path) -> None:
    """Write a paper with the recovery `code` and no name to `out`. Raises Trouble if the disk refuses."""
    with new_files({out: render_code(code, desk.today(), words)}, in_place=True):
        pass
