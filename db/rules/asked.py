"""What the ladder and the account ask of an intervention: the record has it all, a light row may."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from db.records.intervention import LawGroup, PlacementKind, Stage, Unit


class Running(Protocol):
    """Something that runs from a day on."""

    @property
    def stage(self) -> Stage:
        """How far it has come; what is only expected counts for no rule."""

    @property
    def starts_on(self) -> date:
        """Its first day."""

    @property
    def ended_on(self) -> date | None:
        """Its last day, None while there is none."""

    @property
    def placement(self) -> PlacementKind | None:
        """Where the child lives, None if it is no placement."""


class Climbing(Running, Protocol):
    """An intervention with its step of the ladder."""

    @property
    def law_group(self) -> LawGroup:
        """The part of the law it stands on."""

    @property
    def step(self) -> int | None:
        """1 to 6, None for what is on no step."""


class Priced(Running, Protocol):
    """An intervention with its price."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def expected_end(self) -> date | None:
        """The day it is agreed to end, None if there is none; it does not stop it."""

    @property
    def price(self) -> int:
        """Øre for one unit."""

    @property
    def unit(self) -> Unit:
        """What the price is the price of."""

    @property
    def quantity(self) -> int:
        """How many units, in thousandths."""


class Costly(Protocol):
    """A case with its interventions."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def number(self) -> str:
        """Its number, by which cases are sorted."""

    @property
    def interventions(self) -> Sequence[Priced]:
        """In the document's order."""
