from pathlib import Path

import pytest

from db.errors import NotAllowed
from db.store.place import file_system_of, is_on_network, refuse_shared_folders

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/mia ext4 rw 0 0
rclone: /home/mia/sky fuse.rclone rw 0 0
tmpfs /srv tmpfs rw 0 0
server:/srv /srv nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/etc", "ext4"),
        ("/run/user/1000", "tmpfs"),
        ("/home/hanne/sager", "nfs4"),
        ("/home/mia/sager", "ext4"),
        ("/home/miasager", "nfs4"),
        ("/home/mia/sky/a/b", "fuse.rclone"),
        ("/srv/sager", "nfs"),
    ],
)
def test_the_file_system_is_that_of_the_deepest_mount(folder, kind):
    assert file_system_of(Path(folder), MOUNTS) == kind


def test_a_mount_with_a_space_in_its_name():
    mounts = "/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/common\\040drive cifs rw 0 0\n"
    assert file_system_of(Path("/mnt/common drive/x"), mounts) == "cifs"
    assert file_system_of(Path("/mnt/common"), mounts) == "ext4"
    assert file_system_of(Path("/mnt"), "") == ""


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "davfs"])
def test_network_file_systems(kind):
    assert is_on_network(kind)


@pytest.mark.parametrize("kind", ["", "ext4", "btrfs", "tmpfs", "overlay", "fuseblk", "ntfs3", "ecryptfs"])
def test_file_systems_of_this_machine(kind):
    assert not is_on_network(kind)


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive",
        "OneDrive - Prøvekøbing Kommune",
        "Dropbox (Privat)",
        "Google Drive",
        "Mobile Documents/com~apple~CloudDocs",
        "nextcloud/dybt/nede",
        "iCloudDrive",
    ],
)
def test_folders_that_are_copied_elsewhere_by_their_name(tmp_path, folder):
    with pytest.raises(NotAllowed, match="synchronised"):
        refuse_shared_folders(tmp_path / folder / "sager.db")


@pytest.mark.parametrize("folder", ["sager", "Dropboxen", "min onedrive", "x/y/z", "Drive"])
def test_folders_of_ones_own(tmp_path, folder):
    refuse_shared_folders(tmp_path / folder / "sager.db")


@pytest.mark.parametrize(
    "marker", [".dropbox", ".sync/ID", ".nextcloudsync.log", ".sync_0a1b2c.db", "._sync_0a1b.db"]
)
def test_folders_that_are_copied_elsewhere_by_a_file_in_them(tmp_path, marker):
    (tmp_path / "mine" / marker).parent.mkdir(parents=True)
    (tmp_path / "mine" / marker).write_text("")
    with pytest.raises(NotAllowed, match="synchronised"):
        refuse_shared_folders(tmp_path / "mine" / "deeper" / "sager.db")


def test_a_home_with_settings_of_such_a_program_is_none(tmp_path):
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".sync").mkdir()
    refuse_shared_folders(tmp_path / ".local" / "share" / "sager.db")
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(NotAllowed):
        refuse_shared_folders(tmp_path / ".local" / "share" / "sager.db")


def test_a_link_into_such_a_folder(tmp_path):
    (tmp_path / "Dropbox" / "sager").mkdir(parents=True)
    (tmp_path / "sager").symlink_to(tmp_path / "Dropbox" / "sager")
    with pytest.raises(NotAllowed, match="synchronised"):
        refuse_shared_folders(tmp_path / "sager" / "sager.db")


def test_a_folder_that_the_system_names_as_synchronised(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Kommunens filer"))
    refuse_shared_folders(tmp_path / "sager.db")
    with pytest.raises(NotAllowed, match="synchronised"):
        refuse_shared_folders(tmp_path / "Kommunens filer" / "x" / "sager.db")


def test_links_that_lead_round_in_a_circle(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(NotAllowed, match="cannot be a file"):
        refuse_shared_folders(tmp_path / "a" / "sager.db")
