"""The template for group policy, ADMX with its words in ADML: made of the same table as the program's policy.

`packaging/windows/build.py` puts them into the program's folder `policies`; run with a folder, this writes
them there. Every setting is one policy, and its value is what `db/books/registry.py` reads.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as Xml

ROOT: Final = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from db.books import policy, registry  # noqa: E402
from db.books.policy import Setting  # noqa: E402
from db.words import Words  # noqa: E402

LANGUAGES: Final = {"da-DK": "da", "en-US": "en"}
_SPACE: Final = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_PREFIX: Final = "TaetPaa.Policies"
_ANY_WINDOWS: Final = "any"
_HEAD: Final = {"revision": "1.0", "schemaVersion": "1.0"}
_SAID: Final = {
    "da": {
        "category": "Tæt På",
        "any": "Windows 10 (1809) eller nyere",
        "explain": "Bestemmer {about}. Gælder over policy.toml og kommunens profil; låst i programmet."
        " Ikke konfigureret: {default}. Navn i policy.toml: {id}.",
        "nothing": "intet er bestemt",
    },
    "en": {
        "category": "Tæt På",
        "any": "Windows 10 (1809) or newer",
        "explain": "Settles {about}. It stands above policy.toml and the profile; locked in the program."
        " Not configured: {default}. Name in policy.toml: {id}.",
        "nothing": "nothing is settled",
    },
}


def main(folder: Path) -> int:
    """Write the template and its words below `folder`; returns the exit code."""
    for inside, text in files().items():
        place = folder / inside
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text)
    return 0


def files() -> dict[str, bytes]:
    """What stands in `PolicyDefinitions`, by the path below it."""
    made = {"taetpaa.admx": _written(_template())}
    for culture, language in LANGUAGES.items():
        made[f"{culture}/taetpaa.adml"] = _written(_words(language))
    return made


def _template() -> Xml.Element:
    top = Xml.Element("policyDefinitions", {"xmlns": _SPACE, **_HEAD})
    spaces = Xml.SubElement(top, "policyNamespaces")
    Xml.SubElement(spaces, "target", prefix="taetpaa", namespace=_PREFIX)
    Xml.SubElement(top, "resources", minRequiredRevision="1.0")
    supported = Xml.SubElement(Xml.SubElement(top, "supportedOn"), "definitions")
    Xml.SubElement(supported, "definition", name=_ANY_WINDOWS, displayName="$(string.any)")
    Xml.SubElement(
        Xml.SubElement(top, "categories"), "category", name="taetpaa", displayName="$(string.category)"
    )
    policies = Xml.SubElement(top, "policies")
    for setting in policy.settings().values():
        one = Xml.SubElement(
            policies,
            "policy",
            {
                "name": setting.id,
                "class": "Machine",
                "displayName": f"$(string.{setting.id})",
                "explainText": f"$(string.{setting.id}_explain)",
                "key": registry.KEY,
                "presentation": f"$(presentation.{setting.id})",
            },
        )
        Xml.SubElement(one, "parentCategory", ref="taetpaa")
        Xml.SubElement(one, "supportedOn", ref=_ANY_WINDOWS)
        _ask_for(Xml.SubElement(one, "elements"), setting)
    return top


def _ask_for(elements: Xml.Element, setting: Setting) -> None:
    named = {"id": "value", "valueName": setting.id, "required": "true"}
    if isinstance(setting.value, int):
        Xml.SubElement(
            elements, "decimal", {**named, "minValue": str(setting.least), "maxValue": str(setting.most)}
        )
    elif setting.choices:
        chosen = Xml.SubElement(elements, "enum", named)
        for choice in setting.choices:
            item = Xml.SubElement(chosen, "item", displayName=f"$(string.{setting.id}_{choice})")
            Xml.SubElement(Xml.SubElement(item, "value"), "string").text = choice
    else:
        Xml.SubElement(elements, "text", named)


def _words(language: str) -> Xml.Element:
    top = Xml.Element("policyDefinitionResources", {"xmlns": _SPACE, **_HEAD})
    Xml.SubElement(top, "displayName").text = "Tæt På"
    Xml.SubElement(top, "description").text = "Tæt På"
    resources = Xml.SubElement(top, "resources")
    strings = Xml.SubElement(resources, "stringTable")
    for name, text in _strings(language):
        Xml.SubElement(strings, "string", id=name).text = text
    shown = Xml.SubElement(resources, "presentationTable")
    for setting in policy.settings().values():
        one = Xml.SubElement(shown, "presentation", id=setting.id)
        _present(one, setting, _title(setting, language))
    return top


def _present(presentation: Xml.Element, setting: Setting, label: str) -> None:
    if isinstance(setting.value, int):
        box = {"refId": "value", "defaultValue": str(setting.value)}
        Xml.SubElement(presentation, "decimalTextBox", box).text = label
    elif setting.choices:
        first = str(setting.choices.index(str(setting.value)))
        Xml.SubElement(
            presentation, "dropdownList", refId="value", defaultItem=first, noSort="true"
        ).text = label
    else:
        box = Xml.SubElement(presentation, "textBox", refId="value")
        Xml.SubElement(box, "label").text = label


def _strings(language: str) -> Iterator[tuple[str, str]]:
    said, words = _SAID[language], Words(language)
    yield "category", said["category"]
    yield "any", said["any"]
    for setting in policy.settings().values():
        about = words.t(setting.about)
        yield setting.id, _title(setting, language)
        default = str(setting.value) or said["nothing"]
        yield f"{setting.id}_explain", said["explain"].format(about=about, default=default, id=setting.id)
        for choice in setting.choices:
            yield f"{setting.id}_{choice}", f"{words.t(choice)} ({choice})"


def _title(setting: Setting, language: str) -> str:
    about = Words(language).t(setting.about)
    return f"{about[:1].upper()}{about[1:]}"


def _written(top: Xml.Element) -> bytes:
    Xml.indent(top)
    made: bytes = Xml.tostring(top, "utf-8", xml_declaration=True)
    return made


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
