"""A receipt: tells the sender that a package was taken up and the store found whole; nothing of a family."""

import hashlib
import json
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from db.digest import of_pieces
from db.errors import NotAllowed
from db.exchange.package import Package
from db.records.base import Id, Moment, Record
from db.words import later

LARGEST: Final = 64 * 1024


class Receipt(Record):
    """What was taken up, and when. `proof` can only be worked out by who made or opened the package."""

    format: Literal["taetpaa-receipt"] = "taetpaa-receipt"
    version: Annotated[int, Field(strict=True, ge=1, le=1)] = 1
    package: Id
    proof: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    received_at: Moment


def proof_of(package: Package) -> str:
    """The digest of all that `package` holds, and of its id."""
    digest = hashlib.sha256(package.manifest.id.encode())
    lines = (json.dumps(one, sort_keys=True).encode() for one in package.journal)
    for part in (package.document, *lines, *package.attachments):
        digest.update(bytes.fromhex(of_pieces([part])))
    return digest.hexdigest()


def written(receipt: Receipt) -> bytes:
    """The receipt as a file."""
    return (receipt.model_dump_json(indent=1) + "\n").encode()


def read(data: bytes) -> Receipt:
    """The receipt in `data`. Raises NotAllowed if it is none."""
    try:
        return Receipt.model_validate_json(data)
    except ValidationError as error:
        raise NotAllowed(
            later("This file is no receipt, or it is damaged."),
            later("Nothing was changed. Ask the receiver for it once more."),
        ) from error
