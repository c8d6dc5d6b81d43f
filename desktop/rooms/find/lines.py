"""What the panel lists: things to do, and what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from db.actions.desk import Desk
from db.rules.danish import fold
from db.rules.names import RECORDS
from db.rules.summary import short_name
from db.store import case_list, search
from db.store.search import Hit
from db.store.trouble import known_trouble
from db.words import Words, later
from desktop.place import Place
from desktop.rooms.find.finder import Found

if TYPE_CHECKING:
    from db.actions.lists import Listed

_MOST_DEEDS: Final = 3
_MOST_SAVED: Final = 1000
_SAME: Final = 24
_JOINT: Final = " · "


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done from anywhere: its key here, what it is called, and the keys that do it."""

    key: str
    title: str
    keys: str = ""
    place: bool = False
    """Whether it only goes somewhere."""


DESK_DEEDS: Final = frozenset({"print", "list", "undo", "backup", "keys"})
"""What the desk does, whichever room is open."""
DEEDS: Final = (
    Deed("new_case", later("New case")),
    Deed("note", later("Quick note"), "Ctrl N"),
    Deed("today", later("Today"), place=True),
    Deed("inquiries", later("Inquiries"), place=True),
    Deed("cases", later("Cases"), place=True),
    Deed("calendar", later("Calendar"), place=True),
    Deed("papers", later("Papers"), place=True),
    Deed("figures", later("Overview"), place=True),
    Deed("office", later("The office"), place=True),
    Deed("settings", later("Settings"), place=True),
    Deed("print", later("Print"), "Ctrl P"),
    Deed("list", later("Save the list in front"), "Ctrl Shift S"),
    Deed("undo", later("Take back the last change"), "Ctrl Z"),
    Deed("backup", later("Back up now")),
    Deed("keys", later("Help, and the keys of this screen"), "F1"),
    Deed("lock", later("Lock"), "Ctrl L"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the panel. It opens a deed, a place, or a case at a tab; or nothing."""

    title: str
    kind: str
    under: str = ""
    deed: str = ""
    case_id: str = ""
    tab: str = "overview"
    place: Place | None = None

    @property
    def opens(self) -> bool:
        """Whether something can be opened."""
        return bool(self.deed or self.case_id)

    @property
    def said(self) -> str:
        """The whole line for a reader that speaks."""
        return ". ".join(part for part in (self.title, self.kind, self.under) if part)


def deeds(text: str, words: Words) -> list[Line]:
    """The deeds of which a word begins with `text`; all of them for no text."""
    asked = fold(text.strip())
    lines = []
    for deed in DEEDS:
        title = words.t(deed.title)
        if not asked or any(word.startswith(asked) for word in (fold(title), *fold(title).split())):
            kind = words.t("place") if deed.place else words.t("action")
            lines.append(Line(title, deed.keys or kind, deed=deed.key))
    return lines if not asked else lines[:_MOST_DEEDS]


_TABS: Final = {
    "plan": "plan",
    "form": "forms",
    "attachment": "attachments",
    "appointment": "meetings",
    "letter": "way",
    "person": "family",
    "intervention": "help",
    "consent": "family",
    **dict.fromkeys(("inquiry", "allocation", "assessment", "decision"), "way"),
}
_ITSELF: Final = frozenset({"note", "form", "attachment", "appointment", "letter", "intervention"}) | {
    kind for kind, tab in _TABS.items() if tab == "way"
}


def lines(found: Found, words: Words, today: date) -> list[Line]:
    """What was found: deeds of that name, families of that name, then the rest in its order."""
    kind = words.t("case")
    families = [Line(one.child, kind, one.number, case_id=one.case_id) for one in found.families]
    shown = {family.case_id: family.child for family in found.families}
    rest = (hit for hit in found.hits if not _is_shown(hit, shown))
    return [*deeds(found.text, words), *families, *(_line(hit, found, words, today) for hit in rest)]


def _is_shown(hit: Hit, shown: Mapping[str, str]) -> bool:
    """True for a case, or a child, that stands among the families already."""
    child = shown.get(hit.case_id or "")
    return child is not None and (hit.kind == "case" or (hit.kind == "person" and hit.title == child))


def _line(hit: Hit, found: Found, words: Words, today: date) -> Line:
    kind = words.t(RECORDS.get(hit.kind, hit.kind))
    child = found.children.get(hit.case_id or "", "")
    title = child if hit.kind == "case" else hit.title
    if hit.kind == "form":  # it is stored under its id
        form = found.forms.get(hit.title)
        title = form.title.in_language(words.language) if form is not None else ""
    parts = [short_name(child) if title != child else ""]
    if hit.kind == "case":
        parts.append(hit.number or "")
    elif hit.kind == "person":
        parts.append(words.t("case {number}", number=hit.number) if hit.number else "")
    else:
        # A note is called by its own first words: they are not said twice.
        repeats = hit.snippet.startswith(title[:_SAME]) and bool(title)
        parts += [words.brief_day(hit.on, today) if hit.on else "", "" if repeats else hit.snippet]
    return Line(
        title=title or kind[:1].upper() + kind[1:],
        kind=kind,
        under=_JOINT.join(part for part in parts if part),
        deed="inquiries" if hit.kind == "inquiry" and not hit.case_id else "",
        case_id=hit.case_id or "",
        place=_place(hit),
        tab=_TABS.get(hit.kind, "overview"),
    )


def _place(hit: Hit) -> Place | None:
    """Where what was found stands itself; None for what is shown by its case."""
    if hit.kind == "inquiry" and not hit.case_id:
        return Place("inquiries", record=hit.record)
    if not hit.case_id or hit.kind not in _ITSELF:
        return None
    if hit.kind in ("note", "form"):
        return Place(hit.kind, hit.case_id, record=hit.record)
    return Place("case", hit.case_id, _TABS[hit.kind], record=hit.record)


def first_that_opens(shown: Sequence[Line]) -> int | None:
    """The place of the first line that opens something, None if none does."""
    return next((place for place, line in enumerate(shown) if line.opens), None)


def listed(desk: Desk, text: str, words: Words) -> "Listed":
    """All that `text` finds, as a list: kind, name, case and day, never what is written. Raises Trouble."""
    with known_trouble():
        found = search.find(desk.db, text, _MOST_SAVED)
        children = case_list.children_of(desk.db, [one.case_id for one in found if one.case_id])
    rows = (
        (
            words.t(RECORDS.get(one.kind, one.kind)),
            one.title if one.kind == "person" else children.get(one.case_id or "", ""),
            one.number or "",
            words.day(one.on) if one.on else "",
        )
        for one in found
    )
    heads = (words.t("Kind"), words.t("Name"), words.t("Case number"), words.t("Day"))
    from db.actions.lists import Listed  # only a list that is saved needs it

    return Listed(heads, tuple(dict.fromkeys(rows)))
