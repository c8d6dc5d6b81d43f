"""Where the cursor stands in a field, and how it is put back there."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.kit.tab_order import field_named


def cursor_of(field: QWidget | None) -> int:
    """How many characters stand before the cursor of `field`; -1 if it has none, or hides what is typed."""
    if isinstance(field, QLineEdit):
        return field.cursorPosition() if field.echoMode() == QLineEdit.EchoMode.Normal else -1
    if isinstance(field, QTextEdit | QPlainTextEdit):
        return field.textCursor().position()
    return -1


def is_within(part: QWidget, whole: QWidget) -> bool:
    """True if `part` stands in `whole`, also in a window of its own over it."""
    around: QWidget | None = part
    while around is not None and around is not whole:
        around = around.parentWidget()
    return around is whole


def put_into(room: QWidget | None, name: str, at: int) -> None:
    """Put the focus into the field of `room` called `name`, and its cursor back; nothing without one."""
    if room is not None and (field := field_named(room, name)) is not None:
        field.setFocus()
        put_cursor(field, at)


def put_cursor(field: QWidget | None, at: int) -> None:
    """Put the cursor of `field` after `at` characters, or at its end if there are fewer; nothing for -1.

    The space that was typed before it, and is no part of what is kept, stands there again.
    """
    if at < 0:
        return
    if isinstance(field, QLineEdit):
        field.setCursorPosition(at)
    elif isinstance(field, QTextEdit | QPlainTextEdit):
        cursor, end = field.textCursor(), field.document().characterCount() - 1
        cursor.setPosition(min(at, end))
        if at == end + 1 and end > 0:
            blocked = field.blockSignals(True)  # nobody typed
            cursor.insertText(" ")
            field.blockSignals(blocked)
        field.setTextCursor(cursor)
