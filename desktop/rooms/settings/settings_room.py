"""Settings: theme, text size, language, the passphrase, and what the program is."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import keys
from db.books import guesses
from db.errors import ForUser
from db.rules.passphrases import SHORTEST, WEAK, strength
from db.version import VERSION, build
from db.words import later
from desktop import settings as chosen
from desktop.kit.banner import Head
from desktop.kit.buttons import Button
from desktop.kit.choice_field import Choice, ChoiceField
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.help_key import ask_help
from desktop.kit.labels import Label
from desktop.kit.palette import Theme
from desktop.kit.scroll import ScrollPage
from desktop.kit.sheet import Section
from desktop.kit.type import Voice, factor_of
from desktop.rooms.settings.backups_part import BackupsPart
from desktop.rooms.settings.keys_part import KeysPart
from desktop.rooms.settings.policy_part import PolicyPart
from desktop.tools import Tools

_THEMES: Final = {
    Theme.LIGHT: later("Light"),
    Theme.DARK: later("Dark"),
    Theme.CONTRAST: later("High contrast"),
    Theme.CONTRAST_DARK: later("High contrast, dark"),
}
_SIZES: Final = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
_LANGUAGES: Final = (("da", "Dansk"), ("en", "English"))
_WIDTH: Final = 640


class SettingsRoom(ScrollPage):
    """What a person may choose. Each choice holds at once.

    Signals:
        settings_chosen: the new settings of the window.
        saved: the moment at which the passphrase was changed.
        new_key_asked: the present passphrase; the store is to get a new key.
        restore_asked: a backup's file and the passphrase that opens it.
    """

    settings_chosen = Signal(object)
    saved = Signal(object)
    new_key_asked = Signal(str)
    restore_asked = Signal(object, str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools, self._words = tools, tools.words
        self._settings = tools.settings
        words = tools.words
        self.body.addWidget(Head(words.t("Settings")))
        self.keys = KeysPart(tools)
        self.keys.new_key_asked.connect(self.new_key_asked)
        self.backups = BackupsPart(tools)
        self.backups.restore_asked.connect(self.restore_asked)
        self.policy = PolicyPart(tools)
        parts = (
            self._window_part(),
            self.backups,
            self._passphrase_part(),
            self.keys,
            self.policy,
            self._about_part(),
        )
        for section in parts:
            section.setMaximumWidth(_WIDTH * 2)
            self.body.addWidget(section)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.backups.read()

    def close_room(self) -> None:
        """Stop what is being made: the desk is being closed."""
        self.backups.stop()

    def _window_part(self) -> QWidget:
        words = self._words
        section = Section(words.t("The window"))
        self.theme = ChoiceField(
            words.t("Colours"), [Choice(t.value, words.t(name)) for t, name in _THEMES.items()]
        )
        self.theme.show_value(self._settings.theme)
        self.text_size = ChoiceField(
            words.t("Text size"), [Choice(size, f"{round(size * 100)} %") for size in _SIZES]
        )
        self.text_size.show_value(min(_SIZES, key=lambda size: abs(size - self._settings.text_factor)))
        self.language = ChoiceField(words.t("Language"), [Choice(key, name) for key, name in _LANGUAGES])
        self.language.show_value(words.language)
        line = FlowLayout(gap=16)
        named = {"theme": self.theme, "text_size": self.text_size, "language": self.language}
        for name, field in named.items():
            field.box.setObjectName(name)  # where the cursor comes back to on a new desk
            field.edited.connect(self._on_chosen)
            line.addWidget(field)
        section.sheet.add_padded(line)
        return section

    def _passphrase_part(self) -> QWidget:
        words = self._words
        section = Section(words.t("The passphrase"))
        self.old = LineField(words.t("The present passphrase"), secret=True)
        self.new = LineField(
            words.t("The new passphrase"),
            secret=True,
            help_text=words.t(
                "At least {count} characters, preferably four or five ordinary words.",
                count=max(SHORTEST, self._least()),
            ),
        )
        self.again = LineField(words.t("The new passphrase once more"), secret=True)
        self.change = Button(words.t("Change the passphrase"))
        self.change.clicked.connect(self._on_change)
        self.says = Label("", Voice.SOFT)
        self.says.hide()
        column = QVBoxLayout()
        column.setSpacing(16)
        for part in (self.old, self.new, self.again):
            part.setMaximumWidth(round(_WIDTH * factor_of(self)))
            column.addWidget(part)
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.says)
        section.sheet.add_padded(column)
        return section

    def _about_part(self) -> QWidget:
        words = self._words
        section = Section(words.t("About"))
        section.sheet.add_padded(
            Label(
                words.t(
                    "Tæt På {version}. It reminds and drafts; it never scores a family and never decides."
                    " Your municipality's system of record stays the official one.",
                    version=VERSION,
                )
            )
        )
        made = build() or words.t("run from its source")
        section.sheet.add_padded(Label(words.t("Build: {build}", build=made), Voice.SOFT))
        self.news = Button(words.t("What is new"))
        self.news.clicked.connect(lambda: ask_help(self, news=True))
        line = FlowLayout(gap=12)
        line.addWidget(self.news)
        section.sheet.add_padded(line)
        return section

    @Slot(object)
    def _on_chosen(self, _: object) -> None:
        self._settings = chosen.Settings(self.theme.value(), self.text_size.value(), self.language.value())
        self.settings_chosen.emit(self._settings)

    @Slot()
    def _on_change(self) -> None:
        words = self._words
        old, new = self.old.value(), self.new.value()
        weak = strength(new, guesses.read(), self._least()) in WEAK
        self.old.show_fault("")
        self.new.show_fault(words.t("Choose a stronger passphrase.") if weak else "")
        self.again.show_fault(words.t("The two are not the same.") if self.again.value() != new else "")
        if weak or self.again.value() != new:
            return
        self.change.setEnabled(False)
        self._tools.writer.run(
            lambda desk: keys.change_passphrase(desk, old, new), done=self._on_done, failed=self._on_failed
        )

    def _least(self) -> int:
        return self._tools.policy.number("passphrase_length")

    def _on_done(self, _: object) -> None:
        for field in (self.old, self.new, self.again):
            field.line.clear()
        self.change.setEnabled(True)
        self.says.setText(self._words.t("The passphrase was changed."))
        self.keys.read()
        self.says.show()
        self.saved.emit(self._tools.now())

    def _on_failed(self, error: BaseException) -> None:
        self.change.setEnabled(True)
        if not isinstance(error, ForUser):
            raise error
        self.old.show_fault(self._words.error(error))
