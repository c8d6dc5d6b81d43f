"""A short form whose every field is on the encrypted disk before it is sent, and comes back after a lock."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.actions.desk import Desk
from db.actions.typed import forget_typed
from db.actions.unfinished import put_away
from db.errors import ForUser
from db.rules.agenda import moment_at
from db.words import Words
from desktop.discretion import Watch
from desktop.kept_fields import KeptFields
from desktop.kit.asking import Asking
from desktop.kit.choice_field import Choice
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField, first_faulty
from desktop.kit.ticks import Tick
from desktop.tools import Tools

_TIME: Final = re.compile(r"([01]?\d|2[0-3])[.:]?([0-5]\d)")


class KeptForm(Asking):
    """A question about a step of the way; what is typed goes to the drafts of `kind` and `record`.

    Signals:
        saved: the moment at which all that was typed is on the disk.
        saving: something is on its way there.
        done: what the action returned, once it is on the disk.
    """

    saved = Signal(object)
    saving = Signal()
    done = Signal(object)

    def __init__(
        self,
        tools: Tools,
        title: str,
        action: str,
        *,
        kind: str,
        record: str,
        case_id: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, action, tools.words, parent)
        self._tools, self._kind, self._record, self._case_id = tools, kind, record, case_id
        self._kept = KeptFields(tools, kind, record, case_id, self)
        self.keeping = self._kept.keeping
        self.keeping.saved.connect(self.saved)
        self.keeping.saving.connect(self.saving)
        self.keeping.failed.connect(self.refuse)
        self._watch = Watch(tools, self.case_in_hand, self)

    def case_in_hand(self) -> str | None:
        """The case that is written about; None for none yet."""
        return self._case_id

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name."""
        return {name: one for name, one in self._kept.named.items() if isinstance(one, Field)}

    def begin(self) -> None:
        """Put the cursor into the first question."""
        first = next(iter(self._kept.named.values()), None)
        if first is not None:
            first.setFocus()

    def take(self, name: str, field: Field | Tick) -> None:
        """Keep what the user puts into `field` from now on, as `name`."""
        self._kept.take(name, field)
        self._watch.beside(field)

    def bring_back(self) -> None:
        """Show what was typed here before and not sent."""
        self._kept.bring_back()

    def run(self, work: Callable[[Desk], object]) -> None:
        """Do the action `work`; what was typed is forgotten when it is done, and stays if it is refused."""
        self.save.setEnabled(False)
        self.keeping.flush()
        kind, record = self._kind, self._record

        def whole(desk: Desk) -> object:
            result = work(desk)
            forget_typed(desk, kind, record)
            return result

        self._tools.writer.run(whole, done=self._on_done, failed=self._on_refused)

    def keep(self) -> None:
        """Hand what is typed to the writer."""
        self.keeping.flush()

    def stop(self) -> None:
        """Start nothing more."""
        self.keeping.stop()

    def drop(self, done: Callable[[datetime], None], failed: Callable[[BaseException], None]) -> None:
        """Forget what was typed here: the user gave it up, and the form may be gone before it is done."""
        self.keeping.stop()
        kind, record, now = self._kind, self._record, self._tools.now
        self._tools.writer.run(
            lambda desk: put_away(desk, kind, record), done=lambda _: done(now()), failed=failed
        )

    def needed(self, wanted: Mapping[Field, str]) -> bool:
        """Whether each field holds something; says its sentence beside each that does not."""
        empty = first_faulty(
            {field: said if field.value() in (None, "") else "" for field, said in wanted.items()}
        )
        if empty is not None:
            empty.setFocus()
        return empty is None

    def moment(self, day: DateField, clock: LineField) -> datetime | None:
        """The moment of the two fields; None, and the sentence beside them, if they name none."""
        words = self._words
        if not self.readable(day) or not self.needed({day: words.t("Write the day.")}):
            return None
        found, on = _TIME.fullmatch(clock.value()), day.value()
        moment = moment_at(on, time(int(found[1]), int(found[2]))) if found and on else None
        skipped = words.t("The clocks skip this time on that day: summer time begins.")
        clock.show_fault("" if moment else skipped if found else words.t("Write a time such as 13.30."))
        return moment

    def _on_done(self, result: object) -> None:
        self.keeping.stop()
        self.done.emit(result)

    def _on_refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, ForUser):
            raise error
        if self.cancel.hasFocus():  # it went there while the other was off, and Enter would throw all away
            self.save.setFocus()
        self.refuse(error)


def choices(words: Words, named: Mapping[Any, str]) -> list[Choice]:
    """`named` as choices, each beginning with a capital."""
    told = ((value, words.t(name)) for value, name in named.items())
    return [Choice(value, name[:1].upper() + name[1:]) for value, name in told]
