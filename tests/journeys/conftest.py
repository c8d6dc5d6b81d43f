"""Journeys run without a screen, in the usual look."""

import json
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import stores

from db.actions import documents
from db.books import demo
from db.words import Words
from desktop.kit.style import Look, apply
from desktop.kit.type import FIRST_FONTS, LATER_FONTS, load
from desktop.main_window import MainWindow
from desktop.settings import Settings


@pytest.fixture(autouse=True)
def usual_look(qapp):
    """The fonts and the usual look."""
    load(FIRST_FONTS + LATER_FONTS)
    apply(qapp, Look())


@pytest.fixture
def emils(qtbot, tmp_path):
    """The window, still locked, on a store with the first of the demonstration's families."""
    (tmp_path / "store").mkdir()
    store = stores.made(tmp_path / "store")
    with stores.at_work(store) as desk:
        documents.import_document(desk, json.dumps(demo.families()[0]).encode())
    shown = MainWindow(
        Words("da"), store=store, now=stores.noon, settings=Settings(), settings_file=tmp_path / "window.json"
    )
    qtbot.addWidget(shown)
    shown.resize(1280, 760)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    shown.leave()
