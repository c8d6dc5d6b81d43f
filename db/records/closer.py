"""More contact with a family for a while, beside the exchange document."""

from db.records.base import Count, Day, Number, Record


class Closer(Record):
    """Which entry of the case's rhythm asks for it, counted from 0, and when to ask about it again.

    The rhythm before it is what the family goes back to; None was no rhythm.
    """

    position: Count
    ask_on: Day
    months_before: Number | None = None
    weeks_before: Number | None = None
