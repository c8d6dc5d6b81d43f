"""Group policy, read where Windows keeps it; here a registry of our own stands in Windows' place."""

import sys
from types import SimpleNamespace

import pytest

from db import paths
from db.books import policy, registry
from db.books.policy import Source


class Key:
    def __init__(self, values):
        self.values = values

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


@pytest.fixture
def windows(monkeypatch, tmp_path):
    """A function that says what stands in the registry: values by name, an error, or nothing at all."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(policy, "policy_file", lambda: tmp_path / "policy.toml")

    def told(values):
        def opened(root, name, _reserved, _access):
            assert (root, name) == ("HKLM", "Software\\Policies\\TaetPaa")
            if isinstance(values, OSError):
                raise values
            return Key(list(values.items()))

        fake = SimpleNamespace(
            HKEY_LOCAL_MACHINE="HKLM",
            KEY_READ=1,
            KEY_WOW64_64KEY=256,
            OpenKey=opened,
            QueryInfoKey=lambda key: (0, len(key.values), 0),
            EnumValue=lambda key, at: (*key.values[at], 1),
        )
        monkeypatch.setitem(sys.modules, "winreg", fake)
        return tmp_path / "policy.toml"

    return told


def applied(found):
    return {one.setting.id: (one.value, one.source) for one in found.applied}


def test_group_policy_stands_above_the_file_and_the_profile(windows):
    windows({"idle_lock_minutes": 7, "": "unnamed"}).write_text("idle_lock_minutes = 9\nbackup_days = 30\n")
    found = applied(policy.read({"idle_lock_minutes": 20, "backup_hours": 4}))
    assert found["idle_lock_minutes"] == (7, Source.REGISTRY)
    assert found["backup_days"] == (30, Source.POLICY)
    assert found["backup_hours"] == (4, Source.PROFILE)
    assert found["export_readable"] == ("allowed", Source.DEFAULT)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"idle_lock_minutes": 0}, "REG_DWORD 1–120"),
        ({"idle_lock_minutes": "7"}, "REG_DWORD 1–120"),
        ({"export_readable": "never"}, "REG_SZ allowed | forbidden"),
        ({"backup_folder": b"x"}, r"REG_SZ C:\…"),
        ({"profile": "profil"}, r"REG_SZ C:\…"),
        ({"profile_key": "RW"}, "REG_SZ RW…"),
        ({"idle_lock_minute": 7}, None),
    ],
)
def test_a_fault_in_group_policy_locks_down_and_says_which(windows, values, named):
    windows({**values, "backup_days": 9}).write_text("idle_lock_minutes = 90\n")
    found = policy.read({"export_readable": "allowed"})
    assert applied(found)["idle_lock_minutes"] == (5, Source.FAULT)
    assert applied(found)["export_readable"] == ("forbidden", Source.FAULT)
    assert applied(found)["backup_days"] == (90, Source.DEFAULT)
    assert found.fault.facts["place"] == registry.NAMED
    assert found.fault.facts["field"] in values
    assert found.fault.facts.get("takes") == named


def test_a_registry_that_cannot_be_read_locks_down(windows):
    windows(PermissionError())
    assert applied(policy.read({}))["idle_lock_minutes"] == (5, Source.FAULT)


def test_no_group_policy_is_no_fault(windows):
    windows(FileNotFoundError())
    found = policy.read({})
    assert found.fault is None
    assert {source for _, source in applied(found).values()} == {Source.DEFAULT}


def test_the_file_lies_where_windows_says_and_no_variable_leads_elsewhere(monkeypatch):
    values = {"Common AppData": "D:/ProgramData"}
    fake = SimpleNamespace(
        HKEY_LOCAL_MACHINE="HKLM",
        OpenKey=lambda _root, _name: Key(values),
        QueryValueEx=lambda key, name: (key.values[name], 1),
    )
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", fake)
    monkeypatch.setenv("PROGRAMDATA", "C:/Users/somebody")
    assert paths.policy_file().as_posix() == "D:/ProgramData/TaetPaa/policy.toml"
