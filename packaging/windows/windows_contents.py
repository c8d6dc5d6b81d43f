"""What the program for Windows brings beside what every system needs; a built folder is held to it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import contents

PYTHON: Final = (
    "_asyncio.pyd", "_bz2.pyd", "_ctypes.pyd", "_decimal.pyd", "_elementtree.pyd", "_hashlib.pyd",
    "_lzma.pyd",
    "_overlapped.pyd", "_sqlite3.pyd", "_queue.pyd", "_socket.pyd", "_uuid.pyd", "_zoneinfo.pyd",
    "libcrypto-3.dll", "libffi-8.dll", "pyexpat.pyd", "python3.dll", "python3*.dll", "python3*.zip",
    "select.pyd", "sqlite3.dll",
    "unicodedata.pyd", "vcruntime140.dll", "vcruntime140_1.dll",
)  # fmt: skip
"""Of the embeddable Python: no interpreter, no TLS. `sqlite_utils` loads the plain SQLite, unused."""

QT_FILES: Final = (
    "PySide6/__init__.py*",
    "PySide6/_config.py*",
    "PySide6/_git_pyside_version.py*",
    "PySide6/msvcp140*.dll",
    "PySide6/plugins/imageformats/qgif.dll",
    "PySide6/plugins/imageformats/qjpeg.dll",
    "PySide6/plugins/imageformats/qtiff.dll",
    "PySide6/plugins/imageformats/qwebp.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/pyside6.abi3.dll",
    *(f"PySide6/translations/{name}" for name in contents.QT_TRANSLATIONS),
    *(f"PySide6/{name}.pyd" for name in contents.QT_MODULES),
    *(f"PySide6/Qt6{name.removeprefix('Qt')}.dll" for name in contents.QT_MODULES),
    "shiboken6/Shiboken.pyd",
    "shiboken6/__init__.py*",
    "shiboken6/_config.py*",
    "shiboken6/_git_shiboken_module_version.py*",
    "shiboken6/msvcp140*.dll",
    "shiboken6/shiboken6.abi3.dll",
)
"""Windows, pictures that can be attached, and what these are linked with."""

DATA: Final = (
    "db/store/schema/*.sql",
    "dateutil/zoneinfo/dateutil-zoneinfo.tar.gz",
    "pypdfium2*/version.json",
    "resources/*",
    "tzdata/zoneinfo/*",
    "uuid6-*.dist-info/METADATA",
)
"""Files that are neither code nor a library. Windows has no time zones by name: they come along."""

LEFT_OUT: Final = (
    "cffi",
    "click.testing",
    "pycparser",
    "readline",
    "shibokensupport",
    "PySide6.scripts",
    "tests",
)
"""Modules that no other system's build meets, since it follows the imports."""

NEEDED: Final = (
    "PySide6/Qt6Widgets.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/translations/qtbase_da.qm",
    "_cffi_backend*.pyd",
    "cryptography/hazmat/bindings/_rust.pyd",
    "desktop/__main__.pyc",
    "pikepdf/_core*.pyd",
    "pydantic_core/_pydantic_core*.pyd",
    "pypdfium2_raw/pdfium.dll",
    "pyrage/pyrage.pyd",
    "sqlcipher3/_sqlite3*.pyd",
    "tzdata/zoneinfo/Europe/Copenhagen",
    *contents.NEEDED,
)
"""Without these nothing opens: the cipher, the data key's wrapping, the window, words, time zones."""

_CODE: Final = (".py", ".pyc", ".pyd", ".dll")


def keeps_file(inside: str) -> bool:
    """True if the file that would stand as `inside` (with `/`) in the program's `lib` belongs there."""
    if inside.startswith(("PySide6/", "shiboken6/")):
        return contents.matches(inside, QT_FILES)
    if (known := contents.keeps_data(inside)) is not None:
        return known
    if not inside.endswith(_CODE):
        return contents.matches(inside, DATA)
    module = inside.partition(".cp313-")[0].rpartition(".py")[0] or inside.rpartition(".")[0]
    name = module.replace("/", ".").removesuffix(".__init__")
    left_out = any(name == out or name.startswith(f"{out}.") for out in LEFT_OUT)
    return contents.keeps_module(name) and not left_out


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with the built program in `folder`, in words; nothing if it is sound."""
    yield from contents.faults(folder, "lib", NEEDED, keeps_file)
    for name in ("taetpaa.exe", "taetpaa-cli.exe", "python3.dll", "LICENSE"):
        if not (folder / name).is_file():
            yield f"missing beside lib: {name}"
    for path in folder.glob("*.exe"):
        if path.name not in ("taetpaa.exe", "taetpaa-cli.exe"):
            yield f"should not be there: {path.name}"


def part_of(inside: str) -> str:
    """The part of the program that the file `inside` its folder is added to: a package, or a library."""
    name = inside.removeprefix("lib/")
    if name.startswith("PySide6/plugins/"):
        return "Qt's plugins"
    if name.startswith("PySide6/") and name.endswith(".dll"):
        return name.rpartition("/")[2]
    return name.partition("/")[0].removesuffix(".libs")
