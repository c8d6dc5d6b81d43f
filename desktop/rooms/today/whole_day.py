"""The day's page as a list that can be saved: every row of it, also those that "Show more" would show."""

from collections.abc import Iterator, Mapping, Sequence

from db.rules import today_rows as says
from db.rules.today import Section, weeks_since
from db.store.deadlines import Entry
from db.store.triggers import Trigger
from db.words import Words
from desktop.rooms.today.day import Day
from desktop.rooms.today.due_list import kind_of
from desktop.rooms.today.row_texts import title_of_row, why_of_row
from desktop.rooms.today.side_lists import asked_of, told_of, unfinished
from desktop.shown_lists import Row


def due_rows(
    day: Day, entries: Mapping[Section, tuple[Entry, ...]], titles: Mapping[Section, str], words: Words
) -> Iterator[tuple[str, Row]]:
    """What is due: how near it is and on what it rests, each behind the title of its section."""
    for section, found in entries.items():
        for entry in found:
            trigger = day.triggers.get(entry.deadline.trigger_id, Trigger())
            near = says.lead(entry.deadline, day.now, words, trigger.ends_at).text
            kind = kind_of(entry)
            state = " · ".join((near, words.t(kind[1]))) if kind else near
            title, why = title_of_row(entry, trigger, words), why_of_row(entry, trigger, day, words)
            yield titles[section], Row(title, why, state)


def side_rows(day: Day, titles: Sequence[str], words: Words) -> Iterator[tuple[str, Row]]:
    """The families long not spoken with, those with more contact, what is not finished: under `titles`."""
    silent, closer, drafts = titles
    for entry in day.agenda.silent:
        weeks = weeks_since(entry.deadline, day.today)
        told = (words.n("{count} week", "{count} weeks", weeks),)
        yield silent, Row(day.agenda.names.get(entry.case_id or "", ""), figures=told)
    for asking in day.asks:
        yield closer, Row(*asked_of(asking, words))
    for draft in unfinished(day):
        where, said, when = told_of(draft, day, words)
        yield drafts, Row(where, said, figures=(when,))
