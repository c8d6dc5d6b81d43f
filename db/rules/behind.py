"""Which cases stand behind each key figure, under the names that the contract's `report` gives the figures.

It is made of the same material as the figures themselves, so that none of them can say anything else.
Amounts of well-being and cost have the cases that they are made of. What belongs to no case, such as a
notification without one, stands behind its figure with no case.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from db.records.intervention import PlacementKind
from db.rules import ladder
from db.rules.report import (
    FAMILY_LIKE,
    STEPS,
    Family,
    Help,
    Kept,
    Material,
    broken,
    is_under_10,
    moves_of,
    placed_of,
    runs_on,
)

Behind = Mapping[str, tuple[str, ...]]
"""The ids of the cases behind each figure, by the order of their numbers, each once."""

_KEPT: Final[tuple[tuple[str, Callable[[Kept], int]], ...]] = (
    ("follow_ups.due", lambda one: one.due),
    ("follow_ups.on_time", lambda one: one.on_time),
    ("follow_ups.late", lambda one: one.late),
    ("follow_ups.missed", lambda one: one.missed),
)
_LAW: Final[tuple[tuple[str, Callable[[Kept], int]], ...]] = (
    ("deadlines.law_due", lambda one: one.due),
    ("deadlines.law_on_time", lambda one: one.on_time),
    ("deadlines.law_not_on_time", lambda one: one.due - one.on_time),
)


def cases_behind(material: Material, first: date, last: date) -> Behind:
    """The cases behind each figure of `report`, and behind what a figure leaves out (`….without`)."""
    families = material.families
    found: dict[str, set[str | None]] = {"cases": {one.id for one in families}}
    each = {one.id: moves_of(one, first, last) for one in families}
    found["moves.up"] = {case for case, (up, _) in each.items() if up}
    found["moves.down"] = {case for case, (_, down) in each.items() if down}
    found |= _on_steps(families, last)
    found |= _placed(families, first, last)
    for kept, of in ((_KEPT, material.follow_ups), (_LAW, material.law)):
        for name, count in kept:
            found[name] = {one.case for one in of if count(one)}
    for name, counted in (("network_meetings", material.met_network), ("children_heard", material.heard)):
        found[f"{name}.cases_with"] = set(counted)
        found[f"{name}.cases_without"] = found["cases"] - set(counted)
    found["well_being.child"] = {one.case for one in material.ratings if one.of_child}
    found["well_being.family"] = {one.case for one in material.ratings if not one.of_child}
    found["notifications.all"] = {one.case for one in material.notifications}
    found["notifications.under_10"] = {one.case for one in material.notifications if is_under_10(one)}
    found["complaints"] = set(material.complaints)
    found["breakdowns"] = {*material.breakdown_events, *(f.id for f in families if broken(f, first, last))}
    found["feedback"] = set(material.feedback)
    return {name: tuple(one.id for one in families if one.id in ids) for name, ids in found.items()}


def _on_steps(families: Iterable[Family], day: date) -> dict[str, set[str | None]]:
    found: dict[str, set[str | None]] = {f"steps.{step}": set() for step in STEPS}
    for family in families:
        step = ladder.step_on(family.help, day) if family.is_open_on(day) else None
        if step is not None:
            found[f"steps.{step}"].add(family.id)
    return found


def _placed(families: Iterable[Family], first: date, last: date) -> dict[str, set[str | None]]:
    named: dict[str, Callable[[Help], bool]] = {
        "placements.count": lambda item: runs_on(item, last),
        "placements.family_like": lambda item: runs_on(item, last) and item.placement in FAMILY_LIKE,
        "placements.not_family_like": lambda item: runs_on(item, last) and item.placement not in FAMILY_LIKE,
        "placements.days": lambda item: item.ended_on is not None and first <= item.ended_on <= last,
        "placements.cost": lambda item: (
            _month(item.starts_on) <= _month(last)
            and (item.ended_on is None or _month(first) <= _month(item.ended_on))
        ),
    }
    found: dict[str, set[str | None]] = {name: set() for name in named}
    found |= {f"placements.by_kind.{kind}": set() for kind in PlacementKind}
    for family in families:
        for item in placed_of(family):
            for name, counts in named.items():
                if counts(item):
                    found[name].add(family.id)
            if item.placement and runs_on(item, last):
                found[f"placements.by_kind.{item.placement}"].add(family.id)
    return found


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
