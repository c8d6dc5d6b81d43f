"""What `make` sets up: the pinned dependencies, and what is asked of the system."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import PySide6
import pytest

ROOT = Path(__file__).parent.parent.parent
LOCK = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
PINS = [block for block in re.split(r"\n(?=\S)", LOCK) if not block.startswith("#")]
SCRIPT = ROOT / "packaging" / "system_libraries.py"
QT = Path(PySide6.__file__).parent
PLUGINS = ("platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so")
MODULES = ("QtCore", "QtDBus", "QtGui", "QtSvg", "QtTest", "QtWidgets")

spec = spec_from_file_location("system_libraries", SCRIPT)
system_libraries = module_from_spec(spec)
spec.loader.exec_module(system_libraries)


def plain(name):
    return re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", name).group()).lower()


@pytest.mark.parametrize("pin", PINS, ids=plain)
def test_every_package_is_pinned_with_its_hashes(pin):
    first, *hashes = pin.rstrip().split("\n")
    assert re.match(r"[a-z0-9.-]+==[0-9][^ ]*( ; .+)? \\$", first)
    assert hashes
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes)


def test_the_lock_names_no_address_and_no_place():
    assert not re.search(r"https?:|file:|://|(^|[\s=])/|index-url|find-links", LOCK)


def test_all_dependencies_are_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {plain(name) for name in project["dependencies"] + project["optional-dependencies"]["dev"]}
    assert wanted <= {plain(pin) for pin in PINS}


def test_a_missing_library_names_its_package_once():
    libraries = {"libnobodyhasthis.so.7": "libnobody7", "libnobodyhasthat.so.7": "libnobody7"}
    programs = {"no-such-program-here": "a-package", "sh": "dash"}
    assert system_libraries.missing(libraries, programs) == ["a-package", "libnobody7"]


def test_where_nothing_can_be_installed_the_packages_are_named(monkeypatch, capfd):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(system_libraries, "LIBRARIES", {"libnobodyhasthis.so.7": "libnobody7"})
    assert system_libraries.main(["--prove"]) == 1
    assert "apt-get install debootstrap libnobody7 lintian\n" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")
def test_a_sound_system_is_left_as_it_is():
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        env=os.environ | {"PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform != "linux", reason="Debian's packages")
@pytest.mark.parametrize(
    "file",
    [*(QT / "Qt" / "plugins" / plugin for plugin in PLUGINS), *(QT / f"{name}.abi3.so" for name in MODULES)],
    ids=lambda path: path.name,
)
def test_nothing_that_qt_loads_is_missing(file):
    found = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=True).stdout
    named = dict(line.split(" => ") for line in found.splitlines() if " => " in line)
    named = {name.strip(): place for name, place in named.items()}
    assert [name for name, place in named.items() if "not found" in place] == []
