"""The sheets of the overview, each made of what `report` and `costs` answer and of nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from db.rules import names
from db.rules.cost_groups import Group, LargePlacements
from db.store.overview import Overview
from db.words import Words
from desktop.kit.measure import Bars, ShareBar
from desktop.rooms.overview import texts
from desktop.rooms.overview.figure_rows import Figures

_AIM: Final = 0.75
"""Three quarters of the placements are to be like a family (practice.md, section 6)."""


class Sheets:
    """Makes the sheets of one overview. `population`: children in the municipality, None if not known."""

    def __init__(self, found: Overview, figures: Figures, words: Words, population: int | None) -> None:
        self._found, self._figures, self._words, self._population = found, figures, words, population
        self._now = found.now.answer
        self._before = found.before.answer if found.before is not None else None
        self._heads = (words.t("Now"), words.t("Before") if self._before is not None else "")

    def all(self, steps: Sequence[str], target: int) -> tuple[list[QWidget], list[QWidget]]:
        """The sheets of the left and of the right column, from above."""
        left = [self._caseload(target), self._ladder(steps), self._kept(), self._child(), self._told()]
        return left, [self._placements(), self._large(), self._ages(), self._bands()]

    def _row(self, section: Any, name: str, path: str, **more: Any) -> None:
        """A row of the whole number at `path`, a name of the contract such as `moves.up`."""
        now, before = _at(self._now, path), _at(self._before, path)
        self._figures.add(
            section,
            name,
            str(now),
            "" if before is None else str(before),
            cases=self._found.now.behind.get(more.pop("behind", path), ()),
            **more,
        )

    def _caseload(self, target: int) -> QWidget:
        words = self._words
        section = self._figures.sheet(words.t("Caseload"), self._heads)
        self._row(section, words.t("Open in the span"), "cases")
        most = max([len(cases) for _, cases in self._found.caseload] + [target]) * 1.05
        for name, cases in self._found.caseload:
            self._figures.add(
                section,
                name or words.t("Without a caseworker"),
                str(len(cases)),
                words.t("aim {count}", count=target),
                cases=cases,
                bars=Bars(len(cases), most, aim=target),
                earlier=False,
            )
        return section

    def _ladder(self, steps: Sequence[str]) -> QWidget:
        words = self._words
        section = self._figures.sheet(words.t("The ladder"), self._heads)
        self._row(section, words.t("Moves down, nearer an ordinary life"), "moves.down")
        self._row(section, words.t("Moves up, to more help"), "moves.up")
        most = self._most("steps")
        for number, title in enumerate(steps, 1):
            path = f"steps.{number}"
            self._row(section, f"{number} {title}", path, bars=self._bars(path, most))
        return section

    def _placements(self) -> QWidget:
        words, placed = self._words, self._now["placements"]
        before = self._before["placements"] if self._before is not None else None
        section = self._figures.sheet(words.t("Placements"), self._heads, money=True)
        self._row(section, words.t("On the last day"), "placements.count")
        most = self._most("placements.by_kind")
        for kind, name in names.PLACEMENTS.items():
            path = f"placements.by_kind.{kind}"
            self._row(section, words.t(name).capitalize(), path, bars=self._bars(path, most))
        share = placed["family_like_share"]
        old = before["family_like_share"] if before is not None else None
        if share is not None:
            told = words.t(
                "{share} like a family, aim 75 %; {other} residential or institution, aim 25 %",
                share=texts.percent(share),
                other=texts.percent(1 - share),
            )
            section.sheet.add_padded(ShareBar(share, _AIM, spoken=told))
        for name, part, was, key in (
            (words.t("Like a family, aim 75 %"), share, old, "family_like"),
            (words.t("Residential or institution, aim 25 %"), _rest(share), _rest(old), "not_family_like"),
        ):
            cases = self._found.now.behind[f"placements.{key}"]
            self._figures.add(section, name, texts.percent(part), self._old(texts.percent(was)), cases=cases)
        for key, name in (("days_mean", words.t("Days, mean")), ("days_median", words.t("Days, median"))):
            self._figures.add(
                section,
                name,
                texts.number(placed[key], words),
                self._old(texts.number(before[key], words) if before else ""),
                why=words.t("of those that ended in the span"),
                cases=self._found.now.behind["placements.days"],
            )
        self._figures.add(
            section,
            words.t("Cost, whole months"),
            self._kroner(placed["cost"]),
            self._old(self._kroner(before["cost"]) if before else ""),
            cases=self._found.now.behind["placements.cost"],
        )
        return section

    def _large(self) -> QWidget:
        words = self._words
        section = self._figures.sheet(
            words.t("Cases with a placement, a million kroner or more"),
            (words.t("cases"), words.t("cost")),
            money=True,
        )
        for year in self._found.years:
            self._figures.add(
                section,
                str(year.year),
                str(year.count),
                words.kroner(year.total),
                why=self._in_bands(year),
                cases=[case for band in year.bands for case in band.cases],
            )
        return section

    def _in_bands(self, year: LargePlacements) -> str:
        words = self._words
        each = [f"{texts.band(band, words)}: {len(band.cases)}" for band in year.bands]
        whole = words.t(
            "{share} of {total} for all", share=texts.percent(year.share), total=words.kroner(year.all_total)
        )
        return " · ".join([*each, whole])

    def _kept(self) -> QWidget:
        words = self._words
        section = self._figures.sheet(words.t("Follow-ups and deadlines"), self._heads)
        self._row(section, words.t("Follow-ups due"), "follow_ups.due")
        self._row(
            section, words.t("on time"), "follow_ups.on_time", why=self._part("follow_ups", "on_time", "due")
        )
        self._row(section, words.t("too late"), "follow_ups.late")
        self._row(section, words.t("not held"), "follow_ups.missed")
        self._row(section, words.t("Deadlines of law due"), "deadlines.law_due")
        self._row(
            section,
            words.t("law on time"),
            "deadlines.law_on_time",
            why=self._part("deadlines", "law_on_time", "law_due"),
        )
        late = words.t("late, missed or not kept yet")
        self._figures.add(
            section,
            late,
            str(_not_on_time(self._now)),
            self._old(str(_not_on_time(self._before)) if self._before is not None else ""),
            cases=self._found.now.behind["deadlines.law_not_on_time"],
        )
        return section

    def _child(self) -> QWidget:
        words = self._words
        section = self._figures.sheet(words.t("The child and the network"), self._heads)
        for key, name, without in (
            (
                "network_meetings",
                words.t("Cases with a network meeting"),
                words.t("without a network meeting"),
            ),
            ("children_heard", words.t("Cases in which the child was heard"), words.t("child not heard yet")),
        ):
            self._row(section, name, f"{key}.cases_with", why=texts.percent(self._now[key]["share"]))
            self._figures.add(
                section,
                without,
                str(self._now["cases"] - self._now[key]["cases_with"]),
                self._old(
                    str(self._before["cases"] - self._before[key]["cases_with"]) if self._before else ""
                ),
                cases=self._found.now.behind[f"{key}.cases_without"],
            )
        for key, name in (
            ("child", words.t("The child's well-being, first and last")),
            ("family", words.t("The family's well-being, first and last")),
        ):
            now = self._now["well_being"][key]
            old = self._before["well_being"][key] if self._before is not None else None
            self._figures.add(
                section,
                name,
                texts.course(now["first"], now["last"], words),
                self._old(texts.course(old["first"], old["last"], words) if old else ""),
                why=words.t("mean of the cases, 0 to 10"),
                cases=self._found.now.behind[f"well_being.{key}"],
            )
        return section

    def _told(self) -> QWidget:
        words = self._words
        section = self._figures.sheet(words.t("Notifications, complaints and feedback"), self._heads)
        per = ""
        if self._population:
            rate = 1000 * self._now["notifications"]["all"] / self._population
            per = words.t("{rate} per 1,000 children", rate=texts.number(rate, words))
        self._row(section, words.t("Notifications"), "notifications.all", why=per)
        self._row(section, words.t("of them about children under ten"), "notifications.under_10")
        self._row(section, words.t("Complaints"), "complaints")
        self._row(section, words.t("Breakdowns"), "breakdowns")
        self._row(section, words.t("Feedback from families"), "feedback")
        return section

    def _ages(self) -> QWidget:
        words, account = self._words, self._found.account
        section = self._figures.sheet(
            words.t("Cost in {year}, by age", year=account.year),
            (words.t("cases"), words.t("cost")),
            money=True,
        )
        self._groups(section, self._found.by_age, [texts.ages(one, words) for one in self._found.by_age])
        return section

    def _bands(self) -> QWidget:
        words, account = self._words, self._found.account
        section = self._figures.sheet(
            words.t("Cost in {year}, by size", year=account.year),
            (words.t("cases"), words.t("cost")),
            money=True,
        )
        self._groups(section, self._found.by_band, [texts.band(one, words) for one in self._found.by_band])
        self._figures.add(section, words.t("In all"), str(len(account.cases)), words.kroner(account.total))
        if account.expected:
            self._figures.add(
                section,
                words.t("Expected help, not counted above"),
                "",
                words.kroner(account.expected),
            )
        return section

    def _groups(self, section: Any, groups: Sequence[Group], titles: Sequence[str]) -> None:
        most = max((group.total for group in groups), default=0)
        for group, title in zip(groups, titles, strict=True):
            self._figures.add(
                section,
                title,
                str(len(group.cases)),
                self._words.kroner(group.total),
                cases=group.cases,
                bars=Bars(group.total, most),
            )

    def _bars(self, path: str, most: float) -> Bars:
        return Bars(_at(self._now, path), most, before=_at(self._before, path))

    def _most(self, path: str) -> float:
        found = [*_at(self._now, path).values(), *(_at(self._before, path) or {}).values()]
        return float(max(found, default=0))

    def _part(self, group: str, part: str, whole: str) -> str:
        of = self._now[group][whole]
        return texts.percent(self._now[group][part] / of if of else None)

    def _old(self, text: str) -> str:
        return text if self._before is not None else ""

    def _kroner(self, money: str) -> str:
        kroner, _, cents = money.partition(".")
        return self._words.kroner(int(kroner) * 100 + int(cents or 0))


def _at(answer: Mapping[str, Any] | None, path: str) -> Any:
    """What stands at `path` in an answer; None without an answer."""
    found: Any = answer
    for name in path.split("."):
        found = found[name] if found is not None else None
    return found


def _rest(share: float | None) -> float | None:
    return None if share is None else 1 - share


def _not_on_time(answer: Mapping[str, Any]) -> int:
    return int(answer["deadlines"]["law_due"] - answer["deadlines"]["law_on_time"])
