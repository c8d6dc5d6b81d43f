"""Where one stands in a form, so that a lock leads back there: how much is shown, and which question."""

from desktop.place import Place
from desktop.rooms.form.form_bar import FormBar
from desktop.rooms.form.form_page import FormPage


def tab_of(bar: FormBar, page: FormPage | None) -> str:
    """How much is shown and the question in front, as the tab of a place."""
    return f"{bar.way}/{page.first_in_front() if page is not None else ''}"


def come_to(place: Place, bar: FormBar) -> str:
    """Show as much as `place` says; returns the id of its question, "" where it names none."""
    way, _, in_front = place.tab.partition("/")
    if way:
        bar.ways.show_value(way)
    return place.field.partition("/")[0] or in_front
