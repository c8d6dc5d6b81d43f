"""What goes into the program as it is installed, and what stays out; a built folder is held to it."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

MEGABYTE: Final = 1_000_000
LARGEST_PACKAGE: Final = 80 * MEGABYTE
LARGEST_FOLDER: Final = 230 * MEGABYTE

QT_MODULES: Final = ("QtCore", "QtDBus", "QtGui", "QtPrintSupport", "QtSvg", "QtWidgets")
"""What `desktop/` imports of PySide6."""

QT_LIBRARIES: Final = (
    *(f"libQt6{name}.so.6" for name in ("Core", "DBus", "Gui", "PrintSupport", "Svg", "WaylandClient")),
    *(f"libQt6{name}.so.6" for name in ("Widgets", "WlShellIntegration", "XcbQpa")),
    *(f"libicu{name}.so.*" for name in ("data", "i18n", "uc")),
)
"""What those modules and the plugins below are linked with."""

QT_PLUGINS: Final = (
    "imageformats/libqgif.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqtiff.so",
    "imageformats/libqwebp.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "platforms/libqxcb.so",
    "platformthemes/libqxdgdesktopportal.so",
    "printsupport/libcupsprintersupport.so",
    "wayland-decoration-client/*.so",
    "wayland-shell-integration/libxdg-shell.so",
)
"""Windows, accents, printing, the system's own file dialog, and the pictures that can be attached."""

QT_TRANSLATIONS: Final = ("qtbase_da.qm",)
"""Qt's own words: `desktop/kit/qt_words.py` asks for these."""

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

NEEDED: Final = (
    "cryptography/hazmat/bindings/_rust.abi3.so",
    "pyrage/pyrage*.so",
    "sqlcipher3/_sqlite3*.so",
    "pydantic_core/_pydantic_core*.so",
    "pikepdf/_core*.so",
    "pypdfium2_raw/libpdfium.so",
    "PySide6/Qt/lib/libQt6Widgets.so.6",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/translations/qtbase_da.qm",
    "db/store/schema/0001*.sql",
    "resources/build.txt",
    "resources/demo/names.toml",
    "resources/fonts/NotoSans-Regular.ttf",
    "resources/i18n/da.mo",
    "resources/law/public_holidays.json",
    "resources/policy.toml",
)
"""Without these nothing opens: the cipher, the data key's wrapping, the window, the words."""

RESOURCES_LEFT_OUT: Final = ("*.po", "*/README.md", "pictures/*", "*.orig")
"""Parts of `resources/` that only the source needs."""

METADATA_KEPT: Final = ("uuid6-*.dist-info/METADATA",)
"""A package that asks for its own number when it is loaded."""

_COUNTRY: Final = "denmark"
_QT: Final = "PySide6/Qt/"


def keeps_module(name: str) -> bool:
    """True if the Python module `name` belongs in the program: of the holidays of the world, Denmark's."""
    if name.startswith(("holidays.countries.", "holidays.financial.")):
        return name == f"holidays.countries.{_COUNTRY}"
    return not any(name == out or name.startswith(f"{out}.") for out in LEFT_OUT)


def keeps_file(inside: str) -> bool:
    """True if the file that would stand as `inside` (with `/`) in the program's folder belongs there."""
    if inside.startswith("PySide6/"):
        return _keeps_of_qt(inside)
    if inside.startswith("holidays/locale/"):
        return False
    if inside.startswith("resources/"):
        return not any(fnmatch(inside.removeprefix("resources/"), out) for out in RESOURCES_LEFT_OUT)
    if ".dist-info/" in inside:
        return any(fnmatch(inside, one) for one in METADATA_KEPT)
    if inside.startswith("libQt6"):  # links beside the program, to the libraries below
        return any(fnmatch(inside, one) for one in QT_LIBRARIES)
    return keeps_module(inside.removesuffix(".so").partition(".cpython-")[0].replace("/", "."))


def _keeps_of_qt(inside: str) -> bool:
    for folder, kept in (
        (f"{_QT}plugins/", QT_PLUGINS),
        (f"{_QT}translations/", QT_TRANSLATIONS),
        (f"{_QT}lib/", QT_LIBRARIES),
    ):
        if inside.startswith(folder):
            return any(fnmatch(inside.removeprefix(folder), one) for one in kept)
    name = inside.removeprefix("PySide6/").partition(".")[0]
    return name in QT_MODULES if name.startswith("Qt") and "/" not in name else not inside.startswith(_QT)


def is_of_the_system(source: str) -> bool:
    """True for a library that Debian's own packages bring and mend: the package names it instead."""
    return source.startswith(("/lib/", "/usr/lib/x86_64-linux-gnu/")) and "libpython3" not in source


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with the built program in `folder`, in words; nothing if it is sound."""
    inside = [path.relative_to(folder / "_internal").as_posix() for path in _files(folder / "_internal")]
    for needed in NEEDED:
        if not any(fnmatch(one, needed) for one in inside):
            yield f"missing: {needed}"
    for one in inside:
        if not keeps_file(one) and not one.startswith("base_library"):
            yield f"should not be there: {one}"
    if (size := size_of(folder)) > LARGEST_FOLDER:
        yield f"too large: {size / MEGABYTE:.1f} MB"


def size_of(folder: Path) -> int:
    """The bytes of all files below `folder`, links not followed."""
    return sum(path.stat().st_size for path in _files(folder))


def largest(folder: Path, count: int = 10) -> list[tuple[str, int]]:
    """The `count` largest parts of the program, each a file or a package, with bytes; the largest first."""
    parts: dict[str, int] = {}
    for path in _files(folder):
        name = _part(path.relative_to(folder).as_posix())
        parts[name] = parts.get(name, 0) + path.stat().st_size
    return sorted(parts.items(), key=lambda part: (-part[1], part[0]))[:count]


def _part(inside: str) -> str:
    name = inside.removeprefix("_internal/")
    if name.startswith(f"{_QT}lib/"):
        return "ICU" if "libicu" in name else name.rpartition("/")[2]
    if name.startswith("PySide6/Qt/plugins/"):
        return "Qt's plugins"
    return name.partition("/")[0].removesuffix(".libs")


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
