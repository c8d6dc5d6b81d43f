"""The oracle's rows of the contract's table that hang on help over time: chains, placements, birthdays."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from due_oracle_days import as_day, as_moment, day_of, months_from, next_after
from due_oracle_rules import Entry, Record, paragraph

CONTACTS = {"phone", "home_visit", "network_meeting", "follow_up", "child_talk"}
NOTED_CONTACTS = {"phone", "home_visit", "child_talk"}


class Happened(NamedTuple):
    """Something held or noted."""

    at: datetime
    kind: str
    id: str


def held(case: Record, kinds: set[str]) -> list[Happened]:
    """Held appointments of `kinds`; a supervision visit without the talk does not count."""
    return [
        Happened(as_moment(each["starts_at"]), "appointment", each["id"])
        for each in case["appointments"]
        if each["status"] == "held" and each["kind"] in kinds
        if each["kind"] != "supervision_visit" or each["child_heard"] == "talk"
    ]


def each_day_once(happened: Iterable[Happened]) -> dict[date, Happened]:
    """By day, the first of that day."""
    days: dict[date, Happened] = {}
    for each in happened:
        day = day_of(each.at)
        if day not in days or each.at < days[day].at:
            days[day] = each
    return dict(sorted(days.items()))


def rhythm(case: Record, day: date, field: str) -> int | None:
    """`field` of the rhythm in force on `day`: the last up to it, of two with one day the later listed."""
    in_force: Record = {}
    for row in case["rhythm"]:
        if as_day(row["since"]) <= day and row["since"] >= in_force.get("since", ""):
            in_force = row
    return in_force.get(field)


def follow_up_chain(case: Record) -> Iterator[Entry]:
    follow_ups = each_day_once(held(case, {"follow_up"}))
    for day, first in follow_ups.items():
        months = rhythm(case, day, "follow_up_months")
        if months:
            trigger = (first.kind, first.id, first.at)
            yield Entry("follow_up", trigger, months_from(day, months), next_after(follow_ups, day))


def contact_chain(case: Record) -> Iterator[Entry]:
    noted = [
        Happened(as_moment(note["at"]), "note", note["id"])
        for note in case["notes"]
        if note["kind"] in NOTED_CONTACTS
    ]
    opened = as_day(case["opened"])
    contacts = each_day_once(each for each in held(case, CONTACTS) + noted if day_of(each.at) > opened)
    links = [(opened, ("case", case["id"], opened))]
    links += [(day, (first.kind, first.id, first.at)) for day, first in contacts.items()]
    for day, trigger in links:
        weeks = rhythm(case, day, "contact_weeks")
        if weeks:
            yield Entry("contact", trigger, day + timedelta(weeks=weeks), next_after(contacts, day))


def interventions(case: Record) -> list[Record]:
    """Those that count: stage expected counts for no rule."""
    return [each for each in case["interventions"] if each["stage"] != "expected"]


def placements(case: Record) -> list[Record]:
    return [each for each in interventions(case) if each["placement"]]


def is_support(intervention: Record) -> bool:
    return bool(intervention["placement"]) or intervention["law_group"] == "supportive"


def runs_on(intervention: Record, day: date) -> bool:
    ended = as_day(intervention["ended_on"])
    return as_day(intervention["starts_on"]) <= day and (ended is None or day <= ended)


def ended_before(intervention: Record, due: date) -> bool:
    ended = as_day(intervention["ended_on"])
    return ended is not None and ended < due


def first_follow_up(case: Record) -> Iterator[Entry]:
    follow_ups = each_day_once(held(case, {"follow_up"}))
    for item in filter(is_support, interventions(case)):
        start = as_day(item["starts_on"])
        finished = [
            as_day(each["finished_on"])
            for each in case["assessments"]
            if each["kind"] in {"partial", "full"} and each["started_on"] and each["finished_on"]
            if as_day(each["started_on"]) <= start < as_day(each["finished_on"])
        ]
        due = min([months_from(start, 3), *finished])
        yield Entry(
            "first_follow_up",
            ("intervention", item["id"], start),
            due,
            min((day for day in follow_ups if day >= start), default=None),
            paragraph(start, "SEL §70 stk. 2", "BL §95 stk. 2"),
            falls_away=ended_before(item, due),
        )


def chain_of(
    item: Record, rule: str, months: int, links: dict[date, Happened], meeting: Iterable[date]
) -> Iterator[Entry]:
    """A link from the start of `item` and from each of `links`, met by the next of `meeting`."""
    start = as_day(item["starts_on"])
    for day, on in [(start, start), *((day, first.at) for day, first in links.items())]:
        due = months_from(day, months)
        trigger = ("intervention", item["id"], on)
        yield Entry(rule, trigger, due, next_after(meeting, day), falls_away=ended_before(item, due))


def during(item: Record, happened: dict[date, Happened]) -> dict[date, Happened]:
    """What happened while `item` ran, its first day left out."""
    start = as_day(item["starts_on"])
    return {day: first for day, first in happened.items() if day > start and runs_on(item, day)}


def compensation_review(case: Record) -> Iterator[Entry]:
    """The next follow-up meets a link also after the end of the intervention, but starts none then."""
    follow_ups = each_day_once(held(case, {"follow_up"}))
    for item in interventions(case):
        if item["law_group"] == "compensating":
            yield from chain_of(item, "compensation_review", 12, during(item, follow_ups), follow_ups)


def supervision_visit(case: Record) -> Iterator[Entry]:
    visits = each_day_once(held(case, {"supervision_visit"}))
    for item in placements(case):
        own = during(item, visits)
        yield from chain_of(item, "supervision_visit", 6, own, own)


def placement_review(case: Record) -> Iterator[Entry]:
    follow_ups = each_day_once(held(case, {"follow_up"}))
    for item in placements(case):
        start = as_day(item["starts_on"])
        due = months_from(start, 6)
        met = min((day for day in follow_ups if day >= months_from(start, 5)), default=None)
        trigger = ("intervention", item["id"], start)
        yield Entry("placement_review", trigger, due, met, falls_away=ended_before(item, due))


def supervision_year(case: Record, today: date) -> Iterator[Entry]:
    """One entry for each year, up to the current one, on every single day of which a placement runs."""
    placed = placements(case)
    visits = each_day_once(held(case, {"supervision_visit"}))
    for year in range(min((as_day(each["starts_on"]).year for each in placed), default=9999), today.year + 1):
        first, last = date(year, 1, 1), date(year, 12, 31)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        if all(any(runs_on(item, day) for item in placed) for day in days):
            latest = max((item for item in placed if runs_on(item, last)), key=lambda item: item["starts_on"])
            inside = [day for day in visits if day.year == year]
            yield Entry(
                "supervision_year",
                ("intervention", latest["id"], first),
                last,
                inside[1] if len(inside) > 1 else None,
                paragraph(first, "SEL §148", "BL §156 stk. 5"),
            )


def intervention_ends(case: Record) -> Iterator[Entry]:
    for item in interventions(case):
        if item["expected_end"]:
            trigger = ("intervention", item["id"], None)
            yield Entry("intervention_ends", trigger, as_day(item["expected_end"]), as_day(item["ended_on"]))


def birthday_entries(case: Record, child: Record, today: date) -> Iterator[Entry]:
    """What hangs on a birthday after `deceased` is never given."""
    born, deceased = as_day(child["born"]), as_day(child["deceased"])
    if born is None:
        return
    lived_until = deceased or date.max
    if months_from(born, 16 * 12) <= lived_until:
        yield from from_sixteen(case, child, born, today)
    for rule, age, before, since in (
        ("adult", 18, "", ""),
        ("youth_support_end", 23, "SEL §76, §76 a", "BL §114-116, §120"),
    ):
        day = months_from(born, age * 12)
        if as_day(case["opened"]) < day <= lived_until:
            law = paragraph(day, before, since)
            yield Entry(rule, ("person", child["id"], day), day, law=law, passing=True)
    if months_from(born, 18 * 12) <= lived_until:
        yield from support_after_eighteen(case, months_from(born, 18 * 12))


def from_sixteen(case: Record, child: Record, born: date, today: date) -> Iterator[Entry]:
    """What falls away from the 18th birthday if nothing met it."""
    sixteen = months_from(born, 16 * 12)
    of_age = today >= months_from(born, 18 * 12)
    trigger = ("person", child["id"], sixteen)
    youth = [plan for plan in case["plans"] if plan["kind"] == "youth_plan"]
    adopted = [as_day(plan["adopted_on"]) for plan in youth if plan["adopted_on"]]
    decided = [as_day(plan["decided_on"]) for plan in youth if plan["decided_on"]]
    if had_help(case, sixteen):
        law = paragraph(sixteen, "SEL §140", "BL §108-109")
        due, met = months_from(sixteen, 3), min(adopted, default=None)
        yield Entry("youth_plan_ready", trigger, due, met, law, falls_away=of_age)
    if case["impairment"]["degree"] == "considerable_and_lasting":
        law = paragraph(sixteen, "SEL §19 a", "BL §122-123")
        due, met = max(sixteen, as_day(case["opened"])), min(adopted + decided, default=None)
        yield Entry("transition_start", trigger, due, met, law, falls_away=of_age)


def had_help(case: Record, day: date) -> bool:
    """True if a child_plan was adopted by `day`, or a supportive intervention or placement ran on it."""
    return any(
        plan["kind"] == "child_plan" and plan["adopted_on"] and as_day(plan["adopted_on"]) <= day
        for plan in case["plans"]
    ) or any(is_support(item) and runs_on(item, day) for item in interventions(case))


def support_after_eighteen(case: Record, eighteen: date) -> Iterator[Entry]:
    day = months_from(eighteen, -6)
    for item in placements(case):
        if runs_on(item, day):
            made = [as_day(each["made_on"]) for each in case["decisions"] if each["about"] == item["id"]]
            counting = [each for each in made if months_from(day, -12) <= each <= eighteen]
            law = paragraph(day, "SEL §68 stk. 11", "BL §111")
            trigger = ("intervention", item["id"], day)
            yield Entry("youth_support_decision", trigger, day, min(counting, default=None), law)
