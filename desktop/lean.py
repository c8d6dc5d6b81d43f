"""What the window's process forgoes: nothing of this program asks for it, and it costs every start."""

import linecache
import sys

import PySide6.QtCore  # noqa: F401 - brings `shibokensupport.feature` with it


def forgo() -> None:
    """Leave out PySide6's switchable spellings and a second OpenSSL; asked for before anything else."""
    _forgo_features()
    _forgo_second_openssl()


def _forgo_features() -> None:
    """Let PySide6 take for granted that no module asks for `snake_case` or `true_property`.

    WORKAROUND (https://bugreports.qt.io/browse/PYSIDE-2029): otherwise it reads the source of every
    module that is imported, and keeps it: 20 MB, and a third of the time to the first screen.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _uses_no_feature  # type: ignore[union-attr]
    linecache.clearcache()  # what it has read until now


def _forgo_second_openssl() -> None:
    """Let `hashlib` and `hmac` do as on a Python built without OpenSSL: 3.6 MB less, and quicker loaded.

    `cryptography` brings an OpenSSL of its own, and whatever hashes much uses that (`db/digest.py`).
    """
    sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]


def _uses_no_feature(_: object) -> bool:
    return False
