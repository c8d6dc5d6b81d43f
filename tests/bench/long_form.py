"""A form of so many questions in the window: how long it takes to open, and how long a keystroke holds it.

`long_form.py QUESTIONS COUNT [WAY]` prints JSON in milliseconds: `open`, from the call until it is painted,
the median of seven; `percentile` and `longest`, of so many keystrokes with all they set off; `step`, the
longest turn of the window's loop while what is below the page is built. WAY is `section`, `one` or `all`.
"""

import json
import statistics
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QTextEdit

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "shots"), str(Path(__file__).parent)]

import stores  # noqa: E402
from opened import window_on  # noqa: E402
from stand import rest  # noqa: E402
from turns import Turns  # noqa: E402

from db.actions import forms  # noqa: E402
from db.books.forms import read  # noqa: E402
from db.store import cases  # noqa: E402
from desktop.place import Place  # noqa: E402

KINDS = (
    "long_text",
    "text",
    "yes_no_unknown",
    "scale",
    "long_text",
    "choice",
    "many",
    "date",
    "long_text",
    "table",
)
SECTIONS = 10
HELP = "Skriv det, som familien selv siger det, og hvem der har set det."


def long_form(count):
    """The file of a form of `count` questions of every kind in ten sections."""
    lines = [
        'id = "long"\nversion = 1',
        f"title = {both('Et langt skema')}\nabout = {both('Til at måle med.')}",
        'basis = { kind = "good_practice" }',
    ]
    parts = ", ".join(f'{{ value = "v{at}", da = "Valg {at}", en = "Choice {at}" }}' for at in range(3))
    columns = '{ id = "on", kind = "date", da = "Dag", en = "Day" }, { id = "what", da = "Ord", en = "Said" }'
    more = {
        "choice": f"choices = [{parts}]",
        "many": f"choices = [{parts}]",
        "scale": f"raters = [{parts}]",
        "table": f"columns = [{columns}]",
    }
    for number in range(count):
        if number % max(1, count // SECTIONS) == 0:
            lines.append(f"[[section]]\ntitle = {both(f'Afsnit {number}')}")
        kind = KINDS[number % len(KINDS)]
        lines.append(f'[[section.question]]\nid = "q{number}"\nkind = "{kind}"\nhelp = {both(HELP)}')
        lines.append(f"label = {both(f'Hvad fortæller familien om nummer {number}?')}")
        lines.append(more.get(kind, ""))
    return "\n".join(lines)


def both(text):
    """The same words in both languages, as a file says it."""
    return f'{{ da = "{text}", en = "{text}" }}'


def form_window(folder, count):
    """The window, unlocked, with that form and one that was begun; its id."""
    store = stores.filled(folder)
    book = folder / "profile"
    file = book / "forms" / "long" / "1.toml"
    file.parent.mkdir(parents=True)
    file.write_text(long_form(count), "utf-8")
    (book / "profile.toml").write_text('municipality = "Byen"\n', "utf-8")
    with stores.at_work(store) as desk:
        begun = forms.begin_form(desk, cases.ids(desk.db)[0], read(file))
    app, window = window_on(store, stores.PASSPHRASE, folder, profile=book)
    return app, window, begun.record


def measured(folder, count, strokes, way):
    """What the help on top says, in milliseconds."""
    app, window, record = form_window(folder, count)
    place = Place("form", record=record)
    window.page.go_to(place)
    room = window.page._rooms["form"]
    room.bar.ways.show_value(way)
    opened = []
    for _ in range(7):
        window.page.open_room("today")
        rest(300)
        begun = time.perf_counter()
        window.page.go_to(place)
        app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 1)
        room.grab()
        opened.append(1000 * (time.perf_counter() - begun))
    held, end = [], time.perf_counter() + 4
    while time.perf_counter() < end:
        begun = time.perf_counter()
        app.processEvents()
        held.append(1000 * (time.perf_counter() - begun))
        time.sleep(0.001)
    for _ in range(SECTIONS):  # read down to the end, so that all of it has been near the window
        room.sheets.verticalScrollBar().setValue(room.sheets.verticalScrollBar().maximum())
        rest(150)
    room.sheets.verticalScrollBar().setValue(0)
    rest(1500)
    area = room.findChild(QTextEdit, "q0")
    area.setFocus()
    took, turns = [], Turns(app)
    for turn in range(strokes):
        took.append(turns.stroke(window, "a" if turn % 7 else " "))
    window.leave()
    took.sort()
    return {
        "open": statistics.median(opened),
        "percentile": took[int(len(took) * 0.99)],
        "longest": took[-1],
        "step": max(held),
    }


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        found = measured(Path(made), int(sys.argv[1]), int(sys.argv[2]), (sys.argv[3:] or ["all"])[0])
    sys.stdout.write(json.dumps(found) + "\n")
