"""A business case: what a change of practice saves and costs, year by year."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from db.records.base import Id, Record

_MOST = 10**13  # øre: a hundred billion kroner
Saved = Annotated[int, Field(strict=True, ge=-_MOST, le=0)]
"""Øre that are saved: negative, or zero."""
Spent = Annotated[int, Field(strict=True, ge=0, le=_MOST)]
"""Øre that are spent: zero or more."""


class BusinessYear(Record):
    """One year: lasting savings (negative), lasting costs, and costs that come once, in øre."""

    year: Annotated[int, Field(strict=True, ge=1900, le=2200)]
    savings: Saved = 0
    costs: Spent = 0
    one_off: Spent = 0


class BusinessCase(Record):
    """A change of practice with its years, the earliest first."""

    id: Id
    title: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    note: str = ""
    years: tuple[BusinessYear, ...] = ()

    @model_validator(mode="after")
    def _each_year_once_and_in_order(self) -> Self:
        years = [one.year for one in self.years]
        if years != sorted(set(years)):
            raise ValueError("each year stands once, the earliest first")
        return self
