import dataclasses

import pytest
from PySide6.QtWidgets import QWidget

from desktop.kit.marks import TONE, Mark
from desktop.kit.palette import PAIRS, Theme, as_qt, contrast, palette_of, palettes


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(("colour", "ground", "least"), PAIRS)
def test_every_pair_that_is_used_can_be_told_apart(theme, colour, ground, least):
    palette = palettes()[theme]
    assert contrast(getattr(palette, colour), getattr(palette, ground)) >= least


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.48),  # the well-known grey that just fails
        ("#0000FF", "#FFFFFF", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one, other, known):
    assert contrast(one, other) == pytest.approx(known, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@pytest.mark.parametrize("theme", [Theme.CONTRAST, Theme.CONTRAST_DARK])
def test_high_contrast_drops_the_grounds_and_strengthens_the_lines(theme):
    palette = palettes()[theme]
    grounds = {
        getattr(palette, field.name) for field in dataclasses.fields(palette) if "ground" in field.name
    }
    assert grounds == {False, palette.sheet}
    assert contrast(palette.line, palette.sheet) >= 4.5
    assert contrast(palette.edge, palette.sheet) >= 7
    assert contrast(palette.ink, palette.sheet) == pytest.approx(21)


@pytest.mark.parametrize("mark", Mark)
def test_every_mark_has_a_tone_that_is_a_token(mark):
    assert palettes()[Theme.LIGHT].colour(TONE[mark]).isValid()


@pytest.mark.parametrize("theme", Theme)
def test_a_widget_knows_the_colours_it_is_shown_in(qtbot, wear, theme):
    wear(theme)
    widget = QWidget()
    qtbot.addWidget(widget)
    assert palette_of(widget) == palettes()[theme]
    assert widget.palette() == as_qt(palettes()[theme])
