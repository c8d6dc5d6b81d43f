"""Where things lie: the resources that ship with the program, and the user's own folder.

Only the standard library: the lock screen asks before any other package is loaded.
"""

import os
import sys
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""Law, ladder, catalogue, forms, letters, words, fonts and icons."""


def own_folder() -> Path:
    """The user's local data folder for this program: never a roaming one."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "taetpaa"


def default_store() -> Path:
    """The store in the user's own folder."""
    return own_folder() / "sager.taetpaa"


def policy_file() -> Path:
    """The policy file of this machine: where only its administrators write."""
    if sys.platform == "win32":
        return _of_the_machine() / "TaetPaa" / "policy.toml"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/TaetPaa/policy.toml")
    return Path("/etc/taetpaa/policy.toml")


def _of_the_machine() -> Path:
    """Windows' folder of data for all users, as the system has it: a variable could lead anywhere."""
    import winreg

    folders = r"Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, folders) as key:  # type: ignore[attr-defined]
            return Path(winreg.QueryValueEx(key, "Common AppData")[0])  # type: ignore[attr-defined]
    except OSError:
        return Path("C:/ProgramData")
