"""Every call to the disk fails once: at each a child is forked off, for which it fails, and looked at.

The child goes on with the load from there, closes the store, and says what is wrong with it. Then the files
are put back to how they stood, and the load goes on to its next call: one load meets all of them.
"""

import ctypes
import errno
import json
import os
import shutil
import traceback
from pathlib import Path

import load
import stores

ERRORS = (errno.EIO, errno.ENOSPC)


class Files:
    """The files of a folder as they stand now; `put_back` makes them so again, the open ones too."""

    def __init__(self, folder, beside):
        self.folder, self.beside = folder, beside
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        self.data = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        for name in self.data:
            os.link(
                folder / name, beside / name
            )  # what is open stays the same file, whatever is done to its name

        self.offsets = {fd: os.lseek(fd, 0, os.SEEK_CUR) for fd in _open_in(folder)}

    def put_back(self):
        for fd, offset in self.offsets.items():
            os.lseek(fd, offset, os.SEEK_SET)  # a child moves it for its parent too
        for path in list(self.folder.iterdir()):
            if path.is_file() and path.name not in self.data:
                path.unlink()
        for name, data in self.data.items():
            path, kept = self.folder / name, self.beside / name
            if not path.exists() or not path.samefile(kept):
                path.unlink(missing_ok=True)
                os.link(kept, path)
            if path.read_bytes() != data:
                with path.open("r+b") as file:
                    file.write(data)
                    file.truncate()


def _open_in(folder):
    """The numbers of the open files below `folder`."""
    links = (
        (int(one.name), str(one.readlink())) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()
    )
    return [fd for fd, path in links if path.startswith(f"{folder}/")]


class Crossroads:
    """Asked before each call: in a child forked off here the call fails, in this process it does not."""

    def __init__(self, layer, folder, step, first):
        self.layer, self.folder, self.step, self.first = layer, folder, step, first
        self.is_child, self.calls, self.met, self.found = False, 0, 0, []

    def __call__(self, number):
        self.calls = number
        if number % self.step != self.first:
            return 0
        self.met += 1
        files = Files(self.folder, self.folder.with_name("beside"))
        heard, self.tell = os.pipe()
        child = os.fork()
        if child == 0:
            self.is_child = True
            os.close(heard)
            self.layer.layer_go_on()
            return ERRORS[self.met % 2]
        os.close(self.tell)
        with os.fdopen(heard, "rb") as said:
            told = said.read()
        os.waitpid(child, 0)
        found = json.loads(told) if told else {"refused": 0, "wrong": ["the program broke off"]}
        self.found.append({**found, "wrong": [f"call {number}: {one}" for one in found["wrong"]]})
        files.put_back()
        return 0

    def look(self, store, told):
        """In the child: say what is wrong now, and end."""
        found = {"refused": told.count("f "), "wrong": load.wrong_after(store, told)[0]}
        os.write(self.tell, json.dumps(found).encode())
        os._exit(0)


def failing(folder, step, part):
    """A load in which every `step`th write, fsync, truncation and rename fails once, from `part` on."""
    layer = ctypes.CDLL(None)
    store = stores.copied(load.begun(folder / "template"), folder / "at-work")
    crossroads = Crossroads(layer, store.parent, step, part % step)
    asked = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_long)(crossroads)
    said = []
    layer.layer_ask(f"{store.parent}/".encode(), asked)
    try:
        one = load.Load(store, said.append)
        for name in load.ONCE:
            one.act(name)
        one.close()
    except BaseException:
        if not crossroads.is_child:
            raise
        traceback.print_exc()
        os._exit(1)
    if crossroads.is_child:
        crossroads.look(store, "".join(said))
    layer.layer_go_on()
    wrong = [found for one in crossroads.found for found in one["wrong"]]
    wrong += load.wrong_after(store, "".join(said))[0]
    refused = sum(one["refused"] for one in crossroads.found)
    return {"calls": crossroads.calls, "failed": crossroads.met, "refused": refused, "wrong": wrong}
