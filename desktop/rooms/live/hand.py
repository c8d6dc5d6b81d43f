"""What every field of the meeting is given: how its text is kept and how its choice becomes an action."""

from collections.abc import Callable
from dataclasses import dataclass

from db.records.appointment import Appointment
from db.records.plan import Readers
from db.rules import names
from db.words import Words
from desktop.discretion import Watch
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import Field, LineField
from desktop.kit.text_field import TextField

Change = Callable[[Appointment], Appointment]


@dataclass(frozen=True, slots=True)
class Hand:
    """`typed` takes each keystroke by the path of its field, `left` ends it, `change` acts at once.

    `watch` says beside a text whom of another case it names.
    """

    words: Words
    typed: Callable[[str, str], None]
    left: Callable[[], None]
    change: Callable[[Change], None]
    watch: Watch

    def text(self, field: TextField | LineField, path: str, value: str) -> None:
        """Let `field` write the text named `path`, which is `value` now."""
        field.show_value(value)
        field.input.setObjectName(path)
        field.edited.connect(lambda text: self.typed(path, str(text)))
        field.left.connect(self.left)
        self.watch.beside(field)

    def choice(self, field: Field, name: str, value: object, changed: Callable[[object], Change]) -> None:
        """Let `field`, named `name`, choose: what `changed` gives for a value is done at once."""
        field.show_value(value)
        field.input.setObjectName(name)
        field.edited.connect(lambda chosen: self.change(changed(chosen)))

    def readers(self, label: str = "") -> ChoiceField:
        """A field that asks who may read."""
        offered = [Choice(one, self.words.t(names.READERS[one])) for one in Readers]
        return ChoiceField(label or self.words.t("May be read by"), offered)
