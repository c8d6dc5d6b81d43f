"""The two installers, per machine and per user: written for `wixl`, finished with `msibuild`.

A file is a component, its id and GUID are made of its path: Windows knows it again in every release.
"""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID, uuid5
from xml.sax.saxutils import quoteattr

HERE: Final = Path(__file__).resolve().parent
_SPACE: Final = UUID("5d9e8f0c-6a55-4c4b-9a4e-1f0d6f2b7a31")
_FOLDER: Final = "TaetPaa"
_NAME: Final = "Tæt På"
_MAKER: Final = "Tæt På maintainers"


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom is installed: its name in files, the words of Windows and of wixl for it."""

    name: str
    upgrade_code: str
    place: tuple[str, ...]
    wixl: str
    root: str


MACHINE: Final = Scope(
    "machine", "7F3C1A52-3F0E-4F0B-8A5C-0B7C5F6A1D01", ("ProgramFiles64Folder",), "perMachine", "HKLM"
)
USER: Final = Scope(
    "user", "7F3C1A52-3F0E-4F0B-8A5C-0B7C5F6A1D02", ("LocalAppDataFolder", "Programs"), "perUser", "HKCU"
)
SCOPES: Final = (MACHINE, USER)


def make(program: Path, out: Path, version: str, scope: Scope) -> Path:
    """The installer of the folder `program` for `scope`, not yet signed; a file beside it, in `out`."""
    made = out / f"taetpaa-{version}-{scope.name}-x64.msi"
    script = out / f"{scope.name}.wxs"
    script.write_text(script_of(program, version, scope), "utf-8")
    _run("wixl", "-a", "x64", "-o", made, script, folder=out)  # it finds files below where it stands
    _finish(made, out / f"{scope.name}-tables", scope)
    return made


def product_code(version: str, scope: Scope) -> str:
    """The GUID under which Windows knows this release in this scope, as it writes it."""
    return f"{{{str(uuid5(_SPACE, f'product {scope.name} {version}')).upper()}}}"


def script_of(program: Path, version: str, scope: Scope) -> str:
    """What wixl reads: every file of `program`, the properties, the menu entry and what an upgrade does."""
    parts: list[str] = []
    components: list[str] = []
    _folder(program, program, scope, parts, components)
    inner = "".join(parts)
    opened = "".join(_directory(name) for name in scope.place[:1])
    opened += "".join(f'<Directory Id="Under{name}" Name="{name}">' for name in scope.place[1:])
    closed = "</Directory>" * len(scope.place)
    policy = _template("policy").format(guid=_guid("policy", scope)) if scope is MACHINE else ""
    references = "".join(f'<ComponentRef Id="{name}"/>' for name in [*components, "Menu", "Ours"])
    references += '<ComponentRef Id="Policy"/>' if scope is MACHINE else ""
    return _template("taetpaa").format(
        product=product_code(version, scope), upgrade=scope.upgrade_code, version=version, name=_NAME,
        maker=_MAKER,
        scope=scope.wixl, opened=opened, inner=inner, closed=closed, folder=_FOLDER,
        policy=policy, references=references, root=scope.root, menu=_guid("menu", scope),
        ours=_guid("ours", scope),
    )  # fmt: skip


def _folder(folder: Path, program: Path, scope: Scope, parts: list[str], components: list[str]) -> None:
    for path in sorted(folder.iterdir()):
        inside = path.relative_to(program).as_posix()
        key = uuid5(_SPACE, inside).hex
        if path.is_dir():
            parts.append(f'<Directory Id="d{key}" Name={quoteattr(path.name)}>')
            _folder(path, program, scope, parts, components)
            parts.append("</Directory>")
            continue
        components.append(f"c{key}")
        parts.append(
            f'<Component Id="c{key}" Guid="{_guid(inside, scope)}" Win64="yes">'
            f'<File Id="f{key}" Name={quoteattr(path.name)} KeyPath="yes"'
            f" Source={quoteattr(f'{program.name}/{inside}')}/></Component>"
        )


def rows(exported: str) -> list[list[str]]:
    """The rows of a table as `msiinfo export` writes it, without its three lines of head."""
    return [line.split("\t") for line in exported.replace("\r\n", "\n").split("\n")[3:] if line]


def faults(tables: Mapping[str, list[list[str]]], scope: Scope, version: str, files: int) -> Iterator[str]:
    """What is wrong with an installer whose `tables` were read back, in words; nothing if it is sound."""
    properties = {row[0]: row[1] for row in tables["Property"]}
    for name, value in (
        ("ProductName", _NAME),
        ("ProductVersion", version),
        ("ProductCode", product_code(version, scope)),
        ("UpgradeCode", f"{{{scope.upgrade_code}}}"),
        ("ALLUSERS", "1" if scope is MACHINE else None),
    ):
        if properties.get(name) != value:
            yield f"property {name} is {properties.get(name)}, not {value}"
    passed = properties.get("SecureCustomProperties", "").split(";")
    if missing := {"POLICYFILE", "STARTMENU", "UILANGUAGE", "WIX_DOWNGRADE_DETECTED"} - set(passed):
        yield f"not passed to the service: {', '.join(sorted(missing))}"
    if len(tables["File"]) != files:
        yield f"{len(tables['File'])} files, not {files}"
    if not any(row[0] == "NOT WIX_DOWNGRADE_DETECTED" for row in tables["LaunchCondition"]):
        yield "an older one would not be refused"
    conditions = {row[0]: row[4] for row in tables["Component"]}
    if "STARTMENU" not in conditions.get("Menu", ""):
        yield "the menu entry is not left to STARTMENU"
    if {row[0] for row in tables["Upgrade"]} != {f"{{{scope.upgrade_code}}}"}:
        yield "an upgrade would not find the older one"


def _template(name: str) -> str:
    return (HERE / f"{name}.wxs.in").read_text("utf-8")


def _directory(name: str) -> str:
    return f'<Directory Id="{name}">'


def _guid(name: str, scope: Scope) -> str:
    return str(uuid5(_SPACE, f"{scope.name} {name}"))


def _finish(made: Path, tables: Path, scope: Scope) -> None:
    """Set what wixl cannot: passing properties on, conditions, the policy's file, the code page."""
    tables.mkdir(exist_ok=True)
    for query in _QUERIES:
        _run("msibuild", made, "-q", query)
    if scope is MACHINE:
        _run("msibuild", made, "-q", _MOVES)
        _import(made, tables, "MoveFile", _MOVE_FILE)
        _import(made, tables, "MsiLockPermissionsEx", _RIGHTS)
    _import(made, tables, "_ForceCodepage", _CODE_PAGE)


def _import(made: Path, tables: Path, name: str, text: str) -> None:
    table = tables / f"{name}.idt"
    table.write_text(text, "cp1252", newline="")
    _run("msibuild", made, "-i", table)


def _run(*words: object, folder: Path | None = None) -> None:
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))[:300]}: {(done.stdout + done.stderr)[-2000:]}")


_QUERIES: Final = (
    "DELETE FROM `Property` WHERE `Property` = 'SecureCustomProperties'",
    "INSERT INTO `Property` (`Property`, `Value`) VALUES ('SecureCustomProperties',"
    " 'POLICYFILE;STARTMENU;UILANGUAGE;WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED')",
    "UPDATE `Component` SET `Condition` = 'STARTMENU = \"1\"' WHERE `Component` = 'Menu'",
    "INSERT INTO `LaunchCondition` (`Condition`, `Description`) VALUES"
    " ('UILANGUAGE = \"da\" OR UILANGUAGE = \"en\"', 'UILANGUAGE skal være da eller en.')",
    "INSERT INTO `LaunchCondition` (`Condition`, `Description`) VALUES"
    " ('Installed OR VersionNT >= 603', 'Programmet kræver Windows 10 (1809) eller nyere.')",
)
_MOVES: Final = "INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('MoveFiles', 3800)"
_CODE_PAGE: Final = "\r\n\r\n1252\t_ForceCodepage\r\n"
_MOVE_FILE: Final = (
    "FileKey\tComponent_\tSourceName\tDestName\tSourceFolder\tDestFolder\tOptions\r\n"
    "s72\ts72\tS255\tL255\tS72\ts72\ti2\r\n"
    "MoveFile\tFileKey\r\n"
    "policy\tPolicy\t\tpolicy.toml\tPOLICYFILE\tPolicyFolder\t0\r\n"
)
_RIGHTS: Final = (
    "MsiLockPermissionsEx\tLockObject\tTable\tSDDLText\tCondition\r\n"
    "s72\ts72\ts32\ts0\tS255\r\n"
    "MsiLockPermissionsEx\tMsiLockPermissionsEx\r\n"
    "policy\tPolicyFolder\tCreateFolder\tD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)\t\r\n"
)
"""In the policy's folder the system and administrators write, and everyone reads."""
