"""Whether a profile is the one that IT made: a list of its files and digests, and IT's signature of that.

`SHA256SUMS` has the lines that `sha256sum` writes; `SHA256SUMS.minisig` is what `minisign -Sm SHA256SUMS`
makes of it. `taetpaa profile sums DIR` writes the list where there is no `sha256sum`.
"""

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Final

from db.books import minisign
from db.books.policy import Policy
from db.errors import NotAllowed
from db.words import later

SUMS: Final = "SHA256SUMS"
SIGNATURE: Final = f"{SUMS}.minisig"
_MOST: Final = 64 * 1024 * 1024
_REMEDY: Final = later("The program goes on without this profile. Ask IT for a signed one.")


class Seal(StrEnum):
    """What a profile's signature says."""

    NONE = "none"
    UNKNOWN = "unknown"
    GOOD = "good"


def sums(folder: Path) -> str:
    """The list of the files in `folder`, by path, as `sha256sum` writes it; the list itself left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in (SUMS, SIGNATURE))
    named = sorted((path.relative_to(folder).as_posix(), path) for path in files)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n" for name, path in named)


def seal_of(folder: Path, key: str) -> Seal:
    """What the signature of `folder` says; UNKNOWN is a signature, and no `key` to hold it against.

    Raises NotAllowed if the signature is not that of `key`, or a file is not as it was signed.
    """
    signature, listed = _text(folder / SIGNATURE), _text(folder / SUMS)
    if signature is None and listed is None:
        return Seal.NONE
    if signature is None or listed is None:
        raise NotAllowed(later("The profile's signature is not whole."), _REMEDY)
    if key:
        try:
            minisign.verify(minisign.public_key(key), listed.encode(), signature)
        except minisign.Unfit as error:
            raise NotAllowed(later("The profile's signature is not that of IT's key."), _REMEDY) from error
    if (wrong := _changed(folder, listed)) is not None:
        raise NotAllowed(later("{file} is not as it was when the profile was signed."), _REMEDY, file=wrong)
    return Seal.GOOD if key else Seal.UNKNOWN


def demand(folder: Path, policy: Policy) -> None:
    """Raise NotAllowed if `policy` asks for a signature and `folder` does not have IT's."""
    if policy.text("profile_signature") != "required":
        return
    key = policy.text("profile_key")
    if not key:
        raise NotAllowed(later("Profiles must be signed, and no key of IT's is settled."), _REMEDY)
    if seal_of(folder, key) is not Seal.GOOD:
        raise NotAllowed(later("The profile is not signed."), _REMEDY)


def _changed(folder: Path, listed: str) -> str | None:
    """The first file that was changed, added or taken away since `listed` was written; None if none was."""
    before, now = (_by_name(text) for text in (listed, sums(folder)))
    return next((name for name in sorted({*before, *now}) if before.get(name) != now.get(name)), None)


def _by_name(listed: str) -> dict[str, str]:
    lines = (line.split(maxsplit=1) for line in listed.splitlines() if line.strip())
    return {pair[1].removeprefix("*").removeprefix("./"): pair[0] for pair in lines if len(pair) > 1}


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode() if file.stat().st_size < _MOST else None
    except (OSError, UnicodeDecodeError):
        return None
