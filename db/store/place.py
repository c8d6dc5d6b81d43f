"""Whether a folder is a place for a store: the laptop's own disk, not one that is copied elsewhere."""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from db.errors import NotAllowed
from db.words import later

_NETWORK: Final = frozenset(
    ["afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"]
)
_NETWORK_FUSE: Final = (
    "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.onedriver",
    "fuse.google-drive", "fuse.glusterfs",
)  # fmt: skip
_SYNCHRONISED: Final = (
    "onedrive", "dropbox", "google drive", "googledrive", "google drev", "my drive", "mit drev",
    "nextcloud", "owncloud", "icloud", "icloud drive", "mobile documents", "cloudstorage", "box sync",
    "iclouddrive", "pcloud", "pclouddrive", "syncthing", "seafile", "tresorit",
)  # fmt: skip
_MARKER_FILES: Final = (".dropbox", ".owncloudsync.log", ".nextcloudsync.log", ".sync/ID")
_MARKER_FOLDERS: Final = (".dropbox.cache", ".stfolder", ".tmp.drivedownload", ".tmp.driveupload")
_MARKER_NAMES: Final = (".sync_*.db", "._sync_*.db")
_MARKER_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_DRIVE_REMOTE: Final = 4
_ELSEWHERE: Final = later("Choose a folder on this computer's own disk.")
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


def refuse_shared_folders(store: Path) -> None:
    """Raise NotAllowed if `store` would lie in a synchronised, roaming or network folder, or nowhere."""
    try:
        real = store.resolve()
    except RuntimeError as error:  # links that lead round in a circle
        raise NotAllowed(
            later("There cannot be a file of that name in that place."),
            later("Nothing was changed. Choose another folder or name."),
        ) from error
    folders = list(Path(os.path.abspath(store)).parents)  # noqa: PTH100 - resolve() would follow links
    folders += [folder for folder in real.parents if folder not in folders]
    if any(_is_synchronised(folder) for folder in folders) or _is_in(folders, _MARKER_VARIABLES):
        raise NotAllowed(later("This folder is synchronised with other machines."), _ELSEWHERE)
    if _is_roaming(folders) or _is_network(real.parent):
        raise NotAllowed(later("This folder lies on a network."), _ELSEWHERE)


def file_system_of(folder: Path, mounts: str) -> str:
    """The kind of the file system that holds `folder`, by the kernel's list `mounts`; "" if unknown."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, written, found, *_ = line.split(" ")
        point = _ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), written)
        inside = folder == Path(point) or Path(point) in folder.parents
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def is_on_network(file_system: str) -> bool:
    """True if files of this kind of file system lie on another machine."""
    return file_system in _NETWORK or file_system.startswith(_NETWORK_FUSE)


def _is_synchronised(folder: Path) -> bool:
    name = folder.name.casefold()
    return (
        any(name == known or name.startswith((f"{known} -", f"{known} (")) for known in _SYNCHRONISED)
        # In a home, .dropbox is the folder of Dropbox's own settings; in what it copies, it is a file.
        or any((folder / marker).is_file() for marker in _MARKER_FILES)
        or any((folder / marker).is_dir() for marker in _MARKER_FOLDERS)
        or any(next(folder.glob(names), None) for names in _MARKER_NAMES)
    )


def _is_in(folders: list[Path], variables: Iterable[str]) -> bool:
    return any(Path(place) in folders for name in variables if (place := os.environ.get(name)))


def _is_roaming(folders: list[Path]) -> bool:
    return sys.platform == "win32" and _is_in(folders, ["APPDATA"])


def _is_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive = folder.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
    mounts = Path("/proc/self/mounts")
    return mounts.exists() and is_on_network(file_system_of(folder, mounts.read_text("utf-8", "replace")))
