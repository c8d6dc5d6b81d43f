"""The key figures, counted again day by day from the exported document and from what `due` says."""

import json
import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import mean, median
from zoneinfo import ZoneInfo

import pytest
from random_office import office
from stores import TODAY

SPANS = [("2025-01-01", "2026-12-31"), ("2026-10-01", "2026-11-23"), ("2024-03-15", "2025-02-10")]
KINDS = ["network_foster", "foster", "own_room", "boarding_school", "residential_home", "institution"]


@pytest.fixture(scope="session", params=["demonstration", "random"])
def families(request, tmp_path_factory):
    """A store with families, the document exported from it, and a way to ask it."""
    import contextlib
    import io

    from db.cli.main import run

    folder = tmp_path_factory.mktemp("report")
    (folder / "p").write_text("gul cykel regn lampe", "utf-8")
    front = ["--store", str(folder / "s"), "--passphrase-file", str(folder / "p"), "--today", str(TODAY)]

    def ask(*arguments):
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
            assert run([*front, *arguments]) == 0
        return out.getvalue()

    ask("init")
    if request.param == "random":
        (folder / "in.json").write_text(json.dumps(office(6, 60)), "utf-8")
        ask("import", str(folder / "in.json"))
    else:
        ask("demo")
    ask("export", "--out", str(folder / "all.json"))
    return json.loads((folder / "all.json").read_text("utf-8")), ask


def day(text):
    return None if text is None else date.fromisoformat(text)


def copenhagen(text):
    return datetime.fromisoformat(text).astimezone(ZoneInfo("Europe/Copenhagen")).date()


def running(item, on):
    ended = day(item["ended_on"])
    return item["stage"] != "expected" and day(item["starts_on"]) <= on and (ended is None or on <= ended)


def step(case, on):
    counted = [
        item["step"]
        for item in case["interventions"]
        if running(item, on) and item["step"] and (item["law_group"] == "supportive" or item["placement"])
    ]
    return max(counted, default=None)


class Span:
    """One span: what the report says of it, and the raw cases that were open in it."""

    def __init__(self, document, ask, first, last):
        self.ask, self.document, self.begin, self.end = ask, document, day(first), day(last)
        self.said = json.loads(ask("report", "--json", "--from", first, "--to", last))
        self.due = json.loads(ask("due", "--json", "--from", first, "--to", last))
        self.cases = [case for case in document["cases"] if self.was_open(case)]
        self.ids = {case["id"] for case in self.cases}

    def was_open(self, case):
        closed = day(case["closed"])
        return day(case["opened"]) <= self.end and (closed is None or closed >= self.begin)

    def has(self, on):
        return on is not None and self.begin <= on <= self.end

    def days(self):
        return (self.begin + timedelta(days=n) for n in range((self.end - self.begin).days + 1))

    def of(self, field):
        return [row for case in self.cases for row in case[field]]


@pytest.fixture(scope="module", params=SPANS, ids=lambda span: span[0])
def span(request, families):
    return Span(*families, *request.param)


def test_cases_moves_and_steps(span):
    assert span.said["cases"] == len(span.cases) > 0
    up = down = 0
    steps = dict.fromkeys("123456", 0)
    for case in span.cases:
        walked = [now for on in span.days() if (now := step(case, on)) is not None]
        up += sum(after > before for before, after in pairwise(walked))
        down += sum(after < before for before, after in pairwise(walked))
        if step(case, span.end) and (case["closed"] is None or span.end <= day(case["closed"])):
            steps[str(step(case, span.end))] += 1
    assert span.said["moves"] == {"up": up, "down": down}
    assert span.said["steps"] == steps


def placed_in(span):
    """The placements of the cases that this municipality acts in."""
    return [
        item
        for case in span.cases
        if case["acting_municipality"] in ("", case["paying_municipality"])
        for item in case["interventions"]
        if item["placement"] and item["stage"] != "expected"
    ]


def test_placements(span):
    placed, told = placed_in(span), span.said["placements"]
    now = [item["placement"] for item in placed if running(item, span.end)]
    lengths = [
        (day(item["ended_on"]) - day(item["starts_on"])).days + 1
        for item in placed
        if span.has(day(item["ended_on"]))
    ]
    assert told["count"] == len(now)
    assert told["by_kind"] == {kind: now.count(kind) for kind in KINDS}
    assert told["family_like_share"] == (sum(k in KINDS[:4] for k in now) / len(now) if now else None)
    assert told["days_mean"] == (mean(lengths) if lengths else None)
    assert told["days_median"] == (median(lengths) if lengths else None)


def test_the_cost_of_placements_is_the_account_of_the_months_touched(span):
    ids, cost = {item["id"] for item in placed_in(span)}, Fraction(0)
    touched = {(on.year, on.month) for on in span.days()}
    for year in {year for year, _ in touched}:
        account = json.loads(span.ask("costs", "--json", "--year", str(year)))
        lines = [line for case in account["cases"] for line in case["lines"] if line["intervention"] in ids]
        cost += sum(
            Fraction(amount)
            for line in lines
            for month, amount in line["months"].items()
            if (year, int(month)) in touched
        )
    assert Fraction(span.said["placements"]["cost"]) == cost


def test_deadlines_kept(span):
    due = [row for row in span.due if row["state"] != "waived" and row["case"] in {None, *span.ids}]
    kept = [row for row in due if row["rule"] in ("first_follow_up", "follow_up")]
    assert span.said["follow_ups"] == {
        "due": len(kept),
        "on_time": sum(row["state"] == "met" and not row["late"] for row in kept),
        "late": sum(row["state"] == "met" and row["late"] for row in kept),
        "missed": sum(row["state"] in ("overdue", "missed") for row in kept),
    }
    passing = ("adult", "youth_support_end", "complaint_limit")
    law = [row for row in due if row["basis"] == "law" and row["rule"] not in passing]
    on_time = sum(row["state"] == "met" and not row["late"] for row in law)
    assert span.said["deadlines"] == {"law_due": len(law), "law_on_time": on_time}


def cases_with(span, field, values):
    """How many cases have a meeting held in the span whose `field` is one of `values`."""
    count = len(
        {
            case["id"]
            for case in span.cases
            for met in case["appointments"]
            if met["status"] == "held" and met[field] in values and span.has(copenhagen(met["starts_at"]))
        }
    )
    return {"cases_with": count, "share": count / len(span.cases)}


def test_meetings_and_children_heard(span):
    assert span.said["network_meetings"] == cases_with(span, "kind", {"network_meeting"})
    assert span.said["children_heard"] == cases_with(span, "child_heard", {"talk", "other_way"})


@pytest.mark.parametrize("whose", ["child", "family"])
def test_well_being(span, whose):
    firsts, lasts = [], []
    for case in span.cases:
        scores = {}
        for row in case["well_being"]:
            of_child = row["about"] == case["child"]
            if span.has(day(row["on"])) and row["about"] and of_child == (whose == "child"):
                scores.setdefault(row["on"], []).append(row["score"])
        if scores:
            firsts.append(mean(map(Fraction, scores[min(scores)])))
            lasts.append(mean(map(Fraction, scores[max(scores)])))
    told = span.said["well_being"][whose]
    assert told["first"] == (pytest.approx(float(mean(firsts)), abs=1e-12) if firsts else None)
    assert told["last"] == (pytest.approx(float(mean(lasts)), abs=1e-12) if lasts else None)


def test_notifications(span):
    born = {person["id"]: day(person["born"]) for person in span.document["people"]}
    all_of = [(None, row) for row in span.document["inquiries"]]
    all_of += [(born[case["child"]], row) for case in span.cases for row in case["inquiries"]]
    received = [
        (child, copenhagen(row["received_at"]))
        for child, row in all_of
        if row["kind"] == "notification" and span.has(copenhagen(row["received_at"]))
    ]
    young = [
        on
        for child, on in received
        if child and (child.year + 10, *child.timetuple()[1:3]) > on.timetuple()[:3]
    ]
    assert span.said["notifications"] == {"all": len(received), "under_10": len(young)}


def test_complaints_breakdowns_and_feedback(span):
    events = [row["kind"] for row in span.of("events") if span.has(day(row["on"]))]
    complaints = [
        row
        for row in span.of("inquiries")
        if row["kind"] == "complaint" and span.has(copenhagen(row["received_at"]))
    ]
    ended = [
        item
        for item in span.of("interventions")
        if item["end_reason"] == "breakdown"
        and item["stage"] != "expected"
        and span.has(day(item["ended_on"]))
    ]
    assert span.said["complaints"] == events.count("complaint") + len(complaints)
    assert span.said["breakdowns"] == events.count("breakdown") + len(ended)
    assert span.said["feedback"] == events.count("feedback")


def test_a_span_in_which_nothing_is_counted_has_no_shares(taetpaa, empty_store):
    ended = taetpaa("report", "--json", "--from", "2026-01-01", "--to", "2026-01-01", store=empty_store)
    told = json.loads(ended.out)
    assert (ended.code, told["cases"], told["network_meetings"]) == (0, 0, {"cases_with": 0, "share": None})
    assert told["placements"] == {
        "count": 0,
        "days_mean": None,
        "days_median": None,
        "by_kind": dict.fromkeys(KINDS, 0),
        "family_like_share": None,
        "cost": "0.00",
    }


def test_a_span_that_ends_before_it_begins_is_refused(taetpaa, empty_store):
    ended = taetpaa("report", "--from", "2026-02-01", "--to", "2026-01-31", store=empty_store)
    assert (ended.code, ended.out) == (1, "")


def test_for_people_the_same_figures_stand_in_lines(taetpaa, filled_store):
    ended = taetpaa("report", "--from", "2026-01-01", "--to", "2026-11-23", store=filled_store)
    assert ended.out.startswith("Åbne sager i perioden")
    assert re.search(r"^Udgift til anbringelser +[\d.]+,\d\d kr\.$", ended.out, re.MULTILINE)
    assert len(ended.out.splitlines()) == 14
