"""A document with faults is refused with the first of them, so that who brought it can mend it."""

from db.errors import NotAllowed
from db.exchange.faults import Fault, FaultKind, FaultyDocument
from db.words import Words, later
from desktop.taking_in import why

DANISH = Words("da")


def test_the_first_faults_are_told_and_the_rest_counted():
    kind = next(iter(FaultKind))
    faults = [Fault(f"/people/{number}", kind) for number in range(5)]
    first, *lines = why(FaultyDocument(faults), DANISH).split("\n")
    assert first.startswith("Filen har 5 fejl. Intet er ændret.")
    told = DANISH.t(faults[0].sentence)
    assert lines == [f"/people/{number} {told}" for number in range(3)] + ["og 2 til"]


def test_any_other_refusal_is_told_as_it_is():
    assert why(NotAllowed(later("The file has one fault.")), DANISH) == "Filen har én fejl."
