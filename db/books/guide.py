"""The caseworker's guide and what is new in each release: resources/guide/*.toml, in Danish."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import Field

from db.paths import RESOURCES
from db.records.base import Record

FOLDER: Final = RESOURCES / "guide"
PICTURES: Final = FOLDER / "pictures"
_NEWS: Final = "news.toml"


class Part(Record):
    """A part of a page: heading, text, numbered steps and a picture, each of them only if there is one.

    `picture` names a screen of the tour (tests/shots); `shows` says what is on it, for who does not see it.
    """

    heading: str = ""
    text: str = ""
    steps: tuple[str, ...] = ()
    picture: str = ""
    shows: str = ""

    @property
    def file(self) -> Path:
        """Where the picture lies."""
        return PICTURES / f"{self.picture}.png"


class Page(Record):
    """How one thing is done; `screens` are those it belongs to: a room, or `case/` and a part of a case."""

    title: str = Field(min_length=1)
    screens: tuple[str, ...] = ()
    part: tuple[Part, ...] = Field(min_length=1)


class Release(Record):
    """What a release brought, in lines for the caseworker; `day` as it is written there."""

    version: str
    day: str
    lines: tuple[str, ...] = Field(min_length=1)


@cache
def pages() -> tuple[Page, ...]:
    """The guide, in the order in which it is read."""
    files = sorted(file for file in FOLDER.glob("*.toml") if file.name != _NEWS)
    return tuple(Page.model_validate(tomllib.loads(file.read_text("utf-8"))) for file in files)


@cache
def releases() -> tuple[Release, ...]:
    """What is new, the newest release first."""
    raw = tomllib.loads((FOLDER / _NEWS).read_text("utf-8"))
    return tuple(Release.model_validate(one) for one in raw["release"])


def about(screens: tuple[str, ...]) -> tuple[Page, ...]:
    """The pages that belong to `screens`: those of the first before those of the next."""
    found = (page for screen in screens for page in pages() if screen in page.screens)
    return tuple(dict.fromkeys(found))
