"""What goes into the program as it is installed, whatever the system, and what stays out.

What only one system needs stands beside its build, in `linux_contents.py` and `windows_contents.py`.
"""

from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

MEGABYTE: Final = 1_000_000
LARGEST_PACKAGE: Final = 80 * MEGABYTE
LARGEST_FOLDER: Final = 230 * MEGABYTE

QT_MODULES: Final = ("QtCore", "QtGui", "QtPrintSupport", "QtSvg", "QtWidgets")
"""What `desktop/` imports of PySide6 on every system."""

QT_TRANSLATIONS: Final = ("qtbase_da.qm",)
"""Qt's own words: `desktop/kit/qt_words.py` asks for these."""

NEEDED: Final = (
    "db/store/schema/0001*.sql",
    "resources/build.txt",
    "resources/demo/names.toml",
    "resources/fonts/NotoSans-Regular.ttf",
    "resources/guide/01*.toml",
    "resources/guide/pictures/today.png",
    "resources/i18n/da.mo",
    "resources/law/public_holidays.json",
    "resources/policy.toml",
)
"""What nothing opens without on any system: the store's first step, what window and rules read."""

LEFT_OUT: Final = (
    "_pytest",
    "babel",
    "ensurepip",
    "hypothesis",
    "icalendar.fuzzing",
    "icalendar.tests",
    "idlelib",
    "lib2to3",
    "lxml.html",
    "lxml.isoschematron",
    "lxml.objectify",
    "lxml.sax",
    "mypy",
    "numpy",
    "pip",
    "pkg_resources",
    "PIL.AvifImagePlugin",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL._avif",
    "pydantic.mypy",
    "pydantic.v1",
    "pytest",
    "readline",
    "setuptools",
    "sqlite_utils.cli",
    "ssl",
    "tkinter",
    "turtle",
    "wheel",
)
"""Modules that the program does not load: the network, the tests, the installers."""

RESOURCES_LEFT_OUT: Final = ("*.po", "*/README.md", "pictures/*", "*.orig")
"""Parts of `resources/` that only the source needs."""

METADATA_KEPT: Final = ("uuid6-*.dist-info/METADATA",)
"""A package that asks for its own number when it is loaded."""

EXAMPLE: Final = "eksempel-profil"
"""The folder of the example of a municipality's profile, beside the notes for IT."""

_COUNTRY: Final = "denmark"


def version(root: Path) -> str:
    """The number of this release, as the program in the checkout `root` tells it."""
    text = (root / "db" / "version.py").read_text("utf-8")
    return text.partition('VERSION: Final = "')[2].partition('"')[0]


def keeps_module(name: str) -> bool:
    """True if the Python module `name` belongs in the program: of the holidays of the world, Denmark's."""
    if name.startswith(("holidays.countries.", "holidays.financial.")):
        return name == f"holidays.countries.{_COUNTRY}"
    return not any(name == out or name.startswith(f"{out}.") for out in LEFT_OUT)


def keeps_data(inside: str) -> bool | None:
    """Whether `inside` belongs in the program, if everywhere it is decided alike; else None."""
    if inside.startswith("holidays/locale/"):
        return False
    if inside.startswith("resources/"):
        return not matches(inside.removeprefix("resources/"), RESOURCES_LEFT_OUT)
    if ".dist-info/" in inside:
        return matches(inside, METADATA_KEPT)
    return None


def matches(name: str, patterns: Iterable[str]) -> bool:
    """True if `name` fits one of `patterns`."""
    return any(fnmatch(name, pattern) for pattern in patterns)


def faults(folder: Path, inner: str, needed: Iterable[str], keeps: Callable[[str], bool]) -> Iterator[str]:
    """What is wrong with the built program in `folder`, in words; nothing if it is sound.

    `needed` and `keeps` speak of the paths below its folder `inner`.
    """
    inside = [path.relative_to(folder / inner).as_posix() for path in files(folder / inner)]
    for one in needed:
        if not any(fnmatch(name, one) for name in inside):
            yield f"missing: {one}"
    for name in inside:
        if not keeps(name):
            yield f"should not be there: {name}"
    if (size := size_of(folder)) > LARGEST_FOLDER:
        yield f"too large: {size / MEGABYTE:.1f} MB"


def size_of(folder: Path) -> int:
    """The bytes of all files below `folder`, links not followed."""
    return sum(path.stat().st_size for path in files(folder))


def largest(folder: Path, part_of: Callable[[str], str], count: int = 10) -> list[tuple[str, int]]:
    """The `count` largest parts with their bytes, the largest first; `part_of` names that of a file."""
    parts: dict[str, int] = {}
    for path in files(folder):
        name = part_of(path.relative_to(folder).as_posix())
        parts[name] = parts.get(name, 0) + path.stat().st_size
    return sorted(parts.items(), key=lambda part: (-part[1], part[0]))[:count]


def files(folder: Path) -> list[Path]:
    """Every file below `folder` that is no link, in order."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
