"""What a file really is: by its last ending and its first bytes, whatever its name pretends."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from db.words import later

LARGEST: Final = 50 * 1024 * 1024
"""Bytes that one attachment may have."""
HEAD: Final = 16
"""How many of the first bytes are looked at."""
_LONGEST: Final = 150


class FileKind(StrEnum):
    """What a file is."""

    PICTURE = "picture"
    PDF = "pdf"
    TEXT = "text"
    TABLE = "table"
    SOUND = "sound"
    FILM = "film"
    PACKED = "packed"
    MACROS = "macros"
    PROGRAM = "program"
    UNKNOWN = "unknown"


FILE_KINDS: Final[Mapping[FileKind, str]] = {
    FileKind.PICTURE: later("picture"),
    FileKind.PDF: later("PDF"),
    FileKind.TEXT: later("document"),
    FileKind.TABLE: later("spreadsheet"),
    FileKind.SOUND: later("sound"),
    FileKind.FILM: later("film"),
    FileKind.PACKED: later("packed files"),
    FileKind.MACROS: later("document with macros"),
    FileKind.PROGRAM: later("program"),
    FileKind.UNKNOWN: later("unknown kind of file"),
}
_ENDINGS: Final[Mapping[FileKind, str]] = {
    FileKind.PICTURE: "png jpg jpeg gif bmp webp tif tiff heic svg",
    FileKind.PDF: "pdf",
    FileKind.TEXT: "doc docx odt rtf txt md eml msg pptx ppt odp",
    FileKind.TABLE: "xls xlsx ods csv tsv",
    FileKind.SOUND: "mp3 m4a wav ogg flac opus aac",
    FileKind.FILM: "mp4 mov avi mkv webm m4v",
    FileKind.PACKED: "zip 7z rar tar gz bz2 xz iso img vhd vhdx cab",
    FileKind.MACROS: "docm dotm xlsm xltm xlam pptm potm ppam ppsm xll",
    FileKind.PROGRAM: (
        "exe com bat cmd scr pif msi msix msp ps1 psm1 vbs vbe js jse ws wsf wsh hta cpl lnk url reg jar"
        " sh bash run bin out app command dmg pkg deb rpm appimage desktop py pyw pl rb php scf inf chm"
        " gadget application apk dll sys html htm xhtml mht mhtml"
    ),
}
_BY_ENDING: Final = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_PROGRAM_HEADS: Final = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
_LINK_HEAD: Final = b"L\x00\x00\x00\x01\x14\x02\x00"  # a shortcut of Windows


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is. `pretends` if its name ends like one kind and then goes on as another."""

    kind: FileKind
    ending: str
    pretends: bool

    @property
    def may_run(self) -> bool:
        """True if another program might run it, so that it is never handed to one from here."""
        return self.kind in (FileKind.PROGRAM, FileKind.MACROS)


def facts_of(name: str, head: bytes = b"") -> FileFacts:
    """What the file called `name`, which begins with `head`, is. What begins as a program is one."""
    parts = shown_name(name).casefold().split(".")
    ending = parts[-1].strip() if len(parts) > 1 else ""
    kind = _BY_ENDING.get(ending, FileKind.UNKNOWN)
    if head.startswith((*_PROGRAM_HEADS, _LINK_HEAD)):
        kind = FileKind.PROGRAM
    before = _BY_ENDING.get(parts[-2].strip()) if len(parts) > 2 else None
    told = _BY_ENDING.get(ending, FileKind.UNKNOWN)
    pretends = (before is not None and before is not kind) or (kind is FileKind.PROGRAM and told is not kind)
    return FileFacts(kind, ending, pretends)


def shown_name(name: str) -> str:
    """`name` as it is shown and kept: no folder, nothing that turns or hides letters, ends in no dot.

    A name that was turned around by an invisible mark (`gpj.exe` shown as `exe.jpg`) is shown straight.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(" " if unicodedata.category(one) in ("Zs", "Zl", "Zp") else one for one in last)
    plain = "".join(one for one in plain if not unicodedata.category(one).startswith("C"))
    plain = " ".join(plain.split()).rstrip(". ")
    if len(plain) > _LONGEST:
        stem, dot, ending = plain.rpartition(".")
        plain = (
            f"{stem[: _LONGEST - len(ending) - 1]}{dot}{ending}"
            if dot and len(ending) < 20
            else plain[:_LONGEST]
        )
    return plain or "-"
