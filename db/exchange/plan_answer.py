"""The answer to a plan as one JSON document, for a file that only its caseworker opens."""

import json

from pydantic import ValidationError

from db.errors import NotAllowed
from db.records.plan_answer import PlanAnswer
from db.words import later

_LARGEST = 64 * 1024


def written(answer: PlanAnswer) -> bytes:
    """The document of `answer`."""
    return answer.model_dump_json(indent=1).encode()


def read(data: bytes) -> PlanAnswer:
    """The answer in `data`. Raises NotAllowed if there is none, or it is not whole."""
    try:
        return PlanAnswer.model_validate(json.loads(data[:_LARGEST]))
    except (ValidationError, ValueError, RecursionError):
        raise NotAllowed(
            later("This file holds no answer to a plan, or a damaged one."),
            later("Nothing was changed. Ask the sender for a new one."),
        ) from None
