"""Familie og netværk: the people of the case as a list and as a drawing, on any day."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.actions import family as actions
from db.actions.consents import withdraw_consent
from db.actions.desk import Changed
from db.actions.lists import Listed
from db.errors import ForUser
from db.records.case import Case, NotTold
from db.records.person import Person
from db.records.relation import Network, Relation, Role
from db.rules import cpr, ecomap, names
from db.store import drafts, homes, kin, people
from db.words import later
from desktop.discretion import Watch
from desktop.kit.banner import Banner
from desktop.kit.buttons import Button, Rank
from desktop.kit.date_field import DateField
from desktop.kit.empty import EmptyState
from desktop.kit.flow import Columns, FlowLayout
from desktop.kit.marks import Mark
from desktop.kit.rows import ActionRow, LinkRow
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.place import Place
from desktop.rooms.family.consents import ConsentDialog, Consents
from desktop.rooms.family.drawn import Drawn
from desktop.rooms.family.member_dialog import KIND, MemberDialog
from desktop.rooms.family.own_case import OwnCase
from desktop.rooms.family.paper import NetworkPaper
from desktop.rooms.family.people_list import people_list
from desktop.tools import Tools

_AIR: Final = 48  # pixels left free around whoever is chosen in a drawing
_TIGHT: Final = "\N{NO-BREAK SPACE}"  # a number stays on its line
_FAMILY: Final = frozenset(
    {"mother", "father", "parent", "sibling", "grandparent", "relative", "foster_parent", "guardian"}
)
_GROUPS: Final = (
    ("home", later("Lives with the child")),
    ("family", later("The rest of the family")),
    ("private", later("Private network")),
    ("professional", later("Professional network")),
    ("before", later("Not any more, or not yet")),
)


class FamilyPart(ScrollPage):
    """Who stands around the child.

    Signals:
        saved: the moment at which a change is on the disk.
        saving: something is on its way there.
        place_asked: the case of a sibling, or of the child's own child.
    """

    saved = Signal(object)
    saving = Signal()
    place_asked = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._case: Case | None = None
        self._people: Mapping[str, Person] = {}
        self._shielded: Mapping[str, Person] = {}
        words = tools.words
        self.trouble = Banner(Mark.LATE, "", parent=self)
        self.trouble.hide()
        self.unfinished = Banner(
            Mark.SOON, words.t("You were writing about somebody."), action=words.t("Write on"), parent=self
        )
        self.unfinished.hide()
        self.unfinished.asked.connect(self._on_write_on)
        self.dialog: MemberDialog | None = None
        self.add = Button(words.t("Add a person"), Rank.PRIMARY, icon_name="add")
        self.add.clicked.connect(lambda: self._ask(None, None))
        self.not_told = Button(words.t("The family must not be told …"))
        self.not_told.clicked.connect(self._on_not_told)
        self.day = DateField(words.t("The network on the day"), words, tools.today)
        self.day.edited.connect(lambda _: self._draw())
        self.drawn = Drawn(words)
        self.drawn.opened.connect(self._open)
        for view in (self.drawn.family, self.drawn.network):
            view.walked.connect(partial(self.ensureWidgetVisible, view, 0, _AIR))
        self.consents = Consents(words)
        self.consents.new_asked.connect(self._on_new_consent)
        self.consents.withdrawn.connect(self._on_withdrawn)
        self.print = Button(words.t("Print family and network …"), icon_name="print")
        self.print.clicked.connect(self.print_paper)
        self._paper = NetworkPaper(tools, self)
        self._paper.failed.connect(self._on_failed)
        self._columns: Columns | None = None
        self._lay_out()

    def show_case(self, case: Case, known: Mapping[str, Person]) -> None:
        """Show the people of `case`; `known` are those it names, by id."""
        self._case, self._people = case, known
        self._shielded = homes.shielded(self._tools.desk.db, case.id, known)
        self.not_told.say(
            self._words.t("The family may be told again")
            if case.parents_not_told
            else self._words.t("The family must not be told …")
        )
        if self.day.value() is None:
            self.day.show_value(self._tools.today())
        self._list()
        self._draw()
        self.consents.show_consents(case, known, self._tools.today())
        self._show_unfinished()

    @property
    def record(self) -> str:
        """Whom the open dialog writes about, as the drafts have it; "" without one."""
        return self.dialog.kept.record if self.dialog is not None and self.dialog.isVisible() else ""

    def show_record(self, record: str) -> None:
        """Write on where somebody of this case was being written about: `record` as the drafts have it."""
        case, (case_id, _, rest) = self._case, record.partition(" ")
        if case is None or case_id != case.id:
            return
        person, _, role = rest.partition(" ")
        places = [at for at, one in enumerate(case.relations) if one.person == person]
        exact = [at for at in places if case.relations[at].role == role]
        place = next(iter(exact or places), None)
        known = self._people.get(person) if place is not None or person == case.child else None
        self._ask(known, place, record)

    def keep(self) -> None:
        """Hand what is being typed to the writer."""
        if self.dialog is not None:
            self.dialog.keep()

    def stop(self) -> None:
        """Start nothing more: the desk is being closed."""
        if self.dialog is not None:
            self.dialog.stop()

    def _ask(self, person: Person | None, place: int | None, record: str = "") -> None:
        if self._case is None:
            return
        if self.dialog is not None:
            self.dialog.stop()
            self.dialog.deleteLater()
        self.dialog = MemberDialog(self._tools, self, self._case, person, place, record=record)
        self.dialog.kept.keeping.saved.connect(self.saved)
        self.dialog.kept.keeping.saving.connect(self.saving)
        self.dialog.put_aside.connect(self._show_unfinished)
        self.dialog.open()

    @Slot()
    def _show_unfinished(self) -> None:
        """Offer to write on, if something was typed about somebody of this case and not written down."""
        open_ = self.dialog is not None and self.dialog.isVisible()
        waiting = None if open_ else self._waiting()
        self.unfinished.setVisible(waiting is not None)
        if waiting is not None:
            typed = drafts.of_record(self._tools.desk.db, KIND, waiting)
            name = typed["name"].text if "name" in typed else ""
            person = self._people.get(waiting.split(" ")[1]) if " " in waiting else None
            self.unfinished.say(
                self._words.t("You were writing about somebody."), name or (person.name if person else "")
            )

    def _waiting(self) -> str | None:
        """Under which name something of this case is being typed; the newest, None if nothing is."""
        case = self._case
        found = drafts.everything(self._tools.desk.db) if case is not None else []
        mine = (one for one in found if one.kind == KIND and case and one.case_id == case.id)
        return next((one.record for one in mine), None)

    @Slot()
    def _on_write_on(self) -> None:
        waiting = self._waiting()
        if waiting is not None:
            self.show_record(waiting)

    @Slot()
    def _on_new_consent(self) -> None:
        if self._case is not None:
            ConsentDialog(self._tools, self, self._case, self._people).open()

    @Slot(str)
    def _on_withdrawn(self, consent: str) -> None:
        words, case = self._words, self._case
        if case is None or not self._tools.ask.confirm(
            self,
            words.t("Is this consent withdrawn today?"),
            yes=words.t("Withdraw"),
            why=words.t("It stays in the case with both its days."),
        ):
            return
        today = self._tools.today()
        self._tools.writer.run(
            lambda desk: withdraw_consent(desk, case.id, consent, today),
            done=self._on_done,
            failed=self._on_failed,
        )

    @Slot()
    def print_paper(self) -> None:
        """Ask for whom, and write the people as they stand on the day that is shown as a PDF."""
        if self._case is not None:
            self._paper.ask(self._case, self._people, self.day.value() or self._tools.today())

    def _lay_out(self) -> None:
        line = FlowLayout(gap=8)
        line.addWidget(self.add)
        line.addWidget(self.not_told)
        line.addWidget(self.print)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.unfinished)
        self.body.addLayout(line)
        self.body.addWidget(self.day)
        self.body.addWidget(self.drawn)
        self.body.addWidget(self.consents)

    def _list(self) -> None:
        if self._columns is not None:
            self.body.removeWidget(self._columns)
            self._columns.hide()
            self._columns.deleteLater()
        case, words = self._case, self._words
        if case is None:
            return
        self._columns = Columns()
        child = Section(words.t("The child"))
        child.sheet.add(self._row(self._shielded[case.child], None, -1))
        self._columns.main.addWidget(child)
        groups: dict[str, list[tuple[int, Relation]]] = {key: [] for key, _ in _GROUPS}
        for place, relation in enumerate(case.relations):
            groups[self._group(relation)].append((place, relation))
        for key, title in _GROUPS:
            if groups[key]:
                section = Section(words.t(title))
                for place, relation in groups[key]:
                    section.sheet.add(self._row(self._shielded[relation.person], relation, place))
                side = key in ("professional", "before")
                (self._columns.side if side else self._columns.main).addWidget(section)
        self._columns.side.addWidget(self._own_cases(case))
        if not case.relations:
            empty = EmptyState(
                words.t("Nobody stands around the child yet."),
                words.t("Begin with those who live with the child and those who have custody."),
            )
            self._columns.main.addWidget(empty)
        self.body.addWidget(self._columns)

    def as_list(self) -> Listed:
        """The people around the child, their own cases and the consents; no address is among it."""
        if self._case is None:
            return Listed((), ())
        others = kin.cases_of(self._tools.desk.db, self._people, self._case.id)
        return people_list(self._case, self._shielded, others, self._words)

    def _own_cases(self, case: Case) -> Section:
        """The cases whose child stands in this one, and siblings without one; hidden if there are none."""
        words, others = self._words, kin.cases_of(self._tools.desk.db, self._people, case.id)
        section = Section(words.t("Their own cases"), self)
        for case_id, number, child in others:
            row = LinkRow(self._people[child].name, words.t("case {number}", number=number), strong=True)
            there = Place("case", case_id, "family")
            row.clicked.connect(lambda _=False, there=there: self.place_asked.emit(there))
            section.sheet.add(row)
        without = self._siblings_without(case, {child for _, _, child in others})
        for sibling in without:
            ask = ActionRow(sibling.name, words.t("sibling, no case yet"), action=words.t("Open a case"))
            if ask.button is not None:
                ask.button.clicked.connect(lambda _=False, sibling=sibling: self._on_own_case(sibling))
            section.sheet.add(ask)
        section.setVisible(bool(others or without))
        return section

    def _siblings_without(self, case: Case, having: set[str]) -> list[Person]:
        ids = [one.person for one in case.relations if one.role is Role.SIBLING]
        return [self._people[one] for one in dict.fromkeys(ids) if one not in having]

    def _on_own_case(self, sibling: Person) -> None:
        if self._case is not None:
            dialog = OwnCase(self._tools, self, self._case, self._people, sibling)
            dialog.made.connect(lambda case_id: self.place_asked.emit(Place("case", case_id, "family")))
            dialog.open()

    def _group(self, relation: Relation) -> str:
        if not ecomap.is_there(relation, self._tools.today()):
            return "before"
        if relation.lives_with_child:
            return "home"
        if relation.network is Network.PROFESSIONAL:
            return "professional"
        return "family" if relation.role in _FAMILY else "private"

    def _row(self, person: Person, relation: Relation | None, place: int) -> LinkRow:
        words = self._words
        parts = []
        if relation is not None:
            parts.append(words.t(names.ROLES[relation.role]))
            parts.append(words.t("custody") if relation.custody else "")
            parts.append(words.t(names.QUALITIES[relation.quality]))
        parts += [
            words.t("born {day}", day=words.day(person.born)) if person.born else "",
            words.t("expected {day}", day=words.day(person.expected))
            if person.expected and not person.born
            else "",
            cpr.masked(person.cpr) if person.cpr else "",
            person.organisation,
            person.phone.replace(" ", _TIGHT),
            words.t("interpreter ({language})", language=names.language(person.language, words))
            if person.interpreter
            else "",
            words.t("protected address") if person.protected_address else person.address,
        ]
        row = LinkRow(person.name, " · ".join(part for part in parts if part), strong=True)
        row.clicked.connect(lambda: self._open(place))
        return row

    def _draw(self) -> None:
        case, day = self._case, self.day.value()
        if case is None or day is None:
            return
        db = self._tools.desk.db
        elsewhere = kin.born(db, self._people, day)
        others = {person for one in elsewhere for person in (one.parent, one.child)} - self._people.keys()
        self.drawn.show_family(case, {**self._people, **people.of(db, others)}, day, elsewhere)

    @Slot(int)
    def _open(self, place: int) -> None:
        if self._case is None:
            return
        of = self._case.child if place < 0 else self._case.relations[place].person
        self._ask(self._people[of], None if place < 0 else place)

    @Slot()
    def _on_not_told(self) -> None:
        case, words = self._case, self._words
        if case is None:
            return
        not_told = None
        if case.parents_not_told is None:
            reason = self._tools.ask.text(
                self,
                words.t("Why must the family not be told?"),
                yes=words.t("Write it down"),
                why=words.t("Until it is taken back, nothing is made for the family or its network."),
                watch=Watch(self._tools, lambda: case, self).beside,
            )
            if reason is None:
                return
            not_told = NotTold(reason=reason)
        self._tools.writer.run(
            lambda desk: actions.set_not_told(desk, case.id, not_told),
            done=self._on_done,
            failed=self._on_failed,
        )

    def _on_done(self, changed: Changed) -> None:
        self._tools.news.changed.emit(changed)
        self.saved.emit(self._tools.now())

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self.trouble.say(
            self._words.t(error.message, **error.facts), self._words.t(error.remedy, **error.facts)
        )
        self.trouble.show()
