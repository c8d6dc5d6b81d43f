"""The two programs that people start, compiled from `launcher.c` with icon, version and manifest."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

_COMPILER: Final = "x86_64-w64-mingw32-gcc"
_RESOURCES: Final = "x86_64-w64-mingw32-windres"
_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_KINDS: Final = (
    ("taetpaa", "", ("-mwindows", "-DWINDOW")),
    ("taetpaa-cli", " (kommandolinje)", ("-mconsole",)),
)


def make_launchers(root: Path, program: Path, work: Path, version: str) -> None:
    """Compile `taetpaa.exe` and `taetpaa-cli.exe` into `program`; `work` takes what is on the way."""
    here = root / "packaging" / "windows"
    work.mkdir(parents=True, exist_ok=True)
    make_icon(root / "resources/taetpaa.svg", work / "taetpaa.ico")
    shutil.copyfile(here / "taetpaa.manifest", work / "taetpaa.manifest")
    python = next(program.glob("python3??.dll")).name
    for name, kind, flags in _KINDS:
        script = version_script((here / "launcher.rc.in").read_text("utf-8"), name, kind, version)
        (work / f"{name}.rc").write_text(script, "utf-8")
        _run(work, _RESOURCES, "-O", "coff", f"{name}.rc", f"{name}.o")
        built = ("-O2", "-s", "-Wall", "-Wextra", "-Werror", "-municode", "-static", f'-DPYTHON=L"{python}"')
        linked = ("-Wl,--dynamicbase,--nxcompat,--high-entropy-va,--no-insert-timestamp", f"{name}.o")
        _run(work, _COMPILER, *built, *flags, here / "launcher.c", *linked, "-o", program / f"{name}.exe")


def version_script(template: str, name: str, kind: str, version: str) -> str:
    """The resource script of the launcher `name`; Windows wants four numbers, of which the last is 0."""
    numbers = ",".join([*version.split("."), "0", "0", "0", "0"][:4])
    for place, value in (("numbers", numbers), ("kind", kind), ("name", name), ("version", version)):
        template = template.replace(f"{{{place}}}", value)
    return template


def make_icon(drawing: Path, icon: Path) -> None:
    """Paint the SVG `drawing` in every size that Windows asks for, into the file `icon`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from io import BytesIO

    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    painted = []
    for size in _SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        with QPainter(image) as painter:
            QSvgRenderer(str(drawing)).render(painter)
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        painted.append(Image.open(BytesIO(content.data())))
    largest = painted.pop()
    largest.save(icon, sizes=[(size, size) for size in _SIZES], append_images=painted)


def _run(folder: Path, *words: object) -> None:
    subprocess.run([str(word) for word in words], cwd=folder, check=True)
