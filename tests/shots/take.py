"""Pictures of every screen: light, dark, high contrast and at 200 % text, from a real store."""

import argparse
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from stand import stand_still
from tour import first_shots, shots

from db.cli.opening import WindowOptions
from desktop import settings as chosen
from desktop.app import application, first_window
from desktop.kit.style import apply

LOOKS = {
    "light": chosen.Settings(),
    "dark": chosen.Settings(theme="dark"),
    "contrast": chosen.Settings(theme="contrast"),
    "large": chosen.Settings(text_factor=2.0),
}


def main() -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True)
    parser.add_argument("--passphrase-file", required=True)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--look", action="append", choices=list(LOOKS))
    parser.add_argument("--today", default=None)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    passphrase = Path(args.passphrase_file).read_text("utf-8").splitlines()[0]
    app = application()
    qInstallMessageHandler(_tell)
    app.setCursorFlashTime(0)
    options = WindowOptions(
        store=args.store, today=date.fromisoformat(args.today) if args.today else None, language="da"
    )
    for name in args.look or LOOKS:
        window = first_window(app, options)
        window.settings = replace(LOOKS[name])
        apply(app, LOOKS[name].look)
        window.show()
        stand_still(window)
        for screen, widget in shots(window, passphrase):
            widget.grab().save(str(args.out / f"{screen}-{name}.png"))
        window.close()
        with tempfile.TemporaryDirectory() as folder:
            for screen, widget in first_shots(Path(folder), LOOKS[name]):
                widget.grab().save(str(args.out / f"{screen}-{name}.png"))
    sys.stdout.write(f"{args.out}\n")
    QApplication.quit()
    return 0


def _tell(_kind: object, _where: object, text: str) -> None:
    """What Qt says, but for what it says of each dialog where there is no screen."""
    if "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
