"""Which automatic backups are kept: all of the last days, then fewer the older they are."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

_ALL_OF: Final = timedelta(days=2)
_DAILY: Final = timedelta(days=14)


def to_thin(made: Iterable[datetime], now: datetime, *, days: int) -> list[datetime]:
    """The moments of the backups that are no longer needed, oldest first; the newest is always kept.

    Of the last two days all are kept, then the newest of each day for two weeks, then the newest of each
    week, up to `days` days in all.
    """
    newest_first = sorted(set(made), reverse=True)
    kept: set[tuple[int, ...]] = set()
    gone: list[datetime] = []
    for place, moment in enumerate(newest_first):
        age = now - moment
        if place == 0 or age <= _ALL_OF:
            continue
        calendar = moment.isocalendar()
        stretch = (calendar.year, calendar.week, calendar.weekday) if age <= _DAILY else calendar[:2]
        if age > timedelta(days=days) or stretch in kept:
            gone.append(moment)
        kept.add(stretch)
    return gone[::-1]
