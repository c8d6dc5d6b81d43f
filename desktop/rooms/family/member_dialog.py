"""Somebody around the child: who they are, and what they are to the child."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import family as actions
from db.actions.desk import Changed, Desk
from db.actions.typed import forget_typed
from db.actions.unfinished import put_away
from db.records.base import new_id
from db.records.case import Case
from db.records.person import Person
from db.records.relation import Network, Quality, Relation, Role
from db.rules import cpr, names
from db.rules.danish import sort_key
from db.store import people
from db.words import Words
from desktop.action_dialog import ActionDialog
from desktop.discretion import Watch
from desktop.kept_fields import KeptFields
from desktop.kit.buttons import Button
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.date_field import DateField
from desktop.kit.fields import Field, LineField, first_faulty
from desktop.kit.labels import Label
from desktop.kit.scroll import ScrollPage
from desktop.kit.ticks import Tick
from desktop.kit.type import Voice
from desktop.tools import Tools

KIND: Final = "person"
"""The kind of the drafts of what is typed here."""
_SAME: Final = "same"
_TALL: Final = 460


class MemberDialog(ActionDialog):
    """Asks for a person and, unless it is the child, for the tie; `place` None writes a new one.

    What is typed is kept as a draft of `record`: of this case and this tie unless told otherwise.
    Cancel forgets it; Escape only puts it aside.

    Signals:
        put_aside: what was typed stays to be finished, and is on the disk; or it was given up.
    """

    put_aside = Signal()

    def __init__(
        self,
        tools: Tools,
        parent: QWidget,
        case: Case,
        person: Person | None,
        place: int | None,
        *,
        record: str = "",
    ) -> None:
        words = tools.words
        of_child = person is not None and person.id == case.child
        super().__init__(
            tools,
            parent,
            words.t("The child") if of_child else words.t("A person around the child"),
            yes=words.t("Write it down"),
        )
        self._case = case
        self._person, self._place, self._of_child = person, place, of_child
        self._same: Person | None = None
        self._make_fields()
        self._lay_out()
        Watch(tools, lambda: case, self).within(self)
        self._fill(person, None if place is None else case.relations[place])
        self._keep(record or record_of(case, person, place))
        self.name.left.connect(self._on_name)
        self.same.clicked.connect(self._on_same)
        self.reveal.clicked.connect(self._on_reveal)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_fields(self) -> None:
        words, today = self._words, self._tools.today
        self.name = LineField(words.t("Name"))
        self.known = Label("", Voice.SOFT)
        self.same = Button(words.t("It is the same person"))
        self.role = ChoiceField(words.t("Role"), _choices(words, names.ROLES))
        self.network = ChoiceField(words.t("Network"), _choices(words, names.NETWORKS))
        self.custody = Tick(words.t("Has custody"))
        self.lives = Tick(words.t("Lives with the child"))
        self.closeness = ChoiceField(
            words.t("How close (5 is closest)"), [Choice(number, str(number)) for number in range(1, 6)]
        )
        self.quality = ChoiceField(words.t("How the tie is"), _choices(words, names.QUALITIES))
        self.begins = DateField(words.t("Since"), words, today)
        self.ends = DateField(words.t("Until"), words, today)
        self.born = DateField(words.t("Born"), words, today)
        self.expected = DateField(words.t("Expected"), words, today)
        self.cpr = LineField(words.t("CPR number"))
        self.reveal = Button(words.t("Show the CPR number"))
        self.phone = LineField(words.t("Phone"))
        self.email = LineField(words.t("Mail"))
        self.address = LineField(words.t("Address"))
        self.protected = Tick(words.t("The address is protected"))
        self.language = ChoiceField(words.t("Language"), _choices(words, names.LANGUAGES))
        self.interpreter = Tick(words.t("Needs an interpreter"))
        self.work = LineField(words.t("Works at"))
        self.note = LineField(words.t("Note"))

    def _lay_out(self) -> None:
        page = ScrollPage(margin=4)
        tie = (self.role, self.network, self.custody, self.lives, self.closeness, self.quality)
        rest = (self.begins, self.ends)
        own = (
            self.born,
            self.expected,
            self.cpr,
            self.reveal,
            self.phone,
            self.email,
            self.address,
            self.protected,
        )
        last = (self.language, self.interpreter, self.work, self.note)
        for part in (self.name, self.known, self.same, *tie, *rest, *own, *last):
            page.body.addWidget(part)
        page.body.addStretch(1)
        for part in (*tie, *rest):
            part.setVisible(not self._of_child)
        self.known.hide()
        self.same.hide()
        page.setMinimumHeight(_TALL)
        self.body.addWidget(page)
        self.body.addWidget(self.fault)

    def _fill(self, person: Person | None, tie: Relation | None) -> None:
        tie = tie or Relation(person="new", role=Role.MOTHER)
        self.language.show_value("da")
        shown: tuple[tuple[Field, object], ...] = (
            (self.role, tie.role),
            (self.network, tie.network),
            (self.closeness, tie.closeness),
            (self.quality, tie.quality),
            (self.begins, tie.from_),
            (self.ends, tie.to),
            (self.note, tie.note),
        )
        for field, value in shown:
            field.show_value(value)
        self.custody.setChecked(tie.custody)
        self.lives.setChecked(tie.lives_with_child)
        self.reveal.setVisible(person is not None and person.cpr is not None)
        if person is not None:
            self._fill_person(person)

    def _fill_person(self, person: Person) -> None:
        shown: tuple[tuple[Field, object], ...] = (
            (self.name, person.name),
            (self.born, person.born),
            (self.expected, person.expected),
            (self.phone, person.phone),
            (self.email, person.email),
            (self.address, person.address),
            (self.work, person.organisation),
        )
        if person.language not in self.language.offered():  # as a document brought it
            more = [Choice(person.language, person.language)]
            self.language.offer([*_choices(self._words, names.LANGUAGES), *more])
        self.language.show_value(person.language)
        for field, value in shown:
            field.show_value(value)
        self.protected.setChecked(person.protected_address)
        self.interpreter.setChecked(person.interpreter)
        self.cpr.show_value(cpr.masked(person.cpr) if person.cpr else "")
        self.cpr.line.setReadOnly(person.cpr is not None)
        if self._of_child:
            self.note.show_value(person.note)

    def keep(self) -> None:
        """Hand what is typed to the writer."""
        self.kept.keeping.flush()

    def stop(self) -> None:
        """Start nothing more."""
        self.kept.keeping.stop()

    def reject(self) -> None:
        self.keep()
        super().reject()

    def _keep(self, record: str) -> None:
        """Show what was typed here before and not written down, and keep what is typed from now on."""
        self.kept = KeptFields(self._tools, KIND, record, self._case.id, self)
        self.kept.keeping.saved.connect(self.put_aside)
        self.kept.keeping.failed.connect(lambda error: self.fault.say(self._words.error(error)))
        for name, field in self._named().items():
            self.kept.take(name, field)
        waiting = self.kept.waiting()
        if self._person is None and (same := waiting.get(_SAME)):
            self._same = people.of(self._tools.desk.db, [same]).get(same)
            self._on_same()
        if "cpr" in waiting:
            self._open_cpr()
        self.kept.bring_back()

    def _named(self) -> dict[str, Field | Tick]:
        tie: dict[str, Field | Tick] = {
            "role": self.role,
            "network": self.network,
            "custody": self.custody,
            "lives": self.lives,
            "closeness": self.closeness,
            "quality": self.quality,
            "since": self.begins,
            "until": self.ends,
        }
        own: dict[str, Field | Tick] = {
            "name": self.name,
            "born": self.born,
            "expected": self.expected,
            "cpr": self.cpr,
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
            "protected": self.protected,
            "language": self.language,
            "interpreter": self.interpreter,
            "work": self.work,
            "note": self.note,
        }
        return own if self._of_child else {**own, **tie}

    @Slot()
    def _on_no(self) -> None:
        self.stop()
        kind, record = self.kept.kind, self.kept.record
        self._tools.writer.run(
            lambda desk: put_away(desk, kind, record),
            done=lambda _: self.put_aside.emit(),
            failed=self._on_failed,
        )
        super().reject()

    def _open_cpr(self) -> None:
        self.cpr.line.setReadOnly(False)
        self.reveal.hide()

    @Slot()
    def _on_reveal(self) -> None:
        if self._person is not None and self._person.cpr:
            self.cpr.show_value(cpr.with_hyphen(self._person.cpr))
            self._open_cpr()

    @Slot()
    def _on_name(self) -> None:
        """Point out somebody of the same name whom the store knows already."""
        words, name = self._words, self.name.value()
        found = None
        if self._person is None and name:
            found = people.of_name(self._tools.desk.db, sort_key(name))
        self._same = found
        self.known.setVisible(found is not None)
        self.same.setVisible(found is not None)
        if found is not None:
            born = words.day(found.born) if found.born else words.t("unknown")
            self.known.setText(
                words.t("{name}, born {born}, stands in the store already.", name=found.name, born=born)
            )

    @Slot()
    def _on_same(self) -> None:
        if self._same is not None:
            self._person = self._same
            self._fill_person(self._same)
            self.kept.keeping.type(_SAME, self._same.id)
            self.known.hide()
            self.same.hide()

    @Slot()
    def _on_yes(self) -> None:
        faulty = self._first_fault()
        if faulty is not None:
            faulty.setFocus()
            return
        person, case, place = self._told(), self._case, self._place
        relation = None if self._of_child else self._tie(person.id)

        self.keep()
        kind, record = self.kept.kind, self.kept.record

        def work(desk: Desk) -> Changed:
            changed = actions.save_member(desk, case, place, person, relation)
            forget_typed(desk, kind, record)
            return changed

        self.run(work, self._on_done)

    def _first_fault(self) -> Field | None:
        words = self._words
        faults: dict[Field, str] = {
            self.name: "" if self.name.value() else words.t("Write the name."),
            self.cpr: self._cpr_fault(),
        }
        for day in (self.born, self.expected, self.begins, self.ends):
            faults[day] = (
                "" if day.readable else words.t("This is not a day. Write it as 3/3-26 or 03.03.2026.")
            )
        begin, end = self.begins.value(), self.ends.value()
        if begin and end and end < begin:
            faults[self.ends] = words.t("It ends before it begins.")
        born = self.born.value()
        if born and born > self._tools.today():
            faults[self.born] = words.t("The birthday lies ahead.")
        self.fault.say("")
        return first_faulty(faults)

    def _cpr_fault(self) -> str:
        """What cannot be; what is only unlikely is let through."""
        typed, words = self.cpr.value().strip(), self._words
        if not typed or self.cpr.line.isReadOnly():
            return ""
        digits = cpr.digits_of(typed)
        if digits is None:
            return words.t("A CPR number has ten digits.")
        day = cpr.birth_day(digits)
        if day is None or day > self._tools.today():
            return words.t("There is no such CPR number: its day cannot be.")
        return ""

    def _told(self) -> Person:
        stored = self._person or Person(id=new_id(), name=self.name.value())
        number = stored.cpr if self.cpr.line.isReadOnly() else cpr.digits_of(self.cpr.value().strip())
        return stored.changed(
            name=self.name.value(),
            cpr=number,
            born=self.born.value(),
            expected=None if self.born.value() else self.expected.value(),
            phone=self.phone.value(),
            email=self.email.value(),
            address=self.address.value(),
            protected_address=self.protected.isChecked(),
            language=self.language.value() or stored.language,
            interpreter=self.interpreter.isChecked(),
            organisation=self.work.value(),
            note=self.note.value() if self._of_child else stored.note,
        )

    def _tie(self, person: str) -> Relation:
        return Relation(
            person=person,
            role=self.role.value() or Role.OTHER,
            network=self.network.value() or Network.PRIVATE,
            custody=self.custody.isChecked(),
            lives_with_child=self.lives.isChecked(),
            closeness=self.closeness.value() or 3,
            quality=self.quality.value() or Quality.NEUTRAL,
            from_=self.begins.value(),
            to=self.ends.value(),
            note=self.note.value(),
        )

    def _on_done(self, changed: Changed) -> None:
        self.stop()
        self.end(changed)


def record_of(case: Case, person: Person | None, place: int | None) -> str:
    """Under which name a tie of `case` is typed: the case's id alone for a new one."""
    if person is None:
        return case.id
    role = "" if place is None else case.relations[place].role
    return f"{case.id} {person.id} {role}".rstrip()


def _choices(words: Words, named: Mapping[Any, str]) -> list[Choice]:
    return [Choice(key, words.t(name)[:1].upper() + words.t(name)[1:]) for key, name in named.items()]
