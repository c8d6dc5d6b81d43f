"""Who interprets for somebody at a meeting, beside the exchange document."""

from db.records.base import Id, Record


class Interpreting(Record):
    """At the meeting `appointment`, `interpreter` of the network interprets for `person`, or who `name` is.

    One of the two is given, or none: then nobody is arranged.
    """

    appointment: Id
    person: Id
    interpreter: Id | None = None
    name: str = ""
