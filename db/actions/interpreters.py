"""Arranging who interprets at a meeting."""

from typing import Final

from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.interpreting import Interpreting
from db.store import cases, drafts, interpreters, minutes
from db.words import later

KIND: Final = "interpreter"
"""The name of what is arranged in the journal and the history."""
_MEETING: Final = "appointment"


def arrange(desk: Desk, case_id: str, asked: Interpreting) -> Changed:
    """Write who interprets for somebody at a meeting; neither person nor name: nobody is arranged.

    What was being typed in the meeting is taken up by this. Raises NotAllowed for an interpreter who does
    not stand around the child or is the one who needs it, Stale if the meeting is gone, Trouble if the
    disk fails.
    """
    one = asked.changed(name="" if asked.interpreter is not None else " ".join(asked.name.split()))
    with action(desk, "meeting.interpreter", KIND, one.appointment, case_id) as act:
        minutes.get(desk.db, one.appointment)
        around = {tie.person for tie in cases.get(desk.db, case_id).relations} - {one.person}
        if one.interpreter is not None and one.interpreter not in around:
            raise NotAllowed(
                later("This person does not stand around the child."),
                later("Write the interpreter's name instead."),
            )
        before = interpreters.of_case(desk.db, case_id).get((one.appointment, one.person))
        interpreters.save(desk.db, one, case_id)
        drafts.drop_record(desk.db, _MEETING, one.appointment)
        after = None if one.interpreter is None and not one.name else one
        act.changed(KIND, f"{one.appointment} {one.person}", case_id, before, after)
    return Changed(frozenset({Topic.CALENDAR, Topic.DRAFTS}), case_id, one.appointment)
