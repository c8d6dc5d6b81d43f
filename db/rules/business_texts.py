"""A business case's answer in words, the same on the screen and on paper."""

from db.rules.business import Reckoned
from db.words import Words


def paid_text(found: Reckoned, words: Words) -> str:
    """What it comes to in all, and when it has paid for itself."""
    if not found.years:
        return words.t("No year yet.")
    first, last = found.years[0].year, found.years[-1].year
    told = words.t("{first}-{last} in all: {total}", first=first, last=last, total=words.kroner(found.total))
    if found.payback is None:
        return f"{told} " + words.t("It does not pay for itself in these years.")
    if found.payback == 0:
        return f"{told} " + words.t("There is nothing to pay back.")
    years, months = divmod(found.payback, 12)
    after = " ".join(
        part
        for part in (
            words.n("{count} year", "{count} years", years) if years else "",
            words.n("{count} month of time", "{count} months of time", months) if months else "",
        )
        if part
    )
    return f"{told} " + words.t("It has paid for itself after {after}.", after=after)
