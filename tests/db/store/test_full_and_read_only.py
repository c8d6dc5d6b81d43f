"""A full disk and a read-only folder, real ones: small file systems where the machine allows it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from stores import PASSPHRASE, TODAY, at_work, digests

from db.actions import backups, demonstration, office
from db.errors import Trouble
from db.store import facts
from db.store.header import header_path

ROOT = Path(__file__).resolve().parents[3]
MOUNTS = ["unshare", "--mount", "--map-root-user", "--propagation", "private"]


def can_mount():
    """True if this user may have file systems of its own for one process."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    tried = subprocess.run([*MOUNTS, "mount", "-t", "tmpfs", "x", "/mnt"], capture_output=True, check=False)
    return tried.returncode == 0


needs_mounts = pytest.mark.skipif(not can_mount(), reason="no file systems of one's own here")


def ended(script, *arguments):
    """Runs a shell script in which `taetpaa` is the program, on file systems that are gone after it."""
    program = f'taetpaa() {{ "{sys.executable}" -m desktop --lang en --today {TODAY} "$@"; }}\n'
    return subprocess.run(
        [*MOUNTS, "sh", "-c", program + script, "sh", *(str(argument) for argument in arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=120,
    )


@pytest.fixture
def passphrases(tmp_path):
    file = tmp_path / "passphrases"
    file.write_text(f"{PASSPHRASE}\nen ny og lang adgangssætning\n")
    return file


FULL = """
set -u
mount -t tmpfs -o size=$4 none "$3" && cp "$1"/* "$3"/ || exit 90
( cd "$3" && sha256sum sager.taetpaa sager.taetpaa.header > /tmp/before.$$ )
shift_over=$5
taetpaa --store "$3/sager.taetpaa" --passphrase-file "$2" $shift_over
code=$?
[ $code = 0 ] || ( cd "$3" && sha256sum --check --quiet /tmp/before.$$ ) || code=91
[ "$(ls "$3" | grep -v lock | sort | tr '\\n' ' ')" = "sager.taetpaa sager.taetpaa.header " ] || code=92
rm -f /tmp/before.$$
exit $code
"""


@needs_mounts
@pytest.mark.parametrize("command", ["demo --cases 30", "passphrase"])
@pytest.mark.parametrize("room", ["tight", "none"])
def test_a_full_disk_changes_nothing(empty_store, passphrases, tmp_path, command, room):
    size = sum(path.stat().st_size for path in empty_store.parent.iterdir() if path.suffix != ".lock")
    spare = {"tight": 300, "none": 8}[room] * 1024
    (tmp_path / "disk").mkdir()
    whole = -(-(size + spare) // 4096) * 4096
    run = ended(FULL, empty_store.parent, passphrases, tmp_path / "disk", whole, command)
    if (command, room) == ("passphrase", "tight"):
        assert (run.returncode, run.stdout) == (0, "The passphrase was changed.\n")
    else:
        assert (run.returncode, run.stdout) == (1, ""), run
        assert run.stderr.startswith("taetpaa: The disk is full. Nothing was changed.")


READ_ONLY = """
mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" || exit 90
folder=$1; file=$2; shift 2
taetpaa --store "$folder/sager.taetpaa" --passphrase-file "$file" "$@"
"""


@needs_mounts
@pytest.mark.parametrize("command", ["demo", "cases", "slots", "passphrase"])
def test_a_read_only_folder_is_said_to_be_one(filled_store, passphrases, command):
    before = digests(filled_store.parent)
    run = ended(READ_ONLY, filled_store.parent, passphrases, command)
    assert (run.returncode, run.stdout) == (1, "")
    assert "read-only" in run.stderr
    assert digests(filled_store.parent) == before


@needs_mounts
def test_a_store_in_a_read_only_folder_can_be_checked(filled_store, passphrases):
    run = ended(READ_ONLY, filled_store.parent, passphrases, "check")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("The store is whole.\n")


@needs_mounts
def test_no_store_is_made_in_a_read_only_folder(tmp_path, passphrases):
    (tmp_path / "folder").mkdir()
    run = ended(READ_ONLY, tmp_path / "folder", passphrases, "init")
    assert run.returncode == 1
    assert "read-only" in run.stderr
    assert list((tmp_path / "folder").iterdir()) == []


def forbidden(store, passphrases, *arguments):
    """Runs a subcommand as a user whom file permissions bind, whoever runs the tests."""
    powers = "-dac_override,-dac_read_search"
    bound = ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"] if os.geteuid() == 0 else []
    command = [*bound, sys.executable, "-m", "desktop", "--lang", "en", "--store", str(store)]
    command += ["--passphrase-file", str(passphrases), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120)


@pytest.mark.skipif(sys.platform != "linux", reason="permissions of Linux")
@pytest.mark.parametrize("what", ["store", "header", "folder"])
@pytest.mark.parametrize("rights", [0o000, 0o444])
def test_what_the_user_has_no_right_to(filled_store, passphrases, what, rights):
    places = {"store": filled_store, "header": header_path(filled_store), "folder": filled_store.parent}
    before, usual = digests(filled_store.parent), places[what].stat().st_mode
    places[what].chmod(rights | (0o111 if what == "folder" and rights else 0))
    may_be_read = bool(rights) and what == "header"
    looked_at = forbidden(filled_store, passphrases, "check")
    run = forbidden(filled_store, passphrases, "cases")
    places[what].chmod(usual)
    assert looked_at.returncode == (0 if rights else 1)
    assert run.returncode == (0 if may_be_read else 1)
    assert may_be_read or (run.stdout == "" and "read-only" in run.stderr)
    assert digests(filled_store.parent) == before
    assert forbidden(filled_store, passphrases, "cases").returncode == 0


def test_a_store_that_may_not_grow_takes_nothing_in(empty_store):
    before = digests(empty_store.parent)[empty_store.name]
    with at_work(empty_store) as desk:
        pages = desk.db.execute("pragma page_count").fetchone()[0]
        desk.db.execute(f"pragma max_page_count = {pages + 20}")
        with pytest.raises(Trouble, match="disk is full"):
            demonstration.fill(desk, count=5)
        assert desk.db.execute("select count(*) from journal").fetchone()[0] == 0
        assert facts.get(desk.db, "caseworker") is None
        desk.db.execute("pragma max_page_count = 1000000")
        office.name_caseworker(desk, "Hanne")  # and it goes on as if nothing had been
        assert desk.db.execute("pragma foreign_keys").fetchone()[0] == 1
    assert digests(empty_store.parent)[empty_store.name] != before


NO_ROOM = """
set -u
mount -t tmpfs -o size=64k none "$3" || exit 90
echo mine > "$3/kopi.other"
taetpaa --store "$1" --passphrase-file "$2" $4
code=$?
[ "$(ls -A "$3" | grep -v lock | tr '\\n' ' ')" = "kopi.other " ] || code=92
exit $code
"""


@needs_mounts
def test_a_backup_and_a_restore_on_a_full_disk_change_nothing(filled_store, passphrases, tmp_path):
    disk, copy = tmp_path / "disk", tmp_path / "kopi"
    disk.mkdir()
    with at_work(filled_store) as desk:
        backups.back_up(desk.store, desk.db, copy, made_at=desk.now())
    before = digests(filled_store.parent)
    for store, command in ((filled_store, f"backup --out {disk}/kopi"), (disk / "s", f"restore {copy}")):
        run = ended(NO_ROOM, store, passphrases, disk, command)
        assert (run.returncode, run.stdout) == (1, ""), run
        assert run.stderr.startswith("taetpaa: The disk is full. Nothing was changed.")
    assert digests(filled_store.parent) == before
