"""A case: its family and network, what happened, school, papers brought along, and the plan."""

from collections.abc import Iterator

from PySide6.QtWidgets import QTextEdit, QWidget
from stand import dialog_of, until

from db.exchange.table import read_table
from db.store import cases
from desktop.main_window import MainWindow
from desktop.rooms.cases.list_import import ListImport

_LIST = """Sagsnr.;Barnets navn;Født;Person;Rolle;Forældremyndighed;Lukket
P-1;Ida Maria Skovgaard-Lund;3/2-15;Mette Skovgaard;mor;ja;
P-2;Bo Lund;31/2-15;Jens Lund;far;måske;
P-3;Eva Lund;4/5-12;;;;1/2-2024
"""


def case_ids(page: object) -> list[str]:
    """The store's cases, in the order of their ids."""
    return sorted(cases.ids(page.tools.desk.db))


def case_shots(page: object, window: MainWindow, case_id: str) -> Iterator[tuple[str, QWidget | None]]:
    """Every part of a case but those that have a tour of their own."""
    yield from _family(page, window, case_id)
    page.open_case(case_id, "story")
    page._rooms["case"].part("story").view.stand_on(0)
    yield "story", window
    page.open_case(case_id, "school")
    yield "school", window
    page.open_case(case_id, "attachments")
    yield "attachments", window
    page.open_case(case_id, "plan")
    yield "plan", window
    page.open_case(_case_with_versions(page), "plan")
    plan = page._rooms["case"].part("plan")
    if plan.next_version.isVisible():
        plan.next_version.click()
        until(plan.adopt.isVisible)
        field = plan._form.findChild(QTextEdit, "parents_words")
        field.setPlainText("Vi vil gerne kunne sove en hel nat.")
        plan.commit()
    plan.changed.setChecked(True)
    plan._show_changes()
    yield "draft", window


def _family(page: object, window: MainWindow, case_id: str) -> Iterator[tuple[str, QWidget | None]]:
    """The family and its network, somebody of it, a sibling's own case, and a list from elsewhere."""
    page.open_case(case_id, "family")
    part = page._rooms["case"].part("family")
    yield "family", window
    part.drawn.tabs.setCurrentIndex(1)
    yield "network", window
    part.drawn.tabs.setCurrentIndex(0)
    part.verticalScrollBar().setValue(part.verticalScrollBar().maximum())
    yield "people", window
    part._open(0)
    yield "person", part.dialog
    part.dialog.name.edited.emit("Mette")
    part.dialog.reject()
    until(part.unfinished.isVisible)
    part.verticalScrollBar().setValue(0)
    yield "unfinished", window
    part.unfinished.button.click()
    part.dialog.no.click()
    until(part.unfinished.isHidden)
    sibling = part._siblings_without(part._case, set())
    if sibling:
        part._on_own_case(sibling[0])
        yield "own_case", None
        dialog_of(window).close()
    page.open_room("cases")
    listed = ListImport(page.tools, page, read_table(_LIST.encode()))
    listed.open()
    until(lambda: listed._checked is not None)
    yield "fetched", listed
    listed.reject()


def _case_with_versions(page: object) -> str:
    """A case beside the first whose plan is adopted, or is a draft that replaces one."""
    for case in cases.many(page.tools.desk.db, case_ids(page)[1:]):
        if any(plan.status == "adopted" for plan in case.plans) and case.parents_not_told is None:
            return case.id
    raise LookupError("no adopted plan")
