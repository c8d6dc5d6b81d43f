import hashlib
import hmac
import subprocess
import sys

from db.digest import of_pieces


def test_the_window_loads_one_openssl_and_hashes_as_with_two():
    code = (
        "from desktop.lean import forgo\n"
        "forgo()\n"
        "from desktop.writer import preload\n"
        "preload()\n"
        "import hashlib, hmac, sys\n"
        "from pathlib import Path\n"
        "from db.digest import of_pieces\n"
        "assert 'libcrypto' not in Path('/proc/self/maps').read_text('utf-8')\n"
        "sys.stdout.write(' '.join([of_pieces([b'a', b'b']), hashlib.sha256(b'ab').hexdigest(),\n"
        "    hmac.new(b'key', b'ab', hashlib.sha256).hexdigest()]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    plain = hashlib.sha256(b"ab").hexdigest()
    assert done.stderr == ""
    assert done.stdout.split() == [plain, plain, hmac.new(b"key", b"ab", hashlib.sha256).hexdigest()]


def test_nothing_and_much_have_the_digest_that_everybody_gives_them():
    pieces = [b"", b"x" * 100_000, b"y"]
    assert of_pieces([]) == hashlib.sha256().hexdigest()
    assert of_pieces(pieces) == hashlib.sha256(b"".join(pieces)).hexdigest()
