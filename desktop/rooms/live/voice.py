"""The child's voice: how it was heard, its own words, and who may read them."""

from PySide6.QtWidgets import QVBoxLayout

from db.records.appointment import Appointment, ChildHeard
from db.records.plan import Readers
from db.rules import names
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.sheet import Section
from desktop.kit.text_field import TextField
from desktop.rooms.live.hand import Hand


class ChildsVoice(Section):
    """What the child says is the caseworker's alone until the child was asked what may be shared."""

    def __init__(self, meeting: Appointment, hand: Hand) -> None:
        words = hand.words
        super().__init__(words.t("The child's voice"))
        ways = [Choice(one, _upper(words.t(names.HEARD[one]))) for one in ChildHeard]
        heard = ChoiceField(words.t("How is the child heard?"), ways)
        hand.choice(
            heard,
            "child_heard",
            meeting.child_heard,
            lambda to: lambda found: found.changed(child_heard=ChildHeard(str(to))),
        )
        own = TextField(words.t("The child's own words"), lines=2)
        hand.text(own, "child_words", meeting.child_words)
        readers = hand.readers(words.t("Who may read them"))
        hand.choice(
            readers,
            "child_words_readers",
            meeting.child_words_readers,
            lambda to: lambda found: found.changed(child_words_readers=Readers(str(to))),
        )
        column = QVBoxLayout()
        column.setSpacing(10)
        for field in (heard, own, readers):
            column.addWidget(field)
        self.sheet.add_padded(column)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
