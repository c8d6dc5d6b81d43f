"""How moments stand in the store: UTC, whole seconds, a text that sorts."""

from datetime import UTC, date, datetime, time, timedelta

from db.records.base import COPENHAGEN


def stored(moment: datetime) -> str:
    """`moment` as `2026-01-31T13:30:00Z`."""
    # Not strftime: it writes years before 1000 with fewer than four digits.
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def parsed(text: str) -> datetime:
    """The moment that `stored` wrote as `text`."""
    return datetime.fromisoformat(text)


def first_moment(day: date, *, after: bool = False) -> str:
    """Midnight in Copenhagen at which `day` begins, or ends, as the store writes it."""
    try:
        midnight = datetime.combine(day + timedelta(days=after), time(), COPENHAGEN)
        return stored(midnight)
    except OverflowError:  # the ends of the calendar
        return "9999-12-31T23:59:59Z" if after else "0001-01-01T00:00:00Z"
