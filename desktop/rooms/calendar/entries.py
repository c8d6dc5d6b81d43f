"""How an entry of the calendar is told: its words, its mark, and its picture in a cell."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from db.actions.lists import Listed
from db.records.appointment import AppointmentStatus
from db.records.base import COPENHAGEN
from db.rules import names
from db.rules.law_names import law_named
from db.rules.rulebook import RuleBasis
from db.rules.summary import short_name
from db.store.calendar_view import Shown
from db.words import Words
from desktop.kit.marks import TONE, Mark
from desktop.kit.palette import Palette


def mark_of(entry: Shown) -> Mark:
    """An appointment, a deadline of law or a local one."""
    if entry.kind is not None:
        return Mark.PLAIN
    return Mark.LAW if entry.basis is RuleBasis.LAW else Mark.AGREED


def basis_of(entry: Shown, words: Words) -> str:
    """`aftale`, `frist i loven` or `lokal frist`."""
    if entry.kind is not None:
        return words.t("appointment")
    if entry.basis is RuleBasis.LAW:
        return words.t("deadline of law")
    return words.t("local deadline")


def title_of(entry: Shown, words: Words) -> str:
    """What it is, with a capital: its own title, an appointment's kind, a deadline's rule."""
    title = entry.own_title
    if not title:
        title = words.t(names.APPOINTMENTS[entry.kind] if entry.kind is not None else entry.title)
    return title[:1].upper() + title[1:]


def time_of(entry: Shown, words: Words) -> str:
    """`14.30`, "" for a whole day."""
    if not isinstance(entry.starts, datetime):
        return ""
    return words.time(entry.starts)


def times_of(entry: Shown, words: Words) -> str:
    """`14.30-16.00`, `14.30`, or "" for a whole day."""
    begin = time_of(entry, words)
    return f"{begin}–{words.time(entry.ends)}" if begin and entry.ends is not None else begin


def lines_in(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """`text` in at most `most` lines of `width` pixels, torn only between words; what has no room is dots."""
    left, lines = text.split(), list[str]()
    while left and len(lines) < most:
        line = left.pop(0)
        while left and metrics.horizontalAdvance(f"{line} {left[0]}") <= width:
            line += f" {left.pop(0)}"
        if len(lines) == most - 1:
            line = " ".join((line, *left))
        if metrics.horizontalAdvance(line) > width:
            line = metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
        lines.append(line)
    return lines


def line_of(entry: Shown, words: Words) -> str:
    """One line for a cell: time, whom, what."""
    whom = short_name(entry.child) if entry.child else ""
    return " ".join(part for part in (time_of(entry, words), title_of(entry, words), whom) if part)


def status_of(entry: Shown, words: Words) -> str:
    """How it stands, where that is not plain: held, missed, met, or as it was marked by hand."""
    if entry.status in (AppointmentStatus.HELD, AppointmentStatus.MISSED, AppointmentStatus.CANCELLED):
        return words.t(names.APPOINTMENT_STATUSES[entry.status])
    if entry.mark is not None:
        return words.t(names.HANDLED[entry.mark])
    met = entry.kind is None and entry.is_over and not entry.passing
    return words.t("met") if met else ""


def whose(entry: Shown, words: Words) -> str:
    """Whose copy it stands in, "" for one's own."""
    return words.t("copy from {sender}", sender=entry.sender) if entry.sender else ""


def said_of(entry: Shown, words: Words, *, overlaps: bool = False) -> str:
    """All of an entry in one sentence, for a reader that speaks."""
    parts = [
        times_of(entry, words),
        title_of(entry, words),
        entry.child or "",
        whose(entry, words),
        basis_of(entry, words),
        law_named(entry.legal_ref, words),
        status_of(entry, words),
        words.t("overlaps another appointment") if overlaps else "",
    ]
    return ", ".join(part for part in parts if part)


def is_quiet(entry: Shown) -> bool:
    """Whether it is over and done with, and so drawn softly."""
    return entry.is_over or entry.status in (
        AppointmentStatus.HELD,
        AppointmentStatus.MISSED,
        AppointmentStatus.CANCELLED,
    )


def minutes_into(moment: datetime) -> int:
    """Minutes since midnight in Copenhagen."""
    local = moment.astimezone(COPENHAGEN)
    return local.hour * 60 + local.minute


def draw_line(
    painter: QPainter, at: QRect, entry: Shown, text: str, font: QFont, palette: Palette, *, overlaps: bool
) -> None:
    """Draw one entry in a line: a bar for an appointment, a full diamond for law, an open one for local."""
    tone = palette.colour(TONE[mark_of(entry)] if entry.kind is None else "slate")
    ink = palette.colour("soft" if is_quiet(entry) else "ink")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if entry.kind is not None and palette.grounds and not is_quiet(entry):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.colour("slate_ground"))
        painter.drawRoundedRect(QRectF(at).adjusted(0, 0.5, 0, -0.5), 4, 4)
    lead = max(16, round(at.height() * 0.75))  # the sign grows with the text
    draw_sign(painter, QPointF(at.left() + lead * 0.45, at.center().y() + 0.5), at.height(), entry, tone)
    if overlaps:
        draw_dashes(painter, at, palette)
    painter.setFont(font)
    painter.setPen(ink)
    inside = at.adjusted(lead, 0, -3, 0)
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
    painter.restore()


def draw_dashes(painter: QPainter, at: QRect, palette: Palette) -> None:
    """Draw the dashed frame around what overlaps another appointment."""
    painter.setPen(QPen(palette.colour("brick"), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)


def draw_sign(painter: QPainter, middle: QPointF, height: int, entry: Shown, tone: QColor) -> None:
    """Draw the sign of an entry at `middle`: bar, full diamond or open diamond."""
    painter.setPen(QPen(tone, 1.5))
    if entry.kind is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(tone))
        painter.drawRoundedRect(
            QRectF(middle.x() - 3, middle.y() - height * 0.36, 3.5, height * 0.72), 1.5, 1.5
        )
        return
    painter.setBrush(QBrush(tone) if entry.basis is RuleBasis.LAW else Qt.BrushStyle.NoBrush)
    side = max(min(4.5, height / 4), height * 0.2)
    points = [
        middle + QPointF(0, -side),
        middle + QPointF(side, 0),
        middle + QPointF(0, side),
        middle + QPointF(-side, 0),
    ]
    painter.drawPolygon(points)


def ordered(entries: Sequence[Shown]) -> list[Shown]:
    """Appointments by time, then deadlines, law first; what is over comes last."""
    return sorted(
        entries,
        key=lambda one: (
            is_quiet(one),
            one.kind is None,
            one.basis is not RuleBasis.LAW,
            str(one.starts),
            one.key,
        ),
    )


def listed(entries: Sequence[Shown], words: Words) -> Listed:
    """All `entries` as a list that can be saved: when, what, whom, whose copy, its basis, its status."""
    heads = (words.t("Day"), words.t("Time"), words.t("What"), words.t("Child"), words.t("Copy from"))
    return Listed(
        (*heads, words.t("Basis"), words.t("Law"), words.t("Status")),
        tuple(
            (
                one.day.isoformat(),
                times_of(one, words),
                title_of(one, words),
                one.child or "",
                one.sender,
                basis_of(one, words),
                one.legal_ref,
                status_of(one, words),
            )
            for one in ordered(entries)
        ),
    )
