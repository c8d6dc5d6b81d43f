"""The guide as it ships: its pictures are there and small, and the news fit the release."""

import re

from PIL import Image

from db.books import guide
from db.version import VERSION
from db.words import Words

MOST_OF_ONE = 90_000
MOST_OF_ALL = 700_000

ASKED = re.compile(r"(?:[Tt]ryk(?:ker du)? på|[Vv]ælg|[Åå]bn) ([A-ZÆØÅ][^.,;:]*)")
AROUND = re.compile(r" (?:eller|er|i|lægger|og|på|ud for|under) ")
KEYS = ("Ctrl+", "F1", "F9", "Enter")


def texts():
    return [text for page in guide.pages() for part in page.part for text in (part.text, *part.steps)]


def pictured():
    return [part for page in guide.pages() for part in page.part if part.picture]


def test_every_picture_is_there_and_says_what_it_shows():
    assert {part.file for part in pictured()} == set(guide.PICTURES.glob("*"))
    assert all(len(part.shows) > 15 for part in pictured())


def test_the_pictures_do_not_bloat_the_packages():
    sizes = {part.picture: part.file.stat().st_size for part in pictured()}
    assert {name for name, size in sizes.items() if size > MOST_OF_ONE} == set()
    assert sum(sizes.values()) < MOST_OF_ALL
    for part in pictured():
        with Image.open(part.file) as picture:
            assert picture.mode == "P"


def test_the_guide_is_short_and_plain():
    for page in guide.pages():
        words = " ".join(
            text for part in page.part for text in (part.heading, part.text, *part.steps)
        ).split()
        assert len(words) < 220, page.title


def test_the_newest_release_is_this_one():
    assert guide.releases()[0].version == VERSION


def test_what_it_asks_to_press_is_called_so_in_the_window():
    known = {said.removesuffix(" …") for said in Words("da").everything()}
    asked = {label for text in texts() for label in ASKED.findall(text) if not label.startswith(KEYS)}
    assert len(asked) > 15
    assert {label for label in asked if label not in known and AROUND.split(label)[0] not in known} == set()
