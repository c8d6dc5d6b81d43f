"""What the page of a case asks of each of its parts."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QWidget

from db.records.case import Case
from db.records.person import Person
from desktop.kit.scroll import ScrollPage


class Part(Protocol):
    """A part of a case: a widget that shows one case at a time.

    It may also have: `keep()`, to hand what is being typed to the writer; `stop()`, for the desk is
    being closed; `print_paper()`, for Ctrl+P; `show_record(record_id)`; `take_news(case, people, changed)`
    if it does not want to be shown the whole case again after each change; the signals `saved`,
    `saving`, `place_asked` (a `Place`) and `part_asked` (the key of another part); and `page`, the
    `ScrollPage` in it if it is none itself, at whose top the head of the case scrolls along.
    """

    def show_case(self, case: Case, people: Mapping[str, Person]) -> None:
        """Show `case`; `people` are all whom it names, by id, the child first."""


class Made(Protocol):
    """A line of the listing: how a part is called and made."""

    key: str
    title: str

    def make(self, tools: object) -> QWidget:
        """The part's widget."""


def page_of(part: QWidget) -> ScrollPage | None:
    """What scrolls in `part`; None if nothing does now."""
    page = part if isinstance(part, ScrollPage) else getattr(part, "page", None)
    return page if isinstance(page, ScrollPage) and (page is part or page.isVisibleTo(part)) else None


def told(part: object, name: str, *given: object) -> bool:
    """Call `name` of `part` if it has it. True if it did."""
    method = getattr(part, name, None)
    if callable(method):
        method(*given)
        return True
    return False
