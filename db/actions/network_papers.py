"""The family and its network on paper, from the view of whom it is for."""

from datetime import date, datetime
from pathlib import Path
from typing import Final

from db.actions.desk import Desk, note
from db.actions.outgoing import new_files
from db.actions.papers import Asked, reader_of, withheld_from
from db.pdf.network import NetworkSheet, render
from db.records.letterhead import Letterhead
from db.rules.kin import family_of
from db.rules.readers import Reading
from db.rules.view import view_of
from db.store import cases, homes, kin, people
from db.store.trouble import known_trouble
from db.words import Words

PRINTED: Final = "network.printed"
"""The name of a print in the journal."""


def sheet_of(desk: Desk, case_id: str, asked: Asked, day: date, letterhead: Letterhead) -> NetworkSheet:
    """All that goes on the paper of the family as it stands on `day`.

    The file's own copy tells homes, ties and what siblings' cases say of parents; an edition for
    others holds whom their view speaks of, without the map. Raises NotAllowed for these while the
    parents must not be told, and what `reader_of` raises.
    """
    with known_trouble():
        case = cases.get(desk.db, case_id)
        known = homes.shielded(desk.db, case_id)
        reader = reader_of(case, list(known.values()), asked, desk.today())
        view = view_of(case, known.values(), reader, desk.today())
        shown, ties = list(view.people), view.case.relations
        if reader.kind is Reading.CASEWORKER:
            elsewhere = kin.born(desk.db, known, day)
            named = {one for born in elsewhere for one in (born.parent, born.child)} - known.keys()
            shown += people.of(desk.db, sorted(named)).values()
        else:
            # Without the addresses two homes would be drawn as one.
            elsewhere = []
            ties = tuple(one.changed(lives_with_child=False) for one in ties)
    named = {case.child, *(one.person for one in ties)} | {
        one for b in elsewhere for one in (b.parent, b.child)
    }
    return NetworkSheet(
        child=case.child,
        family=family_of(case.child, ties, day, elsewhere),
        ties=ties if reader.kind is Reading.CASEWORKER else (),
        people=tuple(one for one in shown if one.id in named),
        day=day,
        printed_on=desk.today(),
        edition=asked.edition,
        party=known[reader.party].name if reader.party is not None else "",
        withheld=withheld_from(case, list(known.values()), view, letterhead),
        letterhead=letterhead,
    )


def write_network(desk: Desk, case_id: str, sheet: NetworkSheet, words: Words, to: Path) -> datetime:
    """Write the paper `sheet` to the file `to`, in place of what is there; returns the moment.

    The print stands in the journal. Raises NotAllowed if the finished file holds what its reader
    may not read, Trouble if the disk refuses.
    """
    with new_files({to: render(sheet, words)}, in_place=True):
        note(desk, PRINTED, [("case", case_id, case_id)])
    return desk.now()
