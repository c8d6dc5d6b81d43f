"""Whether the machine's clock can be right: time does not go back behind what was written down."""

from datetime import datetime, timedelta
from typing import Final

_A_DAY: Final = timedelta(days=1)


def is_far_behind(now: datetime, last: datetime | None) -> bool:
    """True if `now` lies more than a day before the last thing that was written down; None is nothing yet.

    Less may be a summer time or a journey. A clock that is ahead shows in nothing that was written.
    """
    return last is not None and last - now > _A_DAY
