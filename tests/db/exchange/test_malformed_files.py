"""Packages and backups of any bytes: a sentence each, and never anything else."""

import contextlib
import io
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Damaged, NotAllowed
from db.exchange import backup_file
from db.exchange.package import Package, PackageKind, new_manifest, packed, unpacked
from db.exchange.tar import END, BadTar, heading, members, padding

AT = datetime(2026, 11, 23, 11, tzinfo=UTC)
PACKAGE = Package(
    new_manifest("m", PackageKind.HANDOVER, sender="Hanne Lind", made_at=AT),
    b'{"format":"taetpaa-exchange"}',
    ({"line": {"a": 1}, "case": "c"}, {"draft": {}}, {"row": {}}),
    (b"", b"\x00\xff" * 700),
)
WHOLE = packed(PACKAGE)
QUICK = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
CHANGES = st.lists(
    st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=12)), min_size=1, max_size=4
)


def with_changes(data, changes):
    changed = bytearray(data)
    for place, new in changes:
        changed[place : place + len(new)] = new
    return bytes(changed)


def test_what_is_packed_is_unpacked():
    found = unpacked(WHOLE)
    assert (found.document, found.journal, found.attachments) == (
        PACKAGE.document,
        PACKAGE.journal,
        PACKAGE.attachments,
    )
    assert [part.name for part in found.manifest.parts][-1] == "attachments/000002"


@QUICK
@given(CHANGES)
def test_a_changed_package_is_refused_or_the_same(changes):
    with contextlib.suppress(NotAllowed):
        found = unpacked(with_changes(WHOLE, changes))
        # A byte of a part that nobody reads, such as the owner, may differ.
        assert (found.document, found.journal, found.attachments) == (
            PACKAGE.document,
            PACKAGE.journal,
            PACKAGE.attachments,
        )


@QUICK
@given(st.binary(max_size=3000))
def test_any_bytes_are_refused(data):
    with pytest.raises(NotAllowed):
        unpacked(data)


@QUICK
@given(st.integers(0, len(WHOLE) - len(END) - 1))
def test_a_package_that_is_cut_short_is_refused(length):
    with pytest.raises(NotAllowed):
        unpacked(WHOLE[:length])


@QUICK
@given(st.binary(max_size=2000))
def test_any_bytes_are_no_backup(tmp_path, data):
    file = tmp_path / "x"
    file.write_bytes(data)
    with pytest.raises(Damaged):
        backup_file.read(file)


@QUICK
@given(st.text("0123456789abcdef-/. ", min_size=11, max_size=11), st.integers(0, 10))
def test_odd_sizes_lead_nowhere(size, length):
    head = bytearray(heading("manifest.json", length, AT))
    head[124:135] = size.encode()
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    data = bytes(head) + bytes(length) + padding(length) + END
    with contextlib.suppress(NotAllowed):
        for part in members(io.BytesIO(data), len(data)):
            assert 0 <= part.size <= len(data)


def test_what_tells_no_size_is_refused_before_it_is_read():
    class Endless(io.BytesIO):
        """As a device is: it holds no byte, and gives zeros for ever."""

        def read(self, size=-1, /):
            raise AssertionError(f"{size} bytes were read")

    with pytest.raises(BadTar):
        list(members(Endless(), 0))
