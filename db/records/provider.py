"""Who gives help, and what was agreed with them."""

from typing import ClassVar

from pydantic import Field

from db.records.base import Cents, Day, Id, Record
from db.records.intervention import Unit


class Provider(Record):
    """One agreement with one provider: the price in øre of one `unit`, and from when to when it holds.

    `tilbudsportal` is the id in the national register of services, `catalogue` the id of the row of the
    catalogue that it gives, "" for any. Without a price nothing is agreed yet.
    """

    spans: ClassVar = (("agreed_from", "agreed_to"),)

    id: Id
    name: str = Field(min_length=1)
    tilbudsportal: str = ""
    catalogue: str = ""
    price: Cents | None = None
    unit: Unit = Unit.MONTH
    agreed_from: Day | None = None
    agreed_to: Day | None = None
