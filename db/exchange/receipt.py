"""A receipt: says what of a package was taken up, and that the store was found whole; nothing of a family."""

import hashlib
import hmac
import json
from collections.abc import Collection
from datetime import datetime
from typing import Annotated, Final, Literal, Self

from pydantic import Field, ValidationError, model_validator

from db.digest import of_pieces
from db.errors import NotAllowed
from db.exchange.package import Package
from db.records.base import Id, Moment, Record, moment_text
from db.words import later

LARGEST: Final = 64 * 1024
_ALL: Final = 1
_SOME: Final = 2

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Receipt(Record):
    """What was taken up, and when. `proof` can only be worked out by who made or opened the package.

    Version 1 says it of all cases of the package. Version 2 says it of `cases` alone, each under a name that
    means nothing to others, and its proof is another one: no receipt of some can be made into one of all.
    """

    format: Literal["taetpaa-receipt"] = "taetpaa-receipt"
    version: Annotated[int, Field(strict=True, ge=_ALL, le=_SOME)] = _ALL
    package: Id
    proof: Digest
    received_at: Moment
    cases: tuple[Digest, ...] = ()

    @model_validator(mode="after")
    def _only_some_are_named(self) -> Self:
        if (self.version == _SOME) != bool(self.cases):
            raise ValueError("a receipt of version 2 names cases, and no other does")
        return self


def proof_of(package: Package) -> str:
    """The digest of all that `package` holds, and of its id."""
    digest = hashlib.sha256(package.manifest.id.encode())
    lines = (json.dumps(one, sort_keys=True).encode() for one in package.journal)
    for part in (package.document, *lines, *package.attachments):
        digest.update(bytes.fromhex(of_pieces([part])))
    return digest.hexdigest()


def receipt_of(package: Package, at: datetime, only: Collection[str] | None = None) -> Receipt:
    """The receipt for `package`, taken up at the moment `at`: all of it, or only the cases of these ids."""
    proof, key = proof_of(package), package.manifest.id
    if only is None:
        return Receipt(package=key, proof=proof, received_at=at)
    named = tuple(sorted(_name(case_id, proof) for case_id in only))
    return Receipt(
        version=_SOME, package=key, proof=_sealed(key, at, named, proof), received_at=at, cases=named
    )


def is_vouched(receipt: Receipt, proof: str) -> bool:
    """True if who wrote the receipt had the package with this `proof` open."""
    wanted = proof
    if receipt.version == _SOME:
        wanted = _sealed(receipt.package, receipt.received_at, receipt.cases, proof)
    return hmac.compare_digest(receipt.proof, wanted)


def speaks_of(receipt: Receipt, case_id: str, proof: str) -> bool:
    """True if the receipt says of this case of its package that it was taken up."""
    return receipt.version == _ALL or _name(case_id, proof) in receipt.cases


def written(receipt: Receipt) -> bytes:
    """The receipt as a file; one of all cases as every release reads it."""
    some = receipt.version == _SOME
    return (receipt.model_dump_json(indent=1, exclude=None if some else {"cases"}) + "\n").encode()


def read(data: bytes) -> Receipt:
    """The receipt in `data`. Raises NotAllowed if it is none."""
    try:
        return Receipt.model_validate_json(data)
    except ValidationError as error:
        raise NotAllowed(
            later("This file is no receipt, or it is damaged."),
            later("Nothing was changed. Ask the receiver for it once more."),
        ) from error


def _name(case_id: str, proof: str) -> str:
    return _keyed(proof, "case", case_id)


def _sealed(package: str, at: datetime, cases: Collection[str], proof: str) -> str:
    return _keyed(proof, "some", package, moment_text(at), *cases)


def _keyed(proof: str, *texts: str) -> str:
    return hmac.digest(bytes.fromhex(proof), json.dumps(texts).encode(), "sha256").hex()
