"""Journeys run without a screen, in the usual look."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from desktop.kit.style import Look, apply
from desktop.kit.type import FIRST_FONTS, LATER_FONTS, load


@pytest.fixture(autouse=True)
def usual_look(qapp):
    """The fonts and the usual look."""
    load(FIRST_FONTS + LATER_FONTS)
    apply(qapp, Look())
