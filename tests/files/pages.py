"""A store as it lay on the disk, packed small: what is encrypted cannot be packed, what was encrypted can.

Of each page its plain content and the 16 bytes that its encryption began with are kept; with the key of the
store they give back the very file, byte for byte (SQLCipher 4: AES-256-CBC, and HMAC-SHA512 of each page).
`python tests/files/pages.py FOLDER` adds its stores to `stores.tar.xz`, each in a folder named for
its newest step. The program of the day on which the step came made it: `init`, and `import` of its example.
"""

import hashlib
import hmac
import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PACKED = Path(__file__).with_name("stores.tar.xz")
PASSPHRASE = "blåbærgrød på en våd onsdag"
NAME = "sager.taetpaa"
PAGE, SALT, START, SEAL = 4096, 16, 16, 64
INSIDE = PAGE - START - SEAL
_HEADER = f"{NAME}.header"


def _cipher(key, start):
    return Cipher(algorithms.AES(key), modes.CBC(start))


def _seal(key, salt, number, sealed):
    """The seal of the page `number`, over what is encrypted and how it began."""
    own = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, len(key))
    return hmac.digest(own, sealed + number.to_bytes(4, "little"), "sha512")


def opened(file, key):
    """The plain content of each page of `file` after the salt, and what its encryption began with."""
    for at in range(0, len(file), PAGE):
        page = file[at : at + PAGE]
        sealed, start = page[SALT if at == 0 else 0 : INSIDE], page[INSIDE : INSIDE + START]
        plain = _cipher(key, start).decryptor()
        yield plain.update(sealed) + plain.finalize(), start


def closed(pages, key, salt):
    """The file of which `opened` gave `pages`."""
    out = bytearray(salt)
    for number, (plain, start) in enumerate(pages, 1):
        hidden = _cipher(key, start).encryptor()
        sealed = hidden.update(plain) + hidden.finalize() + start
        out += sealed + _seal(key, salt, number, sealed)
    return bytes(out)


def stores() -> Iterator[tuple[str, bytes, bytes]]:
    """Each packed store by the name of its newest step, the oldest first: its file and its header."""
    members = _members()
    for name in sorted({inside.partition("/")[0] for inside in members}):
        plain, starts, key, salt, header = (
            members[f"{name}/{part}"] for part in ("plain", "starts", "key", "salt", "header")
        )
        yield name, closed(_pages(plain, starts), key, salt), header


def _members():
    with tarfile.open(PACKED) as packed:
        return {one.name: packed.extractfile(one).read() for one in packed}


def _pages(plain, starts):
    ends = [INSIDE - SALT, *([INSIDE] * (len(starts) // START - 1))]
    at = 0
    for number, length in enumerate(ends):
        yield plain[at : at + length], starts[number * START : (number + 1) * START]
        at += length


def pack(folder):
    """Add the stores of `folder`, whose passphrase is PASSPHRASE; each must come back byte for byte."""
    from db.store import header, keys

    members = _members()
    for place in sorted(path for path in folder.iterdir() if (path / _HEADER).is_file()):
        found, file = header.read(place / NAME), (place / NAME).read_bytes()
        key = bytes(keys.key_by_passphrase(found.slots[0], PASSPHRASE, found.store))
        pages = list(opened(file, key))
        if closed(pages, key, file[:SALT]) != file:
            raise ValueError(place.name)
        members[f"{place.name}/plain"] = b"".join(plain for plain, _ in pages)
        members[f"{place.name}/starts"] = b"".join(start for _, start in pages)
        members[f"{place.name}/key"], members[f"{place.name}/salt"] = key, file[:SALT]
        members[f"{place.name}/header"] = (place / _HEADER).read_bytes()
    with tarfile.open(PACKED, "w:xz", preset=9) as packed:
        for name in sorted(members, key=lambda name: (name.rpartition("/")[2], name)):
            member = tarfile.TarInfo(name)
            member.size = len(members[name])
            packed.addfile(member, io.BytesIO(members[name]))


if __name__ == "__main__":
    pack(Path(sys.argv[1]))
