"""A row of the catalogue of interventions: what can be chosen, before it is ordered for anybody."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from db.records.base import Cents, Id, Record
from db.records.form import Certainty, Told
from db.records.intervention import LawGroup, PlacementKind, Unit

Age = Annotated[int, Field(strict=True, ge=0, le=99)]


class CatalogueRow(Record):
    """An intervention that a municipality offers, with an example price in øre for one `unit`.

    `age_from` and `age_to` are whole years, both included. `certainty` is that of the legal
    reference; `legal_ref_old` is where it stood before barnets lov. Nights of `respite` are counted.
    """

    id: Id
    name: Told
    about: Told
    age_from: Age
    age_to: Age
    law_group: LawGroup
    step: Annotated[int, Field(strict=True, ge=1, le=6)] | None = None
    placement: PlacementKind | None = None
    legal_ref: str = ""
    legal_ref_old: str = ""
    certainty: Certainty
    unit: Unit
    price: Cents
    provider: str = ""
    capacity: str = ""
    evidence_based: bool = False
    respite: bool = False

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.age_to < self.age_from:
            raise PydanticCustomError("ages_turned", "age_to is not below age_from")
        if (self.placement is not None) != (self.law_group is LawGroup.PLACEMENT):
            raise PydanticCustomError(
                "placement_without_group", "placement is set exactly when law_group is placement"
            )
        if self.law_group in (LawGroup.COMPENSATING, LawGroup.ADULT) and self.step is not None:
            raise PydanticCustomError("beside_the_ladder", "compensating and adult help is on no step")
        return self

    @property
    def unsure(self) -> bool:
        """Whether the legal reference has to be checked before it is used."""
        return self.certainty in (Certainty.FAIRLY, Certainty.UNSURE)
