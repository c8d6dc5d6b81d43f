"""What is known about an intervention beside the exchange document."""

from db.records.base import Day, Id, Record


class Background(Record):
    """The note with the child's view, and the days by which an expected intervention is prepared.

    `search_on` is when a place is looked for, `offer_on` when an offer has to be there, and
    `contract_on` when it has to be agreed, so that a price can be negotiated in time.
    """

    intervention: Id
    child_view: Id | None = None
    search_on: Day | None = None
    offer_on: Day | None = None
    contract_on: Day | None = None
