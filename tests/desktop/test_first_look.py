"""The very first window: its icon, where the cursor stands, whether its words fit once they are bold."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PADDING = 2 * 16  # as the style sheet has it
_LOOKS = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from db.cli.opening import WindowOptions
from desktop.app import application, first_window
from desktop.kit.buttons import Button
from desktop.kit.type import LATER_FONTS, load

app = application()
window = first_window(app, WindowOptions(store=Path(sys.argv[1]), today=None, language="da"))
window.show()
window.activateWindow()
ready = []
window.painted.connect(lambda: ready.append(True))
while not ready:
    app.processEvents()
load(LATER_FONTS)
for _ in range(20):
    app.processEvents()
button = window.findChild(Button)
words = button.fontMetrics().horizontalAdvance(button.text())
sides = [size.width() for size in window.windowIcon().availableSizes()]
print(json.dumps([QApplication.focusWidget().accessibleName(), button.width(), words, sides]))
window.close()
"""


def test_the_cursor_stands_in_the_first_field_and_the_button_holds_its_words(tmp_path):
    said = subprocess.run(
        [sys.executable, "-c", _LOOKS, str(tmp_path / "new.taetpaa")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    ).stdout
    stands_in, width, words, sides = json.loads(said.splitlines()[-1])
    assert stands_in == "Dit navn"
    assert width >= words + PADDING
    assert sides == [16, 24, 32, 48, 128]
