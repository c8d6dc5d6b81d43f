"""Files that are not what they should be: documents, packages, lists, profiles and forms, changed at random.

`malformed.py TIMES SEED [KIND…]` reads TIMES files, as many of each kind; prints a line of JSON. Each is
read, or refused with a sentence for users, and changes nothing; anything else is a fault. How deep each came
is counted: refused as a file, or by the checks of what is in it. No value of a document stands in a sentence.
"""

import collections
import hashlib
import json
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import load
import pyrage
import stores

sys.path.insert(0, str(load.ROOT / "tests" / "db" / "exchange"))

from exchange_documents import example
from malformed_files import CHANGES, CUTS, SENTINEL, changed, lists, tar, toml, toml_tree, with_cuts

from db.actions import copies, documents, packages, sealing
from db.books import forms, profile_check
from db.errors import ForUser, NotAllowed
from db.exchange.faults import FaultyDocument
from db.exchange.package import PackageKind, new_manifest, packed, unpacked
from db.exchange.reading import parse
from db.exchange.table import csv_file, excel_file, read_table
from db.records.base import new_id
from db.rules.list_rows import Office, Rows
from db.store import copying
from db.words import Words

TODAY = date(2026, 11, 23)
PROFILE = load.ROOT / "packaging" / "profile"
KINDS = ("document", "package", "csv_list", "excel_list", "form_file", "profile_file")


def is_cut(cuts):
    """True if the bytes of this file are to be changed as well, so that hardly any reader opens it."""
    return cuts[0][0] % 6 == 0


@contextmanager
def undone(desk):
    """What is done inside is taken back."""
    with suppress(_Undone), desk.db.atomic():
        yield
        raise _Undone


class _Undone(Exception):
    pass


def sent_by(desk):
    """A package of the desk's case, as the plain values of its parts."""
    manifest = new_manifest(new_id(), PackageKind.HANDOVER, sender="Hanne Lind", made_at=desk.now())
    package = copies.package_of(desk, [load.CASE], manifest)
    whole = unpacked(packed(package))
    return {
        "manifest": json.loads(whole.manifest.model_dump_json()),
        "document": json.loads(whole.document),
        "journal": list(whole.journal),
    }


def written_package(parts):
    """The tar file of a package with these parts; what its manifest says of them is right where it can be."""
    document = json.dumps(parts["document"]).encode()
    journal = "".join(f"{json.dumps(line)}\n" for line in parts["journal"]).encode()
    manifest = parts["manifest"]
    named = manifest.get("parts") if isinstance(manifest, dict) else None
    for part, data in zip(named if isinstance(named, list) else (), (document, journal), strict=False):
        if isinstance(part, dict) and part.keys() >= {"size", "sha256"}:
            told = {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            part.update({key: value for key, value in told.items() if isinstance(part[key], type(value))})
    files = (("manifest.json", json.dumps(manifest).encode()), ("document.json", document))
    return tar((*files, ("journal.jsonl", journal)), stores.NOON)


class Reader:
    """Reads one file of a kind after the other, at a desk where nothing may change."""

    def __init__(self, folder, desk, sent):
        self.folder, self.desk, self.sent = folder, desk, sent
        self.tally = collections.Counter()
        self.words = Words("da")
        self.identity = pyrage.x25519.Identity.generate()
        self.forms = [toml_tree(path.read_text("utf-8")) for path in sorted(forms.FOLDER.glob("*/*.toml"))]
        self.profile = folder / "profile"
        shutil.copytree(PROFILE, self.profile)
        self.parts = {path: path.read_bytes() for path in sorted(self.profile.rglob("*.toml"))}
        self.opened = False

    def csv_list(self, given_list, cuts):
        self._list(csv_file, given_list, cuts)

    def excel_list(self, given_list, cuts):
        self._list(excel_file, given_list, cuts)

    def _list(self, written, given_list, cuts):
        columns, rows = given_list
        data = written([str(one) for one in columns], rows)
        table = read_table(with_cuts(data, cuts) if is_cut(cuts) else data)
        found = Rows(
            table.heads, self._mapping(columns, table), Office(TODAY, self.words, new_id, "Hanne", {})
        )
        self.opened = bool(table.rows)
        for number, row in zip(table.numbers, table.rows, strict=True):
            found.read(number, row)
        if found.sound().faults:
            raise NotAllowed("faulty rows", "")

    def _mapping(self, columns, table):
        held = [columns[at] if at < len(columns) else None for at in range(len(table.heads))]
        return [one if one not in held[:at] else None for at, one in enumerate(held)]

    def document(self, changes, cuts):
        data = json.dumps(changed(example(), changes)).encode()
        self.opened = not is_cut(cuts)
        data = with_cuts(data, cuts) if is_cut(cuts) else data
        documents.import_document(self.desk, data, dry_run=True)
        with undone(self.desk):
            documents.add_documents(self.desk, [parse(data, self.desk.today()).document], "document.imported")

    def package(self, changes, cuts):
        parts, which = dict(self.sent), ("document", "journal", "manifest")[cuts[0][0] % 3]
        parts[which] = changed(parts[which], changes)
        data = written_package(parts)
        if is_cut(cuts):
            data = with_cuts(data, cuts)
        age = sealing.sealed(data, self.identity.to_public())
        file = self.folder / "package.age"
        file.write_bytes(with_cuts(age, cuts) if is_cut(cuts) and cuts[0][0] % 2 else age)
        found = packages.read_package(file, [self.identity])
        self.opened = True
        part = packages.parted(self.desk, found)
        copies.without(found, part.document, [part.document.cases[0].id])
        packages.refuse(self.desk, part)
        with undone(self.desk):
            copies.take_up(self.desk, part.package, part.document, "case.received")

    def form_file(self, changes, cuts):
        tree = self.forms[cuts[0][0] % len(self.forms)]
        file = self.folder / "forms" / tree["id"] / f"{tree['version']}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        self._write(file, tree, changes, cuts)
        forms.read(file)

    def profile_file(self, changes, cuts):
        path = list(self.parts)[cuts[0][0] % len(self.parts)]
        try:
            self._write(path, toml_tree(self.parts[path].decode()), changes, cuts)
            if faults := profile_check.faults(self.profile):
                raise faults[0]
        finally:
            path.write_bytes(self.parts[path])

    def _write(self, file, tree, changes, cuts):
        data = toml(changed(tree, changes))
        self.opened = not is_cut(cuts)
        file.write_bytes(with_cuts(data, cuts) if is_cut(cuts) else data)

    def read(self, kind, changes, cuts):
        """Read one file, and count how it ended."""
        self.opened = False
        try:
            getattr(self, kind)(changes, cuts)
            self.tally[f"{kind} read"] += 1
        except (ForUser, FaultyDocument) as error:
            self.tally[f"{kind} refused {'within' if self.opened else 'as a file'}"] += 1
            if kind in ("document", "package") and SENTINEL in str(error):
                raise AssertionError("a value of the file stands in the message") from error


def main(times, start, kinds):
    """Read so many files; returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with stores.at_work(load.begun(folder / "sender")) as desk:
            sent = sent_by(desk)
        (folder / "store").mkdir()
        with stores.at_work(stores.made(folder / "store")) as desk:
            reader = Reader(folder, desk, sent)
            before = copying.contents(desk.db, lambda: None)
            for kind in kinds:
                given_files = lists() if kind.endswith("list") else CHANGES

                @seed(start)
                @settings(
                    max_examples=-(-times // len(kinds)),
                    deadline=None,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                )
                @given(st.just(kind), given_files, CUTS)
                def run(kind, changes, cuts):
                    reader.read(kind, changes, cuts)

                run()
            wrong = [] if copying.contents(desk.db, lambda: None) == before else ["the store was changed"]
    sys.stdout.write(json.dumps({"what": "malformed", **reader.tally, "wrong": wrong}) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:] or KINDS))
