"""policy, profile check, identity, and what a policy forbids."""

import json
import re
import stat
import subprocess

import pyrage
import pytest
from stores import PASSPHRASE

from db.books import policy
from db.rules.fingerprint import fingerprint

RECIPIENT = str(pyrage.x25519.Identity.generate().to_public())


@pytest.fixture
def profile(tmp_path):
    """A function that writes a profile's files and returns its folder."""

    def written(text="", **files):
        folder = tmp_path / "profile"
        folder.mkdir(exist_ok=True)
        (folder / "profile.toml").write_text(text, "utf-8")
        for name, content in files.items():
            part = folder / name.replace("__", "/").replace("_toml", ".toml")
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(content, "utf-8")
        return folder

    return written


@pytest.fixture
def by_it(tmp_path, monkeypatch):
    """A function that writes IT's policy file of this machine."""
    file = tmp_path / "etc" / "policy.toml"
    file.parent.mkdir()
    monkeypatch.setattr(policy, "policy_file", lambda: file)
    return lambda text: file.write_text(text, "utf-8")


def settled(taetpaa, *front):
    ended = taetpaa(*front, "policy", "--json", passphrase=None)
    assert ended.code == 0
    return {row["setting"]: (row["value"], row["from"]) for row in json.loads(ended.out)}


def test_each_setting_says_where_it_comes_from(taetpaa, profile, by_it):
    found = settled(taetpaa)
    assert found["idle_lock_minutes"] == (10, "default")
    assert {source for _, source in found.values()} == {"default"}
    by_it('idle_lock_minutes = 5\nexport_readable = "forbidden"\n')
    front = ("--profile", profile("[policy]\nidle_lock_minutes = 30\nbackup_days = 30\n"))
    found = settled(taetpaa, *front)
    assert found["idle_lock_minutes"] == (5, "policy")
    assert found["backup_days"] == (30, "profile")
    assert found["export_readable"] == ("forbidden", "policy")
    told = taetpaa(*front, "policy", passphrase=None)
    assert "backup_days = 30 (profilen)" in told.out


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\nidle_lock_minutes = 0\n", 2),
        ("idle_lock_minutes = true\n", 1),
        ('# x\n\nexport_readable = "no"\n', 3),
        ("backup_folder = 4\n", 1),
        ('backup_days = 9\nbackup_folder = "kopi/taetpaa"\n', 2),
        ('profile = "../profil"\n', 1),
        ('profile_signature = "required"\nprofile_key = "RW…"\n', 2),
        ("idle_lock_minutes = 5\nidle = 4\n", 2),
        ("a = 1\nx = \n", 2),
        ("[policy]\nidle_lock_minutes = 5\n", 1),
    ],
)
def test_a_faulty_policy_file_is_left_out_with_line_and_reason(taetpaa, empty_store, by_it, text, line):
    by_it(text)
    for command in (["cases", "--json"], ["check"], ["policy", "--json"]):
        ended = taetpaa("--lang", "en", *command, store=empty_store)
        assert ended.code == 0
        assert ended.err.startswith(f"taetpaa: policy.toml, line {line}: ")
        assert ended.err.count("\n") == 1
        assert "strictest" in ended.err
    assert settled(taetpaa)["backup_days"] == (90, "default")


def test_a_faulty_policy_file_locks_down(taetpaa, filled_store, by_it, profile, tmp_path):
    front = ("--profile", profile('[policy]\nidle_lock_minutes = 60\nexport_readable = "allowed"\n'))
    by_it("idle_lock_minutes = 120\nmistyped = 1\n")
    found = settled(taetpaa, *front)
    assert found["idle_lock_minutes"] == (5, "fault")
    assert found["export_readable"] == ("forbidden", "fault")
    assert found["recovery_slot"] == ("required", "fault")
    ended = taetpaa(*front, "export", "--out", tmp_path / "x.json", store=filled_store)
    assert ended.code == 1
    assert not (tmp_path / "x.json").exists()


def test_a_policy_file_as_editors_on_windows_write_it(taetpaa, by_it):
    by_it("\ufeffidle_lock_minutes = 4\r\nbackup_days = 9\r\n")
    assert settled(taetpaa)["idle_lock_minutes"] == (4, "policy")
    assert settled(taetpaa)["backup_days"] == (9, "policy")


def test_the_strictest_value_is_one_that_the_setting_takes():
    strict = [one for one in policy.settings().values() if one.strict is not None]
    assert strict
    assert all(one.takes(one.strict) for one in strict)


def test_a_faulty_profile_is_told_of_whatever_was_asked_for(taetpaa, empty_store, profile):
    folder = profile("unit = 'x'\nmunicipal = 'y'\n")
    for command in (["cases", "--json"], ["check", "--json"], ["slots"], ["due"], ["policy"]):
        ended = taetpaa("--profile", folder, *command, store=empty_store)
        assert (ended.code, ended.err.count("\n")) == (0, 1)
        assert "profile.toml, linje 2" in ended.err


def test_a_profile_that_the_policy_file_names(taetpaa, by_it, profile):
    folder = profile("[policy]\nbackup_days = 7\n")
    by_it(f"profile = '{folder}'\n")
    assert settled(taetpaa)["backup_days"] == (7, "profile")
    by_it(f"profile = '{folder}/gone'\nprofile_signature = 'required'\n")
    assert f"{folder}/gone findes ikke" in taetpaa("policy", passphrase=None).err
    faulty = profile('[policy]\nprofile = "x"\n')
    assert taetpaa("profile", "check", faulty, passphrase=None).code == 1


def test_readable_exports_that_policy_forbids(taetpaa, filled_store, by_it, tmp_path):
    by_it('export_readable = "forbidden"\n')
    ended = taetpaa("export", "--out", tmp_path / "x.json", store=filled_store)
    assert (ended.code, ended.out) == (1, "")
    assert not (tmp_path / "x.json").exists()
    ended = taetpaa("export", "--out", tmp_path / "x.age", "--to", RECIPIENT, store=filled_store)
    assert (ended.code, ended.err) == (0, "")


def test_a_recovery_slot_that_policy_demands(taetpaa, by_it, profile, tmp_path):
    by_it('recovery_slot = "required"\n')
    store = tmp_path / "new" / "s.db"
    assert taetpaa("init", store=store).code == 1
    assert not store.parent.exists()
    folder = profile(f'recovery_recipient = "{RECIPIENT}"\n')
    assert taetpaa("--profile", folder, "init", store=store).code == 0
    slots = json.loads(taetpaa("slots", "--json", store=store).out)
    assert [slot["kind"] for slot in slots] == ["passphrase", "recovery"]
    kept = taetpaa("slots", "remove", "2", store=store)
    assert (kept.code, "kræver, at it-afdelingen kan åbne" in kept.err) == (1, True)
    by_it("")
    assert taetpaa("slots", "remove", "2", store=store).out.count("\n") == 1


def test_the_length_of_passphrases_that_policy_demands(taetpaa, empty_store, by_it, tmp_path):
    by_it("passphrase_length = 15\n")
    assert taetpaa("init", store=tmp_path / "s.db", passphrase="for kort\n").code == 1
    assert not (tmp_path / "s.db").exists()
    for command in (["passphrase"], ["slots", "add"]):
        ended = taetpaa(*command, store=empty_store, passphrase=f"{PASSPHRASE}\nfor kort\n")
        assert (ended.code, "15" in ended.err) == (1, True)
    assert taetpaa("cases", store=empty_store).code == 0


def test_a_passphrase_that_is_tried_first_where_policy_refuses_it(taetpaa, empty_store, by_it, tmp_path):
    new = f"{PASSPHRASE}\nVelkommen2026!\n"
    by_it('passphrase_common = "refused"\n')
    assert taetpaa("init", store=tmp_path / "s.db", passphrase="Velkommen2026!\n").code == 1
    for command in (["passphrase"], ["slots", "add"]):
        assert taetpaa(*command, store=empty_store, passphrase=new).code == 1
    assert taetpaa("cases", store=empty_store).code == 0
    by_it("")
    assert taetpaa("passphrase", store=empty_store, passphrase=new).code == 0


def test_a_sound_profile(taetpaa, profile):
    change = "[[rule]]\nid = 'child_assessment'\namount = 3\nreason = 'Aftalt'\nin_force_from = 2026-01-01\n"
    folder = profile(f"municipality = 'N'\npopulation = 12000\nrecovery_recipient = '{RECIPIENT}'\n")
    checked = taetpaa("profile", "check", folder, passphrase=None)
    assert (checked.code, checked.out.splitlines()[2].rpartition(": ")[2]) == (0, fingerprint(RECIPIENT))
    folder = profile("municipality = 'N'\n", deadlines__own_toml=change)
    ended = taetpaa("profile", "check", folder, passphrase=None)
    assert (ended.code, ended.out, ended.err) == (
        0,
        "Profilen er i orden.\nDen er ikke underskrevet.\n",
        "",
    )


@pytest.mark.parametrize(
    ("text", "files", "told"),
    [
        ("", {"ladder_toml": "[[step]]\nnumber = 1\n"}, ["ladder.toml"]),
        ("", {"deadlines__a_toml": "[[rule]]\nid = 'x'\n"}, ["a.toml, line 1"]),
        ("", {"letters__a_toml": "a = 1\nb\n"}, ["a.toml, line 2"]),
        ("", {"refusion_toml": "x = [1]\n"}, ["refusion.toml, line 1"]),
        ("", {"catalog__a_toml": "x = 1\n"}, ["catalog, line 1"]),
        ("", {"ladder_toml__x": "1"}, ["ladder.toml, line 1"]),
        ("", {"forms__a_toml": "x = 1\n"}, ["forms/a.toml, line 1"]),
        ("", {"catalogue__more__a_toml": "x = \n"}, ["catalogue/more/a.toml, line 1"]),
        ("population = -1\nunit = 1\n", {}, ["profile.toml, line 1", "profile.toml, line 2"]),
        ("recovery_recipient = 'age1nobody'\n", {}, ["profile.toml, line 1"]),
        ("logo = 'none.png'\n[policy]\nbackup_days = 1\n", {}, ["profile.toml, line 3", "none.png"]),
        ("policy = 4\n", {}, ["profile.toml, line 1"]),
        ("x = \n", {"ladder_toml": "y"}, ["profile.toml, line 1", "ladder.toml, line 1"]),
    ],
)
def test_every_fault_of_a_profile_is_told_and_refuses_it(taetpaa, profile, text, files, told):
    folder = profile(text, **files)
    ended = taetpaa("--lang", "en", "profile", "check", folder, passphrase=None)
    assert (ended.code, ended.out) == (1, "")
    *faults, last = ended.err.splitlines()
    assert last.startswith("taetpaa: The profile has")
    assert len(faults) == len(told)
    assert all(any(place in fault for fault in faults) for place in told), faults
    started = taetpaa("--lang", "en", "--profile", folder, "policy", passphrase=None)
    assert (started.code, any(place in started.err for place in told)) == (0, True)


def test_no_folder_is_no_profile(taetpaa, tmp_path):
    for place in (tmp_path / "nowhere", tmp_path, __file__):
        assert taetpaa("profile", "check", place, passphrase=None).code == 1


def test_a_setting_takes_only_what_fits_it():
    found = policy.settings()
    assert found["idle_lock_minutes"].takes(1)
    assert not found["idle_lock_minutes"].takes(121)
    folders = ["", "/srv/kopi", "D:/kopi", r"\\kopi\alle", "kopi", "D:kopi", "%TEMP%/kopi", "~/kopi"]
    assert [found["backup_folder"].takes(one) for one in folders] == [True] * 4 + [False] * 4
    with pytest.raises(StopIteration):
        policy.read({}).text("nothing")


def test_an_identity_that_the_stock_program_knows(taetpaa, tmp_path):
    file = tmp_path / "own.key"
    ended = taetpaa("identity", "--out", file, passphrase=None)
    assert (ended.code, ended.err) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    told = subprocess.run(["age-keygen", "-y", str(file)], check=True, capture_output=True, text=True)
    assert told.stdout == ended.out
    before = file.read_bytes()
    again = taetpaa("identity", "--out", file, passphrase=None)
    assert (again.code, again.out) == (1, "")
    assert file.read_bytes() == before
    assert taetpaa("identity", "--out", tmp_path / "a" / "b" / "c", passphrase=None).code == 1


def test_a_recovery_code_opens_the_store_once_and_only_where_policy_allows_one(
    taetpaa, empty_store, by_it, tmp_path
):
    call, new = {"store": empty_store}, f"{PASSPHRASE}\nto helt nye sætninger\n"
    refused = taetpaa("--lang", "en", "slots", "add", "--code", **call)
    assert (refused.code, refused.out) == (1, "")
    by_it('recovery_code = "allowed"\n')
    first = taetpaa("slots", "add", "--code", **call).out.strip()
    made = taetpaa("--lang", "en", "slots", "add", "--code", **call)
    code = made.out.strip()
    assert re.fullmatch("([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}", code)
    assert code != first
    assert "away from the computer" in made.err
    listed = json.loads(taetpaa("check", "--json", **call).out)["slots"]
    assert [slot["kind"] for slot in listed] == ["passphrase", "recovery_code"]
    header = empty_store.with_name(f"{empty_store.name}.header").read_text()
    assert code not in header
    assert code.replace("-", "") not in header
    file = tmp_path / "code"
    for wrong in (first, PASSPHRASE, "x"):
        file.write_text(wrong)
        assert taetpaa("recover", "--code-file", file, store=empty_store, passphrase=new).code == 3
    assert taetpaa("cases", store=empty_store, passphrase=code).code == 3  # it is no passphrase
    file.write_text(f" {code.lower().replace('0', 'o').replace('1', 'l').replace('-', ' ')}\n")
    assert taetpaa("recover", "--code-file", file, store=empty_store, passphrase=new).code == 0
    assert taetpaa("cases", store=empty_store, passphrase="to helt nye sætninger").code == 0
    assert taetpaa("cases", **call).code == 3
    assert taetpaa("recover", "--code-file", file, store=empty_store, passphrase=new).code == 3
    for odd in (("recover",), ("recover", "--code-file", file, "--identity", file), ("slots", "--code")):
        assert taetpaa(*odd, **call).code == 2
