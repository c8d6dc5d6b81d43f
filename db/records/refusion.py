"""The limits of the state's share in dear cases, as the office read them."""

from pydantic import Field

from db.records.base import Cents, Day, Id, Record


class RefusionYear(Record):
    """The three limits of one year, in øre, where they were read and on which day they were written down."""

    id: Id
    year: int = Field(strict=True)
    first: Cents
    second: Cents
    third: Cents
    source: str
    noted_on: Day
