"""What every room is given: the words, the clock, the open store to read, the writer, and the news."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from db.actions.desk import Desk
from db.books import letters as letter_book
from db.books.policy import Policy, read
from db.records.base import day_of
from db.records.letter import LetterTemplate
from db.records.letterhead import Letterhead
from db.rules.today import Away
from db.words import Words
from desktop.children import Children
from desktop.kit.ask import Ask
from desktop.kit.jobs import Jobs
from desktop.kit.news import News
from desktop.seat import Seat
from desktop.settings import Settings
from desktop.writer import Writer


@dataclass(frozen=True, slots=True)
class Tools:
    """One session at the desk, laid before `seat` is taken; only `writer` changes anything.

    `population` is how many children live in the municipality, None where its profile does not say.
    """

    seat: Seat
    writer: Writer
    jobs: Jobs
    news: News
    ask: Ask
    words: Words
    now: Callable[[], datetime]
    settings: Settings
    letterhead: Letterhead
    letters: Mapping[str, LetterTemplate] = field(default_factory=letter_book.shipped)
    policy: Policy = field(default_factory=lambda: read({}))
    population: int | None = None
    children: Children = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "children", Children(self.seat, self.jobs, self.news))

    @property
    def desk(self) -> Desk:
        """The desk that reads on the window's thread."""
        return self.seat.desk

    @property
    def away(self) -> Away | None:
        """The time since something was done on an earlier day, None if nothing was."""
        return self.seat.away

    def today(self) -> date:
        """The day on the office's calendar."""
        return day_of(self.now())

    def close(self) -> None:
        """Stop what runs beside the window, and close what it reads through."""
        self.children.stop()
        self.jobs.stop()
        self.desk.close(note_head=False)
