"""What a column of a list from elsewhere may hold, and by which heads it is known."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from db.rules.danish import fold
from db.words import later


class Holds(StrEnum):
    """What a column holds: of the case, of its child, or of a person around the child."""

    NUMBER = "number"
    OPENED = "opened"
    STATUS = "status"
    CLOSED = "closed"
    REASON = "closed_reason"
    COORDINATOR = "coordinator"
    TEAM = "team"
    CHILD = "child"
    CPR = "cpr"
    BORN = "born"
    EXPECTED = "expected"
    ADDRESS = "address"
    PROTECTED = "protected"
    PERSON = "person"
    ROLE = "role"
    PERSON_CPR = "person_cpr"
    PERSON_BORN = "person_born"
    PERSON_PHONE = "person_phone"
    PERSON_EMAIL = "person_email"
    PERSON_ADDRESS = "person_address"
    CUSTODY = "custody"
    LIVES = "lives"


NAMES: Final[Mapping[Holds, str]] = {
    Holds.NUMBER: later("The case's number"),
    Holds.OPENED: later("The day the case was opened"),
    Holds.STATUS: later("How the case stands"),
    Holds.CLOSED: later("The day the case was closed"),
    Holds.REASON: later("Why the case was closed"),
    Holds.COORDINATOR: later("The coordinator"),
    Holds.TEAM: later("The team"),
    Holds.CHILD: later("The child's name"),
    Holds.CPR: later("The child's CPR number"),
    Holds.BORN: later("The child's birthday"),
    Holds.EXPECTED: later("The day the child is expected"),
    Holds.ADDRESS: later("The child's address"),
    Holds.PROTECTED: later("The child's address is protected"),
    Holds.PERSON: later("The person's name"),
    Holds.ROLE: later("What the person is to the child"),
    Holds.PERSON_CPR: later("The person's CPR number"),
    Holds.PERSON_BORN: later("The person's birthday"),
    Holds.PERSON_PHONE: later("The person's phone"),
    Holds.PERSON_EMAIL: later("The person's mail"),
    Holds.PERSON_ADDRESS: later("The person's address"),
    Holds.CUSTODY: later("The person has custody"),
    Holds.LIVES: later("The person lives with the child"),
}
"""What each is called, as keys of the catalogue."""
_HEADS: Final[Mapping[Holds, str]] = {
    Holds.NUMBER: "sag sagsnr sagsnummer journalnr journalnummer nr nummer case casenumber number",
    Holds.OPENED: "oprettet sagstart startdato modtaget opened",
    Holds.STATUS: "status sagsstatus",
    Holds.CLOSED: "lukket lukketdato lukkedato afsluttet afslutningsdato slutdato closed",
    Holds.REASON: "lukkeaarsag lukningsaarsag afslutningsaarsag lukketfordi closedreason",
    Holds.COORDINATOR: "koordinator sagsbehandler raadgiver coordinator caseworker",
    Holds.TEAM: "team afdeling enhed",
    Holds.CHILD: "barn barnet barnetsnavn barnsnavn navn child childname name",
    Holds.CPR: "cpr cprnr cprnummer barnetscpr personnummer",
    Holds.BORN: "foedt foedselsdato foedselsdag born birthday dateofbirth",
    Holds.EXPECTED: "termin terminsdato ventes expected",
    Holds.ADDRESS: "adresse barnetsadresse address",
    Holds.PROTECTED: "beskyttet beskyttetadresse adressebeskyttelse navneogadressebeskyttelse protected",
    Holds.PERSON: "person personnavn paaroerende kontaktperson foraelder foraeldernavn",
    Holds.ROLE: "rolle relation role",
    Holds.PERSON_CPR: "personcpr foraeldercpr personenscpr",
    Holds.PERSON_BORN: "personfoedt personensfoedselsdag",
    Holds.PERSON_PHONE: "telefon tlf mobil phone",
    Holds.PERSON_EMAIL: "mail email epost",
    Holds.PERSON_ADDRESS: "personadresse personensadresse foraelderadresse",
    Holds.CUSTODY: "foraeldremyndighed myndighed custody",
    Holds.LIVES: "borhos bormedbarnet bormed samboende liveswith",
}


def guessed(heads: Sequence[str]) -> tuple[Holds | None, ...]:
    """What each column seems to hold by its head; None where nothing fits or an earlier one holds it."""
    known = {fold(head): one for one, heads_of in _HEADS.items() for head in heads_of.split()}
    found: list[Holds | None] = []
    for head in heads:
        key = "".join(sign for sign in fold(head) if sign.isalnum())
        holds = known.get(key)
        found.append(holds if holds not in found else None)
    return tuple(found)
