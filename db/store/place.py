"""Whether a folder is a place for a store: the laptop's own disk, not one that is copied elsewhere."""

import os
import sys
from pathlib import Path

from db.errors import NotAllowed
from db.words import later

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "ceph", "glusterfs"})
_NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.onedriver")
_SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "nextcloud",
    "owncloud",
    "icloud",
    "icloud drive",
    "box sync",
    "pcloud",
    "syncthing",
    "seafile",
    "tresorit",
)
_MARKERS = (".dropbox", ".dropbox.cache", ".stfolder", ".sync", ".owncloudsync.log", ".nextcloudsync.log")
_DRIVE_REMOTE = 4


def refuse_shared_folders(store: Path) -> None:
    """Raise NotAllowed if `store` would lie in a synchronised, roaming or network folder."""
    folders = list(Path(os.path.abspath(store)).parents)  # noqa: PTH100 - resolve() would follow links
    folders += [folder for folder in store.resolve().parents if folder not in folders]
    if any(_is_synchronised(folder) for folder in folders):
        raise NotAllowed(
            later("This folder is synchronised with other machines."),
            later("Choose a folder on this computer's own disk."),
        )
    if _is_roaming(folders) or _is_network(store.resolve().parent):
        raise NotAllowed(
            later("This folder lies on a network."),
            later("Choose a folder on this computer's own disk."),
        )


def _is_synchronised(folder: Path) -> bool:
    name = folder.name.casefold()
    named = any(name == known or name.startswith((f"{known} -", f"{known} (")) for known in _SYNCHRONISED)
    return named or any((folder / marker).exists() for marker in _MARKERS)


def _is_roaming(folders: list[Path]) -> bool:
    roaming = os.environ.get("APPDATA", "") if sys.platform == "win32" else ""
    return bool(roaming) and Path(roaming) in folders


def _is_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive = folder.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE
    kind = _file_system(folder)
    return kind in _NETWORK or kind.startswith(_NETWORK_FUSE)


def _file_system(folder: Path) -> str:
    """The kind of the file system that holds `folder`, as the kernel names it; "" if it does not say."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text("utf-8", "replace").splitlines():
        _, point, found, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        inside = point == "/" or folder == Path(point) or Path(point) in folder.parents
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind
