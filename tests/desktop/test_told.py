"""What is told above the room: a sentence, or a file and its folder."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from db.words import Words
from desktop.told import Told


@pytest.fixture
def told(show):
    return show(Told(Words("da")))


def test_a_file_is_named_and_its_folder_opens(told, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    told.tell_file(Path("/hjem/papirer/plan.pdf"))
    assert told.file.accessibleName() == "Gemt: plan.pdf /hjem/papirer"
    told.file.button.click()
    assert opened == ["/hjem/papirer"]
    assert told.file.isVisible()
    told.tell("Taget tilbage.")
    assert told.banner.isVisible()
    assert not told.file.isVisible()


def test_where_no_program_shows_folders_it_is_said_where_the_file_lies(told, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    told.tell_file(Path("/hjem/papirer/plan.pdf"))
    told.file.button.click()
    assert "/hjem/papirer" in told.banner.accessibleName()
    assert told.banner.isVisible()
