"""The guide's pictures (resources/guide): the screens it names, on fictional families, few colours and small.

`packaging/shots.py` runs it; the window is small, so that its words stay large on the page.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication, QWidget
from stand import stand_still
from tour import first_shots, shots

from db.books import guide
from db.cli.opening import WindowOptions
from desktop import settings as chosen
from desktop.app import application, first_window
from desktop.kit.style import apply

SIZE = (1080, 700)
_COLOURS = 48


def main() -> int:
    """Take the pictures that the guide names into its folder; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True)
    parser.add_argument("--passphrase-file", required=True, type=Path)
    parser.add_argument("--today", required=True, type=date.fromisoformat)
    parser.add_argument("--out", type=Path, default=guide.PICTURES)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    wanted = {part.picture for page in guide.pages() for part in page.part if part.picture}
    for screen, widget in _screens(args):
        if screen in wanted:
            (args.out / f"{screen}.png").write_bytes(_small(widget))
            wanted.discard(screen)
    QApplication.quit()
    sys.stdout.write(f"{args.out}\n")
    if wanted:
        sys.stderr.write(f"not on the tour: {', '.join(sorted(wanted))}\n")
    return 1 if wanted else 0


def _screens(args: argparse.Namespace) -> Iterator[tuple[str, QWidget]]:
    app = application()
    app.setCursorFlashTime(0)
    window = first_window(app, WindowOptions(store=args.store, today=args.today, language="da"))
    window.settings = chosen.Settings()
    apply(app, window.settings.look)
    window.resize(*SIZE)
    window.show()
    stand_still(window)
    yield from shots(window, args.passphrase_file.read_text("utf-8").splitlines()[0])
    window.close()
    with tempfile.TemporaryDirectory() as folder:
        yield from first_shots(Path(folder), chosen.Settings(), SIZE)


def _small(widget: QWidget) -> bytes:
    """`widget` as a PNG of a palette."""
    buffer, out = QBuffer(), BytesIO()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    with Image.open(BytesIO(buffer.data().data())) as whole:
        flat = whole.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        flat.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
