"""Documents for the tests: the contract's own example, and the smallest there is."""

import json
from datetime import date
from pathlib import Path

from db.exchange.faults import FaultyDocument
from db.exchange.reading import parse

TODAY = date(2026, 7, 15)


def parsed(raw, today=TODAY):
    """`raw`, read as a document."""
    return parse(json.dumps(raw).encode(), today)


def faults_of(raw, today=TODAY):
    """The faults of `raw` as (pointer, kind)."""
    return faults_of_bytes(json.dumps(raw).encode(), today)


def faults_of_bytes(data, today=TODAY):
    """The faults of `data` as (pointer, kind)."""
    try:
        parse(data, today)
    except FaultyDocument as error:
        return [(fault.pointer, fault.kind.value) for fault in error.faults]
    return []


def example():
    """The contract's own example, with its second person and its names filled in."""
    return json.loads(Path(__file__).with_name("example.json").read_text("utf-8"))


def smallest(**case):
    """A document with one person and one case, and nothing but what is required."""
    head = {"id": "c1", "number": "1", "child": "p1", "status": "active", "opened": "2026-01-05"}
    return {
        "format": "taetpaa-exchange",
        "version": 1,
        "people": [{"id": "p1", "name": "Aksel"}],
        "cases": [head | case],
    }
