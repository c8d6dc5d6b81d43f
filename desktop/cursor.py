"""Where the cursor stands in a field, and how it is put back there."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget


def cursor_of(field: QWidget | None) -> int:
    """How many characters stand before the cursor of `field`; -1 if it has none, or hides what is typed."""
    if isinstance(field, QLineEdit):
        return field.cursorPosition() if field.echoMode() == QLineEdit.EchoMode.Normal else -1
    if isinstance(field, QTextEdit | QPlainTextEdit):
        return field.textCursor().position()
    return -1


def put_into(room: QWidget | None, name: str, at: int) -> None:
    """Put the focus into the field of `room` called `name`, and its cursor back; nothing without one."""
    field = room.findChild(QWidget, name) if room is not None and name else None
    if isinstance(field, QWidget):
        field.setFocus()
        put_cursor(field, at)


def put_cursor(field: QWidget | None, at: int) -> None:
    """Put the cursor of `field` after `at` characters, or at its end if there are fewer; nothing for -1."""
    if at < 0:
        return
    if isinstance(field, QLineEdit):
        field.setCursorPosition(at)
    elif isinstance(field, QTextEdit | QPlainTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(min(at, field.document().characterCount() - 1))
        field.setTextCursor(cursor)
