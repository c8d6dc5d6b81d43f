"""Compile the catalogue: every `resources/i18n/<language>/*.po` into one `resources/i18n/<language>.mo`."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent / "resources" / "i18n"
_SAME = datetime(2026, 1, 1, tzinfo=UTC)  # the same sources always give the same bytes


def compiled(language: str) -> bytes:
    """The catalogue of `language` in binary form. Raises ValueError for a key with two translations."""
    whole = Catalog(locale=language, creation_date=_SAME, revision_date=_SAME, fuzzy=False)
    for path in sorted((ROOT / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if not message.id:
                    continue
                known = whole.get(message.id)
                if known is not None and known.string != message.string:
                    raise ValueError(f"{path.name}: a second translation of {message.id!r}")
                whole.add(message.id, message.string)
    out = BytesIO()
    write_mo(out, whole)
    return out.getvalue()


if __name__ == "__main__":
    for folder in (path for path in ROOT.iterdir() if path.is_dir()):
        (ROOT / f"{folder.name}.mo").write_bytes(compiled(folder.name))
        sys.stdout.write(f"{folder.name}.mo\n")
