"""One's own key for packages: its recipient to copy, save, photograph and read aloud."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.actions import own_identity
from db.actions.outgoing import new_files
from db.errors import ForUser
from db.rules.fingerprint import fingerprint
from desktop.kit.buttons import Button
from desktop.kit.fields import LineField
from desktop.kit.flow import FlowLayout
from desktop.kit.labels import Label
from desktop.kit.sheet import Section
from desktop.kit.type import Voice
from desktop.rooms.handing.qr import Qr
from desktop.tools import Tools


class OwnKey(Section):
    """Shows the recipient that others make packages for; the secret half never leaves the store.

    Signals:
        told: a sentence about the file that was written.
    """

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(words.t("My key for packages"), parent)
        self._tools = tools
        about = Label(
            words.t(
                "Whoever sends you a package needs this key. It is no secret: send it as text or as a file,"
                " or let them photograph it. Then read the fingerprint aloud to each other on the telephone."
            ),
            Voice.SOFT,
        )
        self.make = Button(words.t("Make my key"))
        self.make.clicked.connect(self._on_make)
        self.recipient = LineField(words.t("My key"))
        self.recipient.line.setReadOnly(True)
        self.aloud = Label("", Voice.STRONG)
        self.copied = Button(words.t("Copy my key"))
        self.saved = Button(words.t("Save my key as a file"))
        self.copied.clicked.connect(self._on_copy)
        self.saved.clicked.connect(self._on_save)
        self.code = Qr(words.t("My key as a picture for a camera"))
        buttons = FlowLayout(gap=12)
        buttons.addWidget(self.copied)
        buttons.addWidget(self.saved)
        self._there = QWidget()
        inside = QVBoxLayout(self._there)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.recipient)
        inside.addWidget(self.aloud)
        inside.addLayout(buttons)
        inside.addWidget(self.code, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(about)
        column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._there)
        self.sheet.add_padded(column)
        self.show_recipient(own_identity.recipient(tools.desk))

    def show_recipient(self, recipient: str | None) -> None:
        """Show one's recipient, or how to make one."""
        self.make.setVisible(recipient is None)
        self._there.setVisible(recipient is not None)
        if recipient is not None:
            self.recipient.show_value(recipient)
            self.recipient.line.setCursorPosition(0)
            self.aloud.setText(
                self._tools.words.t("Fingerprint: {fingerprint}", fingerprint=fingerprint(recipient))
            )
            self.code.show_text(recipient)

    @Slot()
    def _on_make(self) -> None:
        self._tools.writer.run(own_identity.made_recipient, done=self._on_made, failed=self._on_failed)

    def _on_made(self, recipient: str) -> None:
        self.show_recipient(recipient)
        self.copied.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_copy(self) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(self.recipient.value())

    @Slot()
    def _on_save(self) -> None:
        words = self._tools.words
        path = self._tools.ask.where_to_save(self, words.t("my-key.txt"))
        if path is None:
            return
        try:
            with new_files({path: f"{self.recipient.value()}\n".encode()}, in_place=True):
                pass
        except ForUser as error:
            self._tools.ask.tell(self, error)
            return
        self.told.emit(words.t("The file is saved. Send it to whoever is to send you a package."))

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, ForUser):
            raise error
        self._tools.ask.tell(self, error)
