"""Make the program for Linux: a folder that runs anywhere, a `.deb`, and the list of what is in them.

Everything is made below `build/linux`, in an environment of its own from the locked list beside this file.
`make deb` runs this; what it needs of Debian stands in `packaging/system_libraries.py`.
"""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import md5
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import contents  # noqa: E402 - neighbours, not packages
import linux_contents  # noqa: E402

OUT: Final = ROOT / "build" / "linux"
ENVIRONMENT: Final = OUT / "env"
PROGRAM: Final = OUT / "out" / "taetpaa"
DEBIAN: Final = HERE / "debian"
LOCK: Final = HERE / "requirements-build.lock"
DOCUMENTS: Final = ("packaging/IT.md", "packaging/DATABESKYTTELSE.md", "CHANGELOG.md", "LICENSE")
_PYTHON: Final = os.environ.get("PYTHON", "/usr/bin/python3")
_UNSTRIPPED: Final = "_internal/sqlcipher3/_sqlite3*.so"
_TOOLS_OF_THE_BUILD: Final = ("altgraph", "pip", "pyinstaller_hooks_contrib", "setuptools")


def main(arguments: list[str]) -> int:
    """Build all; with `--pack` only the packages anew from the folder that stands. Returns the exit code."""
    if "--pack" not in arguments:
        _environment()
        _freeze()
    if found := list(linux_contents.faults(PROGRAM)):
        sys.stderr.write("\n".join(["The folder is not as it should be:", *found, ""]))
        return 1
    _say(f"folder: {contents.size_of(PROGRAM) / contents.MEGABYTE:.1f} MB")
    for name, size in contents.largest(PROGRAM, linux_contents.part_of):
        _say(f"  {size / contents.MEGABYTE:6.1f} MB  {name}")
    package, portable = _debian_package(), _portable()
    for file in (package, portable):
        _say(f"{file.name}: {file.stat().st_size / contents.MEGABYTE:.1f} MB")
    if package.stat().st_size > contents.LARGEST_PACKAGE:
        sys.stderr.write("The package is too large.\n")
        return 1
    return 0


def _environment() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    _run(_PYTHON, "-m", "venv", ENVIRONMENT)
    pip = (ENVIRONMENT / "bin" / "python", "-m", "pip", "-q", "--disable-pip-version-check", "install")
    _run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCK)


def _freeze() -> None:
    day = _told("git", "log", "-1", "--format=%cs").strip()
    commit = _told("git", "rev-parse", "--short=10", "HEAD").strip()
    (OUT / "build.txt").write_text(f"{day} {commit}\n", "utf-8")
    places = ("--distpath", OUT / "out", "--workpath", OUT / "work")
    made = (ENVIRONMENT / "bin" / "pyinstaller", "--noconfirm", "--log-level", "ERROR", *places)
    _run(*made, HERE / "taetpaa.spec")
    for library in PROGRAM.glob(_UNSTRIPPED):
        _run("strip", "--strip-unneeded", library)
    _permissions(PROGRAM)


def _debian_package() -> Path:
    tree, number = OUT / "tree", contents.version(ROOT)
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(PROGRAM, tree / "usr/lib/taetpaa", symlinks=True)
    for source, place in (
        ("taetpaa.desktop", "usr/share/applications/taetpaa.desktop"),
        ("lintian-overrides", "usr/share/lintian/overrides/taetpaa"),
    ):
        _put(DEBIAN / source, tree / place)
    _put(ROOT / "resources/taetpaa.svg", tree / "usr/share/icons/hicolor/scalable/apps/taetpaa.svg")
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/taetpaa").symlink_to("../lib/taetpaa/taetpaa")
    _squeezed((DEBIAN / "taetpaa.1").read_text("utf-8"), tree / "usr/share/man/man1/taetpaa.1.gz")
    notes = tree / "usr/share/doc/taetpaa"
    _documents(notes, DOCUMENTS[:2])
    (notes / "copyright").write_text(_copyright(), "utf-8")
    _squeezed(_changelog(number), notes / "changelog.gz")
    _squeezed((ROOT / "CHANGELOG.md").read_text("utf-8"), notes / "CHANGELOG.md.gz")
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    size = -(-contents.size_of(tree) // 1024)
    text = (DEBIAN / "control.in").read_text("utf-8")
    control.write_text(text.format(version=number, size=size, depends=_depends(tree)), "utf-8")
    _sums(tree)
    _permissions(tree)
    package = OUT / f"taetpaa_{number}_amd64.deb"
    _run("dpkg-deb", "-Zxz", "-z3", "--root-owner-group", "--build", tree, package)
    return package


def _portable() -> Path:
    """The folder as one file, with the licences and the notes for IT in it."""
    name = f"taetpaa-{contents.version(ROOT)}-linux-x86_64"
    place = OUT / name
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(PROGRAM, place, symlinks=True)
    _documents(place, DOCUMENTS)
    packed = OUT / f"{name}.tar.gz"
    owner = ("--owner=0", "--group=0", "--numeric-owner", "--sort=name", f"--mtime=@{_moment()}")
    _run("tar", *owner, "-C", OUT, "-czf", packed, name)
    return packed


def _documents(place: Path, names: tuple[str, ...]) -> None:
    shutil.copytree(ROOT / "packaging" / "profile", place / contents.EXAMPLE)
    for name in names:
        if (ROOT / name).is_file():
            _put(ROOT / name, place / Path(name).name)
    _put(ROOT / "LICENSE", place / "licences" / "taetpaa")
    _put(ROOT / "resources/fonts/OFL.txt", place / "licences" / "noto-fonts")
    _put(ROOT / "resources/fonts/README.md", place / "licences" / "symbola-signs")
    for package, file in _licences():
        _put(file, place / "licences" / f"{package}-{file.name}".lower())


def _licences() -> Iterator[tuple[str, Path]]:
    """Of each package that the program brings: its name, and each text of its licence."""
    for metadata in sorted((ENVIRONMENT / "lib").glob("python3*/site-packages/*.dist-info")):
        package = metadata.name.partition("-")[0]
        if package in _TOOLS_OF_THE_BUILD:
            continue
        for file in sorted(metadata.rglob("*")):
            named = file.name.lower().startswith(("licen", "copying", "notice"))
            if file.is_file() and (named or "licenses" in file.relative_to(metadata).parts):
                yield package, file


def _copyright() -> str:
    parts = [(DEBIAN / "copyright.in").read_text("utf-8")]
    for metadata in sorted((ENVIRONMENT / "lib").glob("python3*/site-packages/*.dist-info/METADATA")):
        package = metadata.parent.name.partition("-")[0]
        if package not in (*_TOOLS_OF_THE_BUILD, "pyinstaller", "packaging"):
            parts.append(_paragraph(package, metadata.read_text("utf-8")))
    return "\n".join(parts)


def _paragraph(package: str, metadata: str) -> str:
    head = metadata.partition("\n\n")[0]
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line and line[0] != " ")
    kinds = [
        line.rpartition(" :: ")[2] for line in head.splitlines() if line.startswith("Classifier: License")
    ]
    licence = facts.get("License-Expression") or facts.get("License") or ", ".join(kinds) or "see its text"
    author = facts.get("Author") or facts.get("Author-email") or f"the authors of {package}"
    return (
        f"Files: usr/lib/taetpaa/_internal/{package.lower()}*\nCopyright: {author}\n"
        f"License: {package.lower()}\n {licence[:120]}\n"
        f" The text stands in /usr/share/doc/taetpaa/licences, where its authors give one.\n"
    )


def _changelog(number: str) -> str:
    when = _told("git", "log", "-1", "--format=%cD").strip()
    return (
        f"taetpaa ({number}) stable; urgency=medium\n\n  * See CHANGELOG.md.gz.\n\n"
        f" -- Tæt På maintainers <maintainers@taetpaa.example>  {when}\n"
    )


def _depends(tree: Path) -> str:
    """Debian's packages that bring what the program is linked with and does not bring itself."""
    work = OUT / "depends"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian" / "control").write_text(
        "Source: taetpaa\n\nPackage: taetpaa\nArchitecture: amd64\n", "utf-8"
    )
    inside = tree / "usr/lib/taetpaa"
    linked = [path for path in sorted(inside.rglob("*")) if path.is_file() and not path.is_symlink()]
    linked = [path for path in linked if path.open("rb").read(4) == b"\x7fELF"]
    folders = [f"-l{folder}" for folder in sorted({path.parent for path in linked})]
    asked = ("dpkg-shlibdeps", "-O", "--ignore-missing-info", *folders, *(f"-e{path}" for path in linked))
    done = subprocess.run(asked, cwd=work, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.partition("shlibs:Depends=")[2].strip()


def _sums(tree: Path) -> None:
    files = [path.relative_to(tree) for path in sorted((tree / "usr").rglob("*")) if not path.is_symlink()]
    files = [path for path in files if (tree / path).is_file()]
    lines = [
        f"{md5((tree / file).read_bytes(), usedforsecurity=False).hexdigest()}  {file}\n" for file in files
    ]
    (tree / "DEBIAN" / "md5sums").write_text("".join(lines), "utf-8")


def _permissions(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(
                0o755 if path.is_dir() or path.parent.name == "bin" or path == _start(folder) else 0o644
            )
            os.utime(path, (_moment(), _moment()))


def _start(folder: Path) -> Path:
    inside = folder / "usr/lib/taetpaa"
    return (inside if inside.is_dir() else folder) / "taetpaa"


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _squeezed(text: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


@cache
def _moment() -> int:
    """The second that files are dated with: that of the commit."""
    return int(os.environ.get("SOURCE_DATE_EPOCH") or _told("git", "log", "-1", "--format=%ct"))


def _told(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def _run(*command: object) -> None:
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(_moment()), "PYTHONPATH": str(ROOT)}
    subprocess.run([str(word) for word in command], cwd=ROOT, check=True, env=environment)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
