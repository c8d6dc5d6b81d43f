"""What papers look like: colours and the sizes of type, in points. The window's tokens, light, on white."""

from dataclasses import dataclass, replace
from typing import Final

from db.pdf.fonts import Face

PIXEL: Final = 0.75
"""The look is drawn in pixels, 96 to the inch; paper counts 72 points to the inch."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of light, each part from 0 to 1."""

    red: float
    green: float
    blue: float


def _colour(code: str) -> Colour:
    return Colour(*(int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)))


INK: Final = _colour("1E2A2D")
SOFT_INK: Final = _colour("5B676A")
PAPER: Final = _colour("FAF8F4")
LINE: Final = _colour("E4DFD6")
FJORD: Final = _colour("1F5F5B")
FJORD_GROUND: Final = _colour("E3EFED")
BRICK: Final = _colour("9C3B2E")
AMBER: Final = _colour("8A5A0B")
AMBER_GROUND: Final = _colour("F8EDD8")
SLATE: Final = _colour("4A5A78")
SLATE_GROUND: Final = _colour("E9EDF5")


@dataclass(frozen=True, slots=True)
class Voice:
    """A kind of text: its typeface, size, line height and colour."""

    face: Face
    size: float
    leading: float
    colour: Colour = INK

    def said(self, colour: Colour) -> "Voice":
        """This voice in another colour."""
        return replace(self, colour=colour)

    def strong(self) -> "Voice":
        """This voice in bold sans."""
        return replace(self, face=Face.SANS_BOLD)


TITLE: Final = Voice(Face.SERIF_BOLD, 25.5, 31.5)
LEAD: Final = Voice(Face.SANS, 11.25, 17.25, SOFT_INK)
SECTION: Final = Voice(Face.SERIF_BOLD, 13, 19)
GOAL: Final = Voice(Face.SERIF_BOLD, 15, 21)
BODY: Final = Voice(Face.SANS, 11.25, 17.25)
DENSE: Final = Voice(Face.SANS, 9.5, 13.5)
LABEL: Final = Voice(Face.SANS_BOLD, 9.5, 14, SOFT_INK)
SMALL: Final = Voice(Face.SANS, 9, 13, SOFT_INK)
CHILD: Final = Voice(Face.SERIF_ITALIC, 15, 23.25)
CHILD_LONG: Final = Voice(Face.SERIF_ITALIC, 11.25, 17.5)
