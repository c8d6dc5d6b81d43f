"""Nothing is untranslated: every key in the code has its Danish, and none is left over."""

import ast
import gettext
import re
import sys
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

from words import compiled  # noqa: E402

from db.catalogue import Catalogue  # noqa: E402
from db.words import Words  # noqa: E402

SOURCES = sorted([*(ROOT / "db").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")])
DATA = sorted((ROOT / "resources").rglob("*.toml"))
PLACES = re.compile(r"\{(\w+)\}")


def keys_of(path):
    """The literal keys of a module: one text, or one and many."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if called in ("t", "later") and texts:
            yield texts[0]
        if called == "n" and len(texts) == 2:
            yield tuple(texts)


@pytest.fixture(scope="module")
def danish():
    with (ROOT / "resources" / "i18n" / "da.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_key_has_its_danish_with_the_same_places(danish, path):
    for key in keys_of(path):
        if isinstance(key, tuple):
            for form, count in ((0, 1), (1, 2)):
                told = danish._catalog.get((key[0], form))
                assert told, f"no Danish for {key[0]!r}"
                assert set(PLACES.findall(told)) <= set(PLACES.findall(key[1])) | {"count"}, key
                assert danish.ngettext(*key, count) == told
        elif key:
            assert key in danish._catalog, f"no Danish for {key!r}"
            told = danish.gettext(key)
            assert told.strip(), key
            assert set(PLACES.findall(told)) == set(PLACES.findall(key)), key


def test_the_catalogue_says_what_its_sources_do(danish):
    catalogue = Catalogue(ROOT / "resources" / "i18n" / "da.mo")
    assert danish.info()["plural-forms"] == "nplurals=2; plural=(n != 1);"
    keys = [key for key in danish._catalog if key]
    assert len(keys) > 1000
    for key in keys:
        asked, told = key if isinstance(key, tuple) else (key, None)
        if told is None:
            assert catalogue.gettext(asked) == danish._catalog[key]
    for path in SOURCES:
        for one, many in (key for key in keys_of(path) if isinstance(key, tuple)):
            for count in (0, 1, 2, 21):
                assert catalogue.ngettext(one, many, count) == danish.ngettext(one, many, count)
    told = [said for _, said in catalogue.everything()]
    assert sorted(told) == sorted(danish._catalog[key] for key in keys)


def test_what_the_catalogue_lacks_is_said_in_english(tmp_path):
    words = Words("da")
    assert words.t("Nobody wrote this") == "Nobody wrote this"
    assert [words.n("{count} thong", "{count} thongs", count) for count in (1, 2)] == ["1 thong", "2 thongs"]
    assert [Words("en").n("{count} day", "{count} days", count) for count in (1, 2)] == ["1 day", "2 days"]
    (tmp_path / "x.mo").write_bytes(b"something else")
    with pytest.raises(ValueError, match="no catalogue"):
        Catalogue(tmp_path / "x.mo")


def test_the_catalogue_is_what_its_sources_compile_to():
    assert (ROOT / "resources" / "i18n" / "da.mo").read_bytes() == compiled("da")


def test_no_translation_is_left_over():
    used = {key if isinstance(key, str) else key[0] for path in SOURCES for key in keys_of(path)}
    told = "\n".join(path.read_text("utf-8") for path in DATA)
    left = []
    for path in sorted((ROOT / "resources" / "i18n" / "da").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                key = message.id[0] if isinstance(message.id, tuple) else message.id
                if key and key not in used and f'"{key}"' not in told:
                    left.append(f"{path.name}: {key}")
    assert left == []


def test_a_narrow_day_says_its_year_once_that_is_not_plain():
    today = date(2026, 11, 23)
    near, far = date(2027, 4, 3), date(2033, 4, 3)
    assert [Words("da").brief_day(day, today) for day in (near, far)] == ["3. apr.", "3. apr. 2033"]
    assert Words("en").brief_day(date(2025, 1, 2), today) == "2 Jan. 2025"
    assert Words("da").brief_day(far) == "3. apr."
