"""Files that are not what they should be: documents, age files, lists, profiles and forms, changed at random.

`malformed.py TIMES SEED` reads TIMES files, as many of each kind; prints a line of JSON. Each is read, or
refused with a sentence for users; anything else is a fault. No value of a document stands in a sentence.
"""

import collections
import json
import sys
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "db" / "exchange")]

import pyrage  # noqa: E402
from exchange_documents import example  # noqa: E402

from db.actions.packages import read_package  # noqa: E402
from db.books import forms, profile_check  # noqa: E402
from db.errors import ForUser, NotAllowed  # noqa: E402
from db.exchange.faults import FaultyDocument  # noqa: E402
from db.exchange.reading import parse  # noqa: E402
from db.exchange.table import csv_file, excel_file, read_table  # noqa: E402
from db.records.base import new_id  # noqa: E402
from db.rules.list_fields import Holds  # noqa: E402
from db.rules.list_rows import Office, Rows  # noqa: E402
from db.words import Words  # noqa: E402

TODAY = date(2026, 11, 23)
SENTINEL = "Vildmosegaard"
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=12),
    st.just(SENTINEL),
    st.just("2026-02-30"),
    st.just([]),
    st.just({}),
    st.lists(st.integers(), max_size=2),
)
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), ODD, st.sampled_from("vkdt")), min_size=1, max_size=4)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "2026-0007",
            "010114-1234",
            "29-02-2025",
            "31.12.26",
            "=1+1",
            '"',
            ";",
            "\r\n",
            "\x00",
            "aktiv",
            SENTINEL,
        ]
    ),
)
LISTS = st.tuples(
    st.lists(st.sampled_from([None, *Holds]), min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=6),
)
CUTS = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=6)), min_size=1, max_size=5)


def places(node, found):
    """Every container in `node` with each of its keys."""
    each = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in each:
        found.append((node, key))
        places(value, found)
    return found


def document(changes):
    """The example of an exchange document, with values, keys and lines changed, taken away or doubled."""
    whole = json.loads(json.dumps(example()))
    for at, odd, how in changes:
        if not (every := places(whole, [])):
            break
        node, key = every[at % len(every)]
        if how == "v":
            node[key] = odd
        elif how == "d":
            del node[key]
        elif isinstance(node, list):
            node.append(node[key])
        else:
            node[f"{SENTINEL}{key}" if how == "k" else key] = [node[key], odd]
    return json.dumps(whole).encode()


def with_cuts(data, cuts):
    """`data` with bytes written over it, put in or left out."""
    changed = bytearray(data)
    for at, new in cuts:
        place = at % (len(changed) + 1)
        changed[place : place + at % 5] = new
    return bytes(changed)


class Reader:
    """Reads one file of a kind after the other, in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.tally = collections.Counter()
        self.words = Words("da")
        identity = pyrage.x25519.Identity.generate()
        self.holders = [identity]
        self.age = pyrage.encrypt(b"x" * 3000, [identity.to_public()])
        self.form = (forms.FOLDER / "screening" / "1.toml").read_bytes()
        self.profile = folder / "profile"
        self.profile.mkdir()
        (self.profile / "forms" / "screening").mkdir(parents=True)

    def csv_list(self, changes, cuts):
        self._list(csv_file, changes, cuts)

    def excel_list(self, changes, cuts):
        self._list(excel_file, changes, cuts)

    def _list(self, written, changes, cuts):
        columns, rows = changes
        data = written([str(one) for one in columns], rows)
        table = read_table(with_cuts(data, cuts) if cuts[0][0] % 2 else data)
        wide = [columns[at % len(columns)] for at in range(len(table.heads))]
        mapping = [one if one not in wide[:at] else None for at, one in enumerate(wide)]
        found = Rows(table.heads, mapping, Office(TODAY, self.words, new_id, "Hanne Lind", {}))
        for number, row in zip(table.numbers, table.rows, strict=True):
            found.read(number, row)
        if found.sound().faults:
            raise NotAllowed("faulty rows", "")

    def document(self, changes, cuts):
        data = document(changes)
        parse(with_cuts(data, cuts) if cuts[0][0] % 2 else data, TODAY)

    def age_file(self, _, cuts):
        file = self.folder / "package"
        file.write_bytes(with_cuts(self.age, cuts))
        read_package(file, self.holders)

    def form_file(self, _, cuts):
        file = self.profile / "forms" / "screening" / "1.toml"
        file.write_bytes(with_cuts(self.form, cuts))
        forms.read(file)

    def profile_file(self, changes, cuts):
        text = (
            f'municipality = "{SENTINEL}"\nunit = "Familie"\npopulation = 40000\n[policy]\nbackup_days = 30\n'
        )
        (self.profile / "forms" / "screening" / "1.toml").write_bytes(self.form)
        (self.profile / "profile.toml").write_bytes(with_cuts(text.encode(), cuts))
        if faults := profile_check.faults(self.profile):
            raise faults[0]

    def read(self, kind, changes, cuts):
        try:
            getattr(self, kind)(changes, cuts)
            self.tally[f"{kind} read"] += 1
        except (ForUser, FaultyDocument) as error:
            self.tally[f"{kind} refused"] += 1
            if kind == "document" and SENTINEL in str(error):
                raise AssertionError("a value of the file stands in the message") from error


KINDS = ("document", "age_file", "csv_list", "excel_list", "form_file", "profile_file")


def main(times, start):
    """Read so many files; returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        reader = Reader(Path(name))
        for kind in KINDS:

            @seed(start)
            @settings(
                max_examples=times // len(KINDS),
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            )
            @given(st.just(kind), LISTS if kind.endswith("list") else CHANGES, CUTS)
            def run(kind, changes, cuts):
                reader.read(kind, changes, cuts)

            run()
    sys.stdout.write(json.dumps({"what": "malformed", **reader.tally, "wrong": []}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
