"""The reasons of a decision say why help is the right one, never what it costs.

Source: the need decides, and the price is only told beside it (`db.rules.choosing`). Compensation for
a disability and help to adults are left out: an amount can be what such a decision is about.
"""

import re
from typing import Final

from db.errors import NotAllowed
from db.records.case import Case
from db.records.entrance import Decision
from db.rules.choosing import stands_beside
from db.words import later

PRICE_IN_REASONS: Final = later("The reasons name a price: a price is no reason for or against this help.")
WRITE_THE_NEED: Final = later("Write why the help meets the need, and leave the amount out.")
_NUMBER: Final = r"\d[\d.,\s\u00a0]*"
_AMOUNT: Final = re.compile(
    rf"(?<!\w)(?:{_NUMBER}(?:(?:mio|mia|t)\.?\s*)?(?:kr|kroner|dkk)(?!\w)|(?:kr\.?|kroner|dkk)\s*\d)",
    re.IGNORECASE,
)


def names_a_price(case: Case, decision: Decision, reasons: str) -> bool:
    """Whether `reasons` name an amount of money although the decision is about help chosen by need."""
    about = next((one for one in case.interventions if one.id == decision.about), None)
    if about is None or stands_beside(about.law_group):
        return False
    return _AMOUNT.search(reasons) is not None


def refuse_price(case: Case, decision: Decision, reasons: str) -> None:
    """Raises NotAllowed for reasons that name a price, as `names_a_price` says."""
    if names_a_price(case, decision, reasons):
        raise NotAllowed(PRICE_IN_REASONS, WRITE_THE_NEED)
