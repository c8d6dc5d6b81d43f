"""Words for people: the catalogue of one language, and days, moments and money as that language writes them.

The source language is English; `resources/i18n/<language>/*.po` are the catalogue's
sources and `resources/i18n/<language>.mo` is compiled from them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Final

from db.catalogue import Catalogue
from db.errors import ForUser
from db.paths import RESOURCES

LANGUAGES: Final = ("da", "en")
_MONTHS: Final = {
    "da": [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_PLAIN_YEAR: Final = 300  # days: of a day further off the year is said
_DAYS: Final = {
    "da": ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def later(text: str) -> str:
    """`text` itself: marks a key of the catalogue that is translated where it is shown."""
    return text


@cache
def _copenhagen() -> tzinfo:
    from zoneinfo import ZoneInfo  # the first window tells no time

    return ZoneInfo("Europe/Copenhagen")


@cache
def _catalogue() -> Catalogue:
    return Catalogue(RESOURCES / "i18n" / "da.mo")


def together(text: str) -> str:
    """`text`, in which no line ends within a time, a paragraph of a law, a day, an amount, weeks or a town.

    Nor does one begin with the dot that stands between two things, or with the dots for what is left out.
    """
    return _within().sub(lambda found: found[0][:-1] + "\N{NO-BREAK SPACE}", text)


def before_years(text: str) -> list[int]:
    """Where, in `text` that is kept `together`, the spaces between a day and its year stand."""
    return [found.end() - 1 for found in _dated().finditer(text)]


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"\b\d{{1,2}}\.?\N{{NO-BREAK SPACE}}(?:{_begun()})\w*\.? (?=\d{{4}}\b)")


@cache
def _begun() -> str:
    return "|".join(sorted({month[:3] for names in _MONTHS.values() for month in names}))


@cache
def _within() -> re.Pattern[str]:
    """Such a thing up to the space at which a line must not end."""
    places = (
        r"(?:\b(?:kl|stk|nr)\.|\bklokken|§) (?=\d)",
        r"\b\d{4} (?=[A-ZÆØÅ])",
        r"\d (?=kr\.)",
        r" (?=· |…)",
        r"\d\.? (?=(?:dag|uge|måned|kvartal|time|minut|day|week|month|quarter|hour))",
    )
    return re.compile("|".join((*places, rf"\b\d{{1,2}}\.? (?={_begun()})")))


def unbroken(text: str) -> str:
    """`text`, which stands on one line: for something short."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True)
class Words:
    """One language. Months, weekdays, times and money are written as in Denmark in both."""

    language: str = "da"

    def t(self, text: str, /, **facts: object) -> str:
        """`text` in this language, with its `{places}` filled from `facts`; a day stands as it is written."""
        said = _catalogue().gettext(text) if text and self._danish else text
        if not facts:
            return said
        return said.format_map(
            {name: self.day(fact) if type(fact) is date else fact for name, fact in facts.items()}
        )

    def n(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """`one` or `many` in this language, as `count` asks; `{count}` is filled."""
        said = _catalogue().ngettext(one, many, count) if self._danish else one if count == 1 else many
        return said.format_map({"count": count, **facts})

    def error(self, error: ForUser) -> str:
        """What happened and what to do now, in one or two sentences."""
        return " ".join(self.t(text, **error.facts) for text in (error.message, error.remedy) if text)

    def name(self, value: str, names: Mapping[str, str]) -> str:
        """What `value` of a closed set is called, by the catalogue keys in `names`."""
        return self.t(names[value])

    def day(self, day: date) -> str:
        """`3. marts 2026`."""
        return (
            f"{day.day}. {self.month(day.month)} {day.year}"
            if self._danish
            else f"{day.day} {self.month(day.month)} {day.year}"
        )

    def short_day(self, day: date) -> str:
        """`3. marts`: for days of which the year is plain."""
        return f"{day.day}. {self.month(day.month)}" if self._danish else f"{day.day} {self.month(day.month)}"

    def brief_day(self, day: date, today: date | None = None) -> str:
        """`3. mar.`, for narrow columns; with the year where `today` is too far off to tell which."""
        month = self.month(day.month)
        text = f"{day.day}{'.' if self._danish else ''} {month if len(month) < 5 else month[:3] + '.'}"
        return text if today is None or abs((day - today).days) < _PLAIN_YEAR else f"{text} {day.year}"

    def weekday(self, day: date) -> str:
        """`mandag`."""
        return _DAYS[self.language][day.weekday()]

    def month(self, number: int) -> str:
        """`marts` for 3."""
        return _MONTHS[self.language][number - 1]

    def time(self, moment: datetime) -> str:
        """`14.30`, Copenhagen's clock."""
        return moment.astimezone(_copenhagen()).strftime("%H.%M" if self._danish else "%H:%M")

    def moment(self, moment: datetime) -> str:
        """`3. marts 2026 kl. 14.30`."""
        joint = " kl. " if self._danish else " at "
        return self.day(moment.astimezone(_copenhagen()).date()) + joint + self.time(moment)

    def money(self, cents: int) -> str:
        """`1.234,50 kr.`, of whole øre."""
        sign = "-" if cents < 0 else ""
        kroner, oere = divmod(abs(cents), 100)
        whole = f"{kroner:,}"
        if self._danish:
            return f"{sign}{whole.replace(',', '.')},{oere:02d} kr."
        return f"{sign}{whole}.{oere:02d} kr."

    def kroner(self, cents: int) -> str:
        """`1.234 kr.`: whole kroner, for overviews."""
        return self.money(round(cents / 100) * 100).replace(",00 kr." if self._danish else ".00 kr.", " kr.")

    def everything(self) -> Iterator[str]:
        """Every sentence of this language's catalogue, the months and the days."""
        yield from (told if self._danish else asked for asked, told in _catalogue().everything())
        yield from (*_MONTHS[self.language], *_DAYS[self.language])

    @property
    def _danish(self) -> bool:
        return self.language == "da"
