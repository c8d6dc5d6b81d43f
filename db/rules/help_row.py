"""An intervention as figures ask for it: what it is, when, and what it costs."""

from dataclasses import dataclass
from datetime import date

from db.records.intervention import LawGroup, PlacementKind, Stage, Unit


@dataclass(frozen=True, slots=True)
class HelpRow:
    """An intervention as the ladder and the account ask for it: not validated; øre and thousandths."""

    id: str
    stage: Stage
    law_group: LawGroup
    step: int | None
    placement: PlacementKind | None
    starts_on: date
    expected_end: date | None
    ended_on: date | None
    price: int
    unit: Unit
    quantity: int
