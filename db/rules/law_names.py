"""A paragraph's reference as it is kept, `BL §95 stk. 2`, and as it is said: `barnets lov § 95, stk. 2`."""

import re
from collections.abc import Mapping
from typing import Final

from db.words import Words, later

_LAWS: Final[Mapping[str, str]] = {
    "BL": later("the Children's Act"),
    "SEL": later("the Social Services Act"),
    "RSL": later("the Legal Protection Act"),
    "FVL": later("the Public Administration Act"),
}
_FURTHER: Final = re.compile(rf"\b({'|'.join(_LAWS)}) (?=§)")
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def law_named(reference: str, words: Words) -> str:
    """`BL §95 stk. 2` with the law's name, as `barnets lov § 95, stk. 2`; "" stays empty.

    What is to be checked follows after a comma: the name itself mostly stands between brackets.
    """
    law, _, paragraph = reference.partition(" ")
    if law not in _LAWS:
        return reference
    several = re.sub(r"(?<!§)§(?=\d+-\d)", "§§", paragraph)
    spaced = re.sub(r"§(?=\d)", f"§{_NO_BREAK}", several).replace(" stk. ", f", stk.{_NO_BREAK}")
    told = f"{words.t(_LAWS[law])} {spaced}".replace(" (kontrollér)", ", kontrollér")
    return _FURTHER.sub(lambda found: f"{words.t(_LAWS[found[1]])} ", told)


def law_kept(written: str, words: Words, before: str = "") -> str:
    """What somebody wrote, as `law_named` says it or short, as it is kept; an unknown law stays as written.

    `before` is what was kept until now. It comes back to the letter where `written` says the same.
    """
    plain = _plain(written)
    if plain == _plain(law_named(before, words)):
        return before
    for law, name in _LAWS.items():
        plain = re.sub(rf"\b{re.escape(words.t(name))}(?= §)", law, plain, flags=re.IGNORECASE)
    if plain.partition(" ")[0] not in _LAWS:
        return written
    close = re.sub(r"§ (?=\d)", "§", plain).replace(", stk. ", " stk. ")
    return close.replace(", kontrollér", " (kontrollér)")


def _plain(text: str) -> str:
    return text.replace(_NO_BREAK, " ")
