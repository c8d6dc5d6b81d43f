"""What the program, its tests and its packages need of a Debian system: installed if it can be, or named."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Final

LIBRARIES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""What Qt's window names and does not bring itself, and Debian's package that brings it."""

_PYTHON: Final = f"python{sys.version_info.major}.{sys.version_info.minor}"
OF_THE_PACKAGE: Final = {"libcups.so.2": "libcups2", f"lib{_PYTHON}.so.1.0": f"lib{_PYTHON}"}
"""What is in the package or linked with it besides, and Debian's package that brings it."""

_WINE: Final = {"wine": "wine", "/usr/lib/wine/wine64": "wine64", "pdftotext": "poppler-utils"}
_MINGW: Final = {"x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64"}
PROGRAMS: Final[Mapping[str, Mapping[str, str]]] = {
    "--tests": {
        "Xvfb": "xvfb",
        "xvfb-run": "xvfb",
        "xauth": "xauth",
        "dbus-run-session": "dbus",
        "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
        "pdftoppm": "poppler-utils",
        "qpdf": "qpdf",
        "age": "age",
        "khal": "khal",
    },
    "--deb": {"dpkg-shlibdeps": "dpkg-dev", "strip": "binutils", "git": "git"},
    "--prove": {"debootstrap": "debootstrap", "lintian": "lintian"},
    "--msi": _WINE
    | _MINGW
    | {
        "git": "git",
        "wixl": "wixl",
        "msibuild": "msitools",
        "osslsigncode": "osslsigncode",
        "openssl": "openssl",
        "/usr/sbin/update-ca-certificates": "ca-certificates",
    },
}
"""What the tests read with, what builds and proves the packages, and Debian's package that brings it."""

MODULES: Final = {"pyatspi": "python3-pyatspi", "dbusmock": "python3-dbusmock"}
"""What the tests need of the system's own Python, and Debian's package that brings it."""


def missing(libraries: Mapping[str, str], programs: Mapping[str, str]) -> list[str]:
    """Debian's packages that bring what is not there, each once, in alphabetical order."""
    lacking = {package for name, package in libraries.items() if not _loads(name)}
    lacking |= {package for name, package in programs.items() if shutil.which(name) is None}
    return sorted(lacking)


def main(arguments: list[str]) -> int:
    """Bring what is missing; `arguments` name whose PROGRAMS are needed too. Returns 1 if that fails."""
    if sys.platform != "linux":
        return 0
    lacking = _lacking(arguments)
    if not lacking:
        return 0
    if _bring(lacking):
        return 1
    still = _lacking(arguments)
    if still:
        sys.stderr.write(f"Still missing, though their packages are installed: {' '.join(still)}\n")
    return int(bool(still))


def _lacking(arguments: list[str]) -> list[str]:
    wanted = (PROGRAMS[word] for word in arguments)
    libraries = LIBRARIES | (OF_THE_PACKAGE if "--deb" in arguments else {})
    found = missing(libraries, dict(pair for programs in wanted for pair in programs.items()))
    if find_spec("ensurepip") is None:  # Debian keeps this part of Python in a package of its own
        found.append(f"{_PYTHON}-venv")
    for name, package in MODULES.items() if "--tests" in arguments else ():
        if not _runs(("/usr/bin/python3", "-c", f"import {name}")):
            found.append(package)
    return found


def _bring(lacking: list[str]) -> int:
    told = " ".join(lacking)
    install = _installer()
    if install is None:
        sys.stderr.write(
            f"Debian packages are missing. Install them, then try again:\n  apt-get install {told}\n"
        )
        return 1
    sys.stdout.write(f"Installing {told}\n")
    sys.stdout.flush()
    _apt(install, "update")
    failed = _apt(install, "install", "-y", "--no-install-recommends", *lacking) != 0
    if failed:
        sys.stderr.write(f"These Debian packages are missing and could not be installed:\n  {told}\n")
    return int(failed)


def _apt(install: list[str], *words: str) -> int:
    """The exit code of apt-get, which asks nothing and tells only what goes wrong."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        [*install, "-qq", *words],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=environment,
    ).returncode


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _runs(command: tuple[str, ...]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _installer() -> list[str] | None:
    """How packages are installed here without asking anybody; None if that cannot be done."""
    apt = shutil.which("apt-get")
    if apt is None:
        return None
    if os.geteuid() == 0:
        return [apt]
    sudo = shutil.which("sudo")
    return [sudo, "-n", apt] if sudo and _runs((sudo, "-n", "true")) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
