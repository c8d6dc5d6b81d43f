"""Nothing is untranslated: every key in the code has its Danish, and none is left over."""

import ast
import gettext
import re
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "packaging"))

from words import compiled  # noqa: E402

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
