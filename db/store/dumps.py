"""No picture of this process's memory is ever written: it holds a key."""

import sys


def forbid() -> None:
    """From now on no core dump, and no other program of this user reads this process's memory (Linux)."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        no_dump, off = 4, 0  # PR_SET_DUMPABLE
        ctypes.CDLL(None).prctl(no_dump, off, 0, 0, 0)
