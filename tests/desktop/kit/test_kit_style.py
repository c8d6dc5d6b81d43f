import re
import subprocess
import sys

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QWidget

from db.paths import RESOURCES
from desktop.kit.buttons import Button, Rank
from desktop.kit.icons import draw_icon, icon
from desktop.kit.labels import Label
from desktop.kit.palette import Theme
from desktop.kit.style import Look, rules
from desktop.kit.type import SANS, SCALE, SERIF, Voice, factor_of, font

ICONS = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_the_rules_are_complete(theme, factor):
    sheet = rules(Look(theme, factor))
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert f"font-size: {24 * factor:.0f}px" in sheet
    assert not re.findall(r"(?:color|background): \d", sheet)


@pytest.mark.parametrize(("asked", "given"), [(0.5, 1.0), (1.25, 1.25), (3.0, 2.0)])
def test_the_text_factor_stays_between_one_and_two(asked, given):
    assert Look(text_factor=asked).text_factor == given


@pytest.mark.parametrize("voice", Voice)
def test_every_voice_is_set(look, voice):
    assert font(voice, 1.5).pixelSize() == round(SCALE[voice].size * 1.5)


@pytest.mark.parametrize("family", [SANS, SERIF])
@pytest.mark.parametrize("bold", [False, True])
def test_figures_stand_in_columns(look, family, bold):
    made = QFont(family)
    made.setPixelSize(28)
    made.setBold(bold)
    assert len({QFontMetrics(made).horizontalAdvance(figure * 4) for figure in "0123456789"}) == 1


def test_a_new_look_reaches_what_is_open(qtbot, wear):
    wear("light", 1.0)
    label = Label("Sager", Voice.TITLE)
    box = QWidget()
    qtbot.addWidget(label)
    qtbot.addWidget(box)
    label.show()
    box.show()
    before = label.sizeHint()
    wear("dark", 2.0)
    assert label.fontInfo().family() == SERIF
    assert label.sizeHint().height() >= 1.9 * before.height()
    assert factor_of(box) == 2.0
    assert label.palette().windowText().color() == QColor("#E9ECEA")


def test_a_text_is_taken_word_for_word(qtbot, look):
    label = Label("<b>Mor & far</b>")
    button = Button("Mor & far")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert button.accessibleName() == "Mor & far"
    assert button.text() == "Mor && far"


def test_a_button_changes_its_rank(qtbot, look):
    button = Button("Videre", icon_name="add", key="Ctrl N")
    qtbot.addWidget(button)
    narrow = Button("Videre", icon_name="add")
    qtbot.addWidget(narrow)
    assert button.sizeHint().width() > narrow.sizeHint().width() + 20
    button.set_rank(Rank.PRIMARY)
    assert button.property("kind") == "primary"
    assert QColor(button.grab().toImage().pixel(4, 18)) == QColor("#1F5F5B")


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_in_the_colour_asked_for(look, name):
    image = QImage(48, 48, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_icon(painter, name, QColor("#9C3B2E"), QRectF(0, 0, 48, 48))
    painter.end()
    inked = {
        image.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inked == {"#9c3b2e"}
    assert len(icon(name, QColor("black"), 20).availableSizes()) > 1


def test_the_first_window_loads_only_qt_and_the_standard_library():
    """And not the names of `Qt` or `QStyle`, nor the drawing of icons, which take longer than the rest."""
    code = (
        "import sys, PySide6.QtCore, PySide6.QtWidgets\n"
        "import desktop.app, desktop.kit.style, desktop.kit.fields, desktop.kit.buttons\n"
        "own = {'db', 'desktop', 'PySide6', 'shiboken6', 'shibokensupport', 'signature_bootstrap', 'org'}\n"
        "own |= {'sitecustomize', 'apport_python_hook'}  # Debian's own\n"
        "extra = {name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names) - own\n"
        "sys.stdout.write(' '.join(sorted(name for name in extra if not name.startswith('_'))))\n"
        "assert 'PySide6.QtSvg' not in sys.modules\n"
        "assert 'desktop.kit.icons' not in sys.modules\n"
        "assert not {'Qt', 'QStyle'} & {*vars(PySide6.QtCore), *vars(PySide6.QtWidgets)}\n"
        "assert not {'zoneinfo', 'tomllib', 'concurrent.futures'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == ""
