"""`make bench`: what the program may take, as a table of figures and ratios measured in one run."""

import json
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE)]

import office  # noqa: E402

from db.actions import documents, list_import  # noqa: E402
from db.actions.at_the_desk import at_the_desk  # noqa: E402
from db.records.relation import Relation  # noqa: E402
from db.rules import ecomap  # noqa: E402
from db.rules.drawing import Caption  # noqa: E402
from db.rules.list_fields import guessed  # noqa: E402
from db.store import case_list, search  # noqa: E402
from db.store import open as door  # noqa: E402
from db.store.unlocked import SEARCH_CACHE_KIB  # noqa: E402
from db.words import Words  # noqa: E402

FOLDER = ROOT / "build" / "bench"
ROWS = []
WIDE = (74, 12, 8)
RARE = ("mormor xq", "qz skolen", "vikaren z", "cykel bo", "regn plan w")


def row(what, figure, bound, unit, note=""):
    """Add a line to the table, and tell it."""
    tell(what, f"{figure:.2f} {unit}", f"{bound} {unit}", "held" if figure <= bound else "MISSED", note)


def tell(*line):
    """Write what was measured, how much of it is allowed, and whether that holds."""
    ROWS.append(line)
    cells = [cell.ljust(wide) for cell, wide in zip(line, WIDE, strict=False)]
    sys.stdout.write("  ".join([*cells, *line[len(WIDE) :]]).rstrip() + "\n")
    sys.stdout.flush()


def alone(script, *args, timeout=180):
    """What `script` finds in a process of its own, compiled as the installed program is."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(FOLDER / "compiled")
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = subprocess.run(
        [sys.executable, str(HERE / script), *map(str, args)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=ROOT,
        timeout=timeout,
    ).stdout
    return json.loads(out.splitlines()[-1])


def medians(*found):
    """The median of each figure."""
    return {key: statistics.median(one[key] for one in found) for key in found[0]}


def times(work, count):
    """Milliseconds that each of `count` calls of `work` took."""
    took = []
    for turn in range(count):
        begun = time.perf_counter()
        work(turn)
        took.append(1000 * (time.perf_counter() - begun))
    return took


def windows(large):
    kinds = (("empty",), ("lock", large))
    for kind in kinds:
        alone("window.py", *kind)  # not counted: it compiles
    pairs = [[alone("window.py", *kind) for kind in kinds] for _ in range(7)]  # in turn: a machine drifts
    bare, locked = (medians(*found) for found in zip(*pairs, strict=True))
    row(
        "first window / empty window",
        locked["first"] / bare["first"],
        1.5,
        "x",
        f"{1000 * locked['first']:.0f} ms / {1000 * bare['first']:.0f} ms",
    )
    alone("window.py", "today", large)
    opened = medians(*(alone("window.py", "today", large) for _ in range(3)))
    row(
        "passphrase to a painted day, 10,000 cases, beyond the key",
        1000 * opened["unlock"],
        150,
        "ms",
        f"key {1000 * opened['key']:.0f} ms",
    )
    row(
        "resident memory / empty window",
        opened["resident"] / bare["resident"],
        2.2,
        "x",
        f"{opened['resident'] // 1024} MB / {bare['resident'] // 1024} MB",
    )
    row(
        "peak memory / empty window",
        opened["peak"] / bare["resident"],
        4,
        "x",
        f"{opened['peak'] // 1024} MB",
    )


def lists(large, small):
    took = []
    for path in (large, small):
        with door.unlock_by_passphrase(path, office.PASSPHRASE) as unlocked:
            db = unlocked.connect()
            took.append(statistics.median(times(lambda _, db=db: case_list.rows(db, today=office.TODAY), 15)))
            db.close()
    row(
        "list of 10,000 cases beyond one of 100",
        took[0] - took[1],
        50,
        "ms",
        f"{took[0]:.1f} / {took[1]:.1f} ms",
    )


def finding(large):
    words = (
        "mormor",
        "vikaren kom",
        "svømmehal",
        "cykel regn",
        "barn4711",
        "skol",
        "læge samtale",
        "b-000123",
    )
    with door.unlock_by_passphrase(large, office.PASSPHRASE) as unlocked:
        db = unlocked.connect(cache_kib=SEARCH_CACHE_KIB)  # as the window's search does
        took = times(lambda turn: search.find(db, words[turn % len(words)]), 80)
        short = times(
            lambda turn: _as_typed(db, ("bo", "xq", "b", "z", "0x", "so", "mo", "sk")[turn % 8]), 80
        )
        rare = times(lambda turn: search.find(db, RARE[turn % len(RARE)]), 60)
        db.close()
    row(
        "the same, a frequent word beside a rare short one, 95th percentile",
        sorted(rare)[int(len(rare) * 0.95)],
        30,
        "ms",
        f"median {statistics.median(rare):.1f} ms",
    )
    row(
        "search over 100,000 notes, 95th percentile",
        sorted(took)[int(len(took) * 0.95)],
        30,
        "ms",
        f"median {statistics.median(took):.1f} ms",
    )
    row(
        "names of one or two letters among 10,000 cases, 95th percentile",
        sorted(short)[int(len(short) * 0.95)],
        30,
        "ms",
        f"median {statistics.median(short):.1f} ms",
    )


def _as_typed(db, text):
    """What the window asks for after each letter."""
    case_list.named(db, text)
    search.find(db, text)


def costs():
    """The year's account of 10,000 cases with five interventions each."""
    from db.records.case import Case
    from db.records.intervention import Unit
    from db.rules.costs import costs_of

    units = (Unit.MONTH, Unit.HOUR, Unit.DAY, Unit.NIGHT, Unit.WEEK)
    made = []
    for number in range(10_000):
        items = [
            {
                "id": f"i{number}-{place}",
                "starts_on": f"202{4 + place % 3}-0{1 + place}-1{number % 10}",
                "expected_end": "2027-03-31",
                "price": f"{1000 + 37 * (number % 90)}.50",
                "unit": unit,
                "quantity": "1.5",
            }
            for place, unit in enumerate(units)
        ]
        base = {"id": f"c{number}", "number": f"{number:05}", "child": "p", "status": "active"}
        made.append(Case.model_validate(base | {"opened": "2024-01-01", "interventions": items}))
    took = statistics.median(times(lambda _: costs_of(made, 2026, date(2026, 11, 23)), 3))
    row("costs of 10,000 cases with 5 interventions, a year", took / 1000, 1.5, "s")


def deadlines(large):
    import due

    took, count = due.all_of_them(10_000)
    row("all deadlines of 10,000 cases computed", took, 2, "s", f"{count:,} deadlines")
    row("deadlines of one case after a change", due.one_case(large, 60), 20, "ms", "of 10,000 in the store")


def papers():
    from db.pdf.plan import PlanSheet, render
    from db.records.document import Document
    from db.rules.readers import Edition
    from db.rules.summary import plan_to_print
    from db.words import Words

    file = next((ROOT / "resources" / "demo" / "families").glob("01-*.json"))
    document = Document.model_validate(json.loads(file.read_text("utf-8")))
    case = document.cases[0]
    sheet = PlanSheet(
        plan=plan_to_print(case.plans),
        child=next(p for p in document.people if p.id == case.child),
        people=document.people,
        relations=case.relations,
        coordinator=case.coordinator,
        printed_on=date(2026, 11, 23),
        edition=Edition.FAMILY,
    )
    render(sheet, Words())
    row(
        "a plan of 4 goals on paper", statistics.median(times(lambda _: render(sheet, Words()), 15)), 60, "ms"
    )


def importing():
    for old in FOLDER.glob("import*"):
        old.unlink()
    path = FOLDER / "import.taetpaa"
    door.make(path, office.PASSPHRASE, today=office.TODAY, passes=1)
    data = office.document(1000)
    with door.unlock_by_passphrase(path, office.PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: datetime(2026, 11, 23, 11, tzinfo=UTC), who="bench")
        took = times(lambda _: documents.import_document(desk, data), 1)[0]
        desk.close()
    row("import of 1,000 cases", took / 1000, 10, "s", f"{len(data) / 1e6:.1f} MB, 10 notes each")


def fetching_a_list():
    for old in FOLDER.glob("list*"):
        old.unlink()
    path, file = FOLDER / "list.taetpaa", FOLDER / "list.csv"
    door.make(path, office.PASSPHRASE, today=office.TODAY, passes=1)
    rows = (f"Q-{at};Barn {at};3/2-15;Mor {at};mor;1234{at:04}\n" for at in range(1000))
    file.write_text("Sagsnr.;Barn;Født;Person;Rolle;Telefon\n" + "".join(rows), "latin-1")

    def fetch(desk):
        table = list_import.read_list(file)
        found = list_import.check_list(desk, table, guessed(table.heads), Words("da"))
        list_import.import_list(desk, found, {})

    with door.unlock_by_passphrase(path, office.PASSPHRASE) as unlocked:
        desk = at_the_desk(unlocked, now=lambda: datetime(2026, 11, 23, 11, tzinfo=UTC), who="bench")
        took = times(lambda _: fetch(desk), 1)[0]
        desk.close()
    row("a list of 1,000 rows read, checked and fetched", took / 1000, 5, "s")


def network():
    ties = [
        Relation(
            person=f"p{at}", role="friend", network=("private", "professional")[at % 2], closeness=at % 5 + 1
        )
        for at in range(50)
    ]
    captions = {f"p{at}": Caption(f"Navn {at}", ("ven",)) for at in range(50)}
    took = statistics.median(times(lambda _: ecomap.layout("c", ties, office.TODAY, captions), 15))
    row("the network of 50 people laid out", took, 30, "ms")


def typing():
    for characters in (500, 50_000):
        found = medians(*(alone("keystrokes.py", characters, 300) for _ in range(3)))
        row(
            f"keystroke with autosave, note of {characters:,}, 99th percentile",
            found["percentile"],
            16,
            "ms",
            f"longest {found['longest']:.1f} ms",
        )


def long_form():
    for way, shown in (("section", "a section"), ("all", "all of it")):
        found = medians(*(alone("long_form.py", 200, 200, way) for _ in range(3)))
        opened, held, longest = (found[key] for key in ("open", "percentile", "longest"))
        row(f"form of 200 questions opened, {shown} in front", opened, 150, "ms")
        row(
            f"keystroke in a form of 200 questions, {shown} in front, 99th percentile",
            held,
            16,
            "ms",
            f"longest {longest:.1f} ms",
        )


def month():
    took = alone("month.py", 200)
    row("a month with 200 entries painted", took, 50, "ms")


def story():
    found = alone("story.py", 2000)
    row("a case of 2,000 happenings opened", found["overview"], 100, "ms")
    row("its timeline opened", found["story"], 150, "ms", "page, rows, and 2,000 lines of the journal")


def pile():
    found = alone("pile.py", 500, timeout=300)
    row("500 tagged plans merged, one core", found["seconds"], 40, "s")
    row(
        "the window's wait meanwhile, 99th percentile",
        found["wait"],
        100,
        "ms",
        f"longest {found['longest']:.0f} ms",
    )


def finding_in_the_window(large):
    alone("finding.py", large)  # not counted: it compiles
    found = medians(*(alone("finding.py", large) for _ in range(3)))
    what = "the window held while words are searched for"
    row(f"{what}, 99th percentile", found["percentile"], 16, "ms")
    row(f"{what}, the longest turn", found["longest"], 16, "ms", f"once {found['rarest']:.1f} ms")
    row("its first results painted, the slowest word", found["first"], 30, "ms")


def figures_of(large):
    from db.store import figures

    with door.unlock_by_passphrase(large, office.PASSPHRASE) as unlocked:
        db = unlocked.connect()
        work = lambda _: figures.material(db, date(2024, 1, 1), date(2026, 12, 31), office.TODAY)  # noqa: E731
        took = statistics.median(times(work, 3))
        db.close()
    row("report over 10,000 cases and 3 years", took / 1000, 3, "s")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    large, small = office.store(FOLDER, 10_000), office.store(FOLDER, 100)
    parts = {
        windows: (large,),
        lists: (large, small),
        finding: (large,),
        finding_in_the_window: (large,),
        costs: (),
        deadlines: (large,),
        papers: (),
        typing: (),
        long_form: (),
        month: (),
        story: (),
        pile: (),
        figures_of: (large,),
        importing: (),
        fetching_a_list: (),
        network: (),
    }
    _tell_load("Before")
    for part, given in parts.items():
        try:
            part(*given)
        except (subprocess.SubprocessError, OSError, LookupError, RuntimeError, ValueError) as error:
            tell(part.__name__, type(error).__name__, "", "NOT MEASURED", str(error)[-200:])
    _tell_load("After")
    missed = [line[0] for line in ROWS if line[3] != "held"]
    sys.stdout.write(
        f"\n{len(ROWS) - len(missed)} of {len(ROWS)} held.\n" + "".join(f"Not: {one}\n" for one in missed)
    )
    return 1 if missed else 0


def _tell_load(when):
    """What else ran: a figure in time says little where more wants to run than there are cores."""
    if hasattr(os, "getloadavg"):
        sys.stdout.write(f"{when}: {os.getloadavg()[0]:.1f} wanted to run on {os.cpu_count()} cores\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
