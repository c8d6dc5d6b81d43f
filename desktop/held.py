"""Whether an appointment that is over was held: asked wherever it stands."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from db.actions import appointments
from db.actions.desk import Changed, Desk
from desktop.discretion import Watch
from desktop.kit.choice_field import Choice
from desktop.place import Place
from desktop.tools import Tools


def ask_held(
    tools: Tools, parent: QWidget, appointment: str, case_id: str | None
) -> Callable[[Desk], Changed] | Place | None:
    """What writes the answer down, or the place where the meeting is written; None if the user gave up."""
    words = tools.words
    said = tools.ask.choose(
        parent,
        words.t("Was it held?"),
        [
            Choice("held", words.t("It was held")),
            Choice("missed", words.t("It was not held …")),
            Choice("live", words.t("Open it and write down what was said")),
        ],
        yes=words.t("Go on"),
    )
    if said == "live":
        return Place("live", case_id or "", record=appointment)
    if said == "held":
        return lambda desk: appointments.answer_held(desk, appointment)
    reason = None
    if said == "missed":
        reason = tools.ask.text(
            parent,
            words.t("Why was it not held?"),
            yes=words.t("Write it down"),
            watch=Watch(tools, lambda: case_id, parent).beside,
        )
    if reason is None:
        return None
    return lambda desk: appointments.answer_held(desk, appointment, why_not=reason)
