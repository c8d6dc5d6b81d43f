"""Prove the installers as far as Linux can: read back, and in Wine installed, run, mended, upgraded, removed.

`make prove-windows` runs this on what `make msi` built; a step says what it saw, the first fault ends it.
Wine lacks two libraries of Windows 10: stand-ins are compiled into its own folder, never into the program.
"""

import shutil
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from typing import Final

HERE: Final = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent / "tests" / "files")]

import contents  # noqa: E402
import installer  # noqa: E402
import pages  # noqa: E402
import signatures  # noqa: E402
from wine import Wine  # noqa: E402

import build  # noqa: E402 - neighbours, not packages

_STAND_INS: Final = ("bcryptprimitives", "icuuc")
_ENTRIES: Final = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall"
_POLICIES: Final = "HKLM\\Software\\Policies\\TaetPaa"
_NEWER: Final = "9.9.9"
_PASSPHRASE: Final = "fire ord og et mellemrum\n"  # noqa: S105 - of a store that is gone a moment later
_HELD: Final = 5
_OLD: Final = "0012_packages"
_HOLD: Final = (
    "import msvcrt, os, sys; f = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT);"
    " msvcrt.locking(f, msvcrt.LK_NBLCK, 1); print('held', flush=True); sys.stdin.read()"
)
_REFUSED: Final = 1603 % 256  # a Unix exit code has eight bits


class Proof:
    """One go through all steps, in a fresh Wine."""

    def __init__(self, wine: Wine, out: Path) -> None:
        self.wine, self.out = wine, out
        self.data = wine.drive / "proof"
        self.data.mkdir()
        (self.data / "pass").write_text(_PASSPHRASE, "utf-8")
        self.version = contents.version(build.ROOT)

    def run(self) -> None:
        """Every step, in order."""
        for scope in installer.SCOPES:
            self.read_back(scope)
        self.machine()
        self.user()

    def read_back(self, scope: installer.Scope) -> None:
        """The installer as it is, table by table, and its signature."""
        file = self._file(scope)
        say(f"read back: {file.name}, {file.stat().st_size / contents.MEGABYTE:.1f} MB")
        found = {
            name: _table(file, name)
            for name in ("Property", "File", "Component", "LaunchCondition", "Upgrade")
        }
        for fault in installer.faults(found, scope, self.version, len(contents.files(build.PROGRAM))):
            raise AssertionError(fault)
        note(", ".join(f"{name} {len(rows)}" for name, rows in found.items()))
        signatures.verified_as_ours(file, self.out)
        note("signed, and not changed since")

    def machine(self) -> None:
        """Install for the machine, run, mend, upgrade, refuse the older, remove; what is written stays."""
        program = self.wine.drive / "Program Files" / "TaetPaa"
        policy = self.data / "policy.toml"
        policy.write_text("idle_lock_minutes = 5\n", "utf-8")
        say("install for the machine: /qn, policy file, language, menu entry")
        self._install(self._file(installer.MACHINE), f"POLICYFILE={_seen(policy)}", "UILANGUAGE=en")
        self._is_whole(program)
        self._has_entry(_entry(self.version, installer.MACHINE), self.version)
        placed = self.wine.drive / "ProgramData" / "TaetPaa" / "policy.toml"
        must(placed.read_text() == policy.read_text(), "the policy file is in place")
        must(self._has_menu(), "the entry in the start menu is there")
        must("en" in self._value("HKLM\\Software\\TaetPaa", "Language"), "the language is noted")
        self.use(program)
        say("mend: a file that is gone and one that is cut short come back")
        gone, short = program / "lib/desktop/app.pyc", program / "taetpaa.exe"
        gone.unlink()
        short.write_bytes(b"MZ")
        # What `msiexec /fa` asks for, in the words that Wine's has too.
        self._install(self._file(installer.MACHINE), "REINSTALL=ALL", "REINSTALLMODE=amus")
        self._is_whole(program)
        self.upgrade(installer.MACHINE, program)
        say("remove: the program goes, what was written stays")
        before = self._kept()
        self.wine.run("msiexec", "/x", installer.product_code(_NEWER, installer.MACHINE), "/qn")
        must(not program.exists(), "the folder is gone")
        must(not self._has_menu(), "the entry in the start menu is gone")
        must(self._kept() == before, "store, papers and policy are byte for byte as they were")

    def upgrade(self, scope: installer.Scope, program: Path, *properties: str) -> None:
        """A newer one takes the place of the old one, and the old one is refused then."""
        say("upgrade: one entry, the newer; then the older one is refused")
        newer = installer.make(build.PROGRAM, self.out, _NEWER, scope)
        self._install(newer, *properties)
        self._is_whole(program)
        must(self.wine.code("reg", "query", _entry(self.version, scope)) == 1, "the old entry is gone")
        self._has_entry(_entry(_NEWER, scope), _NEWER)
        self._taetpaa(program, "check")
        code = self.wine.code("msiexec", "/i", _seen(self._file(scope)), "/qn")
        must(code == _REFUSED, "the older one ends with 1603")
        self._has_entry(_entry(_NEWER, scope), _NEWER)

    def user(self) -> None:
        """Install for one user, without a menu entry; run, upgrade, refuse the older, remove."""
        say("install for one user: /qn, no menu entry")
        home = next((self.wine.drive / "users").glob("*/AppData/Local"))
        program = home / "Programs" / "TaetPaa"
        self._install(self._file(installer.USER), "STARTMENU=0")
        self._is_whole(program)
        # Windows keeps the entry of a user's own program under HKCU; Wine keeps every one in one place.
        self._has_entry(_entry(self.version, installer.USER), self.version)
        must(not self._has_menu(), "no entry in the start menu")
        note(self._taetpaa(program, "--smoke", QT_QPA_PLATFORM="offscreen").strip())
        self.upgrade(installer.USER, program, "STARTMENU=0")
        must(not self._has_menu(), "still no entry in the start menu")
        say("remove: the program goes, what was written stays")
        before = self._kept()
        self.wine.run("msiexec", "/x", installer.product_code(_NEWER, installer.USER), "/qn")
        must(not program.exists(), "the folder is gone")
        must(self._kept() == before, "store, papers and policy are byte for byte as they were")

    def use(self, program: Path) -> None:
        """The main job without a window, and the window without a screen."""
        say("run: --smoke")
        note(self._taetpaa(program, "--smoke", QT_QPA_PLATFORM="offscreen").strip())
        say("run: the main job without a window")
        for words in (("init",), ("demo",), ("check",)):
            note(" ".join(self._taetpaa(program, *words).split())[:110])
        self._taetpaa(program, "plan", "2025-0001", "--edition", "family", "--out", "C:\\proof\\plan.pdf")
        paper = self.data / "plan.pdf"
        must(paper.read_bytes().startswith(b"%PDF-"), f"a plan on paper, {paper.stat().st_size} bytes")
        shut = subprocess.run(("pdftotext", paper, "-"), capture_output=True, text=True, check=True).stdout
        must(len(shut) > 500, "with words in it")
        own = next((self.wine.drive / "users").glob("*/AppData/Local/taetpaa"))
        must((own / "sager.taetpaa").is_file(), "the store lies in the user's own, local folder")
        self.keep(program)
        said = self._taetpaa(program, "policy")
        must("idle_lock_minutes = 5" in said, "the machine's policy holds")
        said = self._taetpaa(program, "policy", PROGRAMDATA="C:\\proof")
        must("idle_lock_minutes = 5" in said, "also where a variable leads elsewhere")
        self.group_policy(program)
        said = self._taetpaa(program, "profile", "check", f"{_seen(program)}\\{contents.EXAMPLE}")
        note(f"the example of a profile: {' '.join(said.split())}")
        self.lock(program)

    def keep(self, program: Path) -> None:
        """What keeps a store safe: a backup and back, a lost passphrase, a new key, an old store upgraded."""
        say("run: backup and restore, a lost passphrase, a new key, an old store")
        for words in (
            ("backup", "--out", "C:\\proof\\kept.backup"),
            ("restore", "C:\\proof\\kept.backup"),
            ("identity", "--out", "C:\\proof\\it.key"),
        ):
            said = self._taetpaa(program, *words)
        self._taetpaa(program, "slots", "add", "--recovery-recipient", said.strip())
        self._taetpaa(program, "recover", "--identity", "C:\\proof\\it.key")
        for words in (("slots", "renew"), ("check",)):
            note(self._taetpaa(program, *words).splitlines()[0])
        name, *parts = next(old for old in pages.stores() if old[0] == _OLD)
        place = self.data / name
        place.mkdir()
        for ending, content in zip(("", ".header"), parts, strict=True):
            (place / f"{pages.NAME}{ending}").write_bytes(content)
        (place / "pass").write_text(pages.PASSPHRASE, "utf-8")
        opened = ("--store", f"C:\\proof\\{name}\\{pages.NAME}", "cases")
        said = self.wine.run(
            program / "taetpaa-cli.exe", "--passphrase-file", f"C:\\proof\\{name}\\pass", *opened
        )
        must("2026-0001" in said, f"a store of {name} is brought up to date and read")
        must(any(place.glob("*.backups/*.backup")), "after a backup")

    def group_policy(self, program: Path) -> None:
        """What stands in the registry goes above the file; a faulty value there locks down and is told."""
        say("group policy: the registry above the file, and a fault in it")
        asked = ("reg", "add", _POLICIES, "/v", "idle_lock_minutes", "/f")
        self.wine.run(*asked, "/t", "REG_DWORD", "/d", "7")
        must(
            "idle_lock_minutes = 7 (gruppepolitikken)" in self._taetpaa(program, "policy"),
            "7 of the registry",
        )
        self.wine.run(*asked, "/t", "REG_SZ", "/d", "7")
        said = self._taetpaa(program, "policy")
        must("idle_lock_minutes = 5 (" in said, "a text where a number belongs: the strictest holds")
        must("export_readable = forbidden (" in said, "and for the others too")
        self.wine.run("reg", "delete", _POLICIES, "/f")
        must("(gruppepolitikken)" not in self._taetpaa(program, "policy"), "gone again")
        names = sorted(path.relative_to(program).as_posix() for path in contents.files(program / "policies"))
        note(f"templates: {', '.join(names)}")

    def lock(self, program: Path) -> None:
        """A store that one program is writing is refused to another, and free again afterwards."""
        own = next((self.wine.drive / "users").glob("*/AppData/Local/taetpaa"))
        holding = self.wine.start(
            build.OUT / "python" / "python.exe", "-c", _HOLD, own / "sager.taetpaa.lock"
        )
        must(bool(holding.stdout) and b"held" in holding.stdout.readline(), "another program holds the lock")
        code = self.wine.code(program / "taetpaa-cli.exe", "--passphrase-file", "C:\\proof\\pass", "cases")
        must(code == _HELD, f"the store is refused meanwhile, with {code}")
        holding.stdin.close()
        holding.wait()
        note(f"{len(self._taetpaa(program, 'cases').splitlines())} lines of cases afterwards")

    def _install(self, file: Path, *properties: str) -> None:
        self.wine.run("msiexec", "/i", _seen(file), "/qn", *properties)

    def _is_whole(self, program: Path) -> None:
        for path in contents.files(build.PROGRAM):
            there = program / path.relative_to(build.PROGRAM)
            must(
                there.is_file() and there.read_bytes() == path.read_bytes(),
                f"{there} is as it was built",
                False,
            )
        note(f"every file is as it was built: {len(contents.files(program))}")

    def _has_menu(self) -> bool:
        return any("Start Menu" in str(path) for path in self.wine.drive.rglob("Tæt På.lnk"))

    def _has_entry(self, entry: str, version: str) -> None:
        must(version in self._value(entry, "DisplayVersion"), f"installed apps name version {version}")

    def _value(self, key: str, name: str) -> str:
        return self.wine.run("reg", "query", key, "/v", name)

    def _taetpaa(self, program: Path, *words: str, **more: str) -> str:
        return self.wine.run(
            program / "taetpaa-cli.exe", "--passphrase-file", "C:\\proof\\pass", *words, **more
        )

    def _kept(self) -> dict[str, bytes]:
        folders = [
            self.data,
            self.wine.drive / "ProgramData" / "TaetPaa",
            *(self.wine.drive / "users").glob("*/AppData/Local/taetpaa"),
        ]
        return {str(path): path.read_bytes() for folder in folders for path in contents.files(folder)}

    def _file(self, scope: installer.Scope) -> Path:
        return self.out / f"taetpaa-{self.version}-{scope.name}-x64.msi"


def main() -> int:
    """Go through it all in a Wine made anew; returns the exit code."""
    prefix = build.OUT / "proof"
    shutil.rmtree(prefix, ignore_errors=True)
    with Wine(prefix) as wine:
        for name in _STAND_INS:
            library = build.OUT / f"{name}.dll"
            made = (
                "x86_64-w64-mingw32-gcc",
                "-O",
                "-s",
                "-shared",
                "-o",
                library,
                HERE / "standins" / f"{name}.c",
            )
            subprocess.run([*map(str, made), "-ladvapi32"], check=True)
            wine.put_in_system(library)
        wine.run("reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f")
        Proof(wine, build.OUT).run()
    say("all of it passed")
    return 0


def must(holds: bool, what: str, told: bool = True) -> None:
    """Raise AssertionError unless `what` holds; say it if it does."""
    if not holds:
        raise AssertionError(f"not so: {what}")
    if told:
        note(what)


def say(text: str) -> None:
    """A step begins."""
    sys.stdout.write(f"\n== {text}\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """Something was seen."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _entry(version: str, scope: installer.Scope) -> str:
    """Where Windows lists `version` among the installed apps."""
    return f"{_ENTRIES}\\{installer.product_code(version, scope)}"


def _seen(path: Path) -> PureWindowsPath:
    """`path` as Wine's programs see it."""
    return PureWindowsPath("Z:" + str(path))


def _table(file: Path, name: str) -> list[list[str]]:
    done = subprocess.run(("msiinfo", "export", file, name), capture_output=True, check=True)
    return installer.rows(done.stdout.decode("utf-8", "replace"))


if __name__ == "__main__":
    sys.exit(main())
