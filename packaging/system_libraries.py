"""What the program needs of a Debian system beside Python: installed where it can be, else named."""

import ctypes
import os
import shutil
import subprocess
import sys
from typing import Final

LIBRARIES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What Qt's window needs, and Debian's package that brings it."""

PROGRAMS: Final = {
    "Xvfb": "xvfb",
    "xvfb-run": "xvfb",
    "xauth": "xauth",
    "dbus-run-session": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "age": "age",
}
"""What the tests read results with, and Debian's package that brings it."""

_PYATSPI: Final = ("/usr/bin/python3", "-c", "import pyatspi")


def missing(libraries: dict[str, str], programs: dict[str, str]) -> list[str]:
    """Debian's packages that bring what is not there, each once, in alphabetical order."""
    lacking = {package for name, package in libraries.items() if not _loads(name)}
    lacking |= {package for name, package in programs.items() if shutil.which(name) is None}
    return sorted(lacking)


def main(arguments: list[str]) -> int:
    """Bring what is missing, with `--tests` what the tests need too. Returns 1 if that fails."""
    tests = "--tests" in arguments
    if "--venv" in arguments:
        return _bring(["python3-venv"])
    lacking = missing(LIBRARIES, PROGRAMS if tests else {})
    if tests and subprocess.run(_PYATSPI, capture_output=True, check=False).returncode:
        lacking.append("python3-pyatspi")
    return _bring(lacking) if lacking else 0


def _bring(lacking: list[str]) -> int:
    told = " ".join(lacking)
    install = _installer()
    if install is None:
        sys.stderr.write(f"Packages are missing. Install them, then try again:\n  apt-get install {told}\n")
        return 1
    sys.stdout.write(f"Installing {told}\n")
    subprocess.run([*install, "update", "-qq"], check=False)
    done = subprocess.run(
        [*install, "install", "-y", "-qq", "--no-install-recommends", *lacking], check=False
    )
    if done.returncode:
        sys.stderr.write(f"These packages could not be installed: {told}\n")
    return int(done.returncode != 0)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _installer() -> list[str] | None:
    """How packages are installed here without asking anybody; None if that cannot be done."""
    apt = shutil.which("apt-get")
    if apt is None:
        return None
    if os.geteuid() == 0:
        return [apt]
    sudo = shutil.which("sudo")
    if sudo and not subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        return [sudo, "-n", apt]
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
