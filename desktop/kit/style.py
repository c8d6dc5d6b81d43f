"""How the window looks: one theme and one text size, applied to the whole application at once."""

from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Final

from PySide6.QtWidgets import QApplication

from db.paths import RESOURCES
from desktop.kit.palette import Palette, Theme, as_qt, palettes
from desktop.kit.type import LEAST_FACTOR, MOST_FACTOR, SANS, SCALE, SERIF, Voice, font, pixels

CORNER: Final = 12
"""The radius of a sheet's corners, in pixels."""
_TONES: Final = ("fjord", "brick", "amber", "slate")


@dataclass(frozen=True, slots=True)
class Look:
    """One theme and one text factor, from 1.0 to 2.0; a factor outside is brought to the nearer end."""

    theme: Theme = Theme.LIGHT
    text_factor: float = LEAST_FACTOR

    def __post_init__(self) -> None:
        object.__setattr__(self, "text_factor", min(MOST_FACTOR, max(LEAST_FACTOR, self.text_factor)))

    @property
    def palette(self) -> Palette:
        """The theme's colours."""
        return palettes()[self.theme]


def apply(app: QApplication, look: Look) -> None:
    """Show every window of `app`, open or not yet, in `look`. Fonts are loaded before (desktop.kit.type)."""
    sheet = rules(look)
    if app.styleSheet() == sheet:
        return  # every widget would be polished again, three times
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(as_qt(look.palette))
    app.setFont(font(Voice.BODY, look.text_factor))
    app.setStyleSheet(sheet)


def rules(look: Look) -> str:
    """The style sheet of `look`. Raises KeyError if the template names what there is not."""
    palette = look.palette
    names = {token: getattr(palette, token) for token in palette.__slots__}
    names |= {f"{tone}_rim": names[tone if not palette.grounds else f"{tone}_ground"] for tone in _TONES}
    names |= {f"{voice}_px": pixels(cut.size, look.text_factor) for voice, cut in SCALE.items()}
    names |= {"sans": SANS, "serif": SERIF, "rim": 1 if palette.grounds else 2}
    arrow = 29 + pixels(3, look.text_factor)  # a choice's arrow grows with the text; its words end before it
    names |= {"arrow_px": arrow, "arrow_focus_px": arrow - 1}
    return _template().substitute(
        names, mark_px=pixels(18, look.text_factor), fault_lead_px=pixels(18, look.text_factor)
    )


@cache
def _template() -> Template:
    return Template((RESOURCES / "style" / "window.qss").read_text("utf-8"))
