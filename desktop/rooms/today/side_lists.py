"""What stands beside the day: families not spoken with for long, and what was left unfinished."""

import json
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.records.base import day_of
from db.rules.names import RECORDS
from db.rules.summary import short_name
from db.rules.today import Section, weeks_since
from db.rules.today_rows import short_weekday
from db.store.drafts import Draft
from db.store.rhythms import Asking
from db.words import Words
from desktop.kit.rows import FactRow, LinkRow
from desktop.kit.sheet import Section as Titled
from desktop.place import AT_END, Place
from desktop.rooms.today.day import Day
from desktop.rooms.today.more import MORE, More
from desktop.rooms.today.unfinished_row import PutAwayRow, UnfinishedRow

_DRAFTS: Final = 5
_ASKED: Final = 6
_ROOMS: Final = {
    "appointment": "live",
    "placement_answer": "live",
    "note": "note",
    "new_case": "new_case",
    "form": "form",
    "resource": "office",
    "institution": "office",
    "provider": "office",
    "business_case": "figures",
    "erasing": "handing",
}
_PARTS: Final = {
    "resource": "capacity",
    "institution": "visits",
    "provider": "prices",
    "business_case": "business",
}
"""Where each kind of draft is typed on, if in no tab of its case."""
_IN_WORDS: Final = frozenset({"name", "about", "caseworker", "provider", "capacity", "source", "title"})
"""The fields of the office that hold words; the others hold days, amounts, choices, and whose it is."""
_NOT_SAID: Final = frozenset({"at", "kind"})
"""The fields of a note that hold no words of it: when it was, and of what kind."""
_TABS: Final = {
    "plan": "plan",
    "intervention": "help",
    **dict.fromkeys(("inquiry", "case", "allocation", "assessment", "decision"), "way"),
}
"""The tab of its case in which each other kind of draft is typed on."""
_NO_WORDS: Final = "…"
_FIRST_WORDS: Final = 34
_DAYS_A_WEEK: Final = 7


class SilentList(Titled):
    """The families nobody has spoken with for long, and for how many weeks.

    Signals:
        case_asked: the id of the case to open, and its tab.
        more_asked: further rows are wanted.
    """

    case_asked = Signal(str, str)
    more_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.t("Long since"), parent)
        self._words = words

    def show_day(self, day: Day) -> None:
        """Show the families of `day`; hidden if there are none."""
        words = self._words
        self.sheet.clear()
        for entry in day.agenda.silent:
            weeks = weeks_since(entry.deadline, day.today)
            tail = words.n("{count} week", "{count} weeks", weeks)
            row = LinkRow(day.agenda.names.get(entry.case_id or "", ""), tail=tail)
            case_id = entry.case_id or ""
            row.clicked.connect(lambda _=False, case_id=case_id: self.case_asked.emit(case_id, "overview"))
            self.sheet.add(row)
        left = day.counts[Section.SILENT] - len(day.agenda.silent)
        if left > 0:
            more = More(left, words)
            more.asked.connect(self.more_asked)
            self.sheet.add(more)
        self.setVisible(bool(day.agenda.silent))


class CloserList(Titled):
    """The families with more contact for a while, whose day of the question has come.

    Signals:
        case_asked: the id of the case to open, and the tab where the question is answered.
    """

    case_asked = Signal(str, str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.t("More contact still?"), parent)
        self._words = words

    def show_day(self, day: Day) -> None:
        """Show the first families of `day`; hidden if there are none."""
        words = self._words
        self.sheet.clear()
        for asking in day.asks[:_ASKED]:
            row = LinkRow(*asked_of(asking, words))
            case_id = asking.case_id
            row.clicked.connect(lambda _=False, case_id=case_id: self.case_asked.emit(case_id, "meetings"))
            self.sheet.add(row)
        left = len(day.asks) - _ASKED
        if left > 0:
            self.sheet.add(FactRow(words.n("{count} more", "{count} more", left)))
        self.setVisible(bool(day.asks))


class DraftList(Titled):
    """What was typed and not finished: where, its first words, and when.

    Signals:
        place_asked: the place, with its field, where it is being typed.
        away_asked: the kind and the id of the record whose typed texts are not wanted any more.
        back_asked: what was put away last is wanted again.
    """

    place_asked = Signal(object)
    away_asked = Signal(str, str)
    back_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words.t("Not finished"), parent)
        self._words, self._most = words, _DRAFTS

    def show_day(self, day: Day, *, put_away: bool = False) -> None:
        """Show the newest drafts of `day`; hidden if there are none and none was just `put_away`."""
        self.sheet.clear()
        if put_away:
            row = PutAwayRow(self._words)
            if row.button is not None:
                row.button.clicked.connect(self.back_asked)
            self.sheet.add(row)
        typed = unfinished(day)
        for draft in typed[: self._most]:
            shown = UnfinishedRow(self._row(draft, day), self._words)
            shown.away_asked.connect(lambda of=draft: self.away_asked.emit(of.kind, of.record))
            self.sheet.add(shown)
        if (left := len(typed) - self._most) > 0:
            more = More(left, self._words)
            more.asked.connect(lambda: self._show_more(day, put_away=put_away))
            self.sheet.add(more)
        self.setVisible(bool(typed) or put_away)

    def _show_more(self, day: Day, *, put_away: bool) -> None:
        self._most += MORE
        self.show_day(day, put_away=put_away)

    def _row(self, draft: Draft, day: Day) -> QWidget:
        words, case_id = self._words, draft.case_id
        where, said, when = told_of(draft, day, words)
        if draft.kind in _ROOMS:
            place = Place(
                _ROOMS[draft.kind],
                case_id or "",
                _PARTS.get(draft.kind, ""),
                field=draft.field,
                record=draft.record if draft.kind == "provider" else draft.record.partition(" ")[0],
                cursor=AT_END,
            )
            row = LinkRow(where, said, tail=when)
            row.clicked.connect(lambda: self.place_asked.emit(place))
            return row
        if draft.kind == "person" and case_id is not None:
            row = LinkRow(where, said, tail=when)
            there = Place("case", case_id, "family", draft.field, record=draft.record)
            row.clicked.connect(lambda: self.place_asked.emit(there))
            return row
        if draft.kind == "inquiry" and case_id is None:
            row = LinkRow(where, said, tail=when)
            asked = Place("inquiries", field=draft.field, record=draft.record)
            row.clicked.connect(lambda: self.place_asked.emit(asked))
            return row
        if case_id is None or case_id not in day.draft_children:
            return FactRow(where, said, tail=when)
        row = LinkRow(where, said, tail=when)
        inside = Place("case", case_id, _TABS.get(draft.kind, "overview"), draft.field, cursor=AT_END)
        row.clicked.connect(lambda: self.place_asked.emit(inside))
        return row


def asked_of(asking: Asking, words: Words) -> tuple[str, str]:
    """Whose contact is to be asked about, and since when there is more of it."""
    why = words.t(
        "more contact since {since}, to be asked about on {day}",
        since=words.short_day(asking.since),
        day=words.short_day(asking.ask_on),
    )
    return short_name(asking.child), why[:1].upper() + why[1:]


def unfinished(day: Day) -> list[Draft]:
    """What is not finished, the newest first: one text a record, the longest of it."""
    typed: dict[tuple[str, str], Draft] = {}
    for draft in day.drafts:
        known = typed.get((draft.kind, draft.record))
        said = typed_words(draft)
        if said and (known is None or len(said) > len(typed_words(known))):
            typed[draft.kind, draft.record] = draft
    return list(typed.values())


def told_of(draft: Draft, day: Day, words: Words) -> tuple[str, str, str]:
    """Where it is typed, its first words, and when."""
    kind = words.t(RECORDS.get(draft.kind, draft.kind))
    kind = kind[:1].upper() + kind[1:]
    child = day.draft_children.get(draft.case_id or "")
    where = f"{kind}, {short_name(child)}" if child else words.t("{kind} without a case", kind=kind)
    if draft.kind in (*_PARTS, "new_case", "erasing") or (draft.kind == "inquiry" and draft.case_id is None):
        where = kind
    typed = first_words(typed_words(draft))
    said = words.t("“{text}”", text=typed) if typed != _NO_WORDS else ""
    return where, said, _when(draft, day, words)


def _when(draft: Draft, day: Day, words: Words) -> str:
    on = day_of(draft.at)
    if on == day.today:
        return words.time(draft.at)
    if (day.today - on).days < _DAYS_A_WEEK:
        return f"{short_weekday(on, words)} {words.time(draft.at)}"
    return words.brief_day(on)


def typed_words(draft: Draft) -> str:
    """What was typed, without space around it; only _NO_WORDS for an answer that is not in words.

    Of a person only the name is told: a number or an address stands in no list.
    """
    if draft.kind == "person" and draft.field != "name":
        return _NO_WORDS * bool(draft.text)
    if draft.kind in _PARTS and draft.field not in _IN_WORDS:
        return _NO_WORDS * bool(draft.text)
    if draft.kind == "note" and draft.field in _NOT_SAID:
        return _NO_WORDS * bool(draft.text)
    if draft.kind != "form":
        return draft.text.strip()
    answer = json.loads(draft.text)
    return answer.strip() if isinstance(answer, str) else _NO_WORDS * bool(answer)


def first_words(text: str) -> str:
    """The beginning of `text`, on one line and cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _FIRST_WORDS else flat[:_FIRST_WORDS].rsplit(" ", 1)[0] + " …"
