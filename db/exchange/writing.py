"""The exchange document is written."""

import json

from db.records.document import Document


def document_json(document: Document) -> str:
    """`document` as JSON text (contract, section 2), every field given, ending with a line break.

    Reading it back gives the same document.
    """
    return json.dumps(document.document(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
