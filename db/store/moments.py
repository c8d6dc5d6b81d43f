"""How moments stand in the store: UTC, whole seconds, a text that sorts."""

from datetime import UTC, datetime


def stored(moment: datetime) -> str:
    """`moment` as `2026-01-31T13:30:00Z`."""
    # Not strftime: it writes years before 1000 with fewer than four digits.
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"
