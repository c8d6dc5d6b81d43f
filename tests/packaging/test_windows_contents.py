"""What the program for Windows brings and how its installers are made: what can be tried without Windows."""

import re
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from db.version import VERSION

ROOT = Path(__file__).parent.parent.parent
WINDOWS = ROOT / "packaging" / "windows"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
sys.path[:0] = [str(WINDOWS), str(WINDOWS.parent)]

import installer  # noqa: E402 - neighbours, not packages
import launchers  # noqa: E402
import signatures  # noqa: E402
import windows_contents as contents  # noqa: E402

del sys.path[:2]

SOUND = """
Current message digest    : 539F
Calculated message digest : 539F
Countersignatures:
	Timestamp time: Feb  4 16:34:09 2025 GMT
Timestamp verified using:
Signing certificate chain verified using:
		Subject: /C=US/ST=Oregon/L=Beaverton/O=Python Software Foundation/CN=Python Software Foundation
Use the "-CRLfile" option to add one or more CRLs in PEM format.
Signature verification: failed
"""


def pins(file):
    return dict(re.findall(r"^([a-z0-9.-]+)==([^ ;]+)", file.read_text("utf-8"), re.M))


def test_what_is_built_is_what_was_tested():
    tested, built = pins(ROOT / "packaging" / "requirements.lock"), pins(WINDOWS / "requirements.lock")
    assert not {"pytest", "mypy", "ruff", "hypothesis", "pyinstaller"} & set(built)
    assert built == {name: tested[name] for name in built}
    wanted = {re.match(r"[A-Za-z0-9-]+", name).group().lower() for name in PROJECT["dependencies"]}
    assert wanted <= set(built)


@pytest.mark.parametrize("name", ["requirements.lock", "python.lock"])
def test_every_package_is_pinned_with_its_hashes(name):
    text = (WINDOWS / name).read_text("utf-8")
    blocks = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"https?:|file:|index-url|find-links", text)


@pytest.mark.parametrize(
    "inside",
    [
        "PySide6/Qt6Core.dll",
        "PySide6/QtWidgets.pyd",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/translations/qtbase_da.qm",
        "sqlcipher3/_sqlite3.cp313-win_amd64.pyd",
        "db/store/schema/0001_start.sql",
        "desktop/__main__.pyc",
        "holidays/countries/denmark.py",
        "resources/i18n/da.mo",
        "tzdata/zoneinfo/Europe/Copenhagen",
        "uuid6-2025.0.1.dist-info/METADATA",
    ],
)
def test_what_the_program_needs_is_kept(inside):
    assert contents.keeps_file(inside)


@pytest.mark.parametrize(
    "inside",
    [
        "PySide6/Qt6Network.dll",
        "PySide6/QtDBus.pyd",
        "PySide6/opengl32sw.dll",
        "PySide6/designer.exe",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/vcruntime140.dll",
        "PIL/_avif.cp313-win_amd64.pyd",
        "holidays/countries/germany.pyc",
        "icalendar/tests/test_event.py",
        "pip/__init__.py",
        "pip/_vendor/distlib/w64.exe",
        "pydantic_core/_pydantic_core.pyi",
        "resources/i18n/da/letters.po",
    ],
)
def test_what_the_program_does_not_load_is_left_out(inside):
    assert not contents.keeps_file(inside)


def test_a_folder_with_an_interpreter_or_without_the_cipher_is_told_by_name(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "python.exe").write_bytes(b"MZ")
    told = list(contents.faults(tmp_path))
    assert "should not be there: python.exe" in told
    assert "missing: sqlcipher3/_sqlite3*.pyd" in told
    assert "missing beside lib: taetpaa.exe" in told


def test_a_signature_whose_revocations_alone_are_unknown_is_sound():
    assert signatures.is_sound(SOUND)
    assert signatures.stated_moment(SOUND).isoformat() == "2025-02-04T16:34:09+00:00"


@pytest.mark.parametrize(
    ("taken", "put"),
    [
        ("digest : 539F", "digest : DF9D     MISMATCH!!!"),
        ("Timestamp verified using:", "	Error: certificate has expired"),
        ("Signing certificate chain verified using:", "Failed signing certificate chain"),
        ("O=Python Software Foundation/CN", "O=Somebody else/CN"),
    ],
)
def test_a_signature_that_does_not_hold_is_not_sound(taken, put):
    assert not signatures.is_sound(SOUND.replace(taken, put))


def test_a_file_without_a_timestamp_is_refused():
    with pytest.raises(ValueError, match="timestamp"):
        signatures.stated_moment("No signature found")


@pytest.fixture
def program(tmp_path):
    folder = tmp_path / "TaetPaa"
    (folder / "lib" / "æ & ø").mkdir(parents=True)
    (folder / "taetpaa.exe").write_bytes(b"MZ")
    (folder / "lib" / "æ & ø" / "one.pyc").write_bytes(b"")
    return folder


@pytest.mark.parametrize("scope", installer.SCOPES)
def test_the_script_holds_every_file_once_and_refers_to_it(program, scope):
    space = "{http://schemas.microsoft.com/wix/2006/wi}"
    tree = ElementTree.fromstring(installer.script_of(program, VERSION, scope))  # noqa: S314 - our own
    sources = [file.get("Source") for file in tree.iter(f"{space}File")]
    assert sorted(sources) == ["TaetPaa/lib/æ & ø/one.pyc", "TaetPaa/taetpaa.exe"]
    made = [component.get("Id") for component in tree.iter(f"{space}Component")]
    assert sorted(made) == sorted(one.get("Id") for one in tree.iter(f"{space}ComponentRef"))
    guids = [component.get("Guid") for component in tree.iter(f"{space}Component")]
    assert len(guids) == len(set(guids))
    assert ("Policy" in made) is (scope is installer.MACHINE)
    assert tree.find(f"{space}Product").get("Version") == VERSION


def test_machine_and_user_are_two_products_and_a_release_is_known_again():
    numbers = ("1.0.0", "1.0.1")
    codes = [installer.product_code(one, scope) for scope in installer.SCOPES for one in numbers]
    assert len(set(codes)) == len(codes)
    assert installer.product_code("1.0.0", installer.MACHINE) == codes[0]
    assert installer.MACHINE.upgrade_code != installer.USER.upgrade_code


def test_an_installer_that_passes_nothing_on_or_lacks_a_file_is_told():
    code = f"{{{installer.USER.upgrade_code}}}"
    tables = {
        "Property": [
            ["ProductName", "Tæt På"],
            ["ProductVersion", "1.0.0"],
            ["ProductCode", installer.product_code("1.0.0", installer.USER)],
            ["UpgradeCode", code],
            ["SecureCustomProperties", "POLICYFILE;STARTMENU;UILANGUAGE;WIX_DOWNGRADE_DETECTED"],
        ],
        "File": [["f1"], ["f2"]],
        "Component": [["Menu", "", "", "", 'STARTMENU = "1"', ""]],
        "LaunchCondition": [["NOT WIX_DOWNGRADE_DETECTED", ""]],
        "Upgrade": [[code]],
    }
    assert list(installer.faults(tables, installer.USER, "1.0.0", 2)) == []
    assert list(installer.faults(tables, installer.USER, "1.0.0", 3)) == ["2 files, not 3"]
    tables["Property"].pop()
    tables["LaunchCondition"].clear()
    told = list(installer.faults(tables, installer.USER, "1.0.0", 2))
    assert "an older one would not be refused" in told
    assert any("not passed to the service: POLICYFILE" in fault for fault in told)


def test_a_table_is_read_without_its_head():
    assert installer.rows("A\tB\r\ns72\tl0\r\nT\tA\r\none\ttwo\r\n\r\n") == [["one", "two"]]


def test_the_launchers_bear_the_release_in_four_numbers():
    template = (WINDOWS / "launcher.rc.in").read_text("utf-8")
    script = launchers.version_script(template, "taetpaa", "", "1.2.3")
    assert "FILEVERSION 1,2,3,0" in script
    assert 'VALUE "ProductVersion", "1.2.3"' in script
    assert "{" not in script


def test_the_icon_has_every_size_that_windows_asks_for(tmp_path):
    from PIL import Image

    icon = tmp_path / "taetpaa.ico"
    launchers.make_icon(ROOT / "resources/taetpaa.svg", icon)
    with Image.open(icon) as made:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= made.info["sizes"]
