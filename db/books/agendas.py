"""Agendas to begin from: resources/agendas/*.toml."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Final

from pydantic import Field

from db.books import toml_file
from db.paths import RESOURCES
from db.records.appointment import AgendaPart, AppointmentKind
from db.records.base import Number, Record
from db.records.case import Case
from db.records.relation import Network
from db.words import later

FOLDER: Final = RESOURCES / "agendas"
_REMEDY: Final = later("It has id, kind, titles, and parts with title, minutes and who.")


class Whose(StrEnum):
    """For whom a part is meant."""

    CHILD = "child"
    FAMILY = "family"
    PROFESSIONALS = "professionals"


class Titles(Record):
    """What something is called in both languages."""

    da: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def of(self, language: str) -> str:
        """The title in `language`, `da` or `en`."""
        return self.da if language == "da" else self.en


class TemplatePart(Record):
    """A part: its title, its minutes, and whose it is."""

    title: Titles
    minutes: Number
    who: tuple[Whose, ...] = Field(min_length=1)


class AgendaTemplate(Record):
    """An agenda to begin from, and the kind of meeting that it is for."""

    id: str
    kind: AppointmentKind
    title: Titles
    part: tuple[TemplatePart, ...] = Field(min_length=1)

    @property
    def minutes(self) -> int:
        """How long the whole meeting takes."""
        return sum(part.minutes for part in self.part)

    def parts_for(self, case: Case, network: Iterable[str], language: str) -> tuple[AgendaPart, ...]:
        """The parts with those of the `network` in them whom the template means."""
        there = list(dict.fromkeys((case.child, *(one.person for one in case.relations))))
        present = set(network)
        private = {one.person for one in case.relations if one.network is Network.PRIVATE}

        def whose(person: str) -> Whose:
            if person == case.child:
                return Whose.CHILD
            return Whose.FAMILY if person in private else Whose.PROFESSIONALS

        return tuple(
            AgendaPart(
                title=part.title.of(language),
                minutes=part.minutes,
                participants=tuple(
                    person for person in there if person in present and whose(person) in part.who
                ),
            )
            for part in self.part
        )


def agendas(folder: Path = FOLDER) -> tuple[AgendaTemplate, ...]:
    """Every agenda to begin from, by its id. Raises NotAllowed, naming the file, for a faulty one."""
    return tuple(_read(file) for file in sorted(folder.glob("*.toml")))


def _read(path: Path) -> AgendaTemplate:
    file = toml_file.read(path, remedy=_REMEDY)
    template = file.checked(AgendaTemplate, file.content)
    if template.id != path.stem:
        raise file.unfit("id")
    return template
