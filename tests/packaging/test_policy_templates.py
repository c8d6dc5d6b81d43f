"""The template for group policy says what the program's own table of settings says, in both languages."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from db.books import policy, registry

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "packaging" / "windows"))

import templates

del sys.path[0]

SPACE = {"p": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}
FILES = {name: ElementTree.fromstring(text) for name, text in templates.files().items()}  # noqa: S314
ADMX = FILES["taetpaa.admx"]
REFERENCE = r"\$\((string|presentation)\.([\w]+)\)"


def policies():
    return {one.get("name"): one for one in ADMX.iterfind(".//p:policy", SPACE)}


def test_every_setting_can_be_settled_and_nothing_else():
    assert list(policies()) == list(policy.settings())
    for name, one in policies().items():
        (asked,) = one.find("p:elements", SPACE)
        assert (one.get("class"), one.get("key"), asked.get("valueName")) == ("Machine", registry.KEY, name)


def test_a_template_offers_what_a_setting_takes():
    for name, setting in policy.settings().items():
        (asked,) = policies()[name].find("p:elements", SPACE)
        kind = asked.tag.partition("}")[2]
        if kind == "decimal":
            assert (int(asked.get("minValue")), int(asked.get("maxValue"))) == (setting.least, setting.most)
        elif kind == "enum":
            assert tuple(text.text for text in asked.iterfind(".//p:string", SPACE)) == setting.choices
        else:
            assert kind == "text"
            assert isinstance(setting.value, str)


@pytest.mark.parametrize("culture", templates.LANGUAGES)
def test_every_reference_has_its_words(culture):
    words = FILES[f"{culture}/taetpaa.adml"]
    there = {("string", one.get("id")) for one in words.iterfind(".//p:string", SPACE)}
    there |= {("presentation", one.get("id")) for one in words.iterfind(".//p:presentation", SPACE)}
    text = ElementTree.tostring(ADMX, "unicode")
    named = set(re.findall(REFERENCE, text))
    assert named == there
    assert text.count("$(") == len(re.findall(REFERENCE, text))
    assert all(one.text.strip() for one in words.iterfind(".//p:string", SPACE))


def test_the_two_languages_say_different_things():
    danish, english = (
        {one.get("id"): one.text for one in FILES[f"{culture}/taetpaa.adml"].iterfind(".//p:string", SPACE)}
        for culture in templates.LANGUAGES
    )
    assert all(danish[name] != english[name] for name in policy.settings())
