"""The house rules that a linter does not know."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted([*(ROOT / "db").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")])
MOST_LINES = 400


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_full_to_find_anything_in(path):
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    "path", sorted((ROOT / "desktop").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_screen_talks_to_the_database(path):
    """A room may hand `desk.db` on to db.store or db.actions; it may not call it."""
    assert ".db." not in path.read_text("utf-8")


def loaded(code):
    """The top-level packages that a fresh process has loaded after `code`."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(told.stdout.split())


def test_subcommands_never_import_qt():
    modules = sorted(path.stem for path in (ROOT / "db" / "cli").glob("*.py") if path.stem != "__init__")
    assert "PySide6" not in loaded("import " + ", ".join(f"db.cli.{module}" for module in modules))


def test_the_lock_screen_needs_qt_and_the_standard_library_alone():
    code = "import desktop.__main__, desktop.app, desktop.main_window, desktop.lock.lock_screen"
    foreign = loaded(code) - set(sys.stdlib_module_names) - {"PySide6", "shiboken6", "db", "desktop"}
    # Debian and Ubuntu bring a sitecustomize and a hook of their own.
    ours = ("_", "shibokensupport", "site", "distutils", "apport")
    named = {name for name in foreign if not name.startswith(ours)}
    assert named <= {"shibokensupport", "signature_bootstrap"}


def test_what_measures_and_pictures_still_finds_what_it_imports():
    """Nobody runs these with every change, and nothing else would tell that a name moved."""
    scripts = [path for part in ("bench", "faults", "shots") for path in (ROOT / "tests" / part).glob("*.py")]
    scripts = [path for path in scripts if not path.name.startswith("test_")]
    beside = sorted({str(path.parent) for path in scripts})
    run = "import runpy, sys\nsys.path += {}\nfor path in {}: runpy.run_path(path, run_name='looked at')"
    loaded(run.format(beside, [str(path) for path in scripts]))


def test_the_arrows_between_the_parts_point_as_they_should():
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([str(lint), "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stdout


TEXTS = {".cfg", ".css", ".in", ".json", ".md", ".po", ".py", ".qss", ".sh", ".sql", ".svg", ".toml", ".yml"}
OWN_FOLDERS = ("db", "desktop", "packaging", "resources", "tests")
PLACES_OF_ONE_MACHINE = ("/work" + "/", "/root" + "/", "/home" + "/runner")


def test_no_text_names_a_place_on_somebodys_machine():
    files = [path for path in ROOT.iterdir() if path.is_file()]
    files += [path for folder in OWN_FOLDERS for path in (ROOT / folder).rglob("*")]
    named = [
        (path.relative_to(ROOT).as_posix(), place)
        for path in files
        if path.suffix in TEXTS and path.is_file()
        for place in PLACES_OF_ONE_MACHINE
        if place in path.read_text("utf-8")
    ]
    assert named == []
