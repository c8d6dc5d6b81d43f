"""A Windows to try things in: Wine with a folder of its own, without a screen."""

import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_QUIET: Final = {
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=;icuuc,bcryptprimitives=n",
}
_LONGEST: Final = 900


class Wine:
    """A Wine prefix in `prefix`, made anew unless it stands; its server is ended on leaving."""

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DISPLAY", "PYTHONPATH", "PYTHONHOME")
        } | {"WINEPREFIX": str(prefix), **_QUIET}

    def __enter__(self) -> Self:
        if not (self.prefix / "system.reg").exists():
            self.prefix.parent.mkdir(parents=True, exist_ok=True)
            self._wine("wineboot", "--init")
            subprocess.run(("wineserver", "-w"), env=self._environment, check=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        subprocess.run(("wineserver", "-k"), env=self._environment, check=False)

    @property
    def drive(self) -> Path:
        """Its drive C."""
        return self.prefix / "drive_c"

    def put_in_system(self, library: Path) -> None:
        """Put a DLL where Windows keeps its own."""
        shutil.copyfile(library, self.drive / "windows" / "system32" / library.name)

    def run(self, *words: object, folder: Path | None = None, code: int | None = 0, **more: str) -> str:
        """What the program `words` says on standard output; RuntimeError if it does not end with `code`."""
        done = self._wine(*words, folder=folder, **more)
        if code is not None and done.returncode != code:
            said = (done.stdout + done.stderr).decode("utf-8", "replace")[-3000:]
            raise RuntimeError(f"{words[0]} ended with {done.returncode}, not {code}:\n{said}")
        return done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")

    def code(self, *words: object) -> int:
        """The exit code of the program `words`."""
        return self._wine(*words).returncode

    def start(self, *words: object) -> subprocess.Popen[bytes]:
        """The program `words`, running, with pipes to its input and from its output."""
        return subprocess.Popen(
            ["wine", *map(str, words)],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def _wine(
        self, *words: object, folder: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["wine", *map(str, words)],
            cwd=folder,
            env=self._environment | more,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
