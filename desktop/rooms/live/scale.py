"""How safe is it? Each who rates has a line of its own: numbers are never averaged."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.records.appointment import Appointment
from db.records.plan import Readers
from db.rules import live_minutes as rules
from desktop.kit.labels import Label
from desktop.kit.score_field import ScoreField
from desktop.kit.sheet import Section
from desktop.kit.text_field import TextField
from desktop.rooms.live.hand import Hand
from desktop.rooms.live.who import Who


class Scale(Section):
    """The safety scale of one meeting: score, reason, and for the child's own who may read it."""

    def __init__(
        self, meeting: Appointment, ids: Sequence[str], child: str | None, who: Who, hand: Hand
    ) -> None:
        super().__init__(hand.words.t("How safe is it? 0–10"))
        self._meeting, self._child, self._who, self._hand = meeting, child, who, hand
        self.lines: dict[str, RatingLine] = {}
        for person in ids:
            self.sheet.add_padded(self._line(person))

    def _line(self, person: str) -> QWidget:
        own = person == self._child
        line = RatingLine(self._meeting, person, self._who.called(person), self._hand, own=own)
        self.lines[person] = line
        return line


class RatingLine(QWidget):
    """What one person rates. The reason is asked once there is a score."""

    def __init__(self, meeting: Appointment, person: str, called: str, hand: Hand, *, own: bool) -> None:
        super().__init__()
        words = hand.words
        rating = rules.rating_of(meeting, person)
        self.score = ScoreField("", words)
        self.score.name(words.t("How safe, says {name}", name=called))
        self.score.show_value(rating.score if rating else None)
        self.score.input.setObjectName(rules.score_path(person))
        self.score.edited.connect(lambda to: self._on_rated(to, person, hand))
        self.score.left.connect(hand.left)
        self.reason = TextField("", lines=1)
        self.reason.name(words.t("Why, says {name}", name=called))
        self.reason.area.setPlaceholderText(words.t("because …"))
        hand.text(self.reason, rules.reason_path(person), rating.reason if rating else "")
        self._below: list[QWidget] = [self.reason]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Label(called), 2)
        line.addWidget(self.score, 5)
        column.addLayout(line)
        column.addWidget(self.reason)
        if own:
            readers = hand.readers()
            readers.name(words.t("Who may read what {name} rated", name=called))
            hand.choice(
                readers,
                f"rating_readers/{person}",
                rating.readers if rating else Readers.CASEWORKER,
                lambda to: lambda found: rules.with_rating_readers(found, person, Readers(str(to))),
            )
            column.addWidget(readers)
            self._below.append(readers)
        for part in self._below:
            part.setVisible(rating is not None)

    def _on_rated(self, score: object, person: str, hand: Hand) -> None:
        hand.typed(rules.score_path(person), "" if score is None else str(score))
        for part in self._below:
            part.setVisible(score is not None)
