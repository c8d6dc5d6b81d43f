"""Kills the real program with -9 while somebody types, opens the store again, and looks what is missing.

`killed.py TIMES [SEED]`: types through the real window, in turn into a meeting, a plan and a form, jumping
from field to field, and kills at a random moment. Prints a line of JSON for each kill: what was typed
into, for how long, how many milliseconds of typing are missing, and what stands in a wrong place.
The last line says whether all held. Exit code 1 if any did not.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_LOGGING_RULES"] = "*=false"

import stores  # noqa: E402
from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtGui import QTextCursor  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QTextEdit  # noqa: E402

import desktop.writer  # noqa: E402
from db.actions import forms  # noqa: E402
from db.actions import plans as plan_actions  # noqa: E402
from db.books.forms import SHIPPED  # noqa: E402
from db.rules import live_minutes as rules  # noqa: E402
from db.store import cases, drafts, filled_forms, journal, minutes, plans  # noqa: E402
from db.words import Words  # noqa: E402
from desktop.app import application  # noqa: E402
from desktop.main_window import MainWindow  # noqa: E402
from desktop.place import Place  # noqa: E402
from desktop.rooms.case import plan_tab  # noqa: E402, F401
from desktop.rooms.form import form_room  # noqa: E402, F401
from desktop.rooms.live import live_room  # noqa: E402, F401
from desktop.settings import Settings  # noqa: E402

CASE, MEETING = "f01-c1", "f01-m8"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WANTED = {
    "meeting": ("notes/", "worries", "works_well", "needs_to_happen", "child_words"),
    "plan": ("purpose", "parents_words", "family_support", "child_words", "goals/"),
    "form": ("",),
}
PLACES = {
    "meeting": lambda _: Place("live", record=MEETING),
    "plan": lambda _: Place("case", CASE, "plan"),
    "form": lambda desk: Place("form", record=_form(desk).id),
}
AT_ONCE = 4  # programs that type beside each other: most of the time they wait
BETWEEN = 12  # milliseconds between two keystrokes
LAST = 1.0  # seconds that may be missing
STALLED = 0.1  # seconds: a longer pause between two keystrokes is the machine's, not the program's


def window_on(store: Path, language: str = "da") -> tuple[QApplication, MainWindow]:
    """The window, with the passphrase of `store` given."""
    app = application()
    window = MainWindow(
        Words(language),
        store=store,
        now=lambda: datetime.now(UTC).replace(microsecond=0),
        settings=Settings(),
        settings_file=store.with_name("window.json"),
    )
    window.show()
    window.unlock(stores.PASSPHRASE)
    return app, window


def type_away(store: Path, what: str, log: int, seed: int) -> None:
    """Open the window on `store` and type until somebody kills this process; each keystroke is logged."""
    chance = random.Random(seed)
    app, window = window_on(store)
    hand = {"field": None, "left": 0}

    def strike() -> None:
        if hand["left"] == 0:
            if not (fields := _fields(window.page, what, chance)):
                return  # a section without a long text: another one next time
            hand["field"], hand["left"] = chance.choice(fields), chance.choice((8, 25, 400))
            hand["field"].setFocus()
            hand["field"].moveCursor(QTextCursor.MoveOperation.End)
        field = hand["field"]
        hand["left"] -= 1
        QTest.keyClicks(field, chance.choice(LETTERS))
        line = {"at": time.monotonic(), "field": field.objectName(), "text": field.toPlainText().strip()}
        os.write(log, (json.dumps(line) + "\n").encode())

    keys = QTimer()
    keys.setInterval(BETWEEN)
    keys.timeout.connect(strike)

    def begin() -> None:
        if window.page is None:
            return
        waiting.stop()
        window.page.go_to(PLACES[what](window.page.tools.desk))
        keys.start()

    waiting = QTimer()
    waiting.setInterval(10)
    waiting.timeout.connect(begin)
    waiting.start()
    app.exec()


def _fields(page: object, what: str, chance: random.Random) -> list[QTextEdit]:
    """Where can be typed now; now and then after going on to another part or section."""
    turn = chance.random() < 0.3
    if what == "plan":
        inside = page._rooms["case"].part("plan")._form
    else:
        inside = page._rooms["live" if what == "meeting" else "form"]
    if turn and what == "meeting":
        inside.choose_part(chance.randrange(5))
    if turn and what == "form":
        inside.bar.chosen.emit(chance.randrange(4))
    areas = inside.findChildren(QTextEdit)
    return [
        one
        for one in areas
        if one.objectName().startswith(WANTED[what]) and one.isEnabled() and one.isVisible()
    ]


@dataclass
class Typing:
    """A program that types on in a store of its own until it is killed."""

    store: Path
    what: str
    seed: int
    child: int
    log: Path
    due: float | None = None


def begun(template: Path, folder: Path, what: str, seed: int) -> Typing:
    """Let a program type into `what`."""
    store = stores.copied(template, folder)
    path = folder / "struck"
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    child = os.fork()
    if child == 0:
        try:
            type_away(store, what, log, seed)
        finally:
            os._exit(3)
    os.close(log)
    return Typing(store, what, seed, child, path)


def killed_when_due(running: list[Typing]) -> Iterator[tuple[Typing, float]]:
    """Kill each a random time after its first letter; yields it, and when it was."""
    waiting = list(running)
    while waiting:
        now = time.monotonic()
        for one in list(waiting):
            if one.due is None and os.waitpid(one.child, os.WNOHANG)[0]:
                raise RuntimeError("it ended before a letter was typed")
            if one.due is None and one.log.stat().st_size:
                one.due = now + random.Random(one.seed).uniform(0.2, 1.6)
            if one.due is not None and one.due <= now:
                os.kill(one.child, signal.SIGKILL)
                ended = time.monotonic()
                os.waitpid(one.child, 0)
                waiting.remove(one)
                yield one, ended
        time.sleep(0.005)


def found_after(one: Typing, ended: float, others: list) -> dict:
    """Open the store again and look; says what is missing and what is wrong. `others` are the other cases."""
    struck = [json.loads(line) for line in one.log.read_text("utf-8").splitlines()]
    missing, wrong = _looked(one.store, one.what, struck, ended)
    wrong += ["another case was changed"] if _others(one.store) != others else []
    return {
        "typed_into": one.what,
        "keystrokes": len(struck),
        "seconds": round(ended - struck[0]["at"], 2),
        "missing_ms": round(1000 * missing),
        "allowed_ms": round(1000 * _allowed(struck, ended)),
        "wrong": wrong,
    }


def _others(store: Path) -> list:
    with stores.at_work(store) as desk:
        return [cases.get(desk.db, one) for one in cases.ids(desk.db) if one != CASE]


def _looked(store: Path, what: str, struck: list[dict], ended: float) -> tuple[float, list[str]]:
    """How many seconds of typing are missing, and what stands where nobody typed it."""
    typed: dict[str, list[dict]] = {}
    for one in struck:
        typed.setdefault(one["field"], []).append(one)
    wrong = []
    with stores.at_work(store) as desk:
        wrong += [f"journal: {fault}" for fault in journal.faults(desk.db)]
        kept = drafts.everything(desk.db)
        kind, record = {
            "meeting": ("appointment", MEETING),
            "plan": ("plan", _draft(desk).id),
            "form": (forms.KIND, _form(desk).id),
        }[what]
        stray = [one for one in kept if (one.kind, one.record, one.case_id) != (kind, record, CASE)]
        wrong += [f"draft of {one.kind}" for one in stray]
        texts = {one.field: one.text for one in kept}
        found = TEXTS[what](desk, texts)
    missing = 0.0
    for field, states in typed.items():
        now = found.get(field, "")
        told = [one["text"] for one in states]
        if now in told:
            at = len(told) - 1 - told[::-1].index(now)
            lost = states[at + 1 :]
        elif told[-1].startswith(now) or now[:-1] == told[-1]:
            lost = [] if now[:-1] == told[-1] else states  # before the first letter; or one not yet logged
        else:
            wrong.append(f"{field.split('/')[0]} holds what was not typed there")
            continue
        missing = max(missing, ended - lost[0]["at"]) if lost else missing
    return missing, wrong


def _allowed(struck: list[dict], ended: float) -> float:
    """The last second, and what the machine itself stood still in it."""
    moments = [one["at"] for one in struck] + [ended]
    gaps = (late - early for early, late in pairwise(moments) if ended - late < 2)
    return LAST + sum(gap for gap in gaps if gap > STALLED)


def _meeting_texts(desk: object, texts: dict[str, str]) -> dict[str, str]:
    meeting = rules.with_typed(minutes.get(desk.db, MEETING), texts, None)
    found = {name: getattr(meeting, name) for name in (*rules.COLUMNS, "child_words")}
    for part in (*range(len(meeting.agenda)), None):
        found[rules.note_path(meeting, part)] = rules.notes_of(meeting, part)[0].text
    return {field: text.strip() for field, text in found.items()}


def _plan_texts(desk: object, texts: dict[str, str]) -> dict[str, str]:
    plan = _draft(desk)
    found = {
        name: getattr(plan, name) for name in ("purpose", "parents_words", "family_support", "child_words")
    }
    for goal in plan.goals:
        for name in ("title", "child_words", "baseline", "sign"):
            found[f"goals/{goal.id}/{name}"] = getattr(goal, name)
        for sub in goal.sub_goals:
            found[f"goals/{goal.id}/sub_goals/{sub.id}/title"] = sub.title
    return {field: text.strip() for field, text in {**found, **texts}.items()}


def _form_texts(desk: object, texts: dict[str, str]) -> dict[str, str]:
    typed = {field: json.loads(text) for field, text in texts.items()}
    answers = {**_form(desk).answers, **typed}
    return {field: text.strip() for field, text in answers.items()}


TEXTS = {"meeting": _meeting_texts, "plan": _plan_texts, "form": _form_texts}


def _form(desk: object) -> object:
    return next(one for one in filled_forms.of_case(desk.db, CASE) if one.form == "family_analysis")


def _draft(desk: object) -> object:
    return next(plan for plan in plans.of_case(desk.db, CASE) if plan.status == "draft")


def template_in(folder: Path) -> Path:
    """A store with a draft of a plan and a form that was begun."""
    store = stores.filled(folder)
    with stores.at_work(store) as desk:
        adopted = next(one for one in plans.of_case(desk.db, CASE) if one.status == "adopted")
        plan_actions.begin_version(desk, CASE, adopted)
        forms.begin_form(desk, CASE, SHIPPED.newest("family_analysis"))
    return store


def main(times: int, seed: int) -> int:
    """Kill so many times; returns the exit code."""
    desktop.writer.preload()
    held = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "first").mkdir()
        template = template_in(folder / "first")
        others = _others(template)
        for turn in range(0, times, AT_ONCE):
            running = [
                begun(template, folder / str(one), ("meeting", "plan", "form")[one % 3], seed + one)
                for one in range(turn, min(times, turn + AT_ONCE))
            ]
            for found in [found_after(*ended, others) for ended in list(killed_when_due(running))]:
                held = held and not found["wrong"] and found["missing_ms"] <= found["allowed_ms"]
                sys.stdout.write(json.dumps(found) + "\n")
                sys.stdout.flush()
    sys.stdout.write(json.dumps({"held": held, "kills": times}) + "\n")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)))
