"""What the office has set for itself, from resources/office.toml."""

from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from db.books import toml_file
from db.paths import RESOURCES
from db.records.appointment import AppointmentKind
from db.records.base import Number, Record
from db.records.form import Told
from db.records.office import InstitutionKind
from db.rules.series import MOST, Every, Pattern
from db.words import later

_REMEDY: Final = later(
    "It gives caseload_target, a whole number of cases; each series and visit has a source."
)


class ReadySeries(Record):
    """A series of appointments of the office, as practice has it: every `step` weeks or months."""

    id: str
    kind: AppointmentKind
    title: Told
    every: Every
    step: Number
    count: Annotated[int, Field(strict=True, ge=1, le=MOST)]
    source: str = Field(min_length=1)

    @property
    def pattern(self) -> Pattern:
        """How often it comes."""
        return Pattern(self.every, self.step, count=self.count)


class UsualVisits(Record):
    """How often institutions of a kind are visited, and for how many minutes."""

    kind: InstitutionKind
    visits_per_year: Number
    visit_minutes: Number
    source: str = Field(min_length=1)


class Office(Record):
    """The office's own figures. `caseload_target` is how many open cases a caseworker should have."""

    caseload_target: Annotated[int, Field(strict=True, ge=1)]
    series: tuple[ReadySeries, ...] = ()
    visits: tuple[UsualVisits, ...] = ()

    def usual(self, kind: InstitutionKind) -> UsualVisits | None:
        """How often institutions of `kind` are visited; None where no source says."""
        return next((one for one in self.visits if one.kind is kind), None)


def read(path: Path = RESOURCES / "office.toml") -> Office:
    """The office's figures. Raises NotAllowed if the file is missing, or a figure in it."""
    file = toml_file.read(path, alone=True, remedy=_REMEDY)
    return file.checked(Office, file.content)
