"""The colours of the window: tokens by theme, which may stand on which, and how far apart they are."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from db.paths import RESOURCES

TEXT: Final = 4.5
"""The least contrast of text (WCAG 2.1, 1.4.3)."""
EDGE: Final = 3.0
"""The least contrast of a control's edge, of a mark and of the focus ring (WCAG 2.1, 1.4.11)."""


class Theme(StrEnum):
    """The themes a person can choose between."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    CONTRAST_DARK = "contrast_dark"


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours, each `#RRGGBB`. Without `grounds` the tinted grounds are the sheet's own."""

    dark: bool
    grounds: bool
    paper: str
    sheet: str
    line: str
    edge: str
    ink: str
    soft: str
    fjord: str
    fjord_deep: str
    fjord_ground: str
    on_fjord: str
    brick: str
    brick_ground: str
    amber: str
    amber_ground: str
    slate: str
    slate_ground: str

    def colour(self, token: str) -> QColor:
        """The colour of `token`, such as `"fjord"`. Raises AttributeError for one that is none."""
        return QColor(getattr(self, token))


PAIRS: Final[tuple[tuple[str, str, float], ...]] = (
    *(
        ("ink", ground, TEXT)
        for ground in ("paper", "sheet", "fjord_ground", "brick_ground", "amber_ground", "slate_ground")
    ),
    *(
        ("soft", ground, TEXT)
        for ground in ("paper", "sheet", "fjord_ground", "brick_ground", "amber_ground", "slate_ground")
    ),
    *(("fjord", ground, TEXT) for ground in ("paper", "sheet", "fjord_ground")),
    *(("brick", ground, TEXT) for ground in ("paper", "sheet", "brick_ground", "fjord_ground")),
    *(("amber", ground, TEXT) for ground in ("paper", "sheet", "amber_ground", "fjord_ground")),
    *(("slate", ground, TEXT) for ground in ("paper", "sheet", "slate_ground", "fjord_ground")),
    ("on_fjord", "fjord", TEXT),
    ("on_fjord", "fjord_deep", TEXT),
    ("edge", "paper", EDGE),
    ("edge", "sheet", EDGE),
    ("fjord", "brick_ground", EDGE),
    ("fjord", "amber_ground", EDGE),
    ("fjord", "slate_ground", EDGE),
)
"""What stands on what anywhere in the window: colour, ground, least contrast."""


@cache
def palettes() -> dict[Theme, Palette]:
    """Every theme's colours. Raises TypeError or KeyError if the file lacks a theme or a token."""
    found = json.loads((RESOURCES / "style" / "palettes.json").read_text("utf-8"))
    return {theme: Palette(**found[theme]) for theme in Theme}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours `#RRGGBB`, from 1 to 21 (WCAG 2.1, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def palette_of(widget: QWidget) -> Palette:
    """The colours that `widget` is shown in; those of the light theme outside a styled window."""
    return _by_mark().get(widget.palette().color(_MARK).rgb(), palettes()[Theme.LIGHT])


def as_qt(palette: Palette) -> QPalette:
    """`palette` in Qt's roles, for all that draws itself with them."""
    role, made = QPalette.ColorRole, QPalette()
    tokens = {
        role.Window: palette.paper,
        role.WindowText: palette.ink,
        role.Base: palette.sheet,
        role.AlternateBase: palette.paper,
        role.Text: palette.ink,
        role.PlaceholderText: palette.soft,
        role.Button: palette.sheet,
        role.ButtonText: palette.ink,
        role.BrightText: palette.brick,
        role.Light: palette.sheet,
        role.Midlight: palette.line,
        role.Mid: palette.line,
        role.Dark: palette.edge,
        role.Highlight: palette.fjord,
        role.HighlightedText: palette.on_fjord,
        role.Link: palette.fjord,
        role.LinkVisited: palette.fjord,
        role.Accent: palette.fjord,
        role.ToolTipBase: palette.sheet,
        role.ToolTipText: palette.ink,
        _MARK: palette.edge,
    }
    for named, colour in tokens.items():
        made.setColor(named, QColor(colour))
    for named in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, named, QColor(palette.soft))
    return made


_MARK: Final = QPalette.ColorRole.Shadow  # no style rule sets this role: it tells the themes apart


@cache
def _by_mark() -> dict[int, Palette]:
    return {palette.colour("edge").rgb(): palette for palette in palettes().values()}


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
