"""Whose case it is, where it is not, or not always was, this caseworker's own."""

from PySide6.QtWidgets import QWidget

from db.records.base import day_of
from db.store.holds import Held, Hold
from db.words import Words
from desktop.kit.banner import Banner
from desktop.kit.marks import Mark


class HeldBanner(Banner):
    """Says that a case can only be read, and why; hidden for a case that can be written."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(Mark.SOON, "", parent=parent)
        self._words = words
        self.hide()

    def show_held(self, held: Held | None) -> None:
        """Say how the case stands; None and what may be written say nothing."""
        read_only = held is not None and held.is_read_only
        if held is not None and read_only:
            self.say(*self._told(held))
        self.setVisible(read_only)

    def _told(self, held: Held) -> tuple[str, str]:
        words = self._words
        if held.state is Hold.HANDED_OVER:
            return (
                words.t("This case was handed over on {day}.", day=words.day(day_of(held.made_at))),
                words.t("Here it can only be read. Whoever received it writes it from now on."),
            )
        sender = held.other or "–"
        until = words.day(held.until) if held.until is not None else "–"
        made = words.day(day_of(held.made_at))
        return (
            words.t("A copy of {sender}'s case, to be read until {day}.", sender=sender, day=until),
            words.t("Only its caseworker writes it. This copy is as the case was on {day}.", day=made),
        )
