"""Packages that are whole as files and wrong inside: refused in a sentence, and nothing is changed."""

from dataclasses import replace

import pytest
from stores import at_work

from db.actions import copies, packages
from db.errors import NotAllowed
from db.exchange.package import BadPackage, PackageKind, _journal, new_manifest, packed, unpacked
from db.store import cases, copying

ROW = {"table": "case_marks", "values": {"case_id": "", "at": 2**70}, "files": {}}
DRAFT = {
    "kind": "note", "record": "r", "field": "text", "case_id": "", "text": "x", "form_version": 2**70,
    "at": "2026-11-23T11:00:00+00:00",
}  # fmt: skip


def of_case(odd, case_id):
    """`odd` as an object of the journal of this case."""
    kind, value = next(iter(odd.items()))
    return {kind: {**value, "case_id": case_id}} if kind == "draft" else odd


@pytest.mark.parametrize(
    "odd",
    [
        {"line": {"at": "x"}, "case": ["a", "list"]},
        {"line": {"at": "x"}, "case": {"an": "object"}},
        {"draft": DRAFT},
        {"row": ROW},
        {"row": {**ROW, "values": {"case_id": ["a", "list"]}}},
    ],
)
def test_an_odd_object_of_the_journal_refuses_the_whole(filled_store, another_store, odd):
    with at_work(filled_store) as desk:
        case_id = sorted(cases.ids(desk.db))[0]
        manifest = new_manifest("m", PackageKind.HANDOVER, sender="Hanne Lind", made_at=desk.now())
        package = copies.package_of(desk, [case_id], manifest)
    whole = replace(package, journal=(*package.journal, of_case(odd, case_id)))
    with at_work(another_store) as desk:
        before = copying.contents(desk.db, lambda: None)
        with pytest.raises(NotAllowed):
            packages.receive(desk, unpacked(packed(whole)))
        assert copying.contents(desk.db, lambda: None) == before


def test_half_a_sign_is_no_text():
    with pytest.raises(BadPackage):
        _journal(b'{"line": {"at": "\\ud800"}}')
