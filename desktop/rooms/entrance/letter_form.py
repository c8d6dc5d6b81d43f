"""A letter before it is sent: each part can be written anew, and what is missing is said in words."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent

from db.actions import letters
from db.actions.letters import Wanted
from db.books.ages import years
from db.errors import ForUser
from db.records.case import Case
from db.records.letter import LetterKind, LetterTemplate, SentLetter, WrittenPart
from db.records.person import Person
from db.rules import names
from db.rules.law_names import law_named
from db.rules.letters import TO_SENDER
from db.rules.readers import has_right
from desktop.kept_form import KeptForm
from desktop.kit.buttons import Button
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import Field
from desktop.kit.jobs import Task
from desktop.kit.labels import Label
from desktop.kit.printing import JOB, print_pages
from desktop.kit.text_field import TextField
from desktop.kit.type import Voice
from desktop.letter_beside import LetterBeside, drawn
from desktop.tools import Tools


class LetterForm(KeptForm):
    """Writes one letter about the record `about`; what is typed comes back until the letter is sent.

    Signals:
        instead: the question that is asked where the family was told in another way.
    """

    instead = Signal(str)

    def __init__(
        self,
        tools: Tools,
        template: LetterTemplate,
        about: str,
        case: Case | None = None,
        people: Mapping[str, Person] | None = None,
    ) -> None:
        words = tools.words
        super().__init__(
            tools,
            template.title.of(words.language),
            words.t("Save as PDF and note it as sent"),
            kind="inquiry" if template.kind in TO_SENDER else "case",
            record=f"letter-{template.id}:{about}",
            case_id=case.id if case is not None else None,
        )
        self._template, self._about = template, about
        self.parts: dict[str, TextField] = {}
        self.to = ChoiceField(words.t("To whom"), _receivers(tools, case, people or {}))
        self._letter: SentLetter | None = None
        self._out: Path | None = None
        self.beside = LetterBeside(tools, self)
        self.preview, column = self.beside.preview, self.beside.texts
        self.receiver = Label("", Voice.SOFT)
        if template.kind in TO_SENDER or not people:
            self.to.hide()
        else:
            self.to.box.setCurrentIndex(0)
            column.addWidget(self.to)
            self.take("to", self.to)
        column.addWidget(self.receiver)
        for part in template.part:
            law = law_named(part.legal_ref, words)
            law = words.t("{law}, check it", law=law) if part.unsure else law
            asked = words.t("Asked for by {law}", law=law) if part.required else ""
            self.parts[part.id] = TextField(part.title.of(words.language), lines=2, help_text=asked)
            self.take(f"part_{part.id}", self.parts[part.id])
            column.addWidget(self.parts[part.id])
            self.parts[part.id].edited.connect(self._show_page)
        column.addStretch(1)
        self.sheet.add_padded(self.beside)
        self.printed = Button(words.t("Print and note it as sent"), icon_name="print")
        self.printed.clicked.connect(self._on_print)
        self.other = Button(words.t("It was sent in another way"))
        step = "told" if template.kind is LetterKind.DECISION else None
        if template.kind in TO_SENDER:
            step = "reply"
        self.other.setVisible(step is not None)
        self.other.clicked.connect(lambda: self.instead.emit(f"{step}:{about}"))
        self.end_with_buttons(self.printed, *([self.other] if step is not None else []))
        self.bring_back()
        self.to.edited.connect(self._begin)
        self._begin()

    def fields(self) -> dict[str, Field]:
        """What is typed here, by name; the first part first."""
        return dict(self.parts)

    def answer(self) -> None:
        """Ask where the file goes, and send the letter: from then on it is kept as it is."""
        tools, wanted, words = self._tools, self._wanted(), self._words
        letter = self._whole()
        out = None if letter is None else tools.ask.where_to_save(self, words.t("letter.pdf"))
        if letter is not None and out is not None:
            self._out = out
            self.run(
                lambda desk: letters.send(desk, wanted, letter, words, letterhead=tools.letterhead, out=out)
            )

    def _on_done(self, result: object) -> None:
        super()._on_done(result)
        if self._out is not None:
            self._tools.news.written.emit(self._out)

    def stop(self) -> None:
        """Start nothing more."""
        self.preview.stop()
        super().stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.beside.fit()

    @Slot()
    def _on_print(self) -> None:
        """Print the letter, and keep it as sent once the printer has it."""
        tools, wanted, words = self._tools, self._wanted(), self._words
        letter = self._whole()
        if letter is None or (printer := tools.ask.printer(self, JOB)) is None:
            return
        sheet = letters.sheet_of(tools.desk, wanted, letter, words, tools.letterhead)

        def work(task: Task) -> None:
            print_pages(drawn(sheet, words), printer, task)

        def noted(_: object) -> None:
            self._out = None
            self.run(
                lambda desk: letters.send(desk, wanted, letter, words, letterhead=tools.letterhead, out=None)
            )

        tools.jobs.run_long(work, done=noted, failed=self._on_refused)

    def _whole(self) -> SentLetter | None:
        """The letter if nothing is missing; else None, said beside what it concerns."""
        letter, words = self.written(), self._words
        if letter is None:
            self._begin()
            return None
        said = words.t("The letter cannot be sent without this.")
        whole = self.needed({self.parts[part.id]: said for part in self._template.part if part.required})
        return letter if whole else None

    @Slot()
    def _show_page(self, _: object = None) -> None:
        """Let the page beside show what is written by now."""
        letter, wanted, head, words = self.written(), self._wanted(), self._tools.letterhead, self._words
        if letter is not None:
            self.beside.show_letter(lambda desk: letters.sheet_of(desk, wanted, letter, words, head))

    def written(self) -> SentLetter | None:
        """The letter as it now stands; None if it may not be made."""
        if self._letter is None:
            return None
        language = self._words.language
        texts = (
            WrittenPart(title=part.title.of(language), text=self.parts[part.id].value())
            for part in self._template.part
        )
        return self._letter.changed(parts=tuple(texts))

    def _wanted(self) -> Wanted:
        return Wanted(self._template, self._case_id, self._about, self.to.value())

    def _begin(self, _: object = None) -> None:
        """Fill what nobody wrote in yet; say it if the letter may not be made."""
        try:
            self._letter = letters.begun(self._tools.desk, self._wanted(), self._words)
        except ForUser as error:
            self._letter = None
            self.save.setEnabled(False)
            self.printed.setEnabled(False)
            self.refuse(error)
            return
        self.save.setEnabled(True)
        self.printed.setEnabled(True)
        self.trouble.hide()
        self.receiver.setText(self._letter.receiver or self._words.t("No name is known."))
        for part, begun in zip(self._template.part, self._letter.parts, strict=True):
            if f"part_{part.id}" not in self.keeping.texts:
                self.parts[part.id].show_value(begun.text)
        self._show_page()


def _receivers(tools: Tools, case: Case | None, people: Mapping[str, Person]) -> list[Choice]:
    """Those with a right to a paper of their own, the child last; its tie tells two of one name apart."""
    if case is None:
        return []
    words, found = tools.words, []
    roles = {one.person: words.t(names.ROLES[one.role]) for one in reversed(case.relations)}
    for key, person in sorted(people.items(), key=lambda one: one[0] == case.child):
        if has_right(case, person, tools.today(), years("party")):
            born = words.t("born {day}", day=words.day(person.born)) if person.born else ""
            told = ", ".join(part for part in (person.name, roles.get(key, ""), born) if part)
            found.append(Choice(key, told))
    return found
