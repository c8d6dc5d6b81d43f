"""What IT and the municipality have settled: shown as locked, each with who settled it."""

from typing import Final

from PySide6.QtWidgets import QWidget

from db.books.policy import Applied, Source
from db.words import later
from desktop.kit.banner import Banner
from desktop.kit.labels import Label
from desktop.kit.marks import Mark
from desktop.kit.rows import FactRow
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.tools import Tools

_WHY: Final = {
    Source.PROFILE: later("Locked: it stands in the municipality's profile."),
    Source.POLICY: later("Locked: IT has settled it for this machine."),
    Source.REGISTRY: later("Locked: IT has settled it for this machine."),
    Source.FAULT: later(
        "Locked: what IT settled has a fault, and until it is corrected the strictest holds."
    ),
}
_NAMED: Final = {
    "allowed": later("allowed"),
    "forbidden": later("forbidden"),
    "optional": later("optional"),
    "required": later("required"),
    "refused": later("refused"),
    "yes": later("yes"),
    "no": later("no"),
}


class PolicyPart(Section):
    """Lists what nobody can change in this window, and why; one sentence if nothing is settled."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words, policy = tools.words, tools.policy
        super().__init__(words.t("Settled by the municipality"), parent)
        self._words = words
        if policy.fault is not None:
            self.sheet.add_padded(Banner(Mark.LATE, words.error(policy.fault)))
        locked = [one for one in policy.applied if one.source in _WHY]
        for one in locked:
            self.add(self._row(one))
        if not locked:
            told = words.t("Nothing is settled by IT or the municipality: what the program comes with holds.")
            self.sheet.add_padded(Label(told, Voice.SOFT))

    def _row(self, one: Applied) -> FactRow:
        words = self._words
        about = words.t(one.setting.about)
        title, why = f"{about[:1].upper()}{about[1:]}", words.t(_WHY[one.source])
        if one.setting.choices:
            return FactRow(title, why, tail=words.t(_NAMED[str(one.value)]))
        if isinstance(one.value, int):
            return FactRow(title, why, tail=str(one.value))
        return FactRow(title, f"{one.value}\n{why}")  # a folder or a key is too long for the row's end
