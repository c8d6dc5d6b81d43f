"""The bytes of an exchange document become plain JSON values, or faults."""

import json
import math
import re
from codecs import BOM_UTF8
from typing import Any, Final, NoReturn

from db.exchange.faults import Fault, FaultKind, FaultyDocument, key_text
from db.stepping import step

_NO_NUMBER: Final = object()
"""Stands where the file has a number that JSON does not know, or that no program can hold."""
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_ESCAPED_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")


class _Repeated(dict[str, Any]):
    """An object of the file in which a key stands more than once."""

    keys_twice: frozenset[str]


class _Decoder:
    """Reads JSON and remembers whether anything was met that has to be looked for afterwards."""

    def __init__(self) -> None:
        self.suspicious = False

    def decoded(self, text: str) -> Any:
        return json.loads(
            text,
            object_pairs_hook=self._object,
            parse_constant=self._no_number,
            parse_float=self._float,
            parse_int=self._int,
        )

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        step()
        whole = dict(pairs)
        if len(whole) == len(pairs):
            return whole
        self.suspicious = True
        keys = [key for key, _ in pairs]
        repeated = _Repeated(whole)
        repeated.keys_twice = frozenset(key for key in whole if keys.count(key) > 1)
        return repeated

    def _no_number(self, _text: str) -> object:
        self.suspicious = True
        return _NO_NUMBER

    def _float(self, text: str) -> object:
        number = float(text)
        return number if math.isfinite(number) else self._no_number(text)

    def _int(self, text: str) -> object:
        try:
            return int(text)
        except ValueError:  # thousands of digits: Python refuses, so that nobody can keep it busy
            return self._no_number(text)


def raw_document(data: bytes) -> tuple[Any, list[Fault]]:
    """The JSON value that `data` holds, and the faults met on the way; a byte order mark is tolerated.

    Faulty places hold a stand-in, so that the rest can still be examined. Raises
    FaultyDocument if there is no value at all.
    """
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        _refuse(FaultKind.NOT_UTF8)
    if not text.strip():
        _refuse(FaultKind.EMPTY_FILE)
    decoder = _Decoder()
    try:
        raw = decoder.decoded(text)
        if not decoder.suspicious and not _ESCAPED_SURROGATE.search(text):
            return raw, []
        faults: list[Fault] = []
        return _cleaned(raw, "", faults), faults
    except ValueError:
        _refuse(FaultKind.NOT_JSON)
    except RecursionError:
        _refuse(FaultKind.TOO_DEEP)


def _refuse(kind: FaultKind) -> NoReturn:
    raise FaultyDocument([Fault("", kind)]) from None


def _cleaned(raw: Any, pointer: str, faults: list[Fault]) -> Any:
    if isinstance(raw, dict):
        twice = raw.keys_twice if isinstance(raw, _Repeated) else frozenset()
        faults += [Fault(f"{pointer}/{key_text(key)}", FaultKind.DUPLICATE_KEY) for key in twice]
        return {
            _sound_text(key, pointer, faults): _cleaned(value, f"{pointer}/{key_text(key)}", faults)
            for key, value in raw.items()
        }
    if isinstance(raw, list):
        return [_cleaned(value, f"{pointer}/{at}", faults) for at, value in enumerate(raw)]
    if raw is _NO_NUMBER:
        faults.append(Fault(pointer, FaultKind.BAD_NUMBER))
        return 0
    return _sound_text(raw, pointer, faults) if isinstance(raw, str) else raw


def _sound_text(text: str, pointer: str, faults: list[Fault]) -> str:
    if not _SURROGATE.search(text):
        return text
    faults.append(Fault(pointer, FaultKind.BAD_TEXT))
    return text.encode("utf-8", "backslashreplace").decode()
