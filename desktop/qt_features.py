"""Makes every import after it quicker: PySide6's switchable spellings are not used in this program."""

import sys

import PySide6.QtCore  # noqa: F401 - brings the module below with it


def forgo_features() -> None:
    """Let PySide6 take for granted that no module asks for `snake_case` or `true_property`.

    WORKAROUND (https://bugreports.qt.io/browse/PYSIDE-2029): otherwise it reads the source of every
    module that is imported, and keeps it: 20 MB, and a third of the time to the first screen.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_no_feature  # type: ignore[union-attr]


def _uses_no_feature(_: object) -> bool:
    return False
