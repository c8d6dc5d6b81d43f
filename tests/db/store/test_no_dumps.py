"""No core dump of a process that holds a key."""

import subprocess
import sys

import pytest

CODE = """
import ctypes, resource
from db.store import dumps
dumps.forbid()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_neither_limit_nor_kernel_allow_a_dump():
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "(0, 0) 0"
