"""Deadlines marked by hand: met, missed or waived, always with a reason."""

from datetime import date

from db.actions import computed
from db.actions.desk import Changed, Desk, Topic, action
from db.errors import NotAllowed
from db.records.case import Handled, HandledState
from db.store import cases, marks
from db.words import later


def mark_deadline(
    desk: Desk, case_id: str, rule: str, trigger: str, due: date, state: HandledState, reason: str
) -> Changed:
    """Mark the deadline of this rule, trigger and day; an earlier mark of it is replaced.

    Raises NotAllowed without a reason, Stale if the case is gone, Trouble if the disk fails.
    """
    if not reason.strip():
        raise NotAllowed(later("A mark by hand needs a reason."), later("Write a few words."))
    mark = Handled(rule=rule, trigger=trigger, due=due, state=state, on=desk.today(), reason=reason.strip())
    return _put(desk, "deadline.marked", case_id, (rule, trigger, due), (mark,))


def unmark_deadline(desk: Desk, case_id: str, rule: str, trigger: str, due: date) -> Changed:
    """Take the mark of a deadline away: it stands again as the records have it.

    Raises Stale if the case is gone, Trouble if the disk fails.
    """
    return _put(desk, "deadline.unmarked", case_id, (rule, trigger, due), ())


def _put(desk: Desk, name: str, case_id: str, of: tuple[str, str, date], new: tuple[Handled, ...]) -> Changed:
    with action(desk, name, "case", case_id, case_id) as act:
        before = cases.get(desk.db, case_id)
        others = (one for one in before.handled if (one.rule, one.trigger, one.due) != of)
        after = before.changed(handled=(*others, *new))
        marks.save(desk.db, case_id, after.handled)
        act.changed("case", case_id, case_id, before, after)
        computed.refresh_case(desk, case_id)
    return Changed(frozenset({Topic.CALENDAR, Topic.CASES}), case_id)
