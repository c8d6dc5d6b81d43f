"""The line above the questions: which section, the one before and after, and how much is shown at once."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from db.records.form import Form
from db.rules import answers
from db.words import Words, later
from desktop.kit.buttons import Button
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.flow import FlowLayout
from desktop.kit.keys import Key

_WAYS: Final = {
    "section": later("A section at a time"),
    "one": later("One question at a time"),
    "all": later("All questions"),
}


class FormBar(QWidget):
    """Turns the pages of a form, and shows how far each section is answered.

    Signals:
        chosen: the number of the section that was chosen, from 0.
        turned: how many pages to go on; -1 goes back.
        way_chosen: another way to show the questions was chosen.
    """

    chosen = Signal(int)
    turned = Signal(int)
    way_chosen = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.ways = ChoiceField(words.t("Show"), [Choice(key, words.t(name)) for key, name in _WAYS.items()])
        self.ways.show_value("section")
        self.ways.edited.connect(lambda _: self.way_chosen.emit())
        self.sections = ChoiceField(words.t("Section"), [])
        self.sections.edited.connect(self._on_section)
        self.earlier = Button(words.t("Previous"), parent=self)
        self.earlier.clicked.connect(lambda: self.turned.emit(-1))
        self.following = Button(words.t("Next"), parent=self)
        self.following.clicked.connect(lambda: self.turned.emit(1))
        Key("Ctrl+PgUp", self, later("The page of the form before"), self.earlier.click)
        Key("Ctrl+PgDown", self, later("The next page of the form"), self.following.click)
        line = FlowLayout(self, gap=12, foot=True)
        for part in (self.sections, self.earlier, self.following, self.ways):
            line.addWidget(part)

    @property
    def way(self) -> str:
        """How much is shown: `section`, `one` question or `all`."""
        return str(self.ways.value())

    def pages(self, form: Form, given: answers.Answers) -> list[list[str]]:
        """The ids of the questions of each page that can be turned to."""
        if self.way == "all":
            return [[question.id for question in form.questions]]
        if self.way == "one":
            return [[question.id] for question in answers.asked(form, given)]
        return [[question.id for question in section.question] for section in form.section]

    def show_page(self, at: int, count: int) -> None:
        """Show that page `at`, from 0, of `count` is in front."""
        self.sections.setVisible(self.way == "section")
        for button in (self.earlier, self.following):
            button.setVisible(self.way != "all")
        self.earlier.setEnabled(at > 0)
        self.following.setEnabled(at < count - 1)
        self.sections.show_value(at if self.way == "section" else None)

    def onward(self, form: Form, at: int) -> Button | None:
        """What leads from the foot of page `at` to the next; None on the last one."""
        if self.way == "all" or not self.following.isEnabled():
            return None
        text = self._words.t("Next")
        if self.way == "section":
            title = form.section[at + 1].title.in_language(self._words.language)
            text = self._words.t("Next: {section}", section=title)
        made = Button(text, key="Ctrl PgDn")
        made.clicked.connect(self.following.click)
        return made

    def show_progress(self, form: Form, given: answers.Answers) -> None:
        """Show how many questions of each section are answered."""
        now = self.sections.value()
        offers = []
        for at, section in enumerate(form.section):
            far = answers.progress(form, given, at)
            title = section.title.in_language(self._words.language)
            offers.append(Choice(at, f"{title}  {far.answered}/{far.asked}"))
        self.sections.offer(offers)
        self.sections.show_value(now)

    @Slot(object)
    def _on_section(self, at: object) -> None:
        if isinstance(at, int):
            self.chosen.emit(at)
