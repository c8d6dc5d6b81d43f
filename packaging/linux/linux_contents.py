"""What goes into the program as it is installed, and what stays out; a built folder is held to it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import contents

QT_MODULES: Final = (*contents.QT_MODULES, "QtDBus")
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
    *contents.NEEDED,
)
"""Without these nothing opens: the cipher, the data key's wrapping, the window, the words."""

_QT: Final = "PySide6/Qt/"


def keeps_file(inside: str) -> bool:
    """True if the file that would stand as `inside` (with `/`) in the program's folder belongs there."""
    if inside.startswith("PySide6/"):
        return _keeps_of_qt(inside)
    if (known := contents.keeps_data(inside)) is not None:
        return known
    if inside.startswith("libQt6"):  # links beside the program, to the libraries below
        return contents.matches(inside, QT_LIBRARIES)
    return contents.keeps_module(inside.removesuffix(".so").partition(".cpython-")[0].replace("/", "."))


def _keeps_of_qt(inside: str) -> bool:
    for folder, kept in (
        (f"{_QT}plugins/", QT_PLUGINS),
        (f"{_QT}translations/", contents.QT_TRANSLATIONS),
        (f"{_QT}lib/", QT_LIBRARIES),
    ):
        if inside.startswith(folder):
            return contents.matches(inside.removeprefix(folder), kept)
    name = inside.removeprefix("PySide6/").partition(".")[0]
    return name in QT_MODULES if name.startswith("Qt") and "/" not in name else not inside.startswith(_QT)


def is_of_the_system(source: str) -> bool:
    """True for a library that Debian's own packages bring and mend: the package names it instead."""
    return source.startswith(("/lib/", "/usr/lib/x86_64-linux-gnu/")) and "libpython3" not in source


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with the built program in `folder`, in words; nothing if it is sound."""
    return contents.faults(
        folder, "_internal", NEEDED, lambda inside: keeps_file(inside) or inside.startswith("base_library")
    )


def part_of(inside: str) -> str:
    """The part of the program that the file `inside` its folder is added to: a package, or a library."""
    name = inside.removeprefix("_internal/")
    if name.startswith(f"{_QT}lib/"):
        return "ICU" if "libicu" in name else name.rpartition("/")[2]
    if name.startswith("PySide6/Qt/plugins/"):
        return "Qt's plugins"
    return name.partition("/")[0].removesuffix(".libs")
