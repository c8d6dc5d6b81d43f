"""What every record of the case file has in common: its kinds of day, moment, money and text."""

import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator
from pydantic_core import PydanticCustomError
from uuid6 import uuid7

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
"""The clock of every Danish municipality; days of moments are days here."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Seconds in an offset: Copenhagen's own before 1894 was +00:50:20.
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:[0-5]\d(:[0-5]\d)?)", re.ASCII)
_MONEY = re.compile(r"\d{1,15}(\.\d{1,2})?", re.ASCII)
_QUANTITY = re.compile(r"\d{1,12}(\.\d{1,3})?", re.ASCII)
_LARGEST = 10**17
_STORED_LENGTH = 20


def new_id() -> str:
    """A fresh id: a UUID of version 7, so that ids of later records sort later."""
    return str(uuid7())


def day_of(moment: datetime) -> date:
    """The calendar day in Copenhagen on which `moment` falls."""
    return moment.astimezone(COPENHAGEN).date()


def _day(value: object) -> object:
    if isinstance(value, str):
        if not _DAY.fullmatch(value):
            raise PydanticCustomError("bad_date", "a day is written as 2026-01-31")
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise PydanticCustomError("bad_date", "there is no such day") from error
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("wrong_type", "a day is a text such as 2026-01-31")


def _moment(value: object) -> object:
    if isinstance(value, str):
        if (stored := _as_stored(value)) is not None:
            return stored
        if not _MOMENT.fullmatch(value):
            raise PydanticCustomError("bad_moment", "a moment is written as 2026-01-31T14:30:00+01:00")
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise PydanticCustomError("bad_moment", "there is no such moment") from error
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise PydanticCustomError("wrong_type", "a moment is a text such as 2026-01-31T14:30:00+01:00")
    if value.microsecond:
        raise PydanticCustomError("bad_moment", "a moment has whole seconds")
    try:
        return value.astimezone(COPENHAGEN).astimezone(UTC)
    except OverflowError as error:
        raise PydanticCustomError("bad_moment", "there is no such moment") from error


def _as_stored(text: str) -> datetime | None:
    """The moment of a text as the store writes it, 2026-01-31T13:30:00Z, at once; None for any other text.

    A case of 2,000 notes has as many of them, and its page waits for each.
    """
    if len(text) != _STORED_LENGTH or text[4::3] != "--T::Z":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if MINYEAR < moment.year < MAXYEAR else None  # at the ends Copenhagen's clock runs over


def _scaled(value: object, shape: re.Pattern[str], scale: int, example: str) -> object:
    if isinstance(value, str):
        if not shape.fullmatch(value):
            raise PydanticCustomError("bad_number", "an amount is written as {example}", {"example": example})
        return int(Decimal(value) * scale)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("wrong_type", "an amount is a text such as {example}", {"example": example})


def _money(value: object) -> object:
    return _scaled(value, _MONEY, 100, "12500.00")


def _thousandths(value: object) -> object:
    return _scaled(value, _QUANTITY, 1000, "1.5")


def moment_text(moment: datetime) -> str:
    """`moment` as the exchange document writes it: whole seconds in Copenhagen's offset."""
    return moment.astimezone(COPENHAGEN).isoformat(timespec="seconds")


def money_text(cents: int) -> str:
    """Whole øre as the exchange document writes them: `12500.00`."""
    return f"{cents // 100}.{cents % 100:02d}"


def _quantity_text(thousandths: int) -> str:
    whole, rest = divmod(thousandths, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".")


Id = Annotated[str, Field(pattern=r"^\S+$")]
"""The name of a record: any text without spaces; ours are UUIDs of version 7."""
Day = Annotated[date, BeforeValidator(_day)]
"""A local calendar day."""
Moment = Annotated[datetime, BeforeValidator(_moment), PlainSerializer(moment_text, when_used="json")]
"""A moment in whole seconds, held in UTC."""
Cents = Annotated[
    int,
    BeforeValidator(_money),
    Field(ge=0, le=_LARGEST, description="money, in øre; never a float"),
    PlainSerializer(money_text, when_used="json"),
]
Thousandths = Annotated[
    int,
    BeforeValidator(_thousandths),
    Field(gt=0, le=_LARGEST, description="a quantity, in thousandths"),
    PlainSerializer(_quantity_text, when_used="json"),
]
Score = Annotated[int, Field(strict=True, ge=0, le=10)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Number = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
Flag = Annotated[bool, Field(strict=True)]
Hours = Annotated[str, Field(pattern=r"^[0-9]{1,4}(\.[0-9]{1,6})?$")]
"""Hours a week, a decimal number as text."""


class Record(BaseModel):
    """A part of the case file, checked. Frozen: to change one, use `changed`.

    `spans` names pairs of fields of which the second may not lie before the first
    (contract, section 2: an end before its start).
    """

    model_config = ConfigDict(
        defer_build=True,  # the first record of a kind builds what checks it: no start waits for all of them
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )
    spans: ClassVar[tuple[tuple[str, str], ...]] = ()

    @model_validator(mode="after")
    def _ends_follow_starts(self) -> Self:
        for start, end in self.spans:
            first, last = getattr(self, start), getattr(self, end)
            if first is not None and last is not None and last < first:
                raise PydanticCustomError(
                    "end_before_start", "{end} lies before {start}", {"end": end, "start": start}
                )
        return self

    def changed(self, **fields: Any) -> Self:
        """This record with `fields` replaced, checked again. Raises pydantic.ValidationError."""
        return type(self).model_validate({**dict(self), **fields})

    def document(self) -> dict[str, Any]:
        """This record as the exchange document writes it: plain JSON values."""
        return self.model_dump(mode="json")
