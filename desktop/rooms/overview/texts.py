"""How the overview writes its figures."""

from db.rules.cost_groups import Group
from db.words import Words

DASH = "\N{EN DASH}"
_MILLION = 1_000_000


def number(value: float | None, words: Words) -> str:
    """A mean with one decimal, written as in Denmark; a dash for none."""
    if value is None:
        return DASH
    text = f"{value:.1f}"
    return text.replace(".", ",") if words.language == "da" else text


def percent(share: float | None) -> str:
    """A share in whole per cent; a dash for none."""
    return DASH if share is None else f"{100 * share:.0f} %"


def course(first: float | None, last: float | None, words: Words) -> str:
    """From the first to the last mean."""
    if first is None or last is None:
        return DASH
    return f"{number(first, words)} \N{RIGHTWARDS ARROW} {number(last, words)}"


def ages(group: Group, words: Words) -> str:
    """What a group of ages is called."""
    if group.start is None:
        return words.t("no birthday written down")
    if group.end is None:
        return words.t("{age} years and more", age=group.start)
    return words.t("{first}-{last} years", first=group.start, last=group.end - 1)


def band(group: Group, words: Words) -> str:
    """What a band of money is called, in thousands of kroner or in millions."""
    if group.end is None:
        return words.t("over {amount}", amount=_amount(group.start or 0, words))
    if not group.start:
        return words.t("under {amount}", amount=_amount(group.end, words))
    first = _bare(group.start, words) if group.end > _MILLION else words.kroner(group.start * 100)
    return words.t("{first} to {last}", first=first, last=_amount(group.end, words))


def _amount(kroner: int, words: Words) -> str:
    if kroner >= _MILLION:
        return words.t("{count} million kr.", count=_bare(kroner, words))
    return words.kroner(kroner * 100)


def _bare(kroner: int, words: Words) -> str:
    if kroner >= _MILLION:
        return number(kroner / _MILLION, words)
    return words.kroner(kroner * 100).removesuffix(" kr.")
