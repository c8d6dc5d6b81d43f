"""What the program for Linux brings and leaves out: the lists agree with the code and with each other."""

import re
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path

import PySide6
import pytest

from db.version import VERSION

ROOT = Path(__file__).parent.parent.parent
LINUX = ROOT / "packaging" / "linux"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CODE = [*(ROOT / "db").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")]

spec = spec_from_file_location("linux_contents", LINUX / "linux_contents.py")
contents = module_from_spec(spec)
spec.loader.exec_module(contents)


def pins(file):
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", file.read_text("utf-8"), re.M))


def test_the_release_has_one_number():
    assert PROJECT["version"] == VERSION


def test_what_is_built_is_what_was_tested():
    tested, built = pins(ROOT / "packaging" / "requirements.lock"), pins(LINUX / "requirements-build.lock")
    assert "pyinstaller" in built
    assert not {"pytest", "mypy", "ruff", "hypothesis"} & set(built)
    assert {name: number for name, number in built.items() if name in tested} == {
        name: tested[name] for name in built if name in tested
    }


def test_every_package_of_the_build_is_pinned_with_its_hashes():
    text = (LINUX / "requirements-build.lock").read_text("utf-8")
    blocks = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"https?:|file:|index-url|find-links", text)
    wanted = {re.match(r"[A-Za-z0-9-]+", name).group().lower() for name in PROJECT["dependencies"]}
    assert wanted <= set(pins(LINUX / "requirements-build.lock"))


def test_the_modules_of_qt_are_those_that_the_program_imports():
    used = {name for path in CODE for name in re.findall(r"PySide6\.(Qt\w+)", path.read_text("utf-8"))}
    assert used - {"QtTest", "QtSql"} == set(contents.QT_MODULES)


def test_every_part_of_qt_that_is_listed_exists():
    qt = Path(PySide6.__file__).parent / "Qt"
    for folder, listed in (
        ("lib", contents.QT_LIBRARIES),
        ("plugins", contents.QT_PLUGINS),
        ("translations", contents.contents.QT_TRANSLATIONS),
    ):
        assert [one for one in listed if not list((qt / folder).glob(one))] == []


def test_nothing_that_is_left_out_is_loaded_by_the_program():
    modules = sorted(path.stem for path in (ROOT / "db" / "cli").glob("*.py") if path.stem != "__init__")
    code = f"import {', '.join(f'db.cli.{name}' for name in modules)}, desktop.app, desktop.smoke, sys"
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    loaded = [name for name in told.stdout.split() if name.startswith("db.") or name.startswith("desktop.")]
    assert loaded
    assert [name for name in told.stdout.split() if name in ("pytest", "pip", "tkinter", "babel")] == []


@pytest.mark.parametrize(
    "inside",
    [
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/translations/qtbase_da.qm",
        "libQt6Gui.so.6",
        "sqlcipher3/_sqlite3.cpython-311-x86_64-linux-gnu.so",
        "resources/i18n/da.mo",
        "resources/letters/decision.toml",
        "uuid6-2025.0.1.dist-info/METADATA",
    ],
)
def test_what_the_program_needs_is_kept(inside):
    assert contents.keeps_file(inside)


@pytest.mark.parametrize(
    "inside",
    [
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6/Qt/translations/qtbase_de.qm",
        "libQt6Network.so.6",
        "holidays/locale/de/LC_MESSAGES/DE.mo",
        "pip/__init__.py",
        "PIL/_avif.cpython-311-x86_64-linux-gnu.so",
        "resources/i18n/da/letters.po",
        "resources/forms/README.md",
    ],
)
def test_what_the_program_does_not_load_is_left_out(inside):
    assert not contents.keeps_file(inside)


def test_of_the_holidays_of_the_world_only_denmark_is_kept():
    assert contents.contents.keeps_module("holidays.countries.denmark")
    assert contents.contents.keeps_module("holidays.groups.christian")
    assert not contents.contents.keeps_module("holidays.countries.germany")


def test_a_folder_that_lacks_or_has_too_much_is_told_by_name(tmp_path):
    strange = tmp_path / "_internal" / "pip" / "__init__.py"
    strange.parent.mkdir(parents=True)
    strange.write_text("")
    told = list(contents.faults(tmp_path))
    assert "should not be there: pip/__init__.py" in told
    assert "missing: resources/policy.toml" in told


def test_the_largest_parts_are_added_up_by_package(tmp_path):
    for name, size in (("lxml/a.so", 30), ("lxml/b.so", 30), ("PIL/c.so", 50)):
        file = tmp_path / "_internal" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * size)
    assert contents.contents.largest(tmp_path, contents.part_of, 2) == [("lxml", 60), ("PIL", 50)]


def test_the_package_names_a_reason_for_each_override():
    lines = (LINUX / "debian" / "lintian-overrides").read_text("utf-8").splitlines()
    for before, line in pairwise(lines):
        if line.startswith("taetpaa:"):
            assert before.startswith(("#", "taetpaa:"))
