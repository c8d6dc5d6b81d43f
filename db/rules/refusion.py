"""The state's share of a dear case: what is paid back of a year's net cost.

Source: SEL §176 and barnets lov §198, as the law chapter gives them: 25 % of what lies between
the first and the second limit, 50 % between the second and the third, 75 % above it. The costs of
children of one household are taken together (§198 stk. 2). The limits are those of the year.
"""

from collections.abc import Iterable
from dataclasses import dataclass

_KRONE = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """The three limits of a year, in øre, rising."""

    first: int
    second: int
    third: int


def paid_back(costs: Iterable[int], limits: Limits) -> int:
    """What is paid back, in øre and whole kroner, of the net `costs` (øre) of one household's children."""
    cost = sum(costs)
    quarters = (
        _between(cost, limits.first, limits.second)
        + 2 * _between(cost, limits.second, limits.third)
        + 3 * max(0, cost - limits.third)
    )
    return (quarters + 2 * _KRONE) // (4 * _KRONE) * _KRONE


def _between(cost: int, low: int, high: int) -> int:
    return min(max(cost - low, 0), high - low)
